//! The command line.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to stop")]

mod never_panics;
mod recorded;
mod refused;
