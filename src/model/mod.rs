//! The App Mesh service model: 38 operations, their shapes, seven kinds of resources and their
//! names.
//!
//! The model is one file, `appmesh.json`, embedded in the binary and parsed once. The command line,
//! the client, the server, the reference docs and the IAM actions all read it, so they cannot
//! disagree. This module does no I/O and does not interpret meshes; that is [`crate::mesh`].

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

/// The service model, as read from `appmesh.json`.
#[derive(Debug, Deserialize)]
pub struct Model {
    /// Operations by their API name (`CreateRoute`), in name order.
    #[serde(borrow)]
    pub operations: BTreeMap<&'static str, Operation>,
    /// Exceptions of the service by name.
    #[serde(borrow)]
    pub exceptions: BTreeMap<&'static str, Exception>,
    /// Shapes by name.
    #[serde(borrow)]
    pub shapes: BTreeMap<&'static str, Shape>,
}

/// An exception of the service (`docs/behaviour/api.md#errors`).
#[derive(Debug, Deserialize)]
pub struct Exception {
    /// HTTP status of the response.
    pub status: u16,
    /// The party at fault: `client` or `server`.
    pub fault: &'static str,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let mut model: Model = serde_json::from_str(include_str!("appmesh.json"))
        .expect("the embedded model is valid: tests parse it");
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
    /// Returns the shape with this name.
    ///
    /// # Panics
    ///
    /// If the model does not define the shape; a test resolves every reference.
    #[must_use]
    pub fn shape(&self, name: &str) -> &Shape {
        self.shapes.get(name).expect("every referenced shape exists: a test resolves them all")
    }

    /// Returns the operation with the API name `name` (`CreateRoute`).
    #[must_use]
    pub fn operation(&self, name: &str) -> Option<&Operation> {
        self.operations.get(name)
    }

    /// Returns the operation that applies `verb` to resources of `kind`.
    ///
    /// # Panics
    ///
    /// If `verb` is [`Verb::Tag`] or [`Verb::Untag`], whose operations apply to all kinds.
    #[must_use]
    pub fn operation_for(&self, verb: Verb, kind: Kind) -> &Operation {
        self.operations
            .values()
            .find(|operation| operation.verb == verb && operation.kind() == Some(kind))
            .expect("every kind has the five verbs: a test checks them all")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_referenced_shape_exists() {
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
    fn every_kind_has_five_verbs_and_there_are_38_operations() {
        for kind in Kind::ALL {
            for verb in [Verb::Create, Verb::Describe, Verb::Update, Verb::Delete, Verb::List] {
                let _ = model().operation_for(verb, kind);
            }
        }
        assert_eq!(model().operations.len(), 38);
    }
}
