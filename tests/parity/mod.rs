//! meshctl beside the real AWS CLI: the same arguments, the same answers of the service, and then
//! the same requests, output and exit code.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to stop")]

pub(crate) mod corpus;
mod fuzz;
mod official;
mod outcome;
mod scenarios;
mod stub;
mod terminal;
