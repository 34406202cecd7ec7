//! A second implementation of the service's rules about several resources: references, deletion, ports.

use std::collections::BTreeMap;

use serde_json::Value;

use super::call::{GATEWAY, GATEWAY_ROUTE, Kind, MESH, NODE, ROUTE, ROUTER, ResourceId, SERVICE};
use super::state::{ExpectedError, OracleResource};
use crate::support::api::ACCOUNT;

pub(super) type OracleResources = BTreeMap<ResourceId, OracleResource>;

fn list<'a>(value: &'a Value, pointer: &str) -> Vec<&'a Value> {
    value.pointer(pointer).and_then(Value::as_array).into_iter().flatten().collect()
}

/// Returns the member of a route spec (`httpRoute`) and its value.
fn route_member(spec: &Value) -> (&str, &Value) {
    let (kind, rule) = spec.as_object().unwrap().iter().next().unwrap();
    (kind, rule)
}

fn in_mesh<'a>(
    resources: &'a OracleResources,
    mesh: &'a str,
    kind: &'static Kind,
) -> impl Iterator<Item = (&'a ResourceId, &'a OracleResource)> {
    resources.iter().filter(move |(at, _)| at.mesh == mesh && at.kind == kind)
}

fn find<'a>(
    resources: &'a OracleResources,
    mesh: &str,
    kind: &'static Kind,
    name: &str,
) -> Option<&'a OracleResource> {
    let mut all = resources.iter().filter(|(at, _)| at.mesh == mesh && at.kind == kind);
    all.find(|(at, _)| at.name == name).map(|(_, resource)| resource)
}

/// Returns the references of `spec` that must exist, in order.
fn references(kind: &'static Kind, spec: &Value) -> Vec<(&'static Kind, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    match kind.title {
        "Route" => {
            let targets = list(route_member(spec).1, "/action/weightedTargets");
            targets.iter().map(|target| (&NODE, text(&target["virtualNode"]))).collect()
        }
        "VirtualService" => {
            let provider = &spec["provider"];
            let node = provider["virtualNode"]["virtualNodeName"].as_str();
            let router = provider["virtualRouter"]["virtualRouterName"].as_str();
            let node = node.map(|name| (&NODE, name.to_owned()));
            node.into_iter().chain(router.map(|name| (&ROUTER, name.to_owned()))).collect()
        }
        "GatewayRoute" => {
            let target = &route_member(spec).1["action"]["target"]["virtualService"];
            vec![(&SERVICE, text(&target["virtualServiceName"]))]
        }
        _ => Vec::new(),
    }
}

/// All references of `spec` must exist.
pub(super) fn check_references(
    resources: &OracleResources,
    at: &ResourceId,
    spec: &Value,
) -> Result<(), ExpectedError> {
    for (kind, name) in references(at.kind, spec) {
        if find(resources, at.mesh, kind, &name).is_none() {
            let text = format!("{} with name {name} is missing", kind.title);
            return Err(ExpectedError::new(404, "NotFoundException", text));
        }
    }
    Ok(())
}

/// The resource must not be in use.
pub(super) fn check_not_in_use(
    resources: &OracleResources,
    at: &ResourceId,
) -> Result<(), ExpectedError> {
    let ResourceId { mesh, kind, name, .. } = at;
    let title = kind.title;
    let holders = |holder: &'static Kind| -> Vec<&str> {
        let needs = |resource: &OracleResource| {
            references(holder, &resource.spec)
                .iter()
                .any(|(of, other)| *of == *kind && other == name)
        };
        in_mesh(resources, mesh, holder)
            .filter(|(_, one)| needs(one))
            .map(|(at, _)| at.name)
            .collect()
    };
    let child =
        |of: &'static Kind| in_mesh(resources, mesh, of).any(|(child, _)| child.parent == *name);
    let start = format!("{title} with name {name} cannot be deleted because it");
    let text = if *kind == &MESH {
        let members = [&SERVICE, &GATEWAY, &ROUTER, &NODE];
        let left = members.into_iter().find(|kind| in_mesh(resources, mesh, kind).next().is_some());
        left.map(|Kind { title, .. }| {
            format!(
                "Mesh {mesh} for account {ACCOUNT} has active {title}s, please delete {title}s \
                 before deleting the Mesh"
            )
        })
    } else if *kind == &ROUTER && child(&ROUTE) {
        Some(format!("{start} has active Routes"))
    } else if *kind == &GATEWAY && child(&GATEWAY_ROUTE) {
        Some(format!("{start} has active GatewayRoutes"))
    } else if *kind == &SERVICE && !holders(&GATEWAY_ROUTE).is_empty() {
        let names = holders(&GATEWAY_ROUTE).join(", ");
        Some(format!(
            "VirtualService {name} is being referenced in the following: GATEWAY_ROUTE: [{names}]"
        ))
    } else if !holders(&SERVICE).is_empty() {
        Some(format!("{start} is a VirtualService provider"))
    } else if *kind == &NODE && !holders(&ROUTE).is_empty() {
        Some(format!("{start} is the target of one or more routes."))
    } else {
        None
    };
    text.map_or(Ok(()), |text| Err(ExpectedError::new(409, "ResourceInUseException", text)))
}

fn listeners(spec: &Value) -> Vec<(u64, &str)> {
    list(spec, "/listeners")
        .into_iter()
        .map(|listener| {
            let mapping = &listener["portMapping"];
            (mapping["port"].as_u64().unwrap(), mapping["protocol"].as_str().unwrap())
        })
        .collect()
}

