//! Where routes and gateway routes send to: the ports of what listens there.

use std::collections::HashSet;

use super::{in_words, missing_port};
use crate::api::App;
use crate::api::error::ApiError;
use crate::api::rules::Scene;
use crate::mesh::references::Role;
use crate::model::{Key, Kind, Name, Spec};
use crate::store::{Guard, Path, Range};

/// A route's targets as they listen now: a node with several listeners needs a port.
pub(super) fn of_route(scene: &Scene, key: &Key, spec: &Spec) -> Result<Vec<Guard>, ApiError> {
    let mut guards = Vec::new();
    for target in spec.targets() {
        let name = &target.virtual_node;
        let node_key = Key::member(Kind::VirtualNode, key.mesh.clone(), name.clone());
        let Some((node, revision)) = scene.resource(&node_key)? else { continue };
        let ports = ports(&node.typed_spec()?);
        match target.port {
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
    spec: &Spec,
) -> Result<Vec<Guard>, ApiError> {
    let port = target_port(spec);
    let mut guards = Vec::new();
    let Some(service_key) = reference(key, spec, Role::Destination) else { return Ok(guards) };
    let Some((service, revision)) = scene.resource(&service_key)? else { return Ok(guards) };
    guards.push(Guard::At { path: Path::resource(&service_key), revision: Some(revision) });
    let Some(provider_key) = reference(&service_key, &service.typed_spec()?, Role::Provider) else {
        return Ok(guards);
    };
    let further = Scene::read(app, &[Range::one(&provider_key)]).await?;
    let Some((provider, revision)) = further.resource(&provider_key)? else { return Ok(guards) };
    guards.push(Guard::At { path: Path::resource(&provider_key), revision: Some(revision) });
    let ports = ports(&provider.typed_spec()?);
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
    before: HashSet<u16>,
    after: HashSet<u16>,
}

impl Change {
    /// That of `key`, which shall have `spec`; nothing if nobody who sends there could mind.
    fn of(scene: &Scene, key: &Key, spec: &Spec) -> Result<Option<Self>, ApiError> {
        // To what is only being made nobody sends yet.
        let Some((old, _)) = scene.resource(key)? else { return Ok(None) };
        let set = |spec: &Spec| ports(spec).into_iter().collect();
        let change = Self { before: set(&old.typed_spec()?), after: set(spec) };
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
    fn leaves(&self, port: u16) -> bool {
        !self.after.contains(&port) && (self.before.contains(&port) || self.begins())
    }
}

/// A node as the routes that target it are now.
pub(super) async fn under_routes(
    app: &App,
    scene: &Scene,
    key: &Key,
    spec: &Spec,
) -> Result<Vec<Guard>, ApiError> {
    let Some(change) = Change::of(scene, key, spec)? else { return Ok(Vec::new()) };
    let range = Range::members(Kind::Route, &key.mesh, None);
    let routes = Scene::read(app, std::slice::from_ref(&range)).await?;
    let mut portless: Vec<Name> = Vec::new();
    for route in routes.resources(Kind::Route) {
        let route = route?;
        let spec = route.typed_spec()?;
        let mut without = false;
        for target in spec.targets().iter().filter(|target| target.virtual_node == key.name) {
            match target.port {
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
    spec: &Spec,
) -> Result<Vec<Guard>, ApiError> {
    let Some(change) = Change::of(scene, key, spec)? else { return Ok(Vec::new()) };
    let all = |kind| Range::members(kind, &key.mesh, None);
    let quiet = |kind| Guard::Quiet { range: all(kind), since: scene.revision };
    let services = Scene::read(app, &[all(Kind::VirtualService)]).await?;
    let mut provided: HashSet<Key> = HashSet::new();
    for service in services.resources(Kind::VirtualService) {
        let service = service?;
        if reference(&service.key, &service.typed_spec()?, Role::Provider).as_ref() == Some(key) {
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
        let spec = route.typed_spec()?;
        let to = reference(&route.key, &spec, Role::Destination);
        if !to.is_some_and(|to| provided.contains(&to)) {
            continue;
        }
        match target_port(&spec) {
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

/// Returns the first resource that `spec`, the spec of `key`, refers to in `role`.
fn reference(key: &Key, spec: &Spec, role: Role) -> Option<Key> {
    let mut references = spec.references(key).into_iter();
    references.find(|reference| reference.role == role).map(|reference| reference.to)
}

/// Returns the port that a gateway route sends to, if it names one.
fn target_port(spec: &Spec) -> Option<u16> {
    match spec {
        Spec::GatewayRoute(route) => route.target()?.port,
        _ => None,
    }
}

/// Returns the ports of the listeners of `spec`.
fn ports(spec: &Spec) -> Vec<u16> {
    spec.ports().into_iter().map(|(port, _)| port).collect()
}
