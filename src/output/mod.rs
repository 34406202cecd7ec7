//! What all commands print with: the only code that writes to stdout, and the columns and progress
//! bars of meshctl's own commands.
//!
//! The output formats of AWS CLI v2 are in [`crate::aws_cli::output`]; errors are printed by
//! [`crate::error`].

pub mod print;
mod progress;
mod rows;

pub use progress::Progress;
pub use rows::{Rows, columns};
