//! Resolves references between custom resources to App Mesh names, across the whole set.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Defaults;
use super::document::{Document, DocumentForm, plain_kind};
use super::object::Object;
use crate::model::{Kind, Name};

/// Namespace and name of a Kubernetes object.
type ObjectName = (String, String);

/// The names in a set of manifests.
#[derive(Debug, Default)]
pub(super) struct NameTable {
    custom: BTreeMap<(Kind, ObjectName), Name>,
    groups: BTreeMap<ObjectName, Vec<Value>>,
    meshes: BTreeSet<Name>,
    defaults: Defaults,
}

impl NameTable {
    pub(super) fn gather(documents: &[Document], defaults: &Defaults) -> Self {
        let mut names = Self { defaults: defaults.clone(), ..Self::default() };
        for document in documents {
            match document.form() {
                DocumentForm::Custom(object) => names.add(&object),
                DocumentForm::Plain(members) if plain_kind(members) == Some(Kind::Mesh) => {
                    let name = members.get("meshName").and_then(Value::as_str);
                    names.meshes.extend(name.map(Name::from));
                }
                _ => {}
            }
        }
        names
    }

    fn add(&mut self, object: &Object<'_>) {
        let spec = object.spec();
        let member = |name: &str| spec.and_then(|spec| spec.get(name));
        let object_name = self.object_name(object.namespace, object.name);
        if object.kind == "BackendGroup" {
            let services = member("virtualservices").and_then(Value::as_array);
            self.groups.insert(object_name, services.cloned().unwrap_or_default());
            return;
        }
        let Some(kind) = object.mesh_kind() else { return };
        let given = member("awsName").and_then(Value::as_str).filter(|name| !name.is_empty());
        let name = match given {
            Some(name) if object.version() == "v1beta2" => Name::from(name),
            _ if object.version() == "v1beta1" => Name::from(object.name),
            _ => default_name(kind, &object_name),
        };
        if kind == Kind::Mesh {
            self.meshes.insert(name.clone());
            self.custom.insert((kind, mesh_object(object.name)), name);
        } else {
            self.custom.insert((kind, object_name), name);
        }
    }

    fn object_name(&self, namespace: Option<&str>, name: &str) -> ObjectName {
        let namespace = namespace.map_or_else(|| self.namespace(), str::to_owned);
        (namespace, name.to_owned())
    }

    /// Returns the namespace of objects that do not name one.
    pub(super) fn namespace(&self) -> String {
        self.defaults.namespace.clone().unwrap_or_else(|| "default".to_owned())
    }

    /// Returns the App Mesh name of the custom resource `name`, and whether the set defines it. If
    /// not, the name is the controller's default.
    pub(super) fn resolve(&self, kind: Kind, namespace: &str, name: &str) -> (Name, bool) {
        let object_name = match kind {
            Kind::Mesh => mesh_object(name),
            _ => (namespace.to_owned(), name.to_owned()),
        };
        match self.custom.get(&(kind, object_name.clone())) {
            Some(name) => (name.clone(), true),
            None => (default_name(kind, &object_name), false),
        }
    }

    /// Returns the mesh of resources that do not name one; if it is not clear, the candidates.
    pub(super) fn mesh(&self) -> Result<Name, Vec<String>> {
        if let Some(mesh) = &self.defaults.mesh {
            return Ok(mesh.clone());
        }
        only(self.meshes.iter())
    }

    /// Returns the virtual gateway of gateway routes in `namespace` that do not name one: the only
    /// one there, else the only one anywhere; if it is not clear, the candidates.
    pub(super) fn gateway(&self, namespace: &str) -> Result<Name, Vec<String>> {
        let all = || self.custom.iter().filter(|((kind, _), _)| *kind == Kind::VirtualGateway);
        let near = all().filter(|((_, (space, _)), _)| space == namespace).map(|(_, name)| name);
        only(near).or_else(|_| only(all().map(|(_, name)| name)))
    }

    /// Returns the references in a backend group, if the set defines it.
    pub(super) fn group(&self, namespace: &str, name: &str) -> Option<&[Value]> {
        self.groups.get(&(namespace.to_owned(), name.to_owned())).map(Vec::as_slice)
    }

    /// Returns the names of all virtual services in `namespace`, in order.
    pub(super) fn services(&self, namespace: &str) -> Vec<Name> {
        let services = self
            .custom
            .iter()
            .filter(|((kind, (space, _)), _)| *kind == Kind::VirtualService && space == namespace);
        services.map(|(_, name)| name.clone()).collect()
    }
}

/// A mesh has no namespace, whatever its manifest contains.
fn mesh_object(name: &str) -> ObjectName {
    (String::new(), name.to_owned())
}

/// Returns the controller's default name for a resource without `awsName`
/// (`docs/behaviour/api.md#controller-names`).
fn default_name(kind: Kind, (namespace, name): &ObjectName) -> Name {
    Name::from(match kind {
        Kind::Mesh => name.clone(),
        Kind::VirtualService => format!("{name}.{namespace}"),
        _ => format!("{name}_{namespace}"),
    })
}

fn only<'a>(mut found: impl Iterator<Item = &'a Name>) -> Result<Name, Vec<String>> {
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one.clone()),
        (first, second) => {
            Err(first.into_iter().chain(second).chain(found).map(ToString::to_string).collect())
        }
    }
}
