//! Errors at the edge: exit codes, hints, and the only place that prints errors.
//!
//! Each module has its own error type, which states how it is presented ([`Explain`]); this file
//! knows none of them. `?` converts each of them into a [`CliError`].

use std::error::Error;
use std::fmt;
use std::io::Write as _;

use serde_json::{Map, Value};

/// The kind of a failure, which determines the exit code (`docs/architecture.md#exit-codes`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The command line, a file or a value in it is invalid; nothing was sent. 252.
    Usage,
    /// The region, the credentials or the configuration are missing or invalid. 253.
    Configuration,
    /// The service returned an error. 254 for an operation, 1 for a workflow command.
    Service,
    /// Anything else, such as a connection error, a timeout or a damaged store. 255 for an
    /// operation, 1 for a workflow command.
    Other,
    /// A workflow command failed. 1.
    Failed,
    /// There are differences or findings. 2.
    Findings,
    /// The result is inconclusive; a person is needed. 4.
    Unknown,
    /// The resource was modified concurrently; nothing was written. 6.
    Changed,
    /// The command timed out or was interrupted; what is done so far remains. 7.
    TimedOut,
    /// Ctrl-C. 130.
    Interrupted,
}

/// The style in which an error is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorStyle {
    /// That of AWS CLI v2: an empty line, then one line or paragraph.
    Operation,
    /// That of AWS CLI v2 with `--cli-error-format legacy`: local errors have no code.
    Legacy,
    /// That of workflow commands: `error:`, `caused by:`, `hint:`.
    Command,
}

impl ErrorKind {
    /// Returns the exit code in this style.
    #[must_use]
    pub fn code(self, style: ErrorStyle) -> u8 {
        match (self, style) {
            (Self::Usage, _) => 252,
            (Self::Configuration, _) => 253,
            (Self::Service, ErrorStyle::Operation | ErrorStyle::Legacy) => 254,
            (Self::Other, ErrorStyle::Operation | ErrorStyle::Legacy) => 255,
            (Self::Service | Self::Other | Self::Failed, _) => 1,
            (Self::Findings, _) => 2,
            (Self::Unknown, _) => 4,
            (Self::Changed, _) => 6,
            (Self::TimedOut, _) => 7,
            (Self::Interrupted, _) => 130,
        }
    }
}

/// Where an error of an operation shows the usage lines, as in AWS CLI v2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsagePosition {
    /// Before the error.
    Before,
    /// After the error.
    After,
}

/// The usage lines of an operation.
pub const USAGE: &str = "\
usage: meshctl [options] <operation> [parameters]
To see help text, you can run:

  meshctl help
  meshctl <operation> help
";

/// Formats names for errors and hints: `` `a`, `b` ``.
pub fn quoted<T: fmt::Display>(names: impl IntoIterator<Item = T>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// How an error is presented. Each error type implements it.
pub trait Explain: std::error::Error + Send + Sync + 'static {
    /// Returns the kind of the failure.
    fn kind(&self) -> ErrorKind;

    /// Returns a next step, best a command to paste.
    fn hint(&self) -> Option<String> {
        None
    }

    /// Returns whether the AWS CLI has no such error. Operations then show its causes and its hint
    /// as well; otherwise they print AWS's message only.
    fn is_meshctl_error(&self) -> bool {
        false
    }

    /// Returns where to show the usage lines, if they help.
    fn usage(&self) -> Option<UsagePosition> {
        None
    }

    /// Returns the members that `--cli-error-format` shows instead of code and message, in AWS's
    /// order.
    fn details(&self) -> Option<Map<String, Value>> {
        None
    }

    /// The code that AWS CLI v2 prints before the message of a local error: `ParamValidation`,
    /// `NoRegion` … (`docs/behaviour/aws-cli.md#errors`). Errors with exit code 255 have none.
    fn label(&self) -> Option<&'static str> {
        match self.kind() {
            ErrorKind::Usage => Some("ParamValidation"),
            ErrorKind::Configuration => Some("Configuration"),
            _ => None,
        }
    }
}

/// An error on its way out of the program.
#[derive(Debug)]
pub struct CliError {
    /// The kind of the failure.
    pub kind: ErrorKind,
    hint: Option<String>,
    is_meshctl_error: bool,
    label: Option<&'static str>,
    usage: Option<UsagePosition>,
    details: Option<Box<Map<String, Value>>>,
    source: anyhow::Error,
}

impl<E: Explain> From<E> for CliError {
    fn from(error: E) -> Self {
        let (kind, hint, label) = (error.kind(), error.hint(), error.label());
        let (usage, details) = (error.usage(), error.details().map(Box::new));
        let is_meshctl_error = error.is_meshctl_error();
        Self { kind, hint, is_meshctl_error, label, usage, details, source: error.into() }
    }
}

