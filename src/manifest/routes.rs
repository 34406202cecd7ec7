//! The routes of a virtual router, as both versions of the custom resources hold them.

use serde_json::Value;

use super::fields::{FieldRow, convert};
use super::scope::DocumentScope;
use crate::model::{Key, Kind, Name};

/// Reads `routes` as routes of `router`: a list in the spec of another object, each with a `name`.
pub(super) fn read(
    rows: &[FieldRow],
    router: &Key,
    routes: Option<Value>,
    scope: &mut DocumentScope<'_>,
) {
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
        scope.add_desired(key, spec);
    }
}
