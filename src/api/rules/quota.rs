//! Quotas (`docs/behaviour/api.md#quotas`): the number of existing resources of the same kind, and
//! the number of items in one spec.

use super::Scene;
use crate::api::App;
use crate::api::error::ApiError;
use crate::model::quotas::{Quota, limit_message};
use crate::model::{Key, Kind, Spec};
use crate::store::{Guard, Range};

/// There is room for `key`, which is new: beside those of its kind in the same mesh, router or
/// gateway. The guard holds until something is written there, so that of two that come at the same
/// time the second is counted again.
pub(super) async fn room(app: &App, scene: &Scene, key: &Key) -> Result<Option<Guard>, ApiError> {
    let quota = match key.kind {
        Kind::Mesh => Quota::MeshesPerAccount,
        Kind::VirtualNode => Quota::VirtualNodesPerMesh,
        Kind::VirtualRouter => Quota::VirtualRoutersPerMesh,
        Kind::VirtualService => Quota::VirtualServicesPerMesh,
        Kind::VirtualGateway => Quota::VirtualGatewaysPerMesh,
        Kind::Route => Quota::RoutesPerVirtualRouter,
        Kind::GatewayRoute => Quota::GatewayRoutesPerVirtualGateway,
    };
    let Some(most) = app.quotas.limit(quota) else { return Ok(None) };
    let range = match key.kind {
        Kind::Mesh => Range::meshes(),
        kind => Range::members(kind, &key.mesh, key.parent.as_ref()),
    };
    let beside = Scene::read(app, &[range.clone().limit(most)]).await?;
    if beside.found.len() < most {
        return Ok(Some(Guard::Quiet { range, since: scene.revision }));
    }
    let scope = match (&key.parent, key.kind.parent()) {
        (Some(name), Some(Kind::VirtualRouter)) => format!("virtual router {name}"),
        (Some(name), _) => format!("virtual gateway {name}"),
        (None, _) if key.kind == Kind::Mesh => format!("account {}", app.identity.account),
        (None, _) => format!("mesh {}", key.mesh),
    };
    let kinds = if key.kind == Kind::Mesh { "Meshes".into() } else { format!("{}s", key.kind) };
    Err(ApiError::limit_exceeded(limit_message(&kinds, most, &scope)))
}

/// Checks that `spec`, the new spec of `key`, does not have more items than the quotas allow.
pub(super) fn size(app: &App, key: &Key, spec: &Spec) -> Result<(), ApiError> {
    let (quota, number, what, whose) = match spec {
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
            let of = format!("{whose} {}", key.name);
            Err(ApiError::limit_exceeded(limit_message(what, most, &of)))
        }
        _ => Ok(()),
    }
}
