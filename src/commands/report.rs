//! What a workflow command reports: one typed result, shown as text or as JSON.

use serde::Serialize;
use serde_json::Value;

/// Result of a workflow command.
///
/// The serialized form is what `--output json` prints. It is a contract with scripts: members are
/// camelCase, durations and times end in their unit, and members are added but not renamed.
pub trait Report: Serialize {
    /// Returns the result for people: a table or lines, each ending in a newline.
    fn text(&self) -> String;

    /// Returns remarks for people, printed to stderr before the result; none by default.
    fn notes(&self) -> Vec<String> {
        Vec::new()
    }

    /// Returns the exit code of the command; 0 by default.
    fn exit_code(&self) -> u8 {
        0
    }
}

/// A report in both forms, ready to print.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// For people; ends with a newline.
    pub text: String,
    /// For programs.
    pub data: Value,
    /// Remarks for people, which go to stderr.
    pub notes: Vec<String>,
    /// The exit code to end with.
    pub exit_code: u8,
}

impl<R: Report> From<R> for Output {
    fn from(report: R) -> Self {
        Self {
            text: report.text(),
            data: serde_json::to_value(&report).expect("reports have string keys only"),
            notes: report.notes(),
            exit_code: report.exit_code(),
        }
    }
}
