//! Validates values against shapes of the model.
//!
//! The command line checks what botocore checks before it sends a request ([`Depth::Client`]) and
//! prints each [`Violation`] as botocore does (`aws_cli::args`). The server checks all constraints of
//! the model and the rules that the model does not express ([`Depth::Server`]), and responds with the
//! service's message ([`service_message`]).

mod one_of;
mod prune;
mod rules;
mod violation;

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Map, Value};

use super::model;
use super::shape::{Form, Shape};

pub use prune::prune;
use rules::RuleMessage;
pub use violation::{Violation, service_message};

/// Which constraints are checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Types, required and unknown members, minimum lengths and values, unions: what botocore
    /// checks (`docs/behaviour/aws-cli.md#client-side-validation`). `null` has the wrong type.
    Client,
    /// All of `Client`, plus maximum lengths and values, enumerations, patterns and the rules that
    /// the model does not express. `null` means absent, and unknown members are ignored
    /// (`docs/behaviour/api.md#null-and-unknown-members`).
    Server,
}

/// Maximum number of violations that the server reports: a small input can have very many.
const MAX_REPORTED: usize = 100;

/// Checks `input` against the shape named `shape` and returns the violations in botocore's order;
/// for the server, at most 100.
#[must_use]
pub fn check(shape: &str, input: &Value, depth: Depth) -> Vec<Violation> {
    let mut validator = Validator { depth, found: Vec::new() };
    validator.value(shape, input, "");
    if validator.is_server() {
        validator.found.truncate(MAX_REPORTED);
    }
    validator.found
}

/// Returns the one-of rules of a structure that the model does not express: the members of each
/// choice, and how many of them may be set.
pub fn choice_rules(
    shape: &str,
) -> impl Iterator<Item = (&'static [&'static str], RangeInclusive<usize>)> {
    let of_shape = one_of::RULES.iter().filter(move |rule| rule.shape == shape);
    of_shape.map(|rule| (rule.members, rule.count.clone()))
}

/// Returns the members that a structure needs in addition to its required ones to satisfy the one-of
/// rules: the first member of each mandatory choice.
pub fn required_choices(shape: &str) -> impl Iterator<Item = &'static str> {
    choice_rules(shape).filter(|(_, count)| *count.start() > 0).map(|(members, _)| members[0])
}

/// Returns the minimum length of a string or list: that of the model, or one that only the service
/// enforces.
#[must_use]
pub fn min_length(shape: &str) -> Option<i64> {
    // A virtual gateway needs a listener (`docs/behaviour/api.md#gateway-rules`).
    let unmodeled = (shape == "VirtualGatewayListeners").then_some(1);
    model().shape(shape).min.or(unmodeled)
}

/// Returns whether a string is valid as member `member` of a structure of `shape`, according to the
/// rules that the model does not express.
#[must_use]
pub fn accepts_string(shape: &str, member: &str, string: &str) -> bool {
    let known = model().shape(shape).members.get(member).into_iter();
    let violated = known.flat_map(|known| rules::string::of_shape(known.shape, string));
    violated.chain(rules::string::of_member(shape, member, string)).next().is_none()
}

struct Validator {
    depth: Depth,
    found: Vec<Violation>,
}

