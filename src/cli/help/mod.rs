//! Help pages ([`page::Page`]), built from the model and clap's tree and rendered as plain text
//! ([`text`]), Markdown ([`markdown`]) or manual pages ([`man`]).

mod access;
mod command;
pub mod example;
mod exit_codes;
pub mod man;
pub mod markdown;
pub(super) mod members;
pub(super) mod operation;
pub(super) mod options;
mod overview;
mod page;
pub mod reference;
pub mod text;

use clap::CommandFactory as _;

pub use page::Page;

use super::tree::Cli;
use crate::aws_cli::args;
use crate::client::settings::variable;
use crate::model::{Operation, model};

/// Maximum width of help, in columns: longer lines are hard to read.
const MAX_WIDTH: u16 = 100;

/// Returns the output of `--version`.
pub(super) fn version() -> String {
    format!("meshctl/{} App Mesh API 2019-01-25", env!("CARGO_PKG_VERSION"))
}

/// Returns the width of the terminal in columns; 80 if unknown.
pub(super) fn terminal_width() -> u16 {
    comfy_table::Table::new().width().unwrap_or(80)
}

/// Returns the width of help in columns: `COLUMNS`, else the width of the terminal; at most 100.
pub(super) fn width() -> usize {
    let configured = variable("COLUMNS").and_then(|columns| columns.parse().ok());
    let width = configured.filter(|columns| *columns > 0).unwrap_or_else(terminal_width);
    usize::from(width.min(MAX_WIDTH))
}

/// Returns the overview page.
pub(super) fn overview() -> Page {
    overview::page()
}

/// Returns the page of an operation.
pub(super) fn for_operation(operation: &Operation) -> Page {
    operation::page(operation)
}

/// Returns the page of an operation, of a workflow command or of `options`; `None` for other names.
#[must_use]
pub fn for_name(name: &str) -> Option<Page> {
    if name == "options" {
        return Some(options::page());
    }
    if let Some(operation) = args::operation(name) {
        return Some(operation::page(operation));
    }
    Cli::command().find_subcommand(name).map(command::page)
}

/// Returns all pages: the overview, operations in model order, workflow commands, and options.
#[must_use]
pub fn pages() -> Vec<Page> {
    let operations = model().operations.values().map(operation::page);
    let cli = Cli::command();
    let commands = cli.get_subcommands().map(command::page);
    [overview()].into_iter().chain(operations).chain(commands).chain([options::page()]).collect()
}
