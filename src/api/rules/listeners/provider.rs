//! Gateway routes and the listeners of what provides their virtual services.

use std::collections::HashSet;

use super::{PortChange, missing_port, spelled};
use crate::api::error::ApiError;
use crate::api::rules::ReadSet;
use crate::mesh::references::Role;
use crate::model::{Key, Kind, Name, Spec};
use crate::store::{Guard, Path, Range};

/// Returns the virtual node or router that provides the virtual service of a gateway route `key`
/// with `spec`, and guards for the service that was read. No provider if the service does not exist
/// or has none.
pub(super) fn of(
    read: &ReadSet,
    key: &Key,
    spec: &Spec,
) -> Result<(Option<Key>, Vec<Guard>), ApiError> {
    let none = (None, Vec::new());
    let Some(service_key) = reference(key, spec, Role::Destination) else { return Ok(none) };
    let Some((service, revision)) = read.resource(&service_key)? else { return Ok(none) };
    let provider = reference(&service_key, &service.typed_spec()?, Role::Provider);
    let guard = Guard::At { path: Path::resource(&service_key), revision: Some(revision) };
    Ok((provider, vec![guard]))
}

/// Checks the target port of a gateway route: it is required if what provides the virtual service
/// has several listeners, and one of them must have it.
pub(super) fn check_provider(
    read: &ReadSet,
    key: &Key,
    spec: &Spec,
) -> Result<Vec<Guard>, ApiError> {
    let (provider_key, mut guards) = of(read, key, spec)?;
    let Some(provider_key) = provider_key else { return Ok(guards) };
    let Some((provider, revision)) = read.resource(&provider_key)? else { return Ok(guards) };
    guards.push(Guard::At { path: Path::resource(&provider_key), revision: Some(revision) });
    let listeners = provider.typed_spec()?.ports();
    let Key { kind, name, .. } = &provider_key;
    match target_port(spec) {
        None if listeners.len() > 1 => Err(ApiError::bad_request(format!(
            "Gateway route must define a target port because the {kind} {name} that provides its \
             Virtual Service has multiple listeners"
        ))),
        Some(port) if !listeners.is_empty() && listeners.iter().all(|(own, _)| *own != port) => {
            Err(ApiError::bad_request(format!(
                "Gateway route {} sends to port {port}, which the {kind} {name} that provides its \
                 Virtual Service does not listen on",
                key.name
            )))
        }
        _ => Ok(guards),
    }
}

/// Checks the new ports of a node or router against the gateway routes whose virtual services it
/// provides.
pub(super) fn check_gateway_routes(
    read: &ReadSet,
    key: &Key,
    spec: &Spec,
) -> Result<Vec<Guard>, ApiError> {
    let Some(change) = PortChange::of(read, key, spec)? else { return Ok(Vec::new()) };
    let all = |kind| Range::members(kind, &key.mesh, None);
    let unchanged = |kind| Guard::Quiet { range: all(kind), since: read.revision() };
    let provided = provided_by(read, key)?;
    if provided.is_empty() {
        return Ok(vec![unchanged(Kind::VirtualService)]);
    }
    let mut portless: Vec<Name> = Vec::new();
    for route in read.resources(&all(Kind::GatewayRoute)) {
        let route = route?;
        let spec = route.typed_spec()?;
        let to = reference(&route.key, &spec, Role::Destination);
        if !to.is_some_and(|to| provided.contains(&to)) {
            continue;
        }
        match target_port(&spec) {
            None if change.requires_port() => portless.push(route.key.name),
            Some(port) if change.removes(port) => {
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
        return Ok(vec![unchanged(Kind::VirtualService), unchanged(Kind::GatewayRoute)]);
    }
    let requirement = format!(
        "Gateway Routes to Virtual Services that this {} provides must define a target port",
        spelled(key.kind)
    );
    Err(missing_port(&requirement, key.kind, &portless))
}

/// Returns the virtual services that `key`, a node or router, provides.
fn provided_by(read: &ReadSet, key: &Key) -> Result<HashSet<Key>, ApiError> {
    let mut provided = HashSet::new();
    for service in read.resources(&Range::members(Kind::VirtualService, &key.mesh, None)) {
        let service = service?;
        let provider = reference(&service.key, &service.typed_spec()?, Role::Provider);
        if provider.as_ref() == Some(key) {
            provided.insert(service.key);
        }
    }
    Ok(provided)
}

/// Returns the first resource that `spec`, the spec of `key`, refers to in `role`.
fn reference(key: &Key, spec: &Spec, role: Role) -> Option<Key> {
    let mut references = spec.references(key).into_iter();
    references.find(|reference| reference.role == role).map(|reference| reference.to)
}

/// Returns the port that a gateway route sends to, if it has one.
fn target_port(spec: &Spec) -> Option<u16> {
    match spec {
        Spec::GatewayRoute(route) => route.target()?.port,
        _ => None,
    }
}
