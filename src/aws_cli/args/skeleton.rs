//! `--generate-cli-skeleton`: templates of inputs and outputs
//! (`docs/behaviour/aws-cli.md#skeletons`).

use serde_json::{Map, Value, json};

use crate::model::model;
use crate::model::operation::Operation;
use crate::model::shape::{Form, Shape};

/// What to print instead of making the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skeleton {
    /// [`input`], as JSON regardless of `--output` and `--query`.
    Input,
    /// [`yaml_input`], unchanged.
    YamlInput,
    /// [`output`], in the format and through the query of a response, after the input has been
    /// checked.
    Output,
}

/// The option, without dashes.
pub const OPTION: &str = "generate-cli-skeleton";
/// Its values, in AWS's order.
pub const VALUES: [&str; 3] = ["input", "output", "yaml-input"];

impl Skeleton {
    pub(super) fn parse(value: &str) -> Option<Self> {
        match value {
            "input" => Some(Self::Input),
            "yaml-input" => Some(Self::YamlInput),
            "output" => Some(Self::Output),
            _ => None,
        }
    }
}

/// Returns an input of `operation` with every member, to edit and pass to `--cli-input-json`: empty
/// strings, the first value of an enumeration, zeros, `true`, one element per list, and all members
/// of a union.
#[must_use]
pub fn input(operation: &Operation) -> Value {
    input_of(operation.input_shape())
}

fn input_of(shape: &Shape) -> Value {
    match shape.form {
        Form::Structure => shape
            .members
            .iter()
            .map(|(name, member)| ((*name).to_owned(), input_of(model().shape(member.shape))))
            .collect::<Map<_, _>>()
            .into(),
        Form::List => {
            json!([input_of(model().shape(shape.element.expect("a list has an element shape")))])
        }
        Form::String => json!(shape.values.first().unwrap_or(&"")),
        Form::Integer | Form::Long | Form::Timestamp => json!(0),
        Form::Boolean => json!(true),
    }
}

/// Returns an example response of `operation` before timestamps are formatted: a string is the name
/// of its member, a number the minimum, a timestamp zero, and a union has its first member. (AWS
/// CLI v2 generates responses that fail its own checks for all but the tag operations, so it prints
/// none.)
#[must_use]
pub fn output(operation: &Operation) -> Value {
    let body = output_of(model().shape(operation.output), "");
    match operation.payload {
        Some(name) => json!({ name: body }),
        None => body,
    }
}

fn output_of(shape: &Shape, name: &str) -> Value {
    match shape.form {
        Form::Structure => shape
            .members
            .iter()
            .take(if shape.union { 1 } else { usize::MAX })
            .map(|(name, member)| {
                ((*name).to_owned(), output_of(model().shape(member.shape), name))
            })
            .collect::<Map<_, _>>()
            .into(),
        Form::List => {
            let element = model().shape(shape.element.expect("a list has an element shape"));
            json!([output_of(element, name)])
        }
        Form::String => json!(shape.values.first().copied().unwrap_or(name)),
        Form::Integer | Form::Long => json!(shape.min.unwrap_or(0).max(0)),
        Form::Timestamp => json!(0),
        Form::Boolean => json!(true),
    }
}

/// Returns [`input`] as YAML, one member per line, with a comment on each member that is required
/// or has enumerated values.
#[must_use]
pub fn yaml_input(operation: &Operation) -> String {
    let mut out = String::new();
    structure(&mut out, operation.input_shape(), 0, "");
    out
}

