//! Routes and the listeners of their target nodes.

use super::{PortChange, missing_port, spelled};
use crate::api::error::ApiError;
use crate::api::rules::ReadSet;
use crate::model::{Key, Kind, Name, Spec};
use crate::store::{Guard, Path, Range};

/// Checks the targets of a route: a port is required for a node with several listeners, and the
/// node must listen on it.
pub(super) fn check_targets(
    read: &ReadSet,
    key: &Key,
    spec: &Spec,
) -> Result<Vec<Guard>, ApiError> {
    let mut guards = Vec::new();
    for target in spec.targets() {
        let name = &target.virtual_node;
        let node_key = Key::member(Kind::VirtualNode, key.mesh.clone(), name.clone());
        let Some((node, revision)) = read.resource(&node_key)? else { continue };
        let listeners = node.typed_spec()?.ports();
        match target.port {
            None if listeners.len() > 1 => {
                return Err(ApiError::bad_request(format!(
                    "Route must define a port for the target {name} because the Virtual Node has \
                     multiple listeners"
                )));
            }
            Some(port)
                if !listeners.is_empty() && listeners.iter().all(|(own, _)| *own != port) =>
            {
                return Err(ApiError::bad_request(format!(
                    "Route {} sends to port {port} of {name}, which it does not listen on",
                    key.name
                )));
            }
            _ => {}
        }
        guards.push(Guard::At { path: Path::resource(&node_key), revision: Some(revision) });
    }
    Ok(guards)
}

/// Checks the new ports of a node against the routes that target it.
pub(super) fn check_routes(read: &ReadSet, key: &Key, spec: &Spec) -> Result<Vec<Guard>, ApiError> {
    let Some(change) = PortChange::of(read, key, spec)? else { return Ok(Vec::new()) };
    let range = Range::members(Kind::Route, &key.mesh, None);
    let mut portless: Vec<Name> = Vec::new();
    for route in read.resources(&range) {
        let route = route?;
        let spec = route.typed_spec()?;
        let mut lacks_port = false;
        for target in spec.targets().iter().filter(|target| target.virtual_node == key.name) {
            match target.port {
                None => lacks_port = change.requires_port(),
                Some(port) if change.removes(port) => {
                    return Err(ApiError::bad_request(format!(
                        "Route {} sends to port {port} of {}, which it would not listen on",
                        route.key.name, key.name
                    )));
                }
                Some(_) => {}
            }
        }
        if lacks_port {
            portless.push(route.key.name);
        }
    }
    if portless.is_empty() {
        return Ok(vec![Guard::Quiet { range, since: read.revision() }]);
    }
    let requirement =
        format!("Routes targeting this {} must define a target port", spelled(key.kind));
    Err(missing_port(&requirement, key.kind, &portless))
}
