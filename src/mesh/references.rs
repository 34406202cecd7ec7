//! Which resources a spec refers to.

use super::traffic::Provider;
use crate::model::types::Backend;
use crate::model::{Arn, Key, Kind, Name, Spec};

/// A reference from the spec of one resource to another resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The resource that is referred to.
    pub to: Key,
    /// The purpose of the reference.
    pub role: Role,
}

/// The purpose of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The virtual router of a route, the virtual gateway of a gateway route.
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

impl Spec {
    /// Returns the references of this spec, which is the spec of `key`: the parent first, then in
    /// the order of the spec. The mesh, which every resource belongs to, is not listed.
    #[must_use]
    pub fn references(&self, key: &Key) -> Vec<Reference> {
        let to = |kind: Kind, name: &Name, role: Role| Reference {
            to: Key::member(kind, key.mesh.clone(), name.clone()),
            role,
        };
        let mut found: Vec<Reference> =
            key.parent_key().map(|to| Reference { to, role: Role::Parent }).into_iter().collect();
        match self {
            Self::Route(route) => found.extend(
                route
                    .targets()
                    .iter()
                    .map(|target| to(Kind::VirtualNode, &target.virtual_node, Role::Target)),
            ),
            Self::VirtualService(service) => match service.provider() {
                Provider::Node(node) => found.push(to(Kind::VirtualNode, node, Role::Provider)),
                Provider::Router(router) => {
                    found.push(to(Kind::VirtualRouter, router, Role::Provider));
                }
                Provider::None => {}
            },
            Self::GatewayRoute(route) => found.extend(route.target().map(|target| {
                let name = service_name(target.virtual_service.virtual_service_name.as_str());
                to(Kind::VirtualService, &name, Role::Destination)
            })),
            Self::VirtualNode(node) => {
                found.extend(node.backends.iter().map(|Backend::VirtualService(service)| {
                    let name = service_name(service.virtual_service_name.as_str());
                    to(Kind::VirtualService, &name, Role::Backend)
                }));
            }
            Self::Mesh(_) | Self::VirtualRouter(_) | Self::VirtualGateway(_) => {}
        }
        found
    }
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
    fn references_follow_the_order_of_the_spec() {
        let node = |name| Key::member(Kind::VirtualNode, "m", name);
        let service = |name| Key::member(Kind::VirtualService, "m", name);
        let router = Key::member(Kind::VirtualRouter, "m", "r");
        let cases = [
            (
                Key::child(Kind::Route, "m", "r", "all"),
                json!({"http2Route": {"match": {"prefix": "/"}, "action": {"weightedTargets": [
                    {"virtualNode": "a", "weight": 0}, {"virtualNode": "b", "weight": 1}]}}}),
                vec![
                    (router.clone(), Role::Parent),
                    (node("a"), Role::Target),
                    (node("b"), Role::Target),
                ],
            ),
            (
                Key::child(Kind::GatewayRoute, "m", "g", "all"),
                json!({"grpcRoute": {"match": {"serviceName": "a.B"}, "action": {"target": {
                    "virtualService": {"virtualServiceName": "s"}}}}}),
                vec![
                    (Key::member(Kind::VirtualGateway, "m", "g"), Role::Parent),
                    (service("s"), Role::Destination),
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
            let spec = Spec::read(&key, &spec).unwrap();
            let got: Vec<_> = spec.references(&key).into_iter().map(|r| (r.to, r.role)).collect();
            assert_eq!(got, want, "{key}");
        }
    }
}
