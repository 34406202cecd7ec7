//! Quotas (`docs/behaviour/api.md#quotas`): the number of existing resources of the same kind, and
//! the number of items in one spec.

use super::ReadSet;
use crate::api::App;
use crate::api::error::ApiError;
use crate::model::quotas::{Quota, limit_message};
use crate::model::{Key, Kind, Spec};
use crate::store::{Guard, Range};

/// The most resources that there may be in `range` with `key`.
struct CountLimit {
    most: usize,
    range: Range,
}

impl CountLimit {
    /// Returns the limit for resources like `key`; none if it is not limited.
    fn of(app: &App, key: &Key) -> Option<Self> {
        let quota = match key.kind {
            Kind::Mesh => Quota::MeshesPerAccount,
            Kind::VirtualNode => Quota::VirtualNodesPerMesh,
            Kind::VirtualRouter => Quota::VirtualRoutersPerMesh,
            Kind::VirtualService => Quota::VirtualServicesPerMesh,
            Kind::VirtualGateway => Quota::VirtualGatewaysPerMesh,
            Kind::Route => Quota::RoutesPerVirtualRouter,
            Kind::GatewayRoute => Quota::GatewayRoutesPerVirtualGateway,
        };
        let range = match key.kind {
            Kind::Mesh => Range::meshes(),
            kind => Range::members(kind, &key.mesh, key.parent.as_ref()),
        };
        app.quotas.limit(quota).map(|most| Self { most, range })
    }

    /// The range to read: no more than is needed to know that the limit is reached.
    fn to_read(&self) -> Range {
        self.range.clone().limit(self.most)
    }
}

/// Returns the range of the store that [`check_count`] reads.
pub(super) fn range(app: &App, key: &Key) -> Option<Range> {
    CountLimit::of(app, key).map(|limit| limit.to_read())
}

/// Checks that `key`, a new resource, does not exceed the number of resources of its kind in the
/// same account, mesh, router or gateway. The guard holds until something is written there, so that
/// of two concurrent creates the second is counted again.
pub(super) fn check_count(app: &App, read: &ReadSet, key: &Key) -> Result<Option<Guard>, ApiError> {
    let Some(limit) = CountLimit::of(app, key) else { return Ok(None) };
    if read.within(&limit.to_read()).count() < limit.most {
        return Ok(Some(Guard::Quiet { range: limit.range, since: read.revision() }));
    }
    let scope = match (&key.parent, key.kind.parent()) {
        (Some(name), Some(Kind::VirtualRouter)) => format!("virtual router {name}"),
        (Some(name), _) => format!("virtual gateway {name}"),
        (None, _) if key.kind == Kind::Mesh => format!("account {}", app.identity.account),
        (None, _) => format!("mesh {}", key.mesh),
    };
    let kinds = if key.kind == Kind::Mesh { "Meshes".into() } else { format!("{}s", key.kind) };
    Err(ApiError::limit_exceeded(limit_message(&kinds, limit.most, &scope)))
}

/// Checks that `spec`, the new spec of `key`, does not have more items than the quotas allow.
pub(super) fn check_items(app: &App, key: &Key, spec: &Spec) -> Result<(), ApiError> {
    let (quota, number, items, kind) = match spec {
        Spec::VirtualNode(node) => {
            (Quota::BackendsPerVirtualNode, node.backends.len(), "Backends", "virtual node")
        }
        Spec::Route(route) => {
            (Quota::WeightedTargetsPerRoute, route.targets().len(), "WeightedTargets", "route")
        }
        _ => return Ok(()),
    };
    match app.quotas.limit(quota) {
        Some(most) if number > most => {
            let scope = format!("{kind} {}", key.name);
            Err(ApiError::limit_exceeded(limit_message(items, most, &scope)))
        }
        _ => Ok(()),
    }
}