impl Validator {
    fn value(&mut self, name: &str, value: &Value, path: &str) {
        let shape = model().shape(name);
        let has_type = match shape.form {
            Form::Structure => value.is_object(),
            Form::List => value.is_array(),
            Form::String => value.is_string(),
            Form::Integer | Form::Long => {
                value.is_i64() || value.is_u64() || self.accepts_bool_as_integer(value)
            }
            Form::Boolean => value.is_boolean(),
            Form::Timestamp => value.is_number() || value.is_string(),
        };
        if !has_type {
            self.found.push(Violation::wrong_type(path, value, shape.form));
            return;
        }
        match (shape.form, value) {
            (Form::Structure, Value::Object(members)) => {
                self.structure(name, shape, members, path);
                if self.is_server() {
                    self.check_one_of(name, members, path);
                    self.check_rules(name, members, path);
                }
            }
            (Form::List, Value::Array(items)) => {
                self.length(name, items.len(), value, path);
                let element = shape.element.expect("a list has an element shape");
                for (at, item) in items.iter().enumerate() {
                    if self.is_server() && self.found.len() >= MAX_REPORTED {
                        break;
                    }
                    self.value(element, item, &format!("{path}[{at}]"));
                }
            }
            (Form::String, Value::String(text)) => {
                self.string(name, text, value, path);
                if self.is_server() {
                    self.add_string_rules(rules::string::of_shape(name, text), value, path);
                }
            }
            (Form::Integer | Form::Long, Value::Number(number)) => {
                self.number(shape, number.as_i64(), value, path);
            }
            (Form::Integer | Form::Long, Value::Bool(truth)) => {
                self.number(shape, Some(i64::from(*truth)), value, path);
            }
            _ => {}
        }
    }

    /// botocore accepts `true` as the integer 1; the service does not.
    fn accepts_bool_as_integer(&self, value: &Value) -> bool {
        value.is_boolean() && self.depth == Depth::Client
    }

    fn absent(&self, value: Option<&Value>) -> bool {
        value.is_none_or(|value| value.is_null() && self.depth == Depth::Server)
    }

    fn structure(
        &mut self,
        shape_name: &str,
        shape: &'static Shape,
        members: &Map<String, Value>,
        path: &str,
    ) {
        if shape.union {
            let set = shape.members.keys().filter(|name| !self.absent(members.get(**name))).count();
            let unknown = members.keys().any(|name| !shape.members.contains_key(name.as_str()));
            if set != 1 && !(set == 0 && unknown && self.depth == Depth::Client) {
                let keys = shape.members.keys().copied().collect();
                self.found.push(Violation::Union { path: path.to_owned(), set, keys });
            }
        }
        for (name, member) in &shape.members {
            if member.required && self.absent(members.get(*name)) && !members.contains_key(*name) {
                self.found.push(Violation::Missing { path: path.to_owned(), name });
            }
        }
        if self.depth == Depth::Client {
            for name in members.keys().filter(|name| !shape.members.contains_key(name.as_str())) {
                let known = shape.members.keys().copied().collect();
                let (path, name) = (path.to_owned(), name.clone());
                self.found.push(Violation::Unknown { path, name, known });
            }
        }
        for (name, value) in members {
            let Some(member) = shape.members.get(name.as_str()) else { continue };
            if self.absent(Some(value)) {
                if member.required {
                    self.found.push(Violation::Missing {
                        path: path.to_owned(),
                        name: shape
                            .members
                            .get_key_value(name.as_str())
                            .map_or("", |(name, _)| name),
                    });
                }
                continue;
            }
            let inner = member_path(path, name);
            self.value(member.shape, value, &inner);
            if let Some(text) = value.as_str().filter(|_| self.is_server()) {
                self.add_string_rules(
                    rules::string::of_member(shape_name, name, text),
                    value,
                    &inner,
                );
            }
        }
    }

    /// Checks the one-of rules that the model does not express (`docs/behaviour/api.md#one-of-rules`).
    fn check_one_of(&mut self, shape: &str, members: &Map<String, Value>, path: &str) {
        for rule in one_of::RULES.iter().filter(|rule| rule.shape == shape) {
            let set = rule.members.iter().filter(|name| !self.absent(members.get(**name))).count();
            if !rule.count.contains(&set) {
                let path = path.to_owned();
                let (keys, count) = (rule.members.to_vec(), rule.count.clone());
                self.found.push(Violation::Choice { path, set, keys, count });
            }
        }
    }

