//! Errors in the arguments of an operation, with AWS CLI v2's messages.
//!
//! The prefix `aws: [ERROR]: An error occurred (ParamValidation): ` and the usage lines are added
//! by [`crate::error`].

use super::json::JsonError;
use super::param_files::ParamFileError;
use super::shorthand::ShorthandError;
use crate::aws_cli::output::query::ParseError;
use crate::aws_cli::python::{no_int, repr};
use crate::error::{ErrorKind, Explain, UsagePosition};

/// An error of argparse.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScanError {
    /// An abbreviation of several options.
    #[error("ambiguous option: {option} could match {}", candidates.join(", "))]
    Ambiguous {
        /// The argument as given.
        option: String,
        /// The options it may abbreviate, with dashes.
        candidates: Vec<String>,
    },
    /// An option without its value.
    #[error("argument --{option}: expected one argument")]
    NoValue {
        /// Without dashes.
        option: String,
    },
    /// `--flag=value` of an option without a value.
    #[error("argument --{option}: ignored explicit argument {}", quoted(value))]
    Ignored {
        /// Without dashes.
        option: String,
        /// The string after `=`.
        value: String,
    },
    /// A value that is not one of the allowed ones.
    #[error("argument {argument}: Found invalid choice '{value}'\n{}", suggestions(close))]
    BadChoice {
        /// `--output`, or `operation`.
        argument: String,
        /// The value.
        value: String,
        /// Similar allowed values, best first.
        close: Vec<String>,
    },
    /// A value that is not an integer.
    #[error("argument --{option}: invalid int value: {}", quoted(value))]
    NotInteger {
        /// Without dashes.
        option: String,
        /// The value.
        value: String,
    },
    /// Missing options, in the order of the model.
    #[error("the following arguments are required: {}", .0.join(", "))]
    Required(Vec<String>),
}

/// An error in the value of a parameter.
#[derive(Debug, thiserror::Error)]
pub enum ValueError {
    /// JSON that Python rejects.
    #[error("Invalid JSON: {source}\nJSON received: {text}")]
    Json {
        /// The syntax error and its position.
        source: JsonError,
        /// The whole value.
        text: String,
    },
    /// JSON that is not an object, where an object is required.
    #[error("Invalid JSON:\n{0}")]
    NotObject(String),
    /// Invalid shorthand.
    #[error(transparent)]
    Shorthand(#[from] ShorthandError),
    /// A parameter file that cannot be used.
    #[error(transparent)]
    File(#[from] ParamFileError),
    /// `--cli-input-json` is not JSON.
    #[error("Invalid JSON received.")]
    InputJson,
    /// `--cli-input-yaml` is not YAML.
    #[error("Invalid YAML received.")]
    InputYaml,
    /// The top level of `--cli-input-…` is not an object; its Python class.
    #[error("Invalid type: expecting map, received <class '{0}'>")]
    InputNotMap(&'static str),
}

/// Why an argument list is not a valid call of an operation.
#[derive(Debug, thiserror::Error)]
pub enum UsageError {
    /// argparse rejects it.
    #[error(transparent)]
    Scan(#[from] ScanError),
    /// Unknown options.
    #[error("Unknown options: {}{}", options.join(", "), correction_list(corrections))]
    UnknownOptions {
        /// As given.
        options: Vec<String>,
        /// Misspelled options and their likely correct names, without dashes.
        corrections: Vec<(String, String)>,
    },
    /// An argument that is not UTF-8, converted lossily.
    #[error("argument `{0}` is not valid UTF-8")]
    NotUtf8(String),
    /// The value of a parameter, which is named as the AWS CLI names it for that error.
    #[error("Error parsing parameter '{parameter}': {source}")]
    Value {
        /// `--spec`, or `cli-input-json` without dashes.
        parameter: String,
        /// The error.
        source: ValueError,
    },
    /// The file in `key@=file://…`, which the AWS CLI reports without the parameter.
    #[error(transparent)]
    File(ParamFileError),
    /// A negative timeout: which one, and its value.
    #[error(
        "Attempted to set {0} timeout to {1}, but the timeout cannot be set to a value less than \
         or equal to 0."
    )]
    NegativeTimeout(&'static str, i64),
    /// A value that is not an integer, of an option that argparse accepts unchecked.
    #[error("{}", no_int(.0))]
    NotInteger(String),
    /// A date in YAML that does not exist.
    #[error("{0}")]
    InvalidDate(String),
    /// A list or an object where an integer is required; its Python class.
    #[error("int() argument must be a string, a bytes-like object or a real number, not '{0}'")]
    NotNumber(&'static str),
    /// An invalid query.
    #[error("Bad value for --query {query}: {source}")]
    BadQuery {
        /// As given.
        query: String,
        /// The syntax error.
        source: Box<ParseError>,
    },
    /// `--endpoint-url` without a scheme.
    #[error(
        "Bad value for --endpoint-url \"{0}\": scheme is missing.  Must be of the form \
         http://<hostname>/ or https://<hostname>/"
    )]
    MissingScheme(String),
    /// Options that cannot be combined.
    #[error("{0}")]
    Conflict(OptionConflict),
    /// The input does not fit the model: botocore's message for each violation.
    #[error("Parameter validation failed:\n{}", .0.join("\n"))]
    Check(Vec<String>),
}

/// Options that cannot be combined.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OptionConflict {
    /// Both `--cli-input-json` and `--cli-input-yaml`.
    #[error("Only one --cli-input- parameter may be specified.")]
    TwoInputs,
    /// `--no-paginate`, or a member with the same effect, together with these options.
    #[error("Cannot specify --no-paginate along with pagination arguments: {}", .0.join(", "))]
    NoPaginate(Vec<&'static str>),
    /// Both `--cli-auto-prompt` and `--no-cli-auto-prompt`.
    #[error(
        "Both --cli-auto-prompt and --no-cli-auto-prompt cannot be specified at the same time."
    )]
    PromptOnAndOff,
    /// `--cli-auto-prompt`, which meshctl does not support.
    #[error("--cli-auto-prompt is not supported; `meshctl completion` completes what is typed.")]
    PromptUnsupported,
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
            | Self::NotNumber(_)
            | Self::InvalidDate(_)
            | Self::NegativeTimeout(..)
            | Self::File(_) => ErrorKind::Other,
            _ => ErrorKind::Usage,
        }
    }

    fn label(&self) -> Option<&'static str> {
        match self {
            Self::UnknownOptions { .. } => None,
            _ => (self.kind() == ErrorKind::Usage).then_some("ParamValidation"),
        }
    }

    fn usage(&self) -> Option<UsagePosition> {
        match self {
            Self::Scan(_) => Some(UsagePosition::After),
            Self::UnknownOptions { .. } => Some(UsagePosition::Before),
            _ => None,
        }
    }
}

/// Quotes like Python's `repr()`.
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

fn correction_list(corrections: &[(String, String)]) -> String {
    let list: Vec<String> = corrections
        .iter()
        .map(|(given, known)| format!("\n  * --{known} (instead of --{given})"))
        .collect();
    if list.is_empty() { String::new() } else { format!("\n\nMaybe you meant:{}", list.concat()) }
}
