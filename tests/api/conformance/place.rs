//! Where in an operation's input a value can stand.

use meshctl::model::shape::{Form, Location};
use meshctl::model::{Operation, model};
use serde_json::{Value, json};

use super::least;

/// One place in an operation's input.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) operation: &'static Operation,
    /// From the input to the place.
    pub(crate) steps: Vec<Step>,
    /// Name of the shape of what stands there.
    pub(crate) shape: &'static str,
    pub(crate) location: Location,
}

/// One step down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Into a member of a structure.
    Member { of: &'static str, name: &'static str },
    /// Into the first element of a list.
    Element,
}

impl Place {
    /// The path as the service writes it.
    pub(crate) fn path(&self) -> String {
        let mut path = String::new();
        for step in &self.steps {
            match step {
                Step::Element => path.push_str("[0]"),
                Step::Member { name, .. } if path.is_empty() => path.push_str(name),
                Step::Member { name, .. } => path.push_str(&format!(".{name}")),
            }
        }
        path
    }

    /// The structure and the member that hold the value, if a structure holds it.
    pub(crate) fn member(&self) -> Option<(&'static str, &'static str)> {
        match self.steps.last()? {
            Step::Member { of, name } => Some((of, name)),
            Step::Element => None,
        }
    }

    /// The least input that holds `value` at this place.
    pub(crate) fn input(&self, value: Value) -> Value {
        fn build(shape: &'static str, steps: &[Step], value: Value) -> Value {
            match steps.split_first() {
                None => value,
                Some((Step::Element, rest)) => {
                    json!([build(model().shape(shape).element.unwrap(), rest, value)])
                }
                Some((Step::Member { name, .. }, rest)) => {
                    let inner = build(model().shape(shape).members[name].shape, rest, value);
                    least::structure(shape, Some((name, inner)))
                }
            }
        }
        build(self.operation.input, &self.steps, value)
    }
}

/// All places in the input of `operation`, from the outside in.
pub(crate) fn places(operation: &'static Operation) -> Vec<Place> {
    let mut found = Vec::new();
    for (name, member) in &model().shape(operation.input).members {
        let steps = vec![Step::Member { of: operation.input, name }];
        walk(
            Place { operation, steps, shape: member.shape, location: member.location },
            &mut found,
        );
    }
    found
}

fn walk(place: Place, found: &mut Vec<Place>) {
    let shape = model().shape(place.shape);
    let below = |step: Step, shape: &'static str| {
        let mut below = Place { shape, ..place.clone() };
        below.steps.push(step);
        below
    };
    let mut inner = Vec::new();
    match shape.form {
        Form::Structure => {
            for (name, member) in &shape.members {
                inner.push(below(Step::Member { of: place.shape, name }, member.shape));
            }
        }
        Form::List => inner.push(below(Step::Element, shape.element.unwrap())),
        _ => {}
    }
    found.push(place);
    inner.into_iter().for_each(|place| walk(place, found));
}
