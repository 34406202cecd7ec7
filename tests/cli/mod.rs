//! The command line.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to stop")]

mod completion;
mod examples;
mod help;
mod man;
mod never_panics;
mod recorded;
mod refused;
mod shim;
