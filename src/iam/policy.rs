//! Policy documents as people write them, read into statements.

use serde_json::{Map, Value};

use super::condition::Condition;
use crate::model::unique_keys;

/// A policy document that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// What decisions call it.
    pub(super) name: String,
    /// Whether `${…}` is a variable: since version 2012-10-17.
    pub(super) variables: bool,
    pub(super) statements: Vec<Statement>,
}

/// What a statement does to a request that it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Lets it pass.
    Allow,
    /// Refuses it, whatever else allows it.
    Deny,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Statement {
    /// `Sid`, or the place in the document: `statement 2`.
    pub(super) label: String,
    pub(super) effect: Effect,
    pub(super) actions: Patterns,
    pub(super) resources: Patterns,
    pub(super) conditions: Vec<Condition>,
}

/// The patterns of `Action` or `Resource`, or with `except` those of `NotAction`, `NotResource`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Patterns {
    pub(super) except: bool,
    pub(super) texts: Vec<String>,
}

/// Why a document is no policy.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// It is not JSON.
    #[error("the policy document is not JSON")]
    NotJson(#[source] serde_json::Error),
    /// Of two members of one name only one would count.
    #[error("the policy document says two things under one name")]
    Twice(#[source] serde_json::Error),
    /// A part is missing, is of the wrong form, or has no place in an identity-based policy.
    #[error("`{path}` {problem}")]
    Malformed {
        /// Where, such as `Statement[1].Effect`.
        path: String,
        /// What is wrong, such as `is missing`.
        problem: &'static str,
    },
}

impl Policy {
    /// Reads a document from its JSON text. `name` is what decisions call it.
    ///
    /// # Errors
    ///
    /// [`PolicyError`] if the text is not JSON or no identity-based policy. A condition operator
    /// that is not known is no error: it makes decisions unknown.
    pub fn parse(name: impl Into<String>, text: &str) -> Result<Self, PolicyError> {
        unique_keys::check(text).map_err(|error| match error.is_data() {
            true => PolicyError::Twice(error),
            false => PolicyError::NotJson(error),
        })?;
        Self::from_value(name, &serde_json::from_str(text).map_err(PolicyError::NotJson)?)
    }

    /// Reads a document as [`Policy::parse`] does, from JSON.
    ///
    /// # Errors
    ///
    /// [`PolicyError::Malformed`].
    pub fn from_value(name: impl Into<String>, document: &Value) -> Result<Self, PolicyError> {
        let members = object(document, "document")?;
        known(members, &["Version", "Id", "Statement"], "")?;
        let variables = match members.get("Version").map(Value::as_str) {
            Some(Some("2012-10-17")) => true,
            None | Some(Some("2008-10-17")) => false,
            Some(_) => return Err(malformed("Version", "is neither 2012-10-17 nor 2008-10-17")),
        };
        let statements = match members.get("Statement") {
            None => return Err(malformed("Statement", "is missing")),
            Some(Value::Array(list)) => list.iter().enumerate().map(Statement::read).collect(),
            Some(one) => Statement::read((0, one)).map(|statement| vec![statement]),
        }?;
        Ok(Self { name: name.into(), variables, statements })
    }

    /// Tells whether it asks for a condition key that begins with `prefix`, in lower case: in a
    /// condition, or in a variable.
    #[must_use]
    pub fn uses_condition_key(&self, prefix: &str) -> bool {
        let names = |text: &str| text.to_lowercase().contains(prefix);
        self.statements.iter().any(|one| {
            one.resources.texts.iter().any(|text| names(text))
                || one.conditions.iter().any(|condition| condition.texts().any(names))
        })
    }
}

impl Statement {
    const MEMBERS: [&str; 7] =
        ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"];

    fn read((at, value): (usize, &Value)) -> Result<Self, PolicyError> {
        let path = format!("Statement[{at}]");
        let members = object(value, &path)?;
        known(members, &Self::MEMBERS, &format!("{path}."))?;
        let effect = match members.get("Effect").and_then(Value::as_str) {
            Some("Allow") => Effect::Allow,
            Some("Deny") => Effect::Deny,
            _ => return Err(malformed(format!("{path}.Effect"), "is neither Allow nor Deny")),
        };
        let sid = members.get("Sid").and_then(Value::as_str).filter(|sid| !sid.is_empty());
        let mut conditions = Vec::new();
        if let Some(block) = members.get("Condition") {
            let path = format!("{path}.Condition");
            for (operator, keys) in object(block, &path)? {
                let path = format!("{path}.{operator}");
                for (key, values) in object(keys, &path)? {
                    let values = texts(values, &format!("{path}.{key}"))?;
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
        except: &str,
    ) -> Result<Self, PolicyError> {
        let (name, value, except) = match (members.get(name), members.get(except)) {
            (Some(value), None) => (name, value, false),
            (None, Some(value)) => (except, value, true),
            (None, None) => return Err(malformed(format!("{path}.{name}"), "is missing")),
            (Some(_), Some(_)) => {
                return Err(malformed(format!("{path}.{name}"), "and its opposite are both given"));
            }
        };
        Ok(Self { except, texts: texts(value, &format!("{path}.{name}"))? })
    }
}

fn malformed(path: impl Into<String>, problem: &'static str) -> PolicyError {
    PolicyError::Malformed { path: path.into(), problem }
}

fn object<'a>(value: &'a Value, path: &str) -> Result<&'a Map<String, Value>, PolicyError> {
    value.as_object().ok_or_else(|| malformed(path, "is no JSON object"))
}

fn known(members: &Map<String, Value>, names: &[&str], path: &str) -> Result<(), PolicyError> {
    match members.keys().find(|name| !names.contains(&name.as_str())) {
        Some(name) => {
            Err(malformed(format!("{path}{name}"), "is no element of an identity-based policy"))
        }
        None => Ok(()),
    }
}

/// Reads one text or a list of them; booleans and numbers are taken as they are written.
fn texts(value: &Value, path: &str) -> Result<Vec<String>, PolicyError> {
    let text = |value: &Value| match value {
        Value::String(text) => Ok(text.clone()),
        Value::Bool(_) | Value::Number(_) => Ok(value.to_string()),
        _ => Err(malformed(path, "is neither a text nor a list of texts")),
    };
    match value {
        Value::Array(list) => list.iter().map(text).collect(),
        one => Ok(vec![text(one)?]),
    }
}
