//! Which resources a spec refers to.

use serde_json::Value;

use crate::model::{Arn, Key, Kind, Name};

/// One mention of a resource in another one's spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The resource that is mentioned.
    pub to: Key,
    /// What for.
    pub role: Role,
}

/// What a resource is mentioned for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The router or gateway that a route hangs under.
    Parent,
    /// A weighted target of a route.
    Target,
    /// The provider of a virtual service.
    Provider,
    /// The virtual service that a gateway route sends to.
    Destination,
    /// A virtual service that a virtual node calls.
    Backend,
}

impl Role {
    /// Returns whether the referenced resource must exist, and cannot be deleted while it is
    /// referenced. Backends are exempt: two nodes may call each other
    /// (`docs/behaviour/api.md#referential-integrity`).
    #[must_use]
    pub fn is_binding(self) -> bool {
        self != Self::Backend
    }
}

/// Names of the members of a route's spec that hold a rule; one of them is set.
pub const ROUTE_TYPES: [&str; 4] = ["httpRoute", "http2Route", "tcpRoute", "grpcRoute"];

/// Returns all resources that `spec`, the spec of `key`, mentions, in the order of mention. The
/// mesh that everything is in is left out.
#[must_use]
pub fn references(key: &Key, spec: &Value) -> Vec<Reference> {
    let mut found: Vec<Reference> =
        key.parent_key().map(|to| Reference { to, role: Role::Parent }).into_iter().collect();
    let mut mention = |kind: Kind, name: &Value, role: Role| {
        if let Some(name) = name.as_str() {
            let to = Key::member(kind, key.mesh.clone(), service_name(name));
            found.push(Reference { to, role });
        }
    };
    match key.kind {
        Kind::Route => {
            for (_, target) in weighted_targets(spec) {
                mention(Kind::VirtualNode, &target["virtualNode"], Role::Target);
            }
        }
        Kind::VirtualService => {
            let provider = &spec["provider"];
            for (kind, name) in [
                (Kind::VirtualNode, &provider["virtualNode"]["virtualNodeName"]),
                (Kind::VirtualRouter, &provider["virtualRouter"]["virtualRouterName"]),
            ] {
                mention(kind, name, Role::Provider);
            }
        }
        Kind::GatewayRoute => {
            for kind in ROUTE_TYPES {
                let target = &spec[kind]["action"]["target"]["virtualService"];
                mention(Kind::VirtualService, &target["virtualServiceName"], Role::Destination);
            }
        }
        Kind::VirtualNode => {
            for backend in spec["backends"].as_array().into_iter().flatten() {
                let name = &backend["virtualService"]["virtualServiceName"];
                mention(Kind::VirtualService, name, Role::Backend);
            }
        }
        Kind::Mesh | Kind::VirtualRouter | Kind::VirtualGateway => {}
    }
    found
}

/// Returns the weighted targets in a route's spec, each with the member of the spec it is under.
pub fn weighted_targets(spec: &Value) -> impl Iterator<Item = (&'static str, &Value)> {
    ROUTE_TYPES.into_iter().flat_map(move |kind| {
        let targets = spec[kind]["action"]["weightedTargets"].as_array();
        targets.into_iter().flatten().map(move |target| (kind, target))
    })
}

/// Returns the name of a virtual service given by name or by ARN. Backends in other accounts are
/// given by ARN (`docs/behaviour/api.md#referential-integrity`).
#[must_use]
pub fn service_name(name_or_arn: &str) -> Name {
    name_or_arn.parse::<Arn>().map_or_else(|_| Name::from(name_or_arn), |arn| arn.key.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_kind_mentions_what_its_spec_names() {
        let node = |name| Key::member(Kind::VirtualNode, "m", name);
        let service = |name| Key::member(Kind::VirtualService, "m", name);
        let router = Key::member(Kind::VirtualRouter, "m", "r");
        let cases = [
            (
                Key::child(Kind::Route, "m", "r", "all"),
                json!({"http2Route": {"action": {"weightedTargets": [
                    {"virtualNode": "a", "weight": 0}, {"virtualNode": "b", "weight": 1}]}}}),
                vec![
                    (router.clone(), Role::Parent),
                    (node("a"), Role::Target),
                    (node("b"), Role::Target),
                ],
            ),
            (
                service("s"),
                json!({"provider": {"virtualRouter": {"virtualRouterName": "r"}}}),
                vec![(router, Role::Provider)],
            ),
            (service("s"), json!({}), vec![]),
            (
                node("n"),
                json!({"backends": [
                    {"virtualService": {"virtualServiceName": "x"}},
                    {"virtualService": {"virtualServiceName":
                        "arn:aws:appmesh:us-west-2:111122223333:mesh/m/virtualService/y"}}]}),
                vec![(service("x"), Role::Backend), (service("y"), Role::Backend)],
            ),
        ];
        for (key, spec, want) in cases {
            let got: Vec<_> = references(&key, &spec).into_iter().map(|r| (r.to, r.role)).collect();
            assert_eq!(got, want, "{key}");
        }
    }
}