    /// Checks the other rules that the model does not express.
    fn check_rules(&mut self, shape: &str, members: &Map<String, Value>, path: &str) {
        for violated in rules::violations(shape, members) {
            let path = member_path(path, &violated.path);
            self.found.push(match violated.message {
                RuleMessage::Constraint(constraint) => {
                    Violation::Rule { path, value: violated.value, constraint }
                }
                RuleMessage::Verbatim(message) => Violation::Refused { path, message },
            });
        }
    }

    fn add_string_rules(
        &mut self,
        violated: impl Iterator<Item = &'static str>,
        value: &Value,
        path: &str,
    ) {
        self.found.extend(violated.map(|constraint| {
            let (path, value) = (path.to_owned(), value.clone());
            Violation::Rule { path, value, constraint }
        }));
    }

    fn length(&mut self, name: &str, length: usize, value: &Value, path: &str) {
        let length = i64::try_from(length).unwrap_or(i64::MAX);
        let shape = model().shape(name);
        let min = if self.is_server() { min_length(name) } else { shape.min };
        if let Some(min) = min.filter(|min| length < *min) {
            let (path, value) = (path.to_owned(), value.clone());
            self.found.push(Violation::TooShort { path, value, length, min });
        } else if let Some(max) = shape.max.filter(|max| length > *max && self.is_server()) {
            let (path, value) = (path.to_owned(), value.clone());
            self.found.push(Violation::TooLong { path, value, max });
        }
    }

    fn string(&mut self, name: &str, text: &str, value: &Value, path: &str) {
        self.length(name, text.chars().count(), value, path);
        let shape = model().shape(name);
        if !self.is_server() {
            return;
        }
        if !shape.values.is_empty() && !shape.values.contains(&text) {
            self.found.push(Violation::NotListed {
                path: path.to_owned(),
                value: text.to_owned(),
                listed: &shape.values,
            });
        }
        if let Some(pattern) = shape.pattern
            && !full_match(pattern, text)
        {
            let (path, value) = (path.to_owned(), text.to_owned());
            self.found.push(Violation::NoMatch { path, value, pattern });
        }
    }

    fn number(&mut self, shape: &'static Shape, number: Option<i64>, value: &Value, path: &str) {
        let (least, greatest) = match shape.form {
            Form::Integer => (i64::from(i32::MIN), i64::from(i32::MAX)),
            _ => (i64::MIN, i64::MAX),
        };
        let min = shape.min.or(self.is_server().then_some(least));
        let max = shape.max.unwrap_or(greatest);
        // A number that does not fit in an `i64` is larger.
        if let Some(min) = min.filter(|min| number.is_some_and(|number| number < *min)) {
            let (path, value) = (path.to_owned(), value.clone());
            self.found.push(Violation::TooSmall { path, value, min });
        } else if self.is_server() && number.is_none_or(|number| number > max) {
            let (path, value) = (path.to_owned(), value.clone());
            self.found.push(Violation::TooLarge { path, value, max });
        }
    }

    fn is_server(&self) -> bool {
        self.depth == Depth::Server
    }
}

/// Returns the path of a member of the value at `path`.
fn member_path(path: &str, member: &str) -> String {
    if path.is_empty() { member.to_owned() } else { format!("{path}.{member}") }
}

/// The patterns of the model, anchored to match the whole string.
static PATTERNS: LazyLock<HashMap<&'static str, Regex>> = LazyLock::new(|| {
    // The character class `!-~` means the same in Java, Python and Rust.
    let whole = |pattern: &str| Regex::new(&format!("^(?:{pattern})$"));
    let patterns = model().shapes.values().filter_map(|shape| shape.pattern);
    patterns
        .map(|pattern| (pattern, whole(pattern).expect("a test compiles each pattern")))
        .collect()
});

/// Returns whether `pattern`, a pattern of the model, matches the whole string.
fn full_match(pattern: &str, string: &str) -> bool {
    PATTERNS.get(pattern).is_some_and(|regex| regex.is_match(string))
}

#[cfg(test)]
mod tests;
