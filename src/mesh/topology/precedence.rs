//! The order in which routes are tried.
//!
//! App Mesh documents only that a lower `priority` goes first. Among equal priorities the more
//! specific route goes first (`docs/behaviour/envoy.md#route-order`), and the name decides last, so
//! that the order is always the same.

use std::cmp::Reverse;

use super::{PathMatch, RouteMatch};
use crate::model::Name;

/// Sorts after every priority that can be configured: 1000 is the highest.
const NO_PRIORITY: u16 = 1000;

/// Position of a route among the routes of its port: the smallest is tried first.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Precedence {
    priority: u16,
    path: PathSpecificity,
    conditions: Reverse<usize>,
    name: Name,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum PathSpecificity {
    Exact,
    Regex,
    /// By the length of the prefix in bytes.
    Prefix(Reverse<usize>),
}

impl Precedence {
    /// Returns the precedence of the route `name`.
    pub(super) fn of(priority: Option<u16>, matches: &RouteMatch, name: &Name) -> Self {
        let (path, conditions) = match matches {
            RouteMatch::Connection => (PathSpecificity::Prefix(Reverse(0)), 0),
            RouteMatch::Request(request) => {
                let path = match &request.path {
                    PathMatch::Exact(_) => PathSpecificity::Exact,
                    PathMatch::Regex(_) => PathSpecificity::Regex,
                    PathMatch::Prefix(prefix) => PathSpecificity::Prefix(Reverse(prefix.len())),
                };
                let flags =
                    usize::from(request.method.is_some()) + usize::from(request.scheme.is_some());
                (path, request.headers.len() + request.query_parameters.len() + flags)
            }
        };
        let priority = priority.unwrap_or(NO_PRIORITY);
        Self { priority, path, conditions: Reverse(conditions), name: name.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mesh::topology::rule;
    use crate::model::types::RouteSpec;
    use serde_json::{Value, json};

    #[test]
    fn more_specific_routes_go_first() {
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
                http(json!({"scheme": "http", "headers": [{"name": "x"}]})),
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
            // The route that goes first has the later name, unless the name decides.
            let (name, other) = if case == "name" { ("a", "z") } else { ("z", "a") };
            let precedence = |spec: Value, name: &str| {
                let spec: RouteSpec = serde_json::from_value(spec).unwrap();
                let matches = rule::matches(spec.rule().unwrap());
                Precedence::of(spec.priority, &matches, &Name::from(name))
            };
            assert!(precedence(first, name) < precedence(second, other), "{case}");
        }
    }
}
