//! Kubernetes objects: their frame, which all versions share.

use serde_json::{Map, Value};

use super::fields::{Row, convert};
use super::scope::Scope;
use super::{Fault, v1beta1, v1beta2};
use crate::model::{Key, Kind, Name};

/// A Kubernetes object.
#[derive(Debug, Clone, Copy)]
pub(super) struct Object<'a> {
    pub(super) api_version: &'a str,
    pub(super) kind: &'a str,
    pub(super) name: &'a str,
    pub(super) namespace: Option<&'a str>,
    members: &'a Map<String, Value>,
}

const GROUP: &str = "appmesh.k8s.aws/";

impl<'a> Object<'a> {
    pub(super) fn new(
        api_version: &'a str,
        kind: &'a str,
        members: &'a Map<String, Value>,
    ) -> Self {
        let metadata = members.get("metadata");
        let text = |name: &str| metadata.and_then(|data| data.get(name)).and_then(Value::as_str);
        let name = text("name").unwrap_or_default();
        Self { api_version, kind, name, namespace: text("namespace"), members }
    }

    /// Reports whether it is a resource of the App Mesh controller.
    pub(super) fn is_custom(&self) -> bool {
        self.api_version.starts_with(GROUP)
    }

    /// Returns `v1beta2`.
    pub(super) fn version(&self) -> &'a str {
        self.api_version.strip_prefix(GROUP).unwrap_or_default()
    }

    /// Returns the kind of App Mesh resource it stands for, if it is one of the seven.
    pub(super) fn mesh_kind(&self) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.title() == self.kind)
    }

    /// Returns `VirtualNode/prod/dj`, or `Mesh/dj-app` for what is in no namespace.
    pub(super) fn subject(&self) -> String {
        let parts = [Some(self.kind), self.namespace, Some(self.name)];
        let parts: Vec<&str> =
            parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        parts.join("/")
    }

    /// Returns its spec; none if it has none or it is not an object.
    pub(super) fn spec(&self) -> Option<&'a Map<String, Value>> {
        self.members.get("spec").and_then(Value::as_object)
    }
}

/// Top-level fields of an object. What the cluster stores outside `spec` is not desired state.
const FRAME: [&str; 5] = ["apiVersion", "kind", "metadata", "spec", "status"];

/// Reads a custom resource into `scope`.
pub(super) fn read(object: &Object<'_>, scope: &mut Scope<'_>) {
    scope.subject = object.subject();
    if let Some(namespace) = object.namespace {
        scope.namespace = namespace.to_owned();
    }
    for name in object.members.keys().filter(|name| !FRAME.contains(&name.as_str())) {
        scope.unknown(name, &FRAME);
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
        _ => unknown(object, scope),
    }
}

/// Notes that the group has no such version or kind.
pub(super) fn unknown(object: &Object<'_>, scope: &mut Scope<'_>) {
    scope.problem(Fault::UnknownKind {
        api_version: object.api_version.to_owned(),
        kind: object.kind.to_owned(),
    });
}

/// Reads the routes of `router`, as both versions hold them: a list in the spec of another object,
/// each with its `name` next to its rule.
pub(super) fn routes(rows: &[Row], router: &Key, routes: Option<Value>, scope: &mut Scope<'_>) {
    let routes = match routes {
        None | Some(Value::Null) => return,
        Some(Value::Array(routes)) => routes,
        Some(_) => return scope.malformed("spec.routes", "a list"),
    };
    for (at, mut route) in routes.into_iter().enumerate() {
        let path = format!("spec.routes[{at}]");
        let name = route.as_object_mut().and_then(|route| route.shift_remove("name"));
        let Some(name) = name.as_ref().and_then(Value::as_str) else {
            scope.malformed(&format!("{path}.name"), "the name of the route");
            continue;
        };
        let key = Key {
            kind: Kind::Route,
            parent: Some(router.name.clone()),
            name: Name::from(name),
            mesh: router.mesh.clone(),
        };
        let spec = convert(rows, "RouteSpec", &route, &path, scope);
        scope.want(key, spec);
    }
}
