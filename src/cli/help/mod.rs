//! Help: what there is to read about each command ([`page::Page`]), made from the model and from
//! clap's tree, and written on the screen ([`text`]), as reference pages ([`markdown`]) and as
//! manual pages ([`man`]).

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

/// Columns that help takes at most: longer lines are hard to read.
const WIDEST: u16 = 100;

/// Returns the line that `--version` prints.
pub(super) fn version() -> String {
    format!("meshctl/{} App Mesh API 2019-01-25", env!("CARGO_PKG_VERSION"))
}

/// Returns how many columns the terminal has; 80 where that is not known.
pub(super) fn terminal_width() -> u16 {
    comfy_table::Table::new().width().unwrap_or(80)
}

/// Returns how many columns help has: as `COLUMNS` says, else as the terminal has, 100 at most.
pub(super) fn width() -> usize {
    let said = variable("COLUMNS").and_then(|columns| columns.parse().ok());
    let width = said.filter(|columns| *columns > 0).unwrap_or_else(terminal_width);
    usize::from(width.min(WIDEST))
}

/// Returns the page on everything.
pub(super) fn all() -> Page {
    overview::page()
}

/// Returns the page on one operation.
pub(super) fn of(operation: &Operation) -> Page {
    operation::page(operation)
}

/// Returns the page about `name`: an operation, a verb, or `options`; nothing for anything else.
#[must_use]
pub fn about(name: &str) -> Option<Page> {
    if name == "options" {
        return Some(options::page());
    }
    if let Some(operation) = args::operation(name) {
        return Some(operation::page(operation));
    }
    Cli::command().find_subcommand(name).map(command::page)
}

/// Returns every page: the program's own first, then those of operations in the model's order,
/// of the verbs in theirs, and the one about options.
#[must_use]
pub fn pages() -> Vec<Page> {
    let operations = model().operations.values().map(operation::page);
    let cli = Cli::command();
    let verbs = cli.get_subcommands().map(command::page);
    [all()].into_iter().chain(operations).chain(verbs).chain([options::page()]).collect()
}
