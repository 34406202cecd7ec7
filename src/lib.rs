//! meshctl
pub mod error;
pub mod iam;
pub mod model;
pub mod store;
pub mod verbs;
