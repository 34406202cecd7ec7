//! Output of all commands: the only code that writes to stdout, and the tables and progress bars of
//! workflow commands.
//!
//! The output formats of AWS CLI v2 are in `aws_cli::output`; errors are printed by
//! [`crate::error`].

pub mod print;
mod progress;
mod text_table;

pub use progress::Progress;
pub use text_table::{TextTable, text_table};
