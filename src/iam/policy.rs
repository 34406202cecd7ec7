//! Parsing of policy documents into statements.

use serde_json::{Map, Value};

use super::condition::Condition;
use crate::model::unique_keys;

/// A parsed policy document.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// Name of the policy in decisions.
    pub(super) name: String,
    /// Whether `${…}` is a policy variable: in version 2012-10-17 only.
    pub(super) variables: bool,
    pub(super) statements: Vec<Statement>,
}

/// Effect of a statement on the requests that it applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Allows the request.
    Allow,
    /// Denies the request, even if other statements allow it.
    Deny,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Statement {
    /// The `Sid`, or the position in the document: `statement 2`.
    pub(super) label: String,
    pub(super) effect: Effect,
    pub(super) actions: Patterns,
    pub(super) resources: Patterns,
    pub(super) conditions: Vec<Condition>,
}

/// The patterns of `Action` or `Resource`, or, if `negated`, of `NotAction` or `NotResource`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Patterns {
    pub(super) negated: bool,
    pub(super) patterns: Vec<String>,
}

/// Why a document is not a valid policy.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// It is not JSON.
    #[error("the policy document is not JSON")]
    NotJson(#[source] serde_json::Error),
    /// An object has a duplicate key, of which only one would take effect.
    #[error("the policy document has a duplicate key")]
    DuplicateKey(#[source] serde_json::Error),
    /// An element is missing, has the wrong type, or is not allowed in an identity-based policy.
    #[error("`{path}` {problem}")]
    Malformed {
        /// Path of the element, such as `Statement[1].Effect`.
        path: String,
        /// The problem, such as `is missing`.
        problem: &'static str,
    },
}

impl Policy {
    /// Parses a JSON document; decisions refer to the policy by `name`.
    ///
    /// # Errors
    ///
    /// [`PolicyError`] if it is not JSON or not an identity-based policy. An unknown condition operator
    /// is not an error: it makes decisions unknown.
    pub fn parse(name: impl Into<String>, text: &str) -> Result<Self, PolicyError> {
        unique_keys::check(text).map_err(|error| match error.is_data() {
            true => PolicyError::DuplicateKey(error),
            false => PolicyError::NotJson(error),
        })?;
        Self::from_value(name, &serde_json::from_str(text).map_err(PolicyError::NotJson)?)
    }

    /// Reads a parsed JSON document as [`Policy::parse`] does.
    ///
    /// # Errors
    ///
    /// [`PolicyError::Malformed`].
    pub fn from_value(name: impl Into<String>, document: &Value) -> Result<Self, PolicyError> {
        let members = object(document, "document")?;
        reject_unknown(members, &["Version", "Id", "Statement"], "")?;
        let variables = match members.get("Version").map(Value::as_str) {
            Some(Some("2012-10-17")) => true,
            None | Some(Some("2008-10-17")) => false,
            Some(_) => return Err(malformed("Version", "must be 2012-10-17 or 2008-10-17")),
        };
        let statements = match members.get("Statement") {
            None => return Err(malformed("Statement", "is missing")),
            Some(Value::Array(list)) => list.iter().enumerate().map(Statement::read).collect(),
            Some(one) => Statement::read((0, one)).map(|statement| vec![statement]),
        }?;
        Ok(Self { name: name.into(), variables, statements })
    }

    /// Returns whether a condition or a policy variable uses a condition key that begins with `prefix`,
    /// which must be lowercase.
    #[must_use]
    pub fn uses_condition_key(&self, prefix: &str) -> bool {
        let uses = |text: &str| text.to_lowercase().contains(prefix);
        self.statements.iter().any(|statement| {
            statement.resources.patterns.iter().any(|pattern| uses(pattern))
                || statement.conditions.iter().any(|condition| condition.strings().any(uses))
        })
    }
}

impl Statement {
    const MEMBERS: [&str; 7] =
        ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"];

    fn read((at, value): (usize, &Value)) -> Result<Self, PolicyError> {
        let path = format!("Statement[{at}]");
        let members = object(value, &path)?;
        reject_unknown(members, &Self::MEMBERS, &format!("{path}."))?;
        let effect = match members.get("Effect").and_then(Value::as_str) {
            Some("Allow") => Effect::Allow,
            Some("Deny") => Effect::Deny,
            _ => return Err(malformed(format!("{path}.Effect"), "must be Allow or Deny")),
        };
        let sid = members.get("Sid").and_then(Value::as_str).filter(|sid| !sid.is_empty());
        let mut conditions = Vec::new();
        if let Some(block) = members.get("Condition") {
            let path = format!("{path}.Condition");
            for (operator, keys) in object(block, &path)? {
                let path = format!("{path}.{operator}");
                for (key, values) in object(keys, &path)? {
                    let values = strings(values, &format!("{path}.{key}"))?;
                    conditions.push(Condition::new(operator, key, values));
                }
            }
        }
        Ok(Self {
            label: sid.map_or_else(|| format!("statement {}", at + 1), str::to_owned),
            effect,
            actions: Patterns::read(members, &path, "Action", "NotAction")?,
            resources: Patterns::read(members, &path, "Resource", "NotResource")?,
            conditions,
        })
    }
}

impl Patterns {
    fn read(
        members: &Map<String, Value>,
        path: &str,
        name: &str,
        negated_name: &str,
    ) -> Result<Self, PolicyError> {
        let (name, value, negated) = match (members.get(name), members.get(negated_name)) {
            (Some(value), None) => (name, value, false),
            (None, Some(value)) => (negated_name, value, true),
            (None, None) => return Err(malformed(format!("{path}.{name}"), "is missing")),
            (Some(_), Some(_)) => {
                return Err(malformed(
                    format!("{path}.{name}"),
                    "and its negation are both present",
                ));
            }
        };
        Ok(Self { negated, patterns: strings(value, &format!("{path}.{name}"))? })
    }
}

fn malformed(path: impl Into<String>, problem: &'static str) -> PolicyError {
    PolicyError::Malformed { path: path.into(), problem }
}

fn object<'a>(value: &'a Value, path: &str) -> Result<&'a Map<String, Value>, PolicyError> {
    value.as_object().ok_or_else(|| malformed(path, "is not a JSON object"))
}

fn reject_unknown(
    members: &Map<String, Value>,
    known: &[&str],
    path: &str,
) -> Result<(), PolicyError> {
    match members.keys().find(|name| !known.contains(&name.as_str())) {
        Some(name) => {
            Err(malformed(format!("{path}{name}"), "is not an element of an identity-based policy"))
        }
        None => Ok(()),
    }
}

/// Reads a string or a list of strings; booleans and numbers are converted to strings.
fn strings(value: &Value, path: &str) -> Result<Vec<String>, PolicyError> {
    let string = |value: &Value| match value {
        Value::String(string) => Ok(string.clone()),
        Value::Bool(_) | Value::Number(_) => Ok(value.to_string()),
        _ => Err(malformed(path, "must be a string or a list of strings")),
    };
    match value {
        Value::Array(list) => list.iter().map(string).collect(),
        one => Ok(vec![string(one)?]),
    }
}
