//! The custom resources from 2020 on: `appmesh.k8s.aws/v1beta2`.
//!
//! Resources are called by `awsName`, else as the controller calls them, and refer to each other by
//! the names of their objects. Which mesh an object is in, and which gateway a gateway route is
//! in, the controller finds with label selectors over a cluster; here it is what `meshRef` and
//! `virtualGatewayRef` say, else `--mesh`, else the only one in the files.

use serde_json::{Map, Value, json};

use super::Fault;
use super::fields::{V1BETA2, convert, spec_shape};
use super::kubernetes::{self, Object};
use super::scope::Scope;
use crate::model::{Key, Kind, Name};

pub(super) fn read(object: &Object<'_>, mut spec: Map<String, Value>, scope: &mut Scope<'_>) {
    let kind = match (object.kind, object.mesh_kind()) {
        ("BackendGroup", _) => return group(&spec, scope),
        (_, Some(kind)) if kind != Kind::Route => kind,
        _ => return kubernetes::unknown(object, scope),
    };
    if spec.shift_remove("awsName").is_some_and(|name| !(name.is_string() || name.is_null())) {
        scope.malformed("spec.awsName", "a name");
    }
    let (name, _) = scope.names.resolve(kind, &scope.namespace, object.name);
    if kind == Kind::Mesh {
        if spec.shift_remove("meshOwner").is_some_and(|owner| !owner.is_null()) {
            scope.skip_member("spec.meshOwner", OWNER);
        }
        let spec = convert(V1BETA2, "MeshSpec", &Value::Object(spec), "spec", scope);
        return scope.want(Key::mesh(name), spec);
    }
    let mesh = match spec.shift_remove("meshRef") {
        None | Some(Value::Null) => scope.mesh(),
        Some(reference) => scope.reference(Kind::Mesh, &reference, "spec.meshRef"),
    };
    let Some(mesh) = mesh else { return };
    let mut key = Key::member(kind, mesh, name);
    match kind {
        Kind::VirtualRouter => {
            let routes = spec.shift_remove("routes");
            let spec = convert(V1BETA2, "VirtualRouterSpec", &Value::Object(spec), "spec", scope);
            scope.want(key.clone(), spec);
            kubernetes::routes(V1BETA2, &key, routes, scope);
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
    scope.want(key, spec);
}

/// Why an owner is not kept.
pub(super) const OWNER: &str = "is not sent: meshes are found by name alone";

fn gateway(reference: Option<Value>, scope: &mut Scope<'_>) -> Option<Name> {
    if let Some(reference) = reference.filter(|reference| !reference.is_null()) {
        return scope.reference(Kind::VirtualGateway, &reference, "spec.virtualGatewayRef");
    }
    let found = scope.names.gateway(&scope.namespace);
    found.map_err(|found| scope.problem(Fault::NoParent { parent: "virtual gateway", found })).ok()
}

/// Checks a backend group. It creates no resource: the nodes that name it use its services.
fn group(spec: &Map<String, Value>, scope: &mut Scope<'_>) {
    const KNOWN: [&str; 2] = ["meshRef", "virtualservices"];
    for name in spec.keys().filter(|name| !KNOWN.contains(&name.as_str())) {
        scope.unknown(&format!("spec.{name}"), &KNOWN);
    }
    let subject = scope.subject.clone();
    scope.skip(
        &subject,
        "is not a resource of App Mesh: its services become backends of the nodes that name it",
    );
}

/// Adds the services of the backend groups that a node names to its backends, each once.
fn add_groups(spec: &mut Value, groups: &Value, scope: &mut Scope<'_>) {
    let Some(groups) = groups.as_array() else {
        return scope.malformed("spec.backendGroups", "a list");
    };
    let mut services: Vec<Name> = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        let path = format!("spec.backendGroups[{at}]");
        let Some((namespace, name)) = scope.place(group, &path) else { continue };
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
        // References in a group without a namespace are to the namespace of the group.
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
