//! The parameters of an operation and what lies in them, from the model.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use super::page::Term;
use crate::model::check::choice_rules;
use crate::model::name::kebab;
use crate::model::operation::Operation;
use crate::model::shape::{Form, Member, Shape};
use crate::model::{Kind, Verb, model};

/// Structures with at most so many members, at all depths, are shown in full wherever they come.
const SMALL: usize = 4;

/// Returns every parameter of `operation`, with the members of structures below it.
pub(super) fn terms(operation: &Operation) -> Vec<Term> {
    let mut walk = Walk::default();
    for (name, member) in parameters(operation) {
        let about = about(operation, name);
        let about = if about.is_empty() { about } else { format!("{about}: ") };
        walk.member(&format!("--{}", kebab(name)), member, &about, &[]);
    }
    walk.terms
}

/// Returns the members of the input that help shows: those for single pages are hidden, as AWS
/// hides them.
pub(crate) fn parameters(
    operation: &Operation,
) -> impl Iterator<Item = (&'static str, &'static Member)> {
    let paged = operation.page.is_some();
    let members = operation.input_shape().members.iter().map(|(name, member)| (*name, member));
    members.filter(move |(name, _)| !(paged && ["limit", "nextToken"].contains(name)))
}

/// Returns what a parameter is for, in a few words; nothing for one that this table lacks.
pub(crate) fn about(operation: &Operation, member: &str) -> String {
    let named = Kind::ALL.into_iter().find(|kind| kind.name_member() == member);
    if let Some(kind) = named {
        return format!("name of the {}", words(kind));
    }
    match member {
        "spec" => "what it is to be".to_owned(),
        "meshOwner" => "account that owns the mesh, if it is shared with yours".to_owned(),
        "clientToken" => {
            "by it a call that is sent twice counts once; a fresh one by default".to_owned()
        }
        "tags" if operation.verb == Verb::Tag => "tags to add or overwrite".to_owned(),
        "tags" => "tags to put on it".to_owned(),
        "tagKeys" => "keys of the tags to remove".to_owned(),
        "resourceArn" => "the resource".to_owned(),
        _ => String::new(),
    }
}

/// Returns the kind as words: `virtual node`.
pub(super) fn words(kind: Kind) -> String {
    kebab(kind.title()).replace('-', " ")
}

#[derive(Default)]
struct Walk {
    terms: Vec<Term>,
    /// Where a larger structure was shown in full.
    shown: HashMap<&'static str, String>,
}

impl Walk {
    fn member(&mut self, name: &str, member: &'static Member, about: &str, path: &[&str]) {
        let shape = model().shape(member.shape);
        let required = if member.required { ", required" } else { "" };
        let (inner_name, inner) = match shape.element {
            Some(element) => (element, model().shape(element)),
            None => (member.shape, shape),
        };
        let mut path = path.to_vec();
        path.push(name);
        let mut text = format!("{about}{}{required}", described(shape));
        let mut descend = !inner.members.is_empty();
        if descend && size(inner) > SMALL {
            let here = path.join(".").trim_start_matches('-').to_owned();
            match self.shown.get(inner_name) {
                Some(there) => {
                    text.push_str(&format!("; as `{there}`"));
                    descend = false;
                }
                None => drop(self.shown.insert(inner_name, here)),
            }
        }
        if descend {
            choices(inner_name).for_each(|choice| text.push_str(&format!("; {choice}")));
        }
        self.terms.push(Term { depth: path.len() - 1, name: name.to_owned(), text });
        if descend {
            for (name, member) in &inner.members {
                self.member(name, member, "", &path);
            }
        }
    }
}

/// How many members a structure has, those inside counted too.
fn size(shape: &Shape) -> usize {
    let inner = |member: &Member| {
        let shape = model().shape(member.shape);
        shape.element.map_or_else(|| size(shape), |element| size(model().shape(element)))
    };
    shape.members.values().map(|member| 1 + inner(member)).sum()
}

/// Which members go together.
fn choices(shape: &str) -> impl Iterator<Item = String> {
    let union = model().shape(shape).union.then(|| "exactly one of its members".to_owned());
    let rules = choice_rules(shape)
        .map(|(members, count)| format!("{} of {}", how_many(&count), members.join(", ")));
    union.into_iter().chain(rules)
}

fn how_many(count: &RangeInclusive<usize>) -> &'static str {
    match (count.start(), count.end()) {
        (1, 1) => "exactly one",
        (0, 1) => "at most one",
        _ => "at least one",
    }
}

/// Returns the type and the limits of a value.
pub(super) fn described(shape: &Shape) -> String {
    match (shape.form, shape.element) {
        (Form::List, Some(element)) => {
            let element = model().shape(element);
            let count = range(shape).map_or_else(String::new, |range| format!("{range} "));
            let each = limits(element);
            let each = if each.is_empty() { each } else { format!(", each {each}") };
            let s = if shape.max == Some(1) { "" } else { "s" };
            format!("list of {count}{}{s}{each}", form(element.form))
        }
        _ => {
            let limits = limits(shape);
            let comma = if limits.is_empty() { "" } else { ", " };
            format!("{}{comma}{limits}", form(shape.form))
        }
    }
}

fn limits(shape: &Shape) -> String {
    let unit = if shape.form == Form::String { " characters" } else { "" };
    let range = range(shape).map(|range| format!("{range}{unit}"));
    let values = (!shape.values.is_empty()).then(|| format!("one of {}", shape.values.join(", ")));
    let pattern = shape.pattern.map(|pattern| format!("pattern `{pattern}`"));
    [range, values, pattern].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn range(shape: &Shape) -> Option<String> {
    match (shape.min, shape.max) {
        (Some(min), Some(max)) if min == max => Some(min.to_string()),
        (Some(0), Some(max)) if shape.form != Form::Integer => Some(format!("at most {max}")),
        (Some(min), Some(max)) => Some(format!("{min} to {max}")),
        (Some(min), None) => Some(format!("at least {min}")),
        (None, Some(max)) => Some(format!("at most {max}")),
        (None, None) => None,
    }
}

fn form(form: Form) -> &'static str {
    match form {
        Form::Structure => "structure",
        Form::List => "list",
        Form::String => "string",
        Form::Integer | Form::Long => "integer",
        Form::Boolean => "boolean",
        Form::Timestamp => "timestamp",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_and_limits_are_in_words() {
        let cases = [
            ("ResourceName", "string, 1 to 255 characters"),
            ("AccountId", "string, 12 characters"),
            ("TagValue", "string, at most 256 characters"),
            ("PercentInt", "integer, 0 to 100"),
            ("MaxRequests", "integer, at least 1"),
            ("DurationUnit", "string, one of s, ms"),
            ("TcpRetryPolicyEvents", "list of 1 string, each one of connection-error"),
            ("WeightedTargets", "list of 1 to 10 structures"),
            ("PortSet", "list of integers, each 1 to 65535"),
            ("Backends", "list of structures"),
            (
                "AwsCloudMapInstanceAttributeKey",
                "string, 1 to 255 characters, pattern `^[a-zA-Z0-9!-~]+$`",
            ),
        ];
        for (shape, want) in cases {
            assert_eq!(described(model().shape(shape)), want, "case: {shape}");
        }
    }

    #[test]
    fn every_parameter_says_what_it_is_for() {
        for operation in model().operations.values() {
            for (name, _) in parameters(operation) {
                assert_ne!(about(operation, name), "", "case: {} {name}", operation.name);
            }
        }
    }
}
