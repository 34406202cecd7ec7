//! Errors at the edge: their exit codes, their hints, and the only place that prints them.
//!
//! Inside, each module has an error type of its own that says how it is to be shown
//! ([`Explain`]); this file knows none of them. `?` turns any of them into a [`CliError`].

use std::error::Error;
use std::fmt;
use std::io::Write as _;

use serde_json::{Map, Value};

/// The kind of a failure; it determines the exit code (`docs/architecture.md#exit-codes`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The command line, a file or a value in it is wrong; nothing was sent. 252.
    Usage,
    /// Region, credentials or configuration are missing or wrong. 253.
    Configuration,
    /// The service said no. 254 for an operation, 1 for a verb.
    Service,
    /// Anything else: no connection, a time-out, a broken store. 255, or 1 for a verb.
    Other,
    /// A verb did not do all it should. 1.
    Failed,
    /// There are differences or findings. 2.
    Findings,
    /// Nothing certain can be said; a person is needed. 4.
    Unknown,
    /// Someone else changed the thing first; nothing was written. 6.
    Changed,
    /// Time ran out or the command was interrupted; what is so far done stands. 7.
    TimedOut,
    /// Ctrl-C. 130.
    Interrupted,
}

/// Whose style an error is printed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorStyle {
    /// AWS CLI v2's: an empty line, then one line or paragraph.
    Operation,
    /// The same, without codes before the text of local errors: what AWS CLI v2 calls `legacy`.
    Legacy,
    /// The project's own: `error:`, `caused by:`, `hint:`.
    Command,
}

impl ErrorKind {
    /// Returns the exit code in that style.
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

/// Where the usage lines stand beside an error of an operation, as AWS CLI v2 puts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsagePosition {
    /// Above the error.
    Before,
    /// Below it.
    After,
}

/// The usage lines of an operation.
pub const USAGE: &str = "\
usage: meshctl [options] <operation> [parameters]
To see help text, you can run:

  meshctl help
  meshctl <operation> help
";

/// Lists names as errors and hints show them: `` `a`, `b` ``.
pub fn quoted<T: fmt::Display>(names: impl IntoIterator<Item = T>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// What the edge must know of an error. Implemented beside each error type.
pub trait Explain: std::error::Error + Send + Sync + 'static {
    /// What kind of failure it is.
    fn kind(&self) -> ErrorKind;

    /// A next step, best a command the reader can paste.
    fn hint(&self) -> Option<String> {
        None
    }

    /// Whether the AWS CLI has no such error: then operations too show its causes and its hint.
    /// Where it has, they show its words and nothing else.
    fn is_meshctl_error(&self) -> bool {
        false
    }

    /// Where to show how operations are called, if it helps.
    fn usage(&self) -> Option<UsagePosition> {
        None
    }

    /// The members that `--cli-error-format` shows of it in place of code and text, in AWS's order.
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
    /// What kind of failure it is.
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
    /// Makes an error of a kind from a text that needs no type of its own, since no code
    /// branches on it.
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

    /// Adds the cause below it.
    #[must_use]
    pub fn caused_by(mut self, cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.source = anyhow::Error::new(cause).context(self.source.to_string());
        self
    }

    /// Adds a next step.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Prints it to stderr and returns the exit code.
    #[must_use]
    pub fn report(&self, style: ErrorStyle) -> u8 {
        // Nobody is left to be told when stderr is closed.
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

    /// Returns what the formats of `--cli-error-format` are given; nothing for errors that AWS CLI
    /// v2 shows as a line in every format.
    #[must_use]
    pub fn members(&self) -> Option<Map<String, Value>> {
        self.details.as_deref().cloned().or_else(|| {
            let message = match self.usage {
                Some(UsagePosition::After) => format!("{}\n\n{USAGE}", self.source),
                Some(UsagePosition::Before) | None => self.sentence(),
            };
            let (code, message) = (self.label?.into(), message.into());
            Some(Map::from_iter([("Code".to_owned(), code), ("Message".to_owned(), message)]))
        })
    }

    fn operation_text(&self, label: Option<&str>) -> String {
        let label = label.map(|label| format!("An error occurred ({label}): "));
        let message = format!("{}{}", label.unwrap_or_default(), self.sentence());
        match self.usage {
            // The message keeps the empty line that it may end in: it is part of the layout.
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

    /// What operations say of it, on one line if it is an error of our own.
    fn sentence(&self) -> String {
        if self.is_meshctl_error { format!("{:#}", self.source) } else { self.source.to_string() }
    }
}

impl CliError {
    /// Returns what a verb says of it under `--output json`.
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

/// Writes a remark to stderr. Nobody is left to be told when stderr is closed.
pub fn note(text: &str) {
    drop(std::io::stderr().write_all(text.as_bytes()));
}

/// Returns `error` and what it was caused by, the innermost last.
pub fn causes<'a>(
    error: &'a (dyn Error + 'static),
) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn Error + 'static)| (*error).source())
}

/// How long a line of an error of ours is at the most, in characters. Names in it may be of any
/// length, since they are what was given.
const LONGEST: usize = 2000;

/// Returns `text`, which may hold what someone else wrote, as a terminal can take it: no control
/// characters but the ends of lines, and no line without end.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(1 << 16));
    for line in text.split_inclusive('\n') {
        let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
        let mut chars = line.chars();
        for c in chars.by_ref().take(LONGEST) {
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
    fn what_others_wrote_does_nothing_to_a_terminal() {
        let long = "é".repeat(LONGEST);
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
