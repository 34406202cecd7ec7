//! What can be wrong with the arguments of an operation, in AWS CLI v2's words.
//!
//! The texts are those after `aws: [ERROR]: An error occurred (ParamValidation): `; that prefix,
//! and the usage lines, are [`crate::error`]'s.

use super::json::JsonError;
use super::param_files::ParamFileError;
use super::shorthand::ShorthandError;
use crate::aws_cli::output::query::ParseError;
use crate::aws_cli::python::{no_int, repr};
use crate::error::{ErrorKind, Explain, UsagePosition};

/// What a scan stops at.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScanError {
    /// The beginning of more than one option.
    #[error("ambiguous option: {option} could match {}", candidates.join(", "))]
    Ambiguous {
        /// The argument as it was given.
        option: String,
        /// The options it could be, with their dashes.
        candidates: Vec<String>,
    },
    /// An option without its value.
    #[error("argument --{option}: expected one argument")]
    NoValue {
        /// Without dashes.
        option: String,
    },
    /// `--flag=value` of an option that takes none.
    #[error("argument --{option}: ignored explicit argument {}", quoted(value))]
    Ignored {
        /// Without dashes.
        option: String,
        /// What followed the `=`.
        value: String,
    },
    /// A word that is not one of those allowed.
    #[error("argument {argument}: Found invalid choice '{value}'\n{}", suggestions(close))]
    BadChoice {
        /// `--output`, or `operation`.
        argument: String,
        /// What was given.
        value: String,
        /// What may have been meant, best first.
        close: Vec<String>,
    },
    /// A word where an integer is needed.
    #[error("argument --{option}: invalid int value: {}", quoted(value))]
    NotInteger {
        /// Without dashes.
        option: String,
        /// What was given.
        value: String,
    },
    /// What is missing, in the order of the model.
    #[error("the following arguments are required: {}", .0.join(", "))]
    Required(Vec<String>),
}

