//! Does a value fit a shape? One walk over both, for two readers.
//!
//! The command line checks what botocore checks before it sends anything ([`Depth::Client`]) and
//! prints each [`Violation`] as botocore does (`aws_cli::args`). The server checks everything the
//! model says, and what it does not say ([`Depth::Server`]), and responds with the service's message
//! ([`service_message`]). The rules themselves are written once, here.

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
pub use violation::{Violation, service_message};

/// How much is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Types, required and unknown members, minimum lengths and values, unions: what botocore
    /// checks (`docs/behaviour/aws-cli.md#client-side-validation`). `null` is a value of the wrong
    /// type.
    Client,
    /// All of `Client`, plus maximum lengths and values, enumerations, patterns and the rules that
    /// the model does not express. `null` means absent, and unknown members are ignored
    /// (`docs/behaviour/api.md#null-and-unknown-members`).
    Server,
}

/// How many violations the server tells of at the most: a small input can have very many.
const MOST_TOLD: usize = 100;

/// Checks `input` against the shape called `shape` and returns all violations, in the order in
/// which botocore reports them; for the server, the first hundred.
#[must_use]
pub fn check(shape: &str, input: &Value, depth: Depth) -> Vec<Violation> {
    let mut walk = Walk { depth, found: Vec::new() };
    walk.value(shape, input, "");
    if walk.deep() {
        walk.found.truncate(MOST_TOLD);
    }
    walk.found
}

/// Returns the choices that the model does not mark for a structure of the shape called `shape`:
/// between which members, and how many of them may be set.
pub fn choice_rules(
    shape: &str,
) -> impl Iterator<Item = (&'static [&'static str], RangeInclusive<usize>)> {
    let of_shape = one_of::RULES.iter().filter(move |rule| rule.shape == shape);
    of_shape.map(|rule| (rule.members, rule.count.clone()))
}

/// Returns members that a structure of the shape called `shape` needs, besides its required ones,
/// to satisfy the choices that the model does not mark: the first of each choice.
pub fn required_choices(shape: &str) -> impl Iterator<Item = &'static str> {
    choice_rules(shape).filter(|(_, count)| *count.start() > 0).map(|(members, _)| members[0])
}

/// Returns the least length of a string or list of the shape called `shape`: the model's, or the
/// service's own where the model has none.
#[must_use]
pub fn min_length(shape: &str) -> Option<i64> {
    // A virtual gateway needs a listener (`docs/behaviour/api.md#gateway-rules`).
    let own = (shape == "VirtualGatewayListeners").then_some(1);
    model().shape(shape).min.or(own)
}

/// Tells whether `text` may be the member `member` of a structure of the shape called `shape`, as
/// far as rules say that the model does not mark.
#[must_use]
pub fn accepts_string(shape: &str, member: &str, text: &str) -> bool {
    let of = model().shape(shape).members.get(member);
    let broken = of.into_iter().flat_map(|of| rules::text::of_shape(of.shape, text));
    broken.chain(rules::text::of_member(shape, member, text)).next().is_none()
}

struct Walk {
    depth: Depth,
    found: Vec<Violation>,
}

