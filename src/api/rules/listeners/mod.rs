//! Rules between resources about ports and protocols (`docs/behaviour/api.md#listener-rules`).
//!
//! A route, its router and its target nodes must agree on ports; so must a gateway route, its
//! gateway and the provider of its virtual service. Each side is checked when it is written,
//! against the current state of the other side. This module checks a route against its parent,
//! [`targets`] checks it against its targets.

mod targets;

use super::Scene;
use crate::api::App;
use crate::api::error::ApiError;
use crate::model::types::PortProtocol;
use crate::model::{Key, Kind, Name, Spec};
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
    spec: &Spec,
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

/// Checks a route or gateway route against the listeners of its parent.
fn under_parent(scene: &Scene, key: &Key, spec: &Spec) -> Result<Option<Guard>, ApiError> {
    let Some(parent_key) = key.parent_key() else { return Ok(None) };
    let Some((parent, revision)) = scene.resource(&parent_key)? else { return Ok(None) };
    fits(key, spec, &parent.typed_spec()?.ports())?;
    let path = Path::resource(&parent_key);
    Ok(Some(Guard::At { path, revision: Some(revision) }))
}

/// Checks that the rule of `spec`, the spec of `key`, matches listeners of its parent, which
/// `listens` on these ports.
fn fits(key: &Key, spec: &Spec, listens: &[(u16, PortProtocol)]) -> Result<(), ApiError> {
    let parent = key.kind.parent().expect("only routes and gateway routes have a parent to fit");
    let Some(rule) = spec.listener_match() else { return Ok(()) };
    if listens.len() > 1 && rule.port.is_none() {
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
    let matched: Vec<PortProtocol> = listens
        .iter()
        .filter(|(port, _)| rule.port.is_none_or(|matched| matched == *port))
        .map(|(_, protocol)| *protocol)
        .collect();
    let Key { kind, name, .. } = key;
    if matched.is_empty() && !listens.is_empty() {
        let port = rule.port.unwrap_or_default();
        let text =
            format!("{kind} {name} matches port {port}, which its {parent} does not listen on");
        return Err(ApiError::bad_request(text));
    }
    if let Some(protocol) = matched.iter().find(|protocol| **protocol != rule.protocol) {
        let (own, protocol) = (rule.protocol.route_member(), protocol.as_str());
        let text =
            format!("{kind} {name} is a {own}, but its {parent} listens with protocol {protocol}");
        return Err(ApiError::bad_request(text));
    }
    Ok(())
}

/// Checks a router or gateway against its routes or gateway routes.
fn above_children(scene: &Scene, key: &Key, spec: &Spec) -> Result<Vec<Guard>, ApiError> {
    let child = key.kind.child().expect("routers and gateways have children");
    let listens = spec.ports();
    let listened = match scene.resource(key)? {
        Some((old, _)) => !old.typed_spec()?.ports().is_empty(),
        None => false,
    };
    let mut portless: Vec<Name> = Vec::new();
    for route in scene.resources(child) {
        let route = route?;
        if listened && listens.is_empty() {
            let name = &route.key.name;
            let text = format!("{child} {name} still matches a listener that would be removed");
            return Err(ApiError::bad_request(text));
        }
        let rule = route.typed_spec()?;
        if listens.len() > 1 && rule.listener_match().is_some_and(|rule| rule.port.is_none()) {
            portless.push(route.key.name);
        } else {
            fits(&route.key, &rule, &listens)?;
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
