//! Filter chains and network filters, shared by both listeners
//! (`docs/behaviour/envoy.md#http-filters`).

use std::time::Duration;

use envoy_types::pb::envoy::config::accesslog::v3::AccessLog;
use envoy_types::pb::envoy::config::core::v3::Address;
use envoy_types::pb::envoy::config::listener::v3::listener_filter_chain_match_predicate::{
    MatchSet, Rule,
};
use envoy_types::pb::envoy::config::listener::v3::{
    Filter, FilterChain, FilterChainMatch, ListenerFilter, ListenerFilterChainMatchPredicate,
    filter, listener_filter,
};
use envoy_types::pb::envoy::extensions::filters::http::router::v3::Router;
use envoy_types::pb::envoy::extensions::filters::listener::original_dst::v3::OriginalDst;
use envoy_types::pb::envoy::extensions::filters::listener::tls_inspector::v3::TlsInspector;
use envoy_types::pb::envoy::extensions::filters::network::http_connection_manager::v3::{
    HttpConnectionManager, HttpFilter, Rds, http_connection_manager, http_filter,
};
use envoy_types::pb::envoy::extensions::filters::network::tcp_proxy::v3::tcp_proxy::weighted_cluster::ClusterWeight;
use envoy_types::pb::envoy::extensions::filters::network::tcp_proxy::v3::tcp_proxy::{
    ClusterSpecifier, WeightedCluster,
};
use envoy_types::pb::envoy::extensions::filters::network::tcp_proxy::v3::TcpProxy;
use envoy_types::pb::envoy::r#type::v3::Int32Range;

use super::routes::ClusterShare;
use crate::mesh::topology::IpPreference;
use crate::xds::proto;

/// Returns a filter chain for connections to `port`, or for all connections. Without a filter it
/// closes them.
pub(super) fn chain(port: Option<u16>, filter: Option<Filter>) -> FilterChain {
    let on =
        |port: u16| FilterChainMatch { destination_port: proto::uint(port), ..Default::default() };
    FilterChain {
        filter_chain_match: port.map(on),
        filters: filter.into_iter().collect(),
        ..Default::default()
    }
}

/// Returns the HTTP connection manager with the route table `table`.
pub(super) fn http(stat_prefix: String, table: String, logs: &[AccessLog]) -> Filter {
    use http_connection_manager::{
        PathWithEscapedSlashesAction, RouteSpecifier, Tracing, UpgradeConfig,
    };
    let router = HttpFilter {
        name: "envoy.filters.http.router".to_owned(),
        config_type: Some(http_filter::ConfigType::TypedConfig(proto::any(&Router::default()))),
        ..Default::default()
    };
    let websocket = UpgradeConfig {
        upgrade_type: "websocket".to_owned(),
        enabled: proto::flag(true),
        ..Default::default()
    };
    let manager = HttpConnectionManager {
        stat_prefix,
        route_specifier: Some(RouteSpecifier::Rds(Rds {
            config_source: proto::ads(),
            route_config_name: table,
        })),
        http_filters: vec![router],
        upgrade_configs: vec![websocket],
        normalize_path: proto::flag(true),
        merge_slashes: true,
        path_with_escaped_slashes_action: PathWithEscapedSlashesAction::KeepUnchanged.into(),
        tracing: Some(Tracing::default()),
        access_log: logs.to_vec(),
        ..Default::default()
    };
    network("envoy.filters.network.http_connection_manager", &manager)
}

/// Returns the TCP proxy that distributes connections by `shares`; none if no cluster has a weight.
/// Clusters of weight 0, which Envoy rejects here, are left out.
pub(super) fn tcp(
    stat_prefix: String,
    shares: &[ClusterShare],
    idle: Option<Duration>,
    logs: &[AccessLog],
) -> Option<Filter> {
    let some = shares.iter().filter(|share| share.weight > 0);
    let clusters: Vec<_> = some
        .map(|ClusterShare { cluster, weight }| ClusterWeight {
            name: cluster.clone(),
            weight: *weight,
            ..Default::default()
        })
        .collect();
    let specifier = match clusters.as_slice() {
        [] => return None,
        [only] => ClusterSpecifier::Cluster(only.name.clone()),
        _ => ClusterSpecifier::WeightedClusters(WeightedCluster { clusters }),
    };
    let proxy = TcpProxy {
        stat_prefix,
        cluster_specifier: Some(specifier),
        idle_timeout: idle.and_then(proto::duration),
        access_log: logs.to_vec(),
        ..Default::default()
    };
    Some(network("envoy.filters.network.tcp_proxy", &proxy))
}

fn network<T: prost::Message + prost::Name>(name: &str, config: &T) -> Filter {
    Filter {
        name: name.to_owned(),
        config_type: Some(filter::ConfigType::TypedConfig(proto::any(config))),
    }
}

/// Returns the listener filter that restores the original destination of a redirected connection.
pub(super) fn original_destination() -> ListenerFilter {
    listener("envoy.filters.listener.original_dst", &OriginalDst::default())
}

/// Returns the listener filter that inspects the first bytes of a connection for TLS and SNI, on
/// `ports` or on all ports.
///
/// The filter waits for those bytes, so protocols in which the server speaks first would hang. It
/// is therefore limited to the ports that need it (`docs/behaviour/envoy.md#tls-inspection`).
pub(super) fn tls_inspector(ports: Option<&[u16]>) -> ListenerFilter {
    let mut filter = listener("envoy.filters.listener.tls_inspector", &TlsInspector::default());
    filter.filter_disabled = ports.map(|ports| {
        let is = |port: &u16| {
            let start = i32::from(*port);
            predicate(Rule::DestinationPortRange(Int32Range { start, end: start + 1 }))
        };
        let mut rules: Vec<_> = ports.iter().map(is).collect();
        let any = match rules.len() {
            1 => rules.remove(0),
            _ => predicate(Rule::OrMatch(MatchSet { rules })),
        };
        predicate(Rule::NotMatch(Box::new(any)))
    });
    filter
}

fn predicate(rule: Rule) -> ListenerFilterChainMatchPredicate {
    ListenerFilterChainMatchPredicate { rule: Some(rule) }
}

fn listener<T: prost::Message + prost::Name>(name: &str, config: &T) -> ListenerFilter {
    ListenerFilter {
        name: name.to_owned(),
        config_type: Some(listener_filter::ConfigType::TypedConfig(proto::any(config))),
        ..Default::default()
    }
}

/// Returns the bind address of a listener behind iptables: both IP versions if there is a
/// preference, otherwise IPv4.
pub(super) fn bind(preference: Option<IpPreference>, port: u16) -> Address {
    match preference {
        Some(_) => proto::every_interface(port),
        None => proto::address("0.0.0.0", port),
    }
}
