//! Comparisons with the real AWS CLI: with the same arguments and responses of the service, meshctl
//! sends the same requests and has the same output and exit code.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

pub(crate) mod corpus;
mod fuzz;
mod official;
mod outcome;
mod scenarios;
mod stub;
mod terminal;
