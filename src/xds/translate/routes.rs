//! Routes of the HTTP-like protocols, and the shares of their clusters
//! (`docs/behaviour/envoy.md#route-actions`).

use envoy_types::pb::envoy::config::route::v3::route::Action;
use envoy_types::pb::envoy::config::route::v3::route_action::ClusterSpecifier;
use envoy_types::pb::envoy::config::route::v3::weighted_cluster::ClusterWeight;
use envoy_types::pb::envoy::config::route::v3::{
    DirectResponseAction, RetryPolicy, Route, RouteAction, WeightedCluster,
};

use super::{Translation, matching, retry};
use crate::mesh::topology::{self, Backend, RouteMatch, Timeouts};
use crate::model::Name;
use crate::xds::{names, proto};

/// A cluster and its weight, relative to those of the others.
pub(super) struct ClusterShare {
    pub(super) cluster: String,
    pub(super) weight: u32,
}

/// Returns the clusters of the backends that are valid.
///
/// App Mesh weights are relative, and so are Envoy's, so they are copied and never scaled: what
/// `describe-route` shows is what `config_dump` shows.
pub(super) fn shares(mesh: &Name, backends: &[Backend]) -> Vec<ClusterShare> {
    let share = |backend: &Backend| match backend {
        Backend::Node { key, weight } => {
            Some(ClusterShare { cluster: names::cluster(mesh, key), weight: (*weight).into() })
        }
        Backend::Invalid { .. } => None,
    };
    backends.iter().filter_map(share).collect()
}

/// Returns the route of an HTTP-like port; none if Envoy would reject it.
pub(super) fn egress(to: &mut Translation<'_>, route: &topology::Route) -> Option<Route> {
    let RouteMatch::Request(request) = &route.matches else { return None };
    let matching = match matching::request(request) {
        Ok(matching) => matching,
        Err(error) => {
            to.problems.add(&route.key, error.to_string());
            return None;
        }
    };
    let action = match weighted(shares(to.mesh(), &route.backends)) {
        Some(clusters) => {
            forward(clusters, route.timeouts, route.retry.as_ref().map(retry::policy))
        }
        None => Action::DirectResponse(DirectResponseAction { status: 503, ..Default::default() }),
    };
    Some(Route { r#match: Some(matching), action: Some(action), ..Default::default() })
}

/// Returns the route of all inbound requests to `cluster`, the application.
pub(super) fn ingress(cluster: String, timeouts: Timeouts) -> Route {
    let action = forward(ClusterSpecifier::Cluster(cluster), timeouts, None);
    let r#match = Some(matching::everything());
    Route { r#match, action: Some(action), ..Default::default() }
}

fn forward(clusters: ClusterSpecifier, timeouts: Timeouts, retry: Option<RetryPolicy>) -> Action {
    Action::Route(RouteAction {
        cluster_specifier: Some(clusters),
        timeout: timeouts.per_request.and_then(proto::duration),
        idle_timeout: timeouts.idle.and_then(proto::duration),
        retry_policy: retry,
        ..Default::default()
    })
}

/// Returns the clusters with their weights; none if all weights are 0, which Envoy would reject.
fn weighted(shares: Vec<ClusterShare>) -> Option<ClusterSpecifier> {
    let some = shares.iter().any(|share| share.weight > 0);
    let weight = |ClusterShare { cluster, weight }| ClusterWeight {
        name: cluster,
        weight: proto::uint(weight),
        ..Default::default()
    };
    let clusters = shares.into_iter().map(weight).collect();
    let weighted = WeightedCluster { clusters, ..Default::default() };
    some.then_some(ClusterSpecifier::WeightedClusters(weighted))
}