/// A port must be one of the listeners, and must be given if there are several.
fn port_is_valid(port: Option<u64>, listeners: &[(u64, &str)]) -> bool {
    match port {
        _ if listeners.is_empty() => true,
        Some(port) => listeners.iter().any(|(at, _)| *at == port),
        None => listeners.len() == 1,
    }
}

/// A route or gateway route must match the ports and protocols of its parent.
fn fits_parent(route: &Value, parent: &Value) -> bool {
    let (kind, rule) = route_member(route);
    let port = rule["match"]["port"].as_u64();
    let listeners = listeners(parent);
    let matched = listeners.iter().filter(|(at, _)| port.is_none_or(|port| port == *at));
    port_is_valid(port, &listeners)
        && matched.into_iter().all(|(_, protocol)| kind == format!("{protocol}Route"))
}

/// Returns whether ports and protocols are consistent if `at` has `spec`; `before` is its current spec.
pub(super) fn ports_are_consistent(
    resources: &OracleResources,
    at: &ResourceId,
    spec: &Value,
    before: Option<&Value>,
) -> bool {
    let spec_of = |kind: &'static Kind, name: &str| {
        let own = at.kind == kind && at.name == name;
        if own { Some(spec) } else { find(resources, at.mesh, kind, name).map(|one| &one.spec) }
    };
    let children = |kind: &'static Kind, parent: &'static Kind| {
        let all = in_mesh(resources, at.mesh, kind).filter(move |(child, _)| *child != at);
        let all = all.map(|(child, resource)| (child.parent, &resource.spec));
        let own = (at.kind == kind).then_some((at.parent, spec));
        all.chain(own).map(move |(name, route)| (name, route, spec_of(parent, name).unwrap()))
    };
    let routes_fit = children(&ROUTE, &ROUTER).all(|(_, route, router)| fits_parent(route, router))
        && children(&GATEWAY_ROUTE, &GATEWAY)
            .all(|(_, route, gateway)| fits_parent(route, gateway));
    let targets_fit = children(&ROUTE, &ROUTER).all(|(_, route, _)| {
        list(route_member(route).1, "/action/weightedTargets").iter().all(|target| {
            let node = spec_of(&NODE, target["virtualNode"].as_str().unwrap()).unwrap();
            port_is_valid(target["port"].as_u64(), &listeners(node))
        })
    });
    let removed = |port: u64| {
        let before = before.map(listeners).unwrap_or_default();
        let there = |listeners: &[(u64, &str)]| listeners.iter().any(|(at, _)| *at == port);
        there(&before) && !there(&listeners(spec))
    };
    let loses_listener = match at.kind.title {
        "VirtualNode" => children(&ROUTE, &ROUTER).any(|(_, route, _)| {
            list(route_member(route).1, "/action/weightedTargets").iter().any(|target| {
                target["virtualNode"] == at.name && target["port"].as_u64().is_some_and(removed)
            })
        }),
        "VirtualRouter" => {
            let ends = before.is_some_and(|before| !listeners(before).is_empty());
            let none = listeners(spec).is_empty();
            ends && none && children(&ROUTE, &ROUTER).any(|(parent, ..)| parent == at.name)
        }
        _ => false,
    };
    let gateway_routes_fit =
        before.is_none_or(|before| gateway_routes_fit(resources, at, spec, before));
    let provider_listens = at.kind != &GATEWAY_ROUTE || provider_listens(resources, at, spec);
    routes_fit && targets_fit && !loses_listener && gateway_routes_fit && provider_listens
}

/// Gateway routes to services that `at` provides must not lose their target port, and must have one
/// before the provider has several listeners.
fn gateway_routes_fit(
    resources: &OracleResources,
    at: &ResourceId,
    spec: &Value,
    before: &Value,
) -> bool {
    if at.kind != &NODE && at.kind != &ROUTER {
        return true;
    }
    let (before, after) = (listeners(before), listeners(spec));
    let there = |listeners: &[(u64, &str)], port| listeners.iter().any(|(at, _)| *at == port);
    in_mesh(resources, at.mesh, &GATEWAY_ROUTE).all(|(_, route)| {
        let (_, service) = references(&GATEWAY_ROUTE, &route.spec).remove(0);
        let service = find(resources, at.mesh, &SERVICE, &service).unwrap();
        let provider = references(&SERVICE, &service.spec);
        let ours = provider.first().is_some_and(|(kind, name)| *kind == at.kind && name == at.name);
        let fits = match route_member(&route.spec).1["action"]["target"]["port"].as_u64() {
            None => after.len() < 2 || before.len() > 1,
            Some(port) if before.is_empty() => after.is_empty() || there(&after, port),
            Some(port) => there(&after, port) || !there(&before, port),
        };
        !ours || fits
    })
}

/// The provider of a gateway route's service must listen on the target port.
fn provider_listens(resources: &OracleResources, at: &ResourceId, spec: &Value) -> bool {
    let (_, service) = references(&GATEWAY_ROUTE, spec).remove(0);
    let service = find(resources, at.mesh, &SERVICE, &service).unwrap();
    let providers = references(&SERVICE, &service.spec);
    providers.first().is_none_or(|(kind, name)| {
        let provider = find(resources, at.mesh, kind, name).unwrap();
        port_is_valid(
            route_member(spec).1["action"]["target"]["port"].as_u64(),
            &listeners(&provider.spec),
        )
    })
}
