//! Rules between resources about ports and protocols (`docs/behaviour/api.md#listener-rules`).
//!
//! A route, its router and its target nodes must agree on ports; so must a gateway route, its
//! gateway and the provider of its virtual service. Each side is checked when it is written,
//! against the current state of the other side: [`parent`] checks routes and their parents,
//! [`targets`] routes and their target nodes, [`provider`] gateway routes and what provides their
//! virtual services.

mod parent;
mod port_change;
mod provider;
mod targets;

use super::ReadSet;
use crate::api::error::ApiError;
use crate::model::{Key, Kind, Name, Spec};
use crate::store::{Guard, Range};

use port_change::PortChange;

/// Returns the ranges, besides those of ancestors and references, that [`check`] reads for `key`.
pub(super) fn ranges(key: &Key) -> Vec<Range> {
    parent::children(key).into_iter().collect()
}

/// Returns the ranges that [`check`] reads in addition, because of what `read` holds: the provider
/// of a gateway route's virtual service, and what sends to a node or router whose ports change.
pub(super) fn further_ranges(read: &ReadSet, key: &Key, spec: &Spec) -> Vec<Range> {
    let all = |kind| Range::members(kind, &key.mesh, None);
    // An error comes again in the check itself.
    match key.kind {
        Kind::GatewayRoute => {
            let provider = provider::of(read, key, spec).ok().and_then(|(provider, _)| provider);
            provider.iter().map(Range::one).collect()
        }
        Kind::VirtualNode | Kind::VirtualRouter => {
            let Ok(Some(_)) = PortChange::of(read, key, spec) else { return Vec::new() };
            let routes = (key.kind == Kind::VirtualNode).then(|| all(Kind::Route));
            let others = [all(Kind::VirtualService), all(Kind::GatewayRoute)];
            routes.into_iter().chain(others).collect()
        }
        _ => Vec::new(),
    }
}

/// Checks `spec`, the new spec of `key`, against the resources that send to it and those that it
/// sends to. Returns guards for what it saw of them.
pub(super) fn check(read: &ReadSet, key: &Key, spec: &Spec) -> Result<Vec<Guard>, ApiError> {
    match key.kind {
        Kind::Route => {
            let mut guards = parent::check_parent(read, key, spec)?;
            guards.extend(targets::check_targets(read, key, spec)?);
            Ok(guards)
        }
        Kind::GatewayRoute => {
            let mut guards = parent::check_parent(read, key, spec)?;
            guards.extend(provider::check_provider(read, key, spec)?);
            Ok(guards)
        }
        Kind::VirtualGateway => parent::check_children(read, key, spec),
        Kind::VirtualRouter => {
            let mut guards = parent::check_children(read, key, spec)?;
            guards.extend(provider::check_gateway_routes(read, key, spec)?);
            Ok(guards)
        }
        Kind::VirtualNode => {
            let mut guards = targets::check_routes(read, key, spec)?;
            guards.extend(provider::check_gateway_routes(read, key, spec)?);
            Ok(guards)
        }
        Kind::Mesh | Kind::VirtualService => Ok(Vec::new()),
    }
}

/// Returns the kind as the service's messages spell it.
fn spelled(kind: Kind) -> &'static str {
    match kind {
        Kind::VirtualNode => "Virtual Node",
        Kind::VirtualRouter => "Virtual Router",
        _ => "Virtual Gateway",
    }
}

/// Returns the error for several listeners of a `kind` although the routes in `portless` have no
/// port. `requirement` is such as `Routes … must define a port`.
fn missing_port(requirement: &str, kind: Kind, portless: &[Name]) -> ApiError {
    let first: Vec<&str> = portless.iter().take(5).map(Name::as_str).collect();
    ApiError::bad_request(format!(
        "All {requirement} before adding multiple listeners to this {}. {} Route(s) are missing \
         port. Listing up to 5 route names: [{}]",
        spelled(kind),
        portless.len(),
        first.join(", ")
    ))
}
