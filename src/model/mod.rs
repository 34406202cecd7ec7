//! What App Mesh is: its 38 operations, their shapes, its seven kinds of resource, their names.
//!
//! Everything here is read from one file, `appmesh.json`, embedded in the binary and parsed once.
//! The command line, the client, the server, the reference docs and the IAM actions are all
//! readers of it, so none of them can disagree with another. Nothing here does I/O, and nothing
//! here knows what a mesh *means*; that is [`crate::mesh`].

pub mod arn;
pub mod check;
pub mod duration;
pub mod extension;
pub mod key;
pub mod kind;
pub mod name;
pub mod operation;
pub mod resource_ref;
pub mod unique_keys;

pub mod quotas;
pub mod shape;
pub mod spec;
#[rustfmt::skip]
#[allow(missing_docs)]
pub mod types;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

pub use arn::Arn;
pub use key::Key;
pub use kind::Kind;
pub use name::Name;
pub use operation::{Operation, Verb};
pub use resource_ref::ResourceRef;
pub use shape::{Member, Shape};
pub use spec::{InvalidSpec, Spec};

/// The service model: what `appmesh.json` says.
#[derive(Debug, Deserialize)]
pub struct Model {
    /// Operations by their API name (`CreateRoute`), in name order.
    #[serde(borrow)]
    pub operations: BTreeMap<&'static str, Operation>,
    /// The exceptions of the service, by name.
    #[serde(borrow)]
    pub exceptions: BTreeMap<&'static str, Exception>,
    /// Shapes by name.
    #[serde(borrow)]
    pub shapes: BTreeMap<&'static str, Shape>,
}

/// How the service reports one of its exceptions (`docs/behaviour/api.md#errors`).
#[derive(Debug, Deserialize)]
pub struct Exception {
    /// HTTP status of the answer.
    pub status: u16,
    /// Whose fault it is: `client` or `server`.
    pub fault: &'static str,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let mut model: Model = serde_json::from_str(include_str!("appmesh.json"))
        .expect("the embedded model is valid: the test suite reads it");
    for (name, operation) in &mut model.operations {
        operation.name = name;
    }
    model
});

/// Returns the service model.
#[must_use]
pub fn model() -> &'static Model {
    &MODEL
}

impl Model {
    /// Returns the shape called `name`.
    ///
    /// # Panics
    ///
    /// If the model names a shape that it does not have; a test visits every reference.
    #[must_use]
    pub fn shape(&self, name: &str) -> &Shape {
        self.shapes.get(name).expect("every shape that is named exists: a test visits them all")
    }

    /// Returns the operation with the API name `name` (`CreateRoute`), if there is one.
    #[must_use]
    pub fn operation(&self, name: &str) -> Option<&Operation> {
        self.operations.get(name)
    }

    /// Returns the operation that does `verb` to resources of `kind`.
    ///
    /// # Panics
    ///
    /// For [`Verb::Tag`] and [`Verb::Untag`], which belong to no kind.
    #[must_use]
    pub fn operation_for(&self, verb: Verb, kind: Kind) -> &Operation {
        self.operations
            .values()
            .find(|operation| operation.verb == verb && operation.kind() == Some(kind))
            .expect("every kind has the five verbs: a test visits them all")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_that_is_named_exists() {
        for operation in model().operations.values() {
            let _ = (model().shape(operation.input), model().shape(operation.output));
        }
        for shape in model().shapes.values() {
            if let Some(element) = shape.element {
                let _ = model().shape(element);
            }
            for member in shape.members.values() {
                let _ = model().shape(member.shape);
            }
        }
    }

    #[test]
    fn every_kind_has_its_five_verbs_and_there_are_38_operations() {
        for kind in Kind::ALL {
            for verb in [Verb::Create, Verb::Describe, Verb::Update, Verb::Delete, Verb::List] {
                let _ = model().operation_for(verb, kind);
            }
        }
        assert_eq!(model().operations.len(), 38);
    }
}
