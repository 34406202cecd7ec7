//! From argv to a call.
//!
//! [`aws`] reads the operations of App Mesh as AWS CLI v2 reads them.

pub mod aws;
