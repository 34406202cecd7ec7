//! Rules between resources about ports and protocols (`docs/behaviour/api.md#listener-rules`).
//!
//! A route, its router and its target nodes must agree on ports; so must a gateway route, its
//! gateway and the provider of its virtual service. Each side is checked when it is written,
//! against the current state of the other side. This module checks a route against its parent,
//! [`targets`] checks it against its targets.

mod targets;

use serde_json::Value;

use super::Scene;
use crate::api::App;
use crate::api::error::ApiError;
use crate::mesh::references::ROUTE_TYPES;
use crate::model::{Key, Kind, Name};
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
            let targets = targets::of_route(scene, key, spec)?;
            Ok(parent.into_iter().chain(targets).collect())
        }
        Kind::GatewayRoute => {
            let parent = under_parent(scene, key, spec)?;
            let behind = targets::behind_service(app, scene, key, spec).await?;
            Ok(parent.into_iter().chain(behind).collect())
        }
        Kind::VirtualGateway => above_children(scene, key, spec),
        Kind::VirtualRouter => {
            let children = above_children(scene, key, spec)?;
            let entrances = targets::behind_entrances(app, scene, key, spec).await?;
            Ok(children.into_iter().chain(entrances).collect())
        }
        Kind::VirtualNode => {
            let routes = targets::under_routes(app, scene, key, spec).await?;
            let entrances = targets::behind_entrances(app, scene, key, spec).await?;
            Ok(routes.into_iter().chain(entrances).collect())
        }
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
        let routes = if key.kind == Kind::VirtualRouter { "Routes" } else { "Gateway Routes" };
        let who = in_words(key.kind);
        return Err(missing_port(
            &format!("{routes} for this {who} must define a port match"),
            who,
            &portless,
        ));
    }
    let range = Range::members(child, &key.mesh, Some(&key.name));
    Ok(vec![Guard::Quiet { range, since: scene.revision }])
}

/// A kind as the service's sentences spell it.
fn in_words(kind: Kind) -> &'static str {
    match kind {
        Kind::VirtualNode => "Virtual Node",
        Kind::VirtualRouter => "Virtual Router",
        _ => "Virtual Gateway",
    }
}

/// Refuses several listeners of `who` because all of something, such as `Routes … must define a
/// port`, but these do not.
fn missing_port(all: &str, who: &str, portless: &[Name]) -> ApiError {
    let first: Vec<&str> = portless.iter().take(5).map(Name::as_str).collect();
    ApiError::bad_request(format!(
        "All {all} before adding multiple listeners to this {who}. {} Route(s) are missing port. \
         Listing up to 5 route names: [{}]",
        portless.len(),
        first.join(", ")
    ))
}
