//! Translates routes into Envoy routes (`docs/behaviour/envoy.md#route-actions`,
//! `docs/behaviour/envoy.md#timeouts`).

use std::time::Duration as Time;

use envoy_types::pb::envoy::config::route::v3::route::Action;
use envoy_types::pb::envoy::config::route::v3::route_action::ClusterSpecifier;
use envoy_types::pb::envoy::config::route::v3::weighted_cluster::ClusterWeight;
use envoy_types::pb::envoy::config::route::v3::{
    DirectResponseAction, RetryPolicy, Route, RouteAction, RouteMatch, WeightedCluster,
};

use super::{matching, retry};
use crate::mesh::traffic::Rule;
use crate::model::types::{GrpcTimeout, HttpTimeout, ListenerTimeout, TcpTimeout};
use crate::xds::proto;
use crate::xds::view::{Choice, Problems, Target, Way};

/// How long a request may take where nobody has said anything about it, on either side.
const PER_REQUEST: Time = Time::from_secs(15);

/// How long things may take; what is not given is left to Envoy, but for [`PER_REQUEST`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Timeouts {
    pub(super) per_request: Option<Time>,
    pub(super) idle: Option<Time>,
}

impl From<&HttpTimeout> for Timeouts {
    fn from(of: &HttpTimeout) -> Self {
        let per_request = of.per_request.as_ref().map(|of| of.time());
        Self { per_request, idle: of.idle.as_ref().map(|of| of.time()) }
    }
}

impl From<&GrpcTimeout> for Timeouts {
    fn from(of: &GrpcTimeout) -> Self {
        let per_request = of.per_request.as_ref().map(|of| of.time());
        Self { per_request, idle: of.idle.as_ref().map(|of| of.time()) }
    }
}

impl From<&TcpTimeout> for Timeouts {
    fn from(of: &TcpTimeout) -> Self {
        Self { per_request: None, idle: of.idle.as_ref().map(|of| of.time()) }
    }
}

impl From<Option<&ListenerTimeout>> for Timeouts {
    fn from(of: Option<&ListenerTimeout>) -> Self {
        match of {
            Some(ListenerTimeout::Http(of) | ListenerTimeout::Http2(of)) => of.into(),
            Some(ListenerTimeout::Grpc(of)) => of.into(),
            Some(ListenerTimeout::Tcp(of)) => of.into(),
            None => Self::default(),
        }
    }
}

/// Returns the route for one way of an HTTP-like port; none if it cannot be said.
pub(super) fn egress(way: &Way<'_>, problems: &mut Problems) -> Option<Route> {
    let (how, unknown) = match read(&way.choice)? {
        Ok(read) => read,
        Err(bad) => {
            problems.add(&way.about, bad.to_string());
            return None;
        }
    };
    for event in unknown {
        problems.add(&way.about, format!("its retry event `{event}` has no meaning"));
    }
    let action = match share(&way.targets) {
        Some(clusters) => forward(clusters, how.timeouts, how.retry),
        None => Action::DirectResponse(DirectResponseAction { status: 503, ..Default::default() }),
    };
    Some(Route { r#match: Some(how.matching), action: Some(action), ..Default::default() })
}

/// Returns the route of everything that comes in to `cluster`, the application.
pub(super) fn ingress(cluster: String, timeouts: Timeouts) -> Route {
    let clusters = ClusterSpecifier::Cluster(cluster);
    let action = forward(clusters, timeouts, None);
    let r#match = Some(matching::everything());
    Route { r#match, action: Some(action), ..Default::default() }
}

struct How {
    matching: RouteMatch,
    timeouts: Timeouts,
    retry: Option<RetryPolicy>,
}

type Read<'a> = Result<(How, Vec<&'a str>), matching::BadPattern>;

/// Reads what the HTTP-like kinds of route differ in; none for a TCP route.
fn read<'a>(choice: &Choice<'a>) -> Option<Read<'a>> {
    let silent = || (retry::default(), Vec::new());
    let (matching, timeouts, (retry, unknown)) = match choice {
        Choice::Rule(Rule::Http(route) | Rule::Http2(route)) => (
            matching::http(&route.r#match),
            route.timeout.as_ref().map(Timeouts::from),
            route.retry_policy.as_ref().map_or_else(silent, retry::http),
        ),
        Choice::Rule(Rule::Grpc(route)) => (
            matching::grpc(&route.r#match),
            route.timeout.as_ref().map(Timeouts::from),
            route.retry_policy.as_ref().map_or_else(silent, retry::grpc),
        ),
        // AWS fixed this one at 15 s, which made a longer time-out of the listener pointless.
        Choice::All(listener) => {
            (Ok(matching::everything()), Some(listener.timeout.as_ref().into()), silent())
        }
        Choice::Rule(Rule::Tcp(_)) => return None,
    };
    let timeouts = timeouts.unwrap_or_default();
    Some(matching.map(|matching| (How { matching, timeouts, retry }, unknown)))
}

fn forward(clusters: ClusterSpecifier, timeouts: Timeouts, retry: Option<RetryPolicy>) -> Action {
    Action::Route(RouteAction {
        cluster_specifier: Some(clusters),
        timeout: proto::duration(timeouts.per_request.unwrap_or(PER_REQUEST)),
        idle_timeout: timeouts.idle.and_then(proto::duration),
        retry_policy: retry,
        ..Default::default()
    })
}

/// Returns how calls are shared out; none if no target is to get any, which Envoy would refuse.
///
/// App Mesh weights are relative, and so are Envoy's, so they are copied and never scaled: what
/// `describe-route` shows is what `config_dump` shows.
fn share(targets: &[Target]) -> Option<ClusterSpecifier> {
    let weight = |target: &Target| ClusterWeight {
        name: target.cluster.clone(),
        weight: proto::uint(target.weight),
        ..Default::default()
    };
    let clusters = targets.iter().map(weight).collect();
    let some = targets.iter().any(|target| target.weight > 0);
    let weighted = WeightedCluster { clusters, ..Default::default() };
    some.then_some(ClusterSpecifier::WeightedClusters(weighted))
}
