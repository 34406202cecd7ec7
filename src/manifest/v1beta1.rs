//! The custom resources of 2019: `appmesh.k8s.aws/v1beta1`.
//!
//! A `VirtualService` contains its router and its routes, so it defines resources of three kinds.
//! Resources are named as in their manifest, as in AWS's tutorial. The controller itself appended
//! the namespace to the names of nodes, routers and routes
//! (`docs/behaviour/api.md#controller-names`); meshctl does not.
//!
//! A router without `listeners` gets none, as with that controller: its ports are those of its
//! targets (`docs/behaviour/api.md#routers-without-listeners`). Deriving listeners from the files
//! would make the result depend on which files are applied together.

use serde_json::{Map, Value, json};

use super::fields::{V1BETA1, convert};
use super::object::Object;
use super::routes;
use super::scope::DocumentScope;
use crate::model::{Key, Kind, Name};

pub(super) fn read(
    object: &Object<'_>,
    mut spec: Map<String, Value>,
    scope: &mut DocumentScope<'_>,
) {
    match object.kind {
        "Mesh" => {
            let spec = convert(V1BETA1, "MeshSpec", &Value::Object(spec), "spec", scope);
            scope.add_desired(Key::mesh(object.name), spec);
            // This version has no field for the egress filter, so it must not reset it.
            if let Some(mesh) = scope.last_desired() {
                mesh.any_spec = true;
            }
        }
        "VirtualNode" => {
            let Some(mesh) = mesh(&mut spec, scope) else { return };
            let spec = convert(V1BETA1, "VirtualNodeSpec", &Value::Object(spec), "spec", scope);
            scope.add_desired(Key::member(Kind::VirtualNode, mesh, object.name), spec);
        }
        "VirtualService" => {
            let Some(mesh) = mesh(&mut spec, scope) else { return };
            service(object, &mesh, spec, scope);
        }
        _ => scope.unknown_kind(object),
    }
}

/// Removes the name of the mesh from the spec and returns it.
fn mesh(spec: &mut Map<String, Value>, scope: &mut DocumentScope<'_>) -> Option<Name> {
    match spec.shift_remove("meshName") {
        None | Some(Value::Null) => scope.mesh(),
        Some(Value::String(name)) => Some(Name::from(name)),
        Some(_) => {
            scope.malformed("spec.meshName", "a name");
            None
        }
    }
}

fn service(
    object: &Object<'_>,
    mesh: &Name,
    mut spec: Map<String, Value>,
    scope: &mut DocumentScope<'_>,
) {
    let mut router = match spec.shift_remove("virtualRouter") {
        None | Some(Value::Null) => Map::new(),
        Some(Value::Object(router)) => router,
        Some(_) => return scope.malformed("spec.virtualRouter", "an object"),
    };
    // The controller named a router without a name after the service.
    let name = match router.shift_remove("name") {
        None | Some(Value::Null) => object.name.to_owned(),
        Some(Value::String(name)) if name.trim().is_empty() => object.name.to_owned(),
        Some(Value::String(name)) => name.trim().to_owned(),
        Some(_) => return scope.malformed("spec.virtualRouter.name", "a name"),
    };
    let key = Key::member(Kind::VirtualRouter, mesh.clone(), name.as_str());
    let router =
        convert(V1BETA1, "VirtualRouterSpec", &Value::Object(router), "spec.virtualRouter", scope);
    scope.add_desired(key.clone(), router);
    routes::read(V1BETA1, &key, spec.shift_remove("routes"), scope);
    for name in spec.keys() {
        scope.unknown(&format!("spec.{name}"), &["meshName", "routes", "virtualRouter"]);
    }
    let provider = json!({"provider": {"virtualRouter": {"virtualRouterName": name}}});
    scope.add_desired(Key::member(Kind::VirtualService, mesh.clone(), object.name), provider);
}
