//! Parameters of an operation and their members, from the model.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use super::page::Term;
use crate::model::check::choice_rules;
use crate::model::name::kebab;
use crate::model::operation::Operation;
use crate::model::shape::{Form, Member, Shape};
use crate::model::{Kind, Verb, model};

/// Maximum number of members, at all depths, of structures that are shown in full at each occurrence.
const MAX_REPEATED_MEMBERS: usize = 4;

/// Returns every parameter of `operation`, followed by the members of its structures.
pub(super) fn terms(operation: &Operation) -> Vec<Term> {
    let mut tree = ParameterTree::default();
    for (name, member) in parameters(operation) {
        let description = description(operation, name);
        tree.member(&format!("--{}", kebab(name)), member, &description, &[]);
    }
    tree.terms
}

/// Returns the input members that are parameters: the members for pagination are hidden, as in the AWS
/// CLI.
pub(crate) fn parameters(
    operation: &Operation,
) -> impl Iterator<Item = (&'static str, &'static Member)> {
    let paged = operation.page.is_some();
    let members = operation.input_shape().members.iter().map(|(name, member)| (*name, member));
    members.filter(move |(name, _)| !(paged && ["limit", "nextToken"].contains(name)))
}

/// Returns a short description of a parameter; empty if there is none.
pub(crate) fn description(operation: &Operation, member: &str) -> String {
    let named = Kind::ALL.into_iter().find(|kind| kind.name_member() == member);
    if let Some(kind) = named {
        return format!("Name of the {}", kind_name(kind));
    }
    match member {
        "spec" => "Spec of the resource".to_owned(),
        "meshOwner" => {
            "Account ID of the mesh owner, if the mesh is shared with your account".to_owned()
        }
        "clientToken" => "Idempotency token; a random UUID by default".to_owned(),
        "tags" if operation.verb == Verb::Tag => "Tags to add or overwrite".to_owned(),
        "tags" => "Tags of the resource".to_owned(),
        "tagKeys" => "Keys of the tags to remove".to_owned(),
        "resourceArn" => "ARN of the resource".to_owned(),
        _ => String::new(),
    }
}

/// Returns the name of a kind in text: `virtual node`.
pub(super) fn kind_name(kind: Kind) -> String {
    kebab(kind.title()).replace('-', " ")
}

#[derive(Default)]
struct ParameterTree {
    terms: Vec<Term>,
    /// Paths of the larger structures that were shown in full.
    shown: HashMap<&'static str, String>,
}

impl ParameterTree {
    fn member(&mut self, name: &str, member: &'static Member, description: &str, path: &[&str]) {
        let shape = model().shape(member.shape);
        let required = if member.required { ", required" } else { "" };
        let (inner_name, inner) = match shape.element {
            Some(element) => (element, model().shape(element)),
            None => (member.shape, shape),
        };
        let mut path = path.to_vec();
        path.push(name);
        let mut details = format!("{}{required}", type_and_limits(shape));
        let mut descend = !inner.members.is_empty();
        if descend && member_count(inner) > MAX_REPEATED_MEMBERS {
            let path = path.join(".").trim_start_matches('-').to_owned();
            match self.shown.get(inner_name) {
                Some(first) => {
                    details.push_str(&format!("; as `{first}`"));
                    descend = false;
                }
                None => drop(self.shown.insert(inner_name, path)),
            }
        }
        if descend {
            choice_descriptions(inner_name)
                .for_each(|choice| details.push_str(&format!("; {choice}")));
        }
        let text = match description {
            "" => details,
            description => format!("{description} ({details})"),
        };
        self.terms.push(Term { depth: path.len() - 1, name: name.to_owned(), text });
        if descend {
            for (name, member) in &inner.members {
                self.member(name, member, "", &path);
            }
        }
    }
}

/// Returns the number of members of a structure, at all depths.
fn member_count(shape: &Shape) -> usize {
    let inner = |member: &Member| {
        let shape = model().shape(member.shape);
        shape
            .element
            .map_or_else(|| member_count(shape), |element| member_count(model().shape(element)))
    };
    shape.members.values().map(|member| 1 + inner(member)).sum()
}

/// Describes the one-of rules of a structure.
fn choice_descriptions(shape: &str) -> impl Iterator<Item = String> {
    let union = model().shape(shape).union.then(|| "exactly one of its members".to_owned());
    let rules = choice_rules(shape)
        .map(|(members, count)| format!("{} of {}", quantity(&count), members.join(", ")));
    union.into_iter().chain(rules)
}

fn quantity(count: &RangeInclusive<usize>) -> &'static str {
    match (count.start(), count.end()) {
        (1, 1) => "exactly one",
        (0, 1) => "at most one",
        _ => "at least one",
    }
}

/// Returns the type and the limits of a value.
fn type_and_limits(shape: &Shape) -> String {
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
    fn types_and_limits_are_described() {
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
            assert_eq!(type_and_limits(model().shape(shape)), want, "case: {shape}");
        }
    }

    #[test]
    fn every_parameter_has_a_description() {
        for operation in model().operations.values() {
            for (name, _) in parameters(operation) {
                assert_ne!(description(operation, name), "", "case: {} {name}", operation.name);
            }
        }
    }
}