/// What is wrong with the value of a parameter.
#[derive(Debug, thiserror::Error)]
pub enum ValueError {
    /// JSON that Python would not read.
    #[error("Invalid JSON: {source}\nJSON received: {text}")]
    Json {
        /// Where and why reading ended.
        source: JsonError,
        /// The whole text.
        text: String,
    },
    /// JSON, but no object where there must be one.
    #[error("Invalid JSON:\n{0}")]
    NoObject(String),
    /// Shorthand that does not parse.
    #[error(transparent)]
    Shorthand(#[from] ShorthandError),
    /// A file that was to be read.
    #[error(transparent)]
    File(#[from] ParamFileError),
    /// `--cli-input-json` with something else than JSON.
    #[error("Invalid JSON received.")]
    InputJson,
    /// `--cli-input-yaml` with something else than YAML.
    #[error("Invalid YAML received.")]
    InputYaml,
    /// `--cli-input-…` whose top is no object; the Python class that it is.
    #[error("Invalid type: expecting map, received <class '{0}'>")]
    InputNoMap(&'static str),
}

/// Why an argument list is no call of an operation.
#[derive(Debug, thiserror::Error)]
pub enum UsageError {
    /// It does not fit the options there are.
    #[error(transparent)]
    Scan(#[from] ScanError),
    /// What was not understood.
    #[error("Unknown options: {}{}", options.join(", "), corrections(meant))]
    Unknown {
        /// As given.
        options: Vec<String>,
        /// Options with the one that may have been meant, both without dashes.
        meant: Vec<(String, String)>,
    },
    /// An argument that is not UTF-8, shown as well as it can be.
    #[error("argument `{0}` is not valid UTF-8")]
    NotText(String),
    /// The value of one parameter, which is named as the AWS CLI names it in that case.
    #[error("Error parsing parameter '{parameter}': {source}")]
    Value {
        /// `--spec`, or `cli-input-json` without dashes.
        parameter: String,
        /// What is wrong.
        source: ValueError,
    },
    /// The file of a `key@=file://…` inside a value, which the AWS CLI reports by itself.
    #[error(transparent)]
    File(ParamFileError),
    /// A time-out below zero; which one, and what was given.
    #[error(
        "Attempted to set {0} timeout to {1}, but the timeout cannot be set to a value less than \
         or equal to 0."
    )]
    NegativeTimeout(&'static str, i64),
    /// Not an integer, in a value that argparse takes as it is.
    #[error("{}", no_int(.0))]
    NotInteger(String),
    /// A date in YAML that no calendar has.
    #[error("{0}")]
    NoDate(String),
    /// A list or an object where an integer is wanted; the Python class that it is.
    #[error("int() argument must be a string, a bytes-like object or a real number, not '{0}'")]
    NoNumber(&'static str),
    /// A query that does not parse.
    #[error("Bad value for --query {query}: {source}")]
    BadQuery {
        /// As it was given.
        query: String,
        /// What is wrong with it.
        source: Box<ParseError>,
    },
    /// `--endpoint-url` without `http://`.
    #[error(
        "Bad value for --endpoint-url \"{0}\": scheme is missing.  Must be of the form \
         http://<hostname>/ or https://<hostname>/"
    )]
    NoScheme(String),
    /// Options that do not go together.
    #[error("{0}")]
    Conflict(Conflict),
    /// The input does not fit the model: botocore's message for each violation.
    #[error("Parameter validation failed:\n{}", .0.join("\n"))]
    Check(Vec<String>),
}

/// Options that do not go together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// Both `--cli-input-json` and `--cli-input-yaml`.
    #[error("Only one --cli-input- parameter may be specified.")]
    TwoInputs,
    /// `--no-paginate`, or a member that amounts to it, with these.
    #[error("Cannot specify --no-paginate along with pagination arguments: {}", .0.join(", "))]
    Unpaged(Vec<&'static str>),
    /// Prompting both on and off.
    #[error(
        "Both --cli-auto-prompt and --no-cli-auto-prompt cannot be specified at the same time."
    )]
    Prompts,
    /// Prompting, which there is not.
    #[error("--cli-auto-prompt is not supported; `meshctl completion` completes what is typed.")]
    NoPrompts,
}

impl UsageError {
    pub(super) fn value(parameter: &str, source: impl Into<ValueError>) -> Self {
        match source.into() {
            ValueError::Shorthand(ShorthandError::File(error))
                if !matches!(error, ParamFileError::Bytes(_)) =>
            {
                Self::File(error)
            }
            source => Self::Value { parameter: parameter.to_owned(), source },
        }
    }
}

impl Explain for UsageError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::NotInteger(_)
            | Self::NoNumber(_)
            | Self::NoDate(_)
            | Self::NegativeTimeout(..)
            | Self::File(_) => ErrorKind::Other,
            _ => ErrorKind::Usage,
        }
    }

    fn label(&self) -> Option<&'static str> {
        match self {
            Self::Unknown { .. } => None,
            _ => (self.kind() == ErrorKind::Usage).then_some("ParamValidation"),
        }
    }

    fn usage(&self) -> Option<UsagePosition> {
        match self {
            Self::Scan(_) => Some(UsagePosition::After),
            Self::Unknown { .. } => Some(UsagePosition::Before),
            _ => None,
        }
    }
}

/// Quotes as Python's `repr()` does.
fn quoted(text: &str) -> String {
    repr(&text.into())
}

fn suggestions(close: &[String]) -> String {
    if close.is_empty() {
        return String::new();
    }
    let list: Vec<String> = close.iter().map(|word| format!("  * {word}")).collect();
    format!("\nMaybe you meant:\n\n{}", list.join("\n"))
}

fn corrections(meant: &[(String, String)]) -> String {
    let list: Vec<String> = meant
        .iter()
        .map(|(given, known)| format!("\n  * --{known} (instead of --{given})"))
        .collect();
    if list.is_empty() { String::new() } else { format!("\n\nMaybe you meant:{}", list.concat()) }
}
