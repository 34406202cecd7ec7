//! Rules between resources about ports and protocols (`api-behaviour §5.3`).
//!
//! A route, its router and its target nodes must agree on ports; so must a gateway route, its
//! gateway and what stands behind its virtual service. Each side is checked when it is written,
//! against what the other side is then.

use serde_json::Value;

use super::Scene;
use crate::mesh::references::{ROUTE_TYPES, Role, references, weighted_targets};
use crate::model::{Key, Kind, Name};
use crate::server::App;
use crate::server::error::ApiError;
use crate::store::{Guard, Path, Range};

/// What must be read, besides what `key` hangs under and mentions, to check its spec.
pub(super) fn ranges(key: &Key) -> Vec<Range> {
    let children = key.kind.child().filter(|_| key.kind != Kind::Mesh);
    children.map(|child| Range::members(child, &key.mesh, Some(&key.name))).into_iter().collect()
}

/// Checks `spec`, the spec that `key` shall have, against its neighbours. What lies further off is
/// read for it, later than `scene`; the guards make up for that.
pub(super) async fn check(
    app: &App,
    scene: &Scene,
    key: &Key,
    spec: &Value,
) -> Result<Vec<Guard>, ApiError> {
    match key.kind {
        Kind::Route => {
            let parent = under_parent(scene, key, spec)?;
            let targets = targets_of_route(scene, key, spec)?;
            Ok(parent.into_iter().chain(targets).collect())
        }
        Kind::GatewayRoute => {
            let parent = under_parent(scene, key, spec)?;
            let behind = behind_service(app, scene, key, spec).await?;
            Ok(parent.into_iter().chain(behind).collect())
        }
        Kind::VirtualRouter | Kind::VirtualGateway => above_children(scene, key, spec),
        Kind::VirtualNode => under_targets(app, scene, key, spec).await,
        Kind::Mesh | Kind::VirtualService => Ok(Vec::new()),
    }
}

/// The ports and protocols that a spec listens on.
fn listeners(spec: &Value) -> Vec<(u64, &str)> {
    let listeners = spec["listeners"].as_array().map_or(&[][..], Vec::as_slice);
    let mappings = listeners.iter().map(|listener| &listener["portMapping"]);
    mappings
        .map(|m| (m["port"].as_u64().unwrap_or(0), m["protocol"].as_str().unwrap_or("")))
        .collect()
}

/// The ports that a spec listens on.
fn ports(spec: &Value) -> Vec<u64> {
    listeners(spec).into_iter().map(|(port, _)| port).collect()
}

/// The member that holds the rule of a route, and the port that it matches.
fn rule(spec: &Value) -> (&'static str, Option<u64>) {
    let kind = ROUTE_TYPES.into_iter().find(|kind| spec[kind].is_object()).unwrap_or("httpRoute");
    (kind, spec[kind]["match"]["port"].as_u64())
}

/// A route or gateway route as its parent listens now.
fn under_parent(scene: &Scene, key: &Key, spec: &Value) -> Result<Option<Guard>, ApiError> {
    let Some(parent_key) = key.parent_key() else { return Ok(None) };
    let Some((parent, revision)) = scene.resource(&parent_key)? else { return Ok(None) };
    fits(key, spec, &listeners(&parent.spec))?;
    let path = Path::resource(&parent_key);
    Ok(Some(Guard::At { path, revision: Some(revision) }))
}

fn fits(key: &Key, spec: &Value, listening: &[(u64, &str)]) -> Result<(), ApiError> {
    let parent = key.kind.parent().expect("only routes are held against a parent");
    let (kind, port) = rule(spec);
    if listening.len() > 1 && port.is_none() {
        return Err(ApiError::bad_request(match key.kind {
            Kind::Route => {
                "Route must define a port match criteria if the Virtual Router has \
                            multiple listeners"
            }
            _ => {
                "Gateway route must define a match port if the parent Virtual Gateway has \
                  multiple listeners"
            }
        }));
    }
    let matched: Vec<&(u64, &str)> =
        listening.iter().filter(|(at, _)| port.is_none_or(|port| port == *at)).collect();
    if matched.is_empty() && !listening.is_empty() {
        let port = port.unwrap_or_default();
        let text = format!(
            "{} {} matches port {port}, which its {parent} does not listen on",
            key.kind, key.name
        );
        return Err(ApiError::bad_request(text));
    }
    if let Some((_, protocol)) = matched.iter().find(|(_, protocol)| kind != route_type(protocol)) {
        let text = format!(
            "{} {} is a {kind}, but its {parent} listens with protocol {protocol}",
            key.kind, key.name
        );
        return Err(ApiError::bad_request(text));
    }
    Ok(())
}

/// The member of a route's spec that goes with a listener's protocol.
fn route_type(protocol: &str) -> &'static str {
    match protocol {
        "http2" => "http2Route",
        "grpc" => "grpcRoute",
        "tcp" => "tcpRoute",
        _ => "httpRoute",
    }
}

/// A route's targets as they listen now: a node with several listeners needs a port.
fn targets_of_route(scene: &Scene, key: &Key, spec: &Value) -> Result<Vec<Guard>, ApiError> {
    let mut guards = Vec::new();
    for (_, target) in weighted_targets(spec) {
        let Some(name) = target["virtualNode"].as_str() else { continue };
        let node_key = Key::member(Kind::VirtualNode, key.mesh.clone(), name);
        let Some((node, revision)) = scene.resource(&node_key)? else { continue };
        let ports = ports(&node.spec);
        match target["port"].as_u64() {
            None if ports.len() > 1 => {
                return Err(ApiError::bad_request(format!(
                    "Route must define a port for the target {name} because the Virtual Node has \
                     multiple listeners"
                )));
            }
            Some(port) if !ports.is_empty() && !ports.contains(&port) => {
                return Err(ApiError::bad_request(format!(
                    "Route {} sends to port {port} of {name}, which it does not listen on",
                    key.name
                )));
            }
            _ => {}
        }
        let path = Path::resource(&node_key);
        guards.push(Guard::At { path, revision: Some(revision) });
    }
    Ok(guards)
}

