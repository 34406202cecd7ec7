//! The command line.

mod never_panics;
mod recorded;
