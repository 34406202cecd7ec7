//! The command line.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to stop")]

mod command_examples;
mod completion;
mod configured;
mod credentials;
mod environment;
mod examples;
mod guides;
mod help;
mod man;
mod never_panics;
mod pager;
mod patience;
mod recorded;
mod refused;
mod shim;
mod store;
mod tls;
mod typing;
