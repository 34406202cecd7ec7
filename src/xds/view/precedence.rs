//! The order in which Envoy evaluates routes.
//!
//! App Mesh only guarantees that a lower `priority` comes first. Among equal priorities the more
//! specific route comes first (`docs/behaviour/envoy.md#route-order`); the name breaks remaining
//! ties, so the order is deterministic.

use std::cmp::Reverse;

use crate::mesh::traffic::Rule;
use crate::model::Name;
use crate::model::types::RouteSpec;

/// A route without a priority goes after all that have one: 1000 is the highest.
const NO_PRIORITY: u16 = 1000;

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Path {
    Exact,
    Regex,
    Prefix(Reverse<usize>),
}

/// Sorts routes so that the one to try first comes first.
pub(super) fn sort<'a>(routes: &mut [(&'a Name, &'a RouteSpec)]) {
    routes.sort_by_cached_key(|(name, route)| {
        let (path, conditions) = specificity(route);
        (route.priority.unwrap_or(NO_PRIORITY), path, Reverse(conditions), (*name).clone())
    });
}

fn specificity(route: &RouteSpec) -> (Path, usize) {
    match route.rule() {
        Some(Rule::Http(route) | Rule::Http2(route)) => {
            let of = &route.r#match;
            let path = match &of.path {
                Some(path) if path.exact.is_some() => Path::Exact,
                Some(path) if path.regex.is_some() => Path::Regex,
                _ => Path::Prefix(Reverse(of.prefix.as_deref().unwrap_or("/").len())),
            };
            let flags = usize::from(of.method.is_some()) + usize::from(of.scheme.is_some());
            (path, of.headers.len() + of.query_parameters.len() + flags)
        }
        Some(Rule::Grpc(route)) => {
            let of = &route.r#match;
            let path = match (&of.service_name, &of.method_name) {
                (Some(_), Some(_)) => Path::Exact,
                (Some(service), None) => Path::Prefix(Reverse(service.as_str().len() + 2)),
                (None, _) => Path::Prefix(Reverse(1)),
            };
            (path, of.metadata.len())
        }
        Some(Rule::Tcp(_)) | None => (Path::Prefix(Reverse(0)), 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn the_more_specific_route_goes_first() {
        let target = json!({"weightedTargets": [{"virtualNode": "n", "weight": 1}]});
        let http = |of: Value| json!({"httpRoute": {"match": of, "action": target}});
        let grpc = |of: Value| json!({"grpcRoute": {"match": of, "action": target}});
        let first = |spec: Value, priority: u16| {
            let mut spec = spec;
            spec["priority"] = priority.into();
            spec
        };
        let cases = [
            ("priority", http(json!({"path": {"exact": "/a"}})), first(http(json!({})), 999)),
            ("0 before 1", first(http(json!({})), 1), first(http(json!({})), 0)),
            (
                "exact",
                http(json!({"path": {"regex": "/a"}})),
                http(json!({"path": {"exact": "/"}})),
            ),
            ("regex", http(json!({"prefix": "/abc"})), http(json!({"path": {"regex": "/"}}))),
            ("longer", http(json!({"prefix": "/a"})), http(json!({"prefix": "/ab"}))),
            ("method", http(json!({"prefix": "/"})), http(json!({"prefix": "/", "method": "GET"}))),
            (
                "header",
                http(json!({"scheme": "http"})),
                http(json!({"scheme": "http",
                "headers": [{"name": "x"}]})),
            ),
            (
                "grpc method",
                grpc(json!({"serviceName": "a.B"})),
                grpc(json!({"serviceName": "a.B", "methodName": "c"})),
            ),
            ("grpc service", grpc(json!({})), grpc(json!({"serviceName": "a"}))),
            ("name", http(json!({"prefix": "/b"})), http(json!({"prefix": "/a"}))),
        ];
        for (case, second, first) in cases {
            let read = |spec| serde_json::from_value::<RouteSpec>(spec).unwrap();
            let (second, first) = (read(second), read(first));
            // The expected first has the later name, but where the name is to decide.
            let (a, z) = (Name::from("a"), Name::from("z"));
            let (name, other) = if case == "name" { (&a, &z) } else { (&z, &a) };
            for mut routes in
                [[(name, &first), (other, &second)], [(other, &second), (name, &first)]]
            {
                sort(&mut routes);
                assert_eq!(routes[0].0, name, "{case}");
            }
        }
    }
}