/// What answers for the service of a gateway route, as it listens now: several listeners need a
/// port.
async fn behind_service(
    app: &App,
    scene: &Scene,
    key: &Key,
    spec: &Value,
) -> Result<Vec<Guard>, ApiError> {
    let port = spec[rule(spec).0]["action"]["target"]["port"].as_u64();
    let mut guards = Vec::new();
    let of = |key: &Key, spec: &Value, role: Role| {
        let found = references(key, spec).into_iter().find(|reference| reference.role == role);
        found.map(|reference| reference.to)
    };
    let Some(service_key) = of(key, spec, Role::Destination) else { return Ok(guards) };
    let Some((service, revision)) = scene.resource(&service_key)? else { return Ok(guards) };
    guards.push(Guard::At { path: Path::resource(&service_key), revision: Some(revision) });
    let Some(provider_key) = of(&service_key, &service.spec, Role::Provider) else {
        return Ok(guards);
    };
    let further = Scene::read(app, &[Range::one(&provider_key)]).await?;
    let Some((provider, revision)) = further.resource(&provider_key)? else { return Ok(guards) };
    guards.push(Guard::At { path: Path::resource(&provider_key), revision: Some(revision) });
    let ports = ports(&provider.spec);
    let Key { kind, name, .. } = &provider_key;
    match port {
        None if ports.len() > 1 => Err(ApiError::bad_request(format!(
            "Gateway route must define a target port because the {kind} {name} that provides its \
             Virtual Service has multiple listeners"
        ))),
        Some(port) if !ports.is_empty() && !ports.contains(&port) => {
            Err(ApiError::bad_request(format!(
                "Gateway route {} sends to port {port}, which the {kind} {name} that provides its \
                 Virtual Service does not listen on",
                key.name
            )))
        }
        _ => Ok(guards),
    }
}

/// A router or gateway as its routes are now.
fn above_children(scene: &Scene, key: &Key, spec: &Value) -> Result<Vec<Guard>, ApiError> {
    let child = key.kind.child().expect("routers and gateways have children");
    let listening = listeners(spec);
    let listened = match scene.resource(key)? {
        Some((old, _)) => !listeners(&old.spec).is_empty(),
        None => false,
    };
    let mut portless: Vec<Name> = Vec::new();
    for route in scene.resources(child) {
        let route = route?;
        if listened && listening.is_empty() {
            let name = &route.key.name;
            let text = format!("{child} {name} still matches a listener that would be removed");
            return Err(ApiError::bad_request(text));
        }
        if listening.len() > 1 && rule(&route.spec).1.is_none() {
            portless.push(route.key.name);
        } else {
            fits(&route.key, &route.spec, &listening)?;
        }
    }
    if !portless.is_empty() {
        let who =
            if key.kind == Kind::VirtualRouter { "Virtual Router" } else { "Virtual Gateway" };
        let routes = if key.kind == Kind::VirtualRouter { "Routes" } else { "Gateway Routes" };
        return Err(ApiError::bad_request(format!(
            "All {routes} for this {who} must define a port match before adding multiple listeners \
             to this {who}. {} Route(s) are missing port. Listing up to 5 route names: [{}]",
            portless.len(),
            first_five(&portless)
        )));
    }
    let range = Range::members(child, &key.mesh, Some(&key.name));
    Ok(vec![Guard::Quiet { range, since: scene.revision }])
}

/// A node as the routes that target it are now; they are looked at only when they could mind.
async fn under_targets(
    app: &App,
    scene: &Scene,
    key: &Key,
    spec: &Value,
) -> Result<Vec<Guard>, ApiError> {
    // What is only being made is no target yet.
    let Some((old, _)) = scene.resource(key)? else { return Ok(Vec::new()) };
    let (before, after) = (ports(&old.spec), ports(spec));
    let goes = before.iter().any(|port| !after.contains(port));
    let first = before.is_empty() && !after.is_empty();
    if after.len() < 2 && !goes && !first {
        return Ok(Vec::new());
    }
    let range = Range::members(Kind::Route, &key.mesh, None);
    let routes = Scene::read(app, std::slice::from_ref(&range)).await?;
    let mut portless: Vec<Name> = Vec::new();
    for route in routes.resources(Kind::Route) {
        let route = route?;
        let own = weighted_targets(&route.spec)
            .filter(|(_, target)| target["virtualNode"] == key.name.as_str())
            .map(|(_, target)| target["port"].as_u64());
        let mut without = false;
        for port in own {
            let Some(port) = port else {
                without = after.len() > 1;
                continue;
            };
            if !after.contains(&port) && (before.contains(&port) || !after.is_empty()) {
                return Err(ApiError::bad_request(format!(
                    "Route {} sends to port {port} of {}, which it would not listen on",
                    route.key.name, key.name
                )));
            }
        }
        if without {
            portless.push(route.key.name);
        }
    }
    if portless.is_empty() {
        return Ok(vec![Guard::Quiet { range, since: scene.revision }]);
    }
    Err(ApiError::bad_request(format!(
        "All Routes targeting this Virtual Node must define a target port before adding multiple \
         listeners to this Virtual Node. {} Route(s) are missing port. Listing up to 5 route \
         names: [{}]",
        portless.len(),
        first_five(&portless)
    )))
}

fn first_five(names: &[Name]) -> String {
    let names: Vec<&str> = names.iter().take(5).map(Name::as_str).collect();
    names.join(", ")
}
