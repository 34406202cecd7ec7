//! Routes and the listeners of their virtual router; gateway routes and those of their gateway.

use super::{missing_port, spelled};
use crate::api::error::ApiError;
use crate::api::rules::ReadSet;
use crate::model::types::PortProtocol;
use crate::model::{Key, Kind, Name, Spec};
use crate::store::{Guard, Path, Range};

/// Returns the range of the routes or gateway routes under `key`, if its kind has children.
pub(super) fn children(key: &Key) -> Option<Range> {
    let child = key.kind.child()?;
    Some(Range::members(child, &key.mesh, Some(&key.name)))
}

/// Checks a route or gateway route against the listeners of its parent.
pub(super) fn check_parent(read: &ReadSet, key: &Key, spec: &Spec) -> Result<Vec<Guard>, ApiError> {
    let Some(parent_key) = key.parent_key() else { return Ok(Vec::new()) };
    let Some((parent, revision)) = read.resource(&parent_key)? else { return Ok(Vec::new()) };
    check_match(key, spec, &parent.typed_spec()?.ports())?;
    Ok(vec![Guard::At { path: Path::resource(&parent_key), revision: Some(revision) }])
}

/// Checks that the rule of `spec`, the spec of `key`, matches `listeners`, the ports and protocols
/// of its parent.
fn check_match(key: &Key, spec: &Spec, listeners: &[(u16, PortProtocol)]) -> Result<(), ApiError> {
    let Key { kind, name, .. } = key;
    let parent = kind.parent().expect("only routes and gateway routes match listeners");
    let Some(rule) = spec.listener_match() else { return Ok(()) };
    if listeners.len() > 1 && rule.port.is_none() {
        return Err(ApiError::bad_request(match kind {
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
    let matched: Vec<PortProtocol> = listeners
        .iter()
        .filter(|(port, _)| rule.port.is_none_or(|matched| matched == *port))
        .map(|(_, protocol)| *protocol)
        .collect();
    if matched.is_empty() && !listeners.is_empty() {
        let port = rule.port.unwrap_or_default();
        let text =
            format!("{kind} {name} matches port {port}, which its {parent} does not listen on");
        return Err(ApiError::bad_request(text));
    }
    if let Some(protocol) = matched.iter().find(|protocol| **protocol != rule.protocol) {
        let (member, protocol) = (rule.protocol.route_member(), protocol.as_str());
        let text = format!(
            "{kind} {name} is a {member}, but its {parent} listens with protocol {protocol}"
        );
        return Err(ApiError::bad_request(text));
    }
    Ok(())
}

/// Checks a router or gateway against its routes or gateway routes.
pub(super) fn check_children(
    read: &ReadSet,
    key: &Key,
    spec: &Spec,
) -> Result<Vec<Guard>, ApiError> {
    let (Some(child), Some(range)) = (key.kind.child(), children(key)) else {
        return Ok(Vec::new());
    };
    let listeners = spec.ports();
    let had_listeners = match read.resource(key)? {
        Some((old, _)) => !old.typed_spec()?.ports().is_empty(),
        None => false,
    };
    let mut portless: Vec<Name> = Vec::new();
    for route in read.resources(&range) {
        let route = route?;
        if had_listeners && listeners.is_empty() {
            let name = &route.key.name;
            let text = format!("{child} {name} still matches a listener that would be removed");
            return Err(ApiError::bad_request(text));
        }
        let spec = route.typed_spec()?;
        if listeners.len() > 1 && spec.listener_match().is_some_and(|rule| rule.port.is_none()) {
            portless.push(route.key.name);
        } else {
            check_match(&route.key, &spec, &listeners)?;
        }
    }
    if !portless.is_empty() {
        let routes = if key.kind == Kind::VirtualRouter { "Routes" } else { "Gateway Routes" };
        let requirement =
            format!("{routes} for this {} must define a port match", spelled(key.kind));
        return Err(missing_port(&requirement, key.kind, &portless));
    }
    Ok(vec![Guard::Quiet { range, since: read.revision() }])
}
