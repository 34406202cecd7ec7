//! Custom resources of the App Mesh controller: what all versions have in common.

use serde_json::{Map, Value};

use super::object::Object;
use super::scope::DocumentScope;
use super::{v1beta1, v1beta2};

/// The fields of every object. Except for `spec` and the names in `metadata`, they have no effect.
const OBJECT_FIELDS: [&str; 5] = ["apiVersion", "kind", "metadata", "spec", "status"];

/// Reads a custom resource into `scope`.
pub(super) fn read(object: &Object<'_>, scope: &mut DocumentScope<'_>) {
    scope.subject = object.subject();
    if let Some(namespace) = object.namespace {
        scope.namespace = namespace.to_owned();
    }
    for name in object.members.keys().filter(|name| !OBJECT_FIELDS.contains(&name.as_str())) {
        scope.unknown(name, &OBJECT_FIELDS);
    }
    if object.name.is_empty() {
        scope.malformed("metadata.name", "a name");
        return;
    }
    let spec = match object.members.get("spec") {
        None | Some(Value::Null) => Map::new(),
        Some(Value::Object(spec)) => spec.clone(),
        Some(_) => return scope.malformed("spec", "an object"),
    };
    match object.version() {
        "v1beta1" => v1beta1::read(object, spec, scope),
        "v1beta2" => v1beta2::read(object, spec, scope),
        _ => scope.unknown_kind(object),
    }
}
