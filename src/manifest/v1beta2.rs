//! The custom resources since 2020: `appmesh.k8s.aws/v1beta2`.
//!
//! A resource is named by `awsName`, else by the controller's default, and refers to others by the
//! names of their objects. The controller finds the mesh of an object, and the gateway of a
//! gateway route, with label selectors in the cluster. Here they are `meshRef` and
//! `virtualGatewayRef`, else `--mesh`, else the only one in the files.

use serde_json::{Map, Value, json};

use super::ProblemKind;
use super::fields::{V1BETA2, convert, spec_shape};
use super::object::Object;
use super::routes;
use super::scope::DocumentScope;
use crate::model::{Key, Kind, Name};

pub(super) fn read(
    object: &Object<'_>,
    mut spec: Map<String, Value>,
    scope: &mut DocumentScope<'_>,
) {
    let kind = match (object.kind, object.mesh_kind()) {
        ("BackendGroup", _) => return group(&spec, scope),
        (_, Some(kind)) if kind != Kind::Route => kind,
        _ => return scope.unknown_kind(object),
    };
    if spec.shift_remove("awsName").is_some_and(|name| !(name.is_string() || name.is_null())) {
        scope.malformed("spec.awsName", "a name");
    }
    let (name, _) = scope.names.resolve(kind, &scope.namespace, object.name);
    if kind == Kind::Mesh {
        if spec.shift_remove("meshOwner").is_some_and(|owner| !owner.is_null()) {
            scope.ignore_field("spec.meshOwner", OWNER);
        }
        let spec = convert(V1BETA2, "MeshSpec", &Value::Object(spec), "spec", scope);
        return scope.add_desired(Key::mesh(name), spec);
    }
    let mesh = match spec.shift_remove("meshRef") {
        None | Some(Value::Null) => scope.mesh(),
        Some(reference) => scope.reference(Kind::Mesh, &reference, "spec.meshRef"),
    };
    let Some(mesh) = mesh else { return };
    let mut key = Key::member(kind, mesh, name);
    match kind {
        Kind::VirtualRouter => {
            let listed = spec.shift_remove("routes");
            let spec = convert(V1BETA2, "VirtualRouterSpec", &Value::Object(spec), "spec", scope);
            scope.add_desired(key.clone(), spec);
            routes::read(V1BETA2, &key, listed, scope);
            return;
        }
        Kind::GatewayRoute => {
            key.parent = gateway(spec.shift_remove("virtualGatewayRef"), scope);
            if key.parent.is_none() {
                return;
            }
        }
        _ => {}
    }
    let groups = (kind == Kind::VirtualNode).then(|| spec.shift_remove("backendGroups")).flatten();
    let mut spec = convert(V1BETA2, spec_shape(kind), &Value::Object(spec), "spec", scope);
    if let Some(groups) = groups.filter(|groups| !groups.is_null()) {
        add_groups(&mut spec, &groups, scope);
    }
    scope.add_desired(key, spec);
}

/// The note for the owner of a mesh.
pub(super) const OWNER: &str = "is not sent: meshes are identified by name";

fn gateway(reference: Option<Value>, scope: &mut DocumentScope<'_>) -> Option<Name> {
    if let Some(reference) = reference.filter(|reference| !reference.is_null()) {
        return scope.reference(Kind::VirtualGateway, &reference, "spec.virtualGatewayRef");
    }
    let found = scope.names.gateway(&scope.namespace);
    found
        .map_err(|found| scope.problem(ProblemKind::NoParent { parent: "virtual gateway", found }))
        .ok()
}

/// Checks a backend group. It defines no resource: its services are added to the nodes that refer
/// to it.
fn group(spec: &Map<String, Value>, scope: &mut DocumentScope<'_>) {
    const KNOWN: [&str; 2] = ["meshRef", "virtualservices"];
    for name in spec.keys().filter(|name| !KNOWN.contains(&name.as_str())) {
        scope.unknown(&format!("spec.{name}"), &KNOWN);
    }
    let subject = scope.subject.clone();
    scope.ignore(
        &subject,
        "is not a resource: its services are added to the nodes that refer to it",
    );
}

/// Adds the services of the backend groups that a node refers to to its backends, each once.
fn add_groups(spec: &mut Value, groups: &Value, scope: &mut DocumentScope<'_>) {
    let Some(groups) = groups.as_array() else {
        return scope.malformed("spec.backendGroups", "a list");
    };
    let mut services: Vec<Name> = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        let path = format!("spec.backendGroups[{at}]");
        let Some((namespace, name)) = scope.object_name(group, &path) else { continue };
        let namespace = namespace.unwrap_or_else(|| scope.namespace.clone());
        if name == "*" {
            services.extend(scope.names.services(&namespace));
            continue;
        }
        let names = scope.names;
        let Some(members) = names.group(&namespace, &name) else {
            scope.malformed(&path, "the name of a BackendGroup in these files");
            continue;
        };
        // References in a group without a namespace refer to the namespace of the group.
        let own = std::mem::replace(&mut scope.namespace, namespace);
        let found = members
            .iter()
            .filter_map(|member| scope.reference(Kind::VirtualService, member, &path));
        services.extend(found.collect::<Vec<_>>());
        scope.namespace = own;
    }
    let backends = spec.as_object_mut().map(|spec| spec.entry("backends").or_insert(json!([])));
    let Some(backends) = backends.and_then(Value::as_array_mut) else { return };
    for service in services {
        let named =
            |backend: &Value| backend["virtualService"]["virtualServiceName"] == service.as_str();
        if !backends.iter().any(named) {
            let name = service.as_str();
            backends.push(json!({"virtualService": {"virtualServiceName": name}}));
        }
    }
}
