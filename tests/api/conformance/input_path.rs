//! Paths of values in an operation's input.

use meshctl::model::shape::{Form, Location};
use meshctl::model::{Operation, model};
use serde_json::{Value, json};

use super::minimal;

/// The path of a value in an operation's input.
#[derive(Debug, Clone)]
pub(crate) struct InputPath {
    pub(crate) operation: &'static Operation,
    /// Steps from the input to the value.
    pub(crate) steps: Vec<PathStep>,
    /// Name of the shape of the value.
    pub(crate) shape: &'static str,
    pub(crate) location: Location,
}

/// A step of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PathStep {
    /// Into a member of a structure.
    Member { of: &'static str, name: &'static str },
    /// Into the first element of a list.
    Element,
}

impl InputPath {
    /// Returns the path in the notation of the service: `spec.listeners[0].portMapping`.
    pub(crate) fn dotted(&self) -> String {
        let mut path = String::new();
        for step in &self.steps {
            match step {
                PathStep::Element => path.push_str("[0]"),
                PathStep::Member { name, .. } if path.is_empty() => path.push_str(name),
                PathStep::Member { name, .. } => path.push_str(&format!(".{name}")),
            }
        }
        path
    }

    /// Returns the structure and the member that contain the value; `None` for a list element.
    pub(crate) fn member(&self) -> Option<(&'static str, &'static str)> {
        match self.steps.last()? {
            PathStep::Member { of, name } => Some((of, name)),
            PathStep::Element => None,
        }
    }

    /// Returns the minimal input with `value` at this path.
    pub(crate) fn input(&self, value: Value) -> Value {
        fn build(shape: &'static str, steps: &[PathStep], value: Value) -> Value {
            match steps.split_first() {
                None => value,
                Some((PathStep::Element, rest)) => {
                    json!([build(model().shape(shape).element.unwrap(), rest, value)])
                }
                Some((PathStep::Member { name, .. }, rest)) => {
                    let inner = build(model().shape(shape).members[name].shape, rest, value);
                    minimal::structure(shape, Some((name, inner)))
                }
            }
        }
        build(self.operation.input, &self.steps, value)
    }
}

/// Returns all paths in the input of `operation`; parents precede children.
pub(crate) fn input_paths(operation: &'static Operation) -> Vec<InputPath> {
    let mut found = Vec::new();
    for (name, member) in &model().shape(operation.input).members {
        let steps = vec![PathStep::Member { of: operation.input, name }];
        walk(
            InputPath { operation, steps, shape: member.shape, location: member.location },
            &mut found,
        );
    }
    found
}

fn walk(input_path: InputPath, found: &mut Vec<InputPath>) {
    let shape = model().shape(input_path.shape);
    let below = |step: PathStep, shape: &'static str| {
        let mut below = InputPath { shape, ..input_path.clone() };
        below.steps.push(step);
        below
    };
    let mut inner = Vec::new();
    match shape.form {
        Form::Structure => {
            for (name, member) in &shape.members {
                inner.push(below(PathStep::Member { of: input_path.shape, name }, member.shape));
            }
        }
        Form::List => inner.push(below(PathStep::Element, shape.element.unwrap())),
        _ => {}
    }
    found.push(input_path);
    inner.into_iter().for_each(|input_path| walk(input_path, found));
}