/// Writes the members of a structure at `indent`; `lead`, which is `- ` for an element of a list,
/// precedes the first one.
fn structure(out: &mut String, shape: &Shape, indent: usize, lead: &str) {
    for (at, (name, member)) in shape.members.iter().enumerate() {
        let inner = model().shape(member.shape);
        let lead = if at == 0 { lead } else { "" };
        out.push_str(&" ".repeat(indent - lead.len()));
        out.push_str(&format!("{lead}{name}:"));
        let scalar = scalar(inner);
        if let Some(value) = &scalar {
            out.push_str(&format!(" {value}"));
        }
        let element = inner.element.map(|element| model().shape(element));
        comment(
            out,
            member.required,
            if scalar.is_some() { inner } else { element.unwrap_or(inner) },
        );
        match element {
            None => structure(out, inner, indent + 2, ""),
            Some(element) => match self::scalar(element) {
                Some(value) => out.push_str(&format!("{}- {value}\n", " ".repeat(indent))),
                None => structure(out, element, indent + 2, "- "),
            },
        }
    }
}

fn comment(out: &mut String, required: bool, shape: &Shape) {
    let mut words = Vec::new();
    if required {
        words.push("[REQUIRED]".to_owned());
    }
    if !shape.values.is_empty() {
        words.push(format!("Valid values are: {}.", shape.values.join(", ")));
    }
    if !words.is_empty() {
        out.push_str(&format!("  # {}", words.join(" ")));
    }
    out.push('\n');
}

fn scalar(shape: &Shape) -> Option<String> {
    match shape.form {
        Form::Structure | Form::List => None,
        Form::String => Some(shape.values.first().map_or("''", |value| value).to_owned()),
        Form::Integer | Form::Long | Form::Timestamp => Some("0".to_owned()),
        Form::Boolean => Some("true".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::check::{Depth, Violation, check};

    fn operation(name: &str) -> &'static Operation {
        model().operation(name).unwrap()
    }

    #[test]
    fn input_skeletons_have_every_member() {
        // As the AWS CLI prints it (`docs/behaviour/aws-cli.md#skeletons`).
        let want = json!({
            "clientToken": "",
            "meshName": "",
            "spec": {
                "egressFilter": {"type": "ALLOW_ALL"},
                "serviceDiscovery": {"ipPreference": "IPv6_PREFERRED"},
            },
            "tags": [{"key": "", "value": ""}],
        });
        assert_eq!(input(operation("CreateMesh")).to_string(), want.to_string());
        assert_eq!(input(operation("ListMeshes")), json!({"limit": 0, "nextToken": ""}));
    }

    #[test]
    fn yaml_skeletons_equal_json_skeletons() {
        for operation in model().operations.values() {
            let read: Value = serde_saphyr::from_str(&yaml_input(operation)).unwrap();
            assert_eq!(read, input(operation), "case: {}", operation.name);
        }
    }

    #[test]
    fn yaml_skeletons_are_formatted_as_by_aws() {
        // As the AWS CLI prints it (`docs/behaviour/aws-cli.md#skeletons`), without the text of the
        // documentation.
        let want = "\
clientToken: ''
meshName: ''  # [REQUIRED]
meshOwner: ''
spec:  # [REQUIRED]
  provider:
    virtualNode:
      virtualNodeName: ''  # [REQUIRED]
    virtualRouter:
      virtualRouterName: ''  # [REQUIRED]
tags:
- key: ''  # [REQUIRED]
  value: ''  # [REQUIRED]
virtualServiceName: ''  # [REQUIRED]
";
        assert_eq!(yaml_input(operation("CreateVirtualService")), want);
    }

    #[test]
    fn output_skeletons_are_valid_responses() {
        for operation in model().operations.values() {
            let skeleton = output(operation);
            let body = operation.payload.map_or(&skeleton, |name| &skeleton[name]);
            // Strings are the names of members, some of which are shorter than the minimum length.
            let mut wrong = check(operation.output, body, Depth::Client);
            wrong.retain(|found| !matches!(found, Violation::TooShort { .. }));
            assert_eq!(wrong, [], "case: {}", operation.name);
        }
        assert_eq!(
            output(operation("ListTagsForResource")),
            json!({"nextToken": "nextToken", "tags": [{"key": "key", "value": "value"}]})
        );
    }
}
