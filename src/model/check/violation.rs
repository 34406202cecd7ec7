//! Violations of constraints, and the service's message for them.
//!
//! The AWS CLI's message for a violation is in `aws_cli::args`.

use std::ops::RangeInclusive;

use serde_json::Value;

use crate::model::shape::Form;

/// A violated constraint. `path` is such as `spec.listeners[0].portMapping`; empty for the input
/// itself.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Violation {
    /// `set` members of a union are set; exactly one is required.
    Union { path: String, set: usize, keys: Vec<&'static str> },
    /// A required member is missing.
    Missing { path: String, name: &'static str },
    /// The shape does not have this member.
    Unknown { path: String, name: String, known: Vec<&'static str> },
    /// The value does not have the JSON type of the shape.
    WrongType { path: String, value: Value, form: Form },
    /// Fewer characters or elements than `min`.
    TooShort { path: String, value: Value, length: i64, min: i64 },
    /// More characters or elements than `max`.
    TooLong { path: String, value: Value, max: i64 },
    /// A number below `min`.
    TooSmall { path: String, value: Value, min: i64 },
    /// A number above `max`.
    TooLarge { path: String, value: Value, max: i64 },
    /// A string that is not one of the allowed values.
    NotListed { path: String, value: String, listed: &'static [&'static str] },
    /// A string that does not match the pattern.
    NoMatch { path: String, value: String, pattern: &'static str },
    /// `set` of the members `keys` are set, which is not in `count`. The model does not express the
    /// rule.
    Choice { path: String, set: usize, keys: Vec<&'static str>, count: RangeInclusive<usize> },
    /// Another rule that the model does not express.
    Rule { path: String, value: Value, constraint: &'static str },
    /// A rule for which the service has a message that does not name the constraint.
    Refused { path: String, message: &'static str },
}

impl Violation {
    /// Reports that `value`, at `path`, does not have the JSON type of `form`.
    #[must_use]
    pub fn wrong_type(path: &str, value: &Value, form: Form) -> Self {
        Self::WrongType { path: path.to_owned(), value: value.clone(), form }
    }

    /// Returns whether the value has a different JSON type than the shape; the service reports
    /// those with a different error code (`docs/behaviour/api.md#front-end-errors`).
    #[must_use]
    pub fn is_wrong_type(&self) -> bool {
        matches!(self, Self::WrongType { .. })
    }
}

impl Violation {
    fn path(&self) -> String {
        match self {
            Self::Missing { path, name } if path.is_empty() => (*name).to_owned(),
            Self::Missing { path, name } => format!("{path}.{name}"),
            Self::Union { path, .. }
            | Self::Unknown { path, .. }
            | Self::WrongType { path, .. }
            | Self::TooShort { path, .. }
            | Self::TooLong { path, .. }
            | Self::TooSmall { path, .. }
            | Self::TooLarge { path, .. }
            | Self::NotListed { path, .. }
            | Self::NoMatch { path, .. }
            | Self::Choice { path, .. }
            | Self::Rule { path, .. }
            | Self::Refused { path, .. } => path.clone(),
        }
    }

    /// Returns the constraint that is not satisfied, as the service words it.
    #[must_use]
    pub fn constraint(&self) -> String {
        match self {
            Self::Union { keys, .. } => {
                format!("Member must have exactly one of: [{}]", keys.join(", "))
            }
            Self::Missing { .. } => "Member must not be null".to_owned(),
            Self::Unknown { known, .. } => format!("Member must be one of: [{}]", known.join(", ")),
            Self::WrongType { form, .. } => format!("Member must be {}", form.article()),
            Self::TooShort { min, .. } => {
                format!("Member must have length greater than or equal to {min}")
            }
            Self::TooLong { max, .. } => {
                format!("Member must have length less than or equal to {max}")
            }
            Self::TooSmall { min, .. } => {
                format!("Member must have value greater than or equal to {min}")
            }
            Self::TooLarge { max, .. } => {
                format!("Member must have value less than or equal to {max}")
            }
            Self::NotListed { listed, .. } => {
                format!("Member must satisfy enum value set: [{}]", listed.join(", "))
            }
            Self::NoMatch { pattern, .. } => {
                format!("Member must satisfy regular expression pattern: {pattern}")
            }
            Self::Choice { keys, count, .. } => {
                let quantity = match (count.start(), count.end()) {
                    (1, 1) => "exactly one",
                    (0, _) => "at most one",
                    _ => "at least one",
                };
                format!("Member must have {quantity} of: [{}]", keys.join(", "))
            }
            Self::Rule { constraint, .. } => (*constraint).to_owned(),
            Self::Refused { message, .. } => (*message).to_owned(),
        }
    }

    fn value(&self) -> String {
        match self {
            Self::TooShort { value, .. }
            | Self::TooLong { value, .. }
            | Self::TooSmall { value, .. }
            | Self::TooLarge { value, .. }
            | Self::WrongType { value, .. }
            | Self::Rule { value, .. } => {
                value.as_str().map_or_else(|| value.to_string(), str::to_owned)
            }
            Self::NotListed { value, .. } | Self::NoMatch { value, .. } => value.clone(),
            Self::Union { .. }
            | Self::Missing { .. }
            | Self::Unknown { .. }
            | Self::Choice { .. }
            | Self::Refused { .. } => "null".to_owned(),
        }
    }
}

/// Formats a list of violations as the service's front end does
/// (`docs/behaviour/api.md#validation-messages`): all violations that the front end finds or, if
/// there are none, the first violation that the service itself reports.
///
/// `found` must not be empty.
#[must_use]
pub fn service_message(found: &[Violation]) -> String {
    let describe = |violation: &Violation| {
        let value = match violation {
            Violation::Missing { .. } => "Value".to_owned(),
            _ => format!("Value '{}'", truncated(violation.value())),
        };
        let (path, constraint) = (violation.path(), violation.constraint());
        format!("{value} at '{path}' failed to satisfy constraint: {constraint}")
    };
    let front = found.iter().filter(|found| !matches!(found, Violation::Refused { .. }));
    let each: Vec<String> = front.map(describe).collect();
    match (each.len(), found.first()) {
        (0, Some(refused)) => refused.constraint(),
        (1, _) => format!("1 validation error detected: {}", each[0]),
        (count, _) => format!("{count} validation errors detected: {}", each.join("; ")),
    }
}

/// Maximum length of a value in a message, in characters; a value can be as large as the input.
const MAX_VALUE_LENGTH: usize = 1024;

fn truncated(mut value: String) -> String {
    if let Some((end, _)) = value.char_indices().nth(MAX_VALUE_LENGTH) {
        value.truncate(end);
        value.push('…');
    }
    value
}