impl CliError {
    /// Returns an error with a message only, for errors that no code distinguishes.
    #[must_use]
    pub fn new(kind: ErrorKind, message: impl fmt::Display) -> Self {
        let label = (kind == ErrorKind::Usage).then_some("ParamValidation");
        let source = anyhow::anyhow!("{message}");
        Self {
            kind,
            hint: None,
            is_meshctl_error: false,
            label,
            usage: None,
            details: None,
            source,
        }
    }

    /// Adds a cause.
    #[must_use]
    pub fn caused_by(mut self, cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.source = anyhow::Error::new(cause).context(self.source.to_string());
        self
    }

    /// Sets the hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Prints the error to stderr and returns the exit code.
    #[must_use]
    pub fn report(&self, style: ErrorStyle) -> u8 {
        // stderr may be closed.
        drop(std::io::stderr().write_all(self.text(style).as_bytes()));
        self.kind.code(style)
    }

    /// Returns what [`Self::report`] prints.
    #[must_use]
    pub fn text(&self, style: ErrorStyle) -> String {
        match style {
            ErrorStyle::Operation => self.operation_text(self.label),
            ErrorStyle::Legacy => self.operation_text(None),
            ErrorStyle::Command => {
                let mut text = format!("error: {}\n", self.source);
                for cause in self.source.chain().skip(1) {
                    text.push_str(&format!("caused by: {cause}\n"));
                }
                if let Some(hint) = &self.hint {
                    text.push_str(&format!("hint: {hint}\n"));
                }
                plain(&text)
            }
        }
    }

    /// Returns the members for `--cli-error-format`; nothing for errors that AWS CLI v2 prints as a
    /// line in every format.
    #[must_use]
    pub fn members(&self) -> Option<Map<String, Value>> {
        self.details.as_deref().cloned().or_else(|| {
            let message = match self.usage {
                Some(UsagePosition::After) => format!("{}\n\n{USAGE}", self.source),
                Some(UsagePosition::Before) | None => self.message(),
            };
            let (code, message) = (self.label?.into(), message.into());
            Some(Map::from_iter([("Code".to_owned(), code), ("Message".to_owned(), message)]))
        })
    }

    fn operation_text(&self, label: Option<&str>) -> String {
        let label = label.map(|label| format!("An error occurred ({label}): "));
        let message = format!("{}{}", label.unwrap_or_default(), self.message());
        match self.usage {
            // Keep an empty line at the end of the message: it is part of the layout.
            Some(UsagePosition::After) => format!("\nmeshctl: [ERROR]: {message}\n\n{USAGE}"),
            Some(UsagePosition::Before) => {
                format!("\n{USAGE}\n\nmeshctl: [ERROR]: {}\n", message.trim())
            }
            None => {
                let hint = self.hint.as_ref().filter(|_| self.is_meshctl_error);
                let hint = hint.map(|hint| format!("hint: {hint}\n")).unwrap_or_default();
                format!("\nmeshctl: [ERROR]: {}\n{hint}", message.trim())
            }
        }
    }

    /// Returns the message for operations: one line with all causes for an error that the AWS CLI
    /// does not have.
    fn message(&self) -> String {
        if self.is_meshctl_error { format!("{:#}", self.source) } else { self.source.to_string() }
    }
}

impl CliError {
    /// Returns the error as workflow commands report it with `--output json`.
    #[must_use]
    pub fn data(&self) -> Value {
        let causes: Vec<String> = self.source.chain().skip(1).map(ToString::to_string).collect();
        serde_json::json!({
            "state": "failed",
            "error": self.source.to_string(),
            "causes": causes,
            "hint": self.hint,
            "code": self.kind.code(ErrorStyle::Command),
        })
    }
}

/// Writes a note to stderr; ignores errors, since stderr may be closed.
pub fn note(text: &str) {
    drop(std::io::stderr().write_all(text.as_bytes()));
}

/// Returns `error` and its causes, outermost first.
pub fn causes<'a>(
    error: &'a (dyn Error + 'static),
) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn Error + 'static)| (*error).source())
}

/// Maximum length of a line of an error, in characters: names in it can be of any length.
const MAX_LINE_CHARS: usize = 2000;

/// Makes `text`, which can contain input from others, safe for a terminal: escapes control
/// characters except line breaks and tabs, and truncates long lines.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(1 << 16));
    for line in text.split_inclusive('\n') {
        let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
        let mut chars = line.chars();
        for c in chars.by_ref().take(MAX_LINE_CHARS) {
            match c {
                '\t' => out.push(c),
                c if c.is_control() => out.extend(c.escape_default()),
                c => out.push(c),
            }
        }
        if chars.next().is_some() {
            out.push('…');
        }
        out.push_str(end);
    }
    out
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_escapes_control_characters_and_truncates_lines() {
        let long = "é".repeat(MAX_LINE_CHARS);
        for (text, want) in [
            ("a\u{1b}[31mb\r\n\tc", "a\\u{1b}[31mb\\r\n\tc".to_owned()),
            (&format!("{long}\n"), format!("{long}\n")),
            (&format!("{long}x\ny\n"), format!("{long}…\ny\n")),
            ("", String::new()),
        ] {
            assert_eq!(plain(text), want);
        }
    }
}
