//! Where routes and gateway routes send to: the ports of what listens there.

use std::collections::HashSet;

use serde_json::Value;

use super::{in_words, missing_port, ports, rule};
use crate::api::App;
use crate::api::error::ApiError;
use crate::api::rules::Scene;
use crate::mesh::references::{Role, references, weighted_targets};
use crate::model::{Key, Kind, Name};
use crate::store::{Guard, Path, Range};

/// A route's targets as they listen now: a node with several listeners needs a port.
pub(super) fn of_route(scene: &Scene, key: &Key, spec: &Value) -> Result<Vec<Guard>, ApiError> {
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
pub(super) async fn behind_service(
    app: &App,
    scene: &Scene,
    key: &Key,
    spec: &Value,
) -> Result<Vec<Guard>, ApiError> {
    let port = target_port(spec);
    let mut guards = Vec::new();
    let Some(service_key) = mention(key, spec, Role::Destination) else { return Ok(guards) };
    let Some((service, revision)) = scene.resource(&service_key)? else { return Ok(guards) };
    guards.push(Guard::At { path: Path::resource(&service_key), revision: Some(revision) });
    let Some(provider_key) = mention(&service_key, &service.spec, Role::Provider) else {
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

/// How the ports change that a node or router listens on.
struct Change {
    before: HashSet<u64>,
    after: HashSet<u64>,
}

impl Change {
    /// That of `key`, which shall have `spec`; nothing if nobody who sends there could mind.
    fn of(scene: &Scene, key: &Key, spec: &Value) -> Result<Option<Self>, ApiError> {
        // To what is only being made nobody sends yet.
        let Some((old, _)) = scene.resource(key)? else { return Ok(None) };
        let set = |spec| ports(spec).into_iter().collect();
        let change = Self { before: set(&old.spec), after: set(spec) };
        let goes = !change.before.is_subset(&change.after);
        Ok((goes || change.begins() || change.asks()).then_some(change))
    }

    fn begins(&self) -> bool {
        self.before.is_empty() && !self.after.is_empty()
    }

    /// Whether who sends there must say to which port from now on.
    fn asks(&self) -> bool {
        self.before.len() < 2 && self.after.len() > 1
    }

    /// Whether nothing listens any more for those who send to `port`.
    fn leaves(&self, port: u64) -> bool {
        !self.after.contains(&port) && (self.before.contains(&port) || self.begins())
    }
}

/// A node as the routes that target it are now.
pub(super) async fn under_routes(
    app: &App,
    scene: &Scene,
    key: &Key,
    spec: &Value,
) -> Result<Vec<Guard>, ApiError> {
    let Some(change) = Change::of(scene, key, spec)? else { return Ok(Vec::new()) };
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
            match port {
                None => without = change.asks(),
                Some(port) if change.leaves(port) => {
                    return Err(ApiError::bad_request(format!(
                        "Route {} sends to port {port} of {}, which it would not listen on",
                        route.key.name, key.name
                    )));
                }
                Some(_) => {}
            }
        }
        if without {
            portless.push(route.key.name);
        }
    }
    if portless.is_empty() {
        return Ok(vec![Guard::Quiet { range, since: scene.revision }]);
    }
    let who = in_words(key.kind);
    let all = format!("Routes targeting this {who} must define a target port");
    Err(missing_port(&all, who, &portless))
}

/// A node or router as the gateway routes are now whose virtual services it provides.
pub(super) async fn behind_entrances(
    app: &App,
    scene: &Scene,
    key: &Key,
    spec: &Value,
) -> Result<Vec<Guard>, ApiError> {
    let Some(change) = Change::of(scene, key, spec)? else { return Ok(Vec::new()) };
    let all = |kind| Range::members(kind, &key.mesh, None);
    let quiet = |kind| Guard::Quiet { range: all(kind), since: scene.revision };
    let services = Scene::read(app, &[all(Kind::VirtualService)]).await?;
    let mut provided: HashSet<Key> = HashSet::new();
    for service in services.resources(Kind::VirtualService) {
        let service = service?;
        if mention(&service.key, &service.spec, Role::Provider).as_ref() == Some(key) {
            provided.insert(service.key);
        }
    }
    if provided.is_empty() {
        return Ok(vec![quiet(Kind::VirtualService)]);
    }
    let entrances = Scene::read(app, &[all(Kind::GatewayRoute)]).await?;
    let mut portless: Vec<Name> = Vec::new();
    for route in entrances.resources(Kind::GatewayRoute) {
        let route = route?;
        let to = mention(&route.key, &route.spec, Role::Destination);
        if !to.is_some_and(|to| provided.contains(&to)) {
            continue;
        }
        match target_port(&route.spec) {
            None if change.asks() => portless.push(route.key.name),
            Some(port) if change.leaves(port) => {
                let Key { kind, name, .. } = key;
                return Err(ApiError::bad_request(format!(
                    "Gateway route {} sends to port {port}, which the {kind} {name} that provides \
                     its Virtual Service would not listen on",
                    route.key.name
                )));
            }
            _ => {}
        }
    }
    if portless.is_empty() {
        return Ok(vec![quiet(Kind::VirtualService), quiet(Kind::GatewayRoute)]);
    }
    let who = in_words(key.kind);
    let all = format!(
        "Gateway Routes to Virtual Services that this {who} provides must define a target port"
    );
    Err(missing_port(&all, who, &portless))
}

/// The first resource that `spec`, the spec of `key`, mentions in `role`.
fn mention(key: &Key, spec: &Value, role: Role) -> Option<Key> {
    let mut mentions = references(key, spec).into_iter();
    mentions.find(|mention| mention.role == role).map(|mention| mention.to)
}

/// The port that a gateway route sends to.
fn target_port(spec: &Value) -> Option<u64> {
    spec[rule(spec).0]["action"]["target"]["port"].as_u64()
}