impl Walk {
    fn value(&mut self, name: &str, value: &Value, path: &str) {
        let shape = model().shape(name);
        let fits = match shape.form {
            Form::Structure => value.is_object(),
            Form::List => value.is_array(),
            Form::String => value.is_string(),
            Form::Integer | Form::Long => {
                value.is_i64() || value.is_u64() || self.lenient(value.is_boolean())
            }
            Form::Boolean => value.is_boolean(),
            Form::Timestamp => value.is_number() || value.is_string(),
        };
        if !fits {
            self.found.push(Violation::wrong_type(path, value, shape.form));
            return;
        }
        match (shape.form, value) {
            (Form::Structure, Value::Object(members)) => {
                self.structure(name, shape, members, path);
                if self.deep() {
                    self.one_of(name, members, path);
                    self.rules(name, members, path);
                }
            }
            (Form::List, Value::Array(items)) => {
                self.length(name, items.len(), value, path);
                let element = shape.element.expect("a list has an element shape");
                for (at, item) in items.iter().enumerate() {
                    if self.deep() && self.found.len() >= MOST_TOLD {
                        break;
                    }
                    self.value(element, item, &format!("{path}[{at}]"));
                }
            }
            (Form::String, Value::String(text)) => {
                self.string(name, text, value, path);
                if self.deep() {
                    self.text(rules::text::of_shape(name, text), value, path);
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

    /// botocore takes a JSON `true` for the integer 1; the service does not.
    fn lenient(&self, is_bool: bool) -> bool {
        is_bool && self.depth == Depth::Client
    }

    fn absent(&self, value: Option<&Value>) -> bool {
        value.is_none_or(|value| value.is_null() && self.depth == Depth::Server)
    }

    fn structure(
        &mut self,
        of: &str,
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
            let inner = below(path, name);
            self.value(member.shape, value, &inner);
            if let Some(text) = value.as_str().filter(|_| self.deep()) {
                self.text(rules::text::of_member(of, name, text), value, &inner);
            }
        }
    }

    /// The one-of rules that the service has and the model does not express
    /// (`docs/behaviour/api.md#one-of-rules`).
    fn one_of(&mut self, shape: &str, members: &Map<String, Value>, path: &str) {
        for rule in one_of::RULES.iter().filter(|rule| rule.shape == shape) {
            let set = rule.members.iter().filter(|name| !self.absent(members.get(**name))).count();
            if !rule.count.contains(&set) {
                let path = path.to_owned();
                let (keys, count) = (rule.members.to_vec(), rule.count.clone());
                self.found.push(Violation::Choice { path, set, keys, count });
            }
        }
    }

    /// The other rules that the model does not mark.
    fn rules(&mut self, shape: &str, members: &Map<String, Value>, path: &str) {
        for broken in rules::broken(shape, members) {
            let path = below(path, &broken.at);
            self.found.push(match broken.words {
                rules::Words::Constraint(constraint) => {
                    Violation::Rule { path, value: broken.value, constraint }
                }
                rules::Words::Whole(text) => Violation::Refused { path, text },
            });
        }
    }

    fn text(&mut self, broken: impl Iterator<Item = &'static str>, value: &Value, path: &str) {
        self.found.extend(broken.map(|constraint| {
            let (path, value) = (path.to_owned(), value.clone());
            Violation::Rule { path, value, constraint }
        }));
    }

    fn length(&mut self, name: &str, length: usize, value: &Value, path: &str) {
        let length = i64::try_from(length).unwrap_or(i64::MAX);
        let shape = model().shape(name);
        let min = if self.deep() { min_length(name) } else { shape.min };
        if let Some(min) = min.filter(|min| length < *min) {
            let (path, value) = (path.to_owned(), value.clone());
            self.found.push(Violation::TooShort { path, value, length, min });
        } else if let Some(max) = shape.max.filter(|max| length > *max && self.deep()) {
            let (path, value) = (path.to_owned(), value.clone());
            self.found.push(Violation::TooLong { path, value, max });
        }
    }

    fn string(&mut self, name: &str, text: &str, value: &Value, path: &str) {
        self.length(name, text.chars().count(), value, path);
        let shape = model().shape(name);
        if !self.deep() {
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
        let min = shape.min.or(self.deep().then_some(least));
        let max = shape.max.unwrap_or(greatest);
        // What is no signed number of 64 bits is a larger one.
        if let Some(min) = min.filter(|min| number.is_some_and(|number| number < *min)) {
            let (path, value) = (path.to_owned(), value.clone());
            self.found.push(Violation::TooSmall { path, value, min });
        } else if self.deep() && number.is_none_or(|number| number > max) {
            let (path, value) = (path.to_owned(), value.clone());
            self.found.push(Violation::TooLarge { path, value, max });
        }
    }

    fn deep(&self) -> bool {
        self.depth == Depth::Server
    }
}

/// The path of a member.
fn below(path: &str, member: &str) -> String {
    if path.is_empty() { member.to_owned() } else { format!("{path}.{member}") }
}

/// The model's patterns, each for a whole text.
static PATTERNS: LazyLock<HashMap<&'static str, Regex>> = LazyLock::new(|| {
    // Java's and Python's class syntax takes a bare `!-~` range as Rust's does.
    let whole = |pattern: &str| Regex::new(&format!("^(?:{pattern})$"));
    let patterns = model().shapes.values().filter_map(|shape| shape.pattern);
    patterns.map(|one| (one, whole(one).expect("a test reads each pattern"))).collect()
});

/// Tells whether the whole of `text` matches `pattern`, one of the model's.
fn full_match(pattern: &str, text: &str) -> bool {
    PATTERNS.get(pattern).is_some_and(|regex| regex.is_match(text))
}

#[cfg(test)]
mod tests;
