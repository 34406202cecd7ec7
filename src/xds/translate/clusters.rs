//! Translates endpoints into Envoy clusters (`docs/behaviour/envoy.md#clusters`,
//! `docs/behaviour/envoy.md#service-discovery`).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration as Time;

use envoy_types::pb::envoy::config::cluster::v3::circuit_breakers::Thresholds;
use envoy_types::pb::envoy::config::cluster::v3::cluster::{
    ClusterDiscoveryType, DiscoveryType, DnsLookupFamily, EdsClusterConfig, LbPolicy,
};
use envoy_types::pb::envoy::config::cluster::v3::{CircuitBreakers, Cluster};
use envoy_types::pb::envoy::config::core::v3::Http2ProtocolOptions;
use envoy_types::pb::envoy::config::endpoint::v3::endpoint::HealthCheckConfig;
use envoy_types::pb::envoy::config::endpoint::v3::lb_endpoint::HostIdentifier;
use envoy_types::pb::envoy::config::endpoint::v3::{
    ClusterLoadAssignment, Endpoint, LbEndpoint, LocalityLbEndpoints,
};
use envoy_types::pb::envoy::extensions::upstreams::http::v3::HttpProtocolOptions;
use envoy_types::pb::envoy::extensions::upstreams::http::v3::http_protocol_options::{
    ExplicitHttpConfig, UpstreamProtocolOptions, explicit_http_config::ProtocolConfig,
};

use super::{Translation, health, tls};
use crate::mesh::topology::{
    BackendKey, ConnectionPool, Discovery, DnsResponseType, IpPreference, Listener, PortProtocol,
    Upstream,
};
use crate::model::{Key, Kind};
use crate::xds::{names, proto};

/// App Mesh's value for "no limit".
const UNLIMITED: u32 = i32::MAX as u32;

/// Connect timeouts: to the application next to the proxy, and to other nodes.
const LOCAL_CONNECT: Time = Time::from_millis(250);
const REMOTE_CONNECT: Time = Time::from_secs(1);

/// Adds the cluster of a listener of another node.
pub(super) fn egress(to: &mut Translation<'_>, key: &BackendKey, upstream: &Upstream) {
    let listener = &upstream.listener;
    let mut cluster = base(&names::cluster(to.mesh(), key), REMOTE_CONNECT);
    cluster.circuit_breakers = circuit_breakers(ConnectionPool::default());
    set_http2(&mut cluster, listener.protocol);
    let node = Key::member(Kind::VirtualNode, to.mesh().clone(), key.node.clone());
    discover(to, &node, &mut cluster, upstream);
    let socket = upstream.tls.as_ref();
    match socket.map(|tls| tls::upstream(tls, listener.protocol, &upstream.host)).transpose() {
        Ok(socket) => cluster.transport_socket = socket,
        Err(reason) => {
            let (about, target) = match reason {
                tls::AcmUnavailable::Certificate => (&node, "it".to_owned()),
                tls::AcmUnavailable::Authority => (&to.workload.key, format!("`{}`", key.node)),
            };
            to.problems.add(about, format!("{reason}: requests to {target} fail"));
            remove_endpoints(&mut cluster);
        }
    }
    match health::check(upstream) {
        Ok(check) => cluster.health_checks.extend(check),
        Err(reason) => to.problems.add(&node, reason),
    }
    match listener.outlier_detection.as_ref().map(health::outliers) {
        Some(Err(reason)) => to.problems.add(&node, reason),
        detection => cluster.outlier_detection = detection.and_then(Result::ok),
    }
    to.draft.clusters.push(cluster);
}

/// Sets how Envoy finds the addresses of `upstream`, a listener of `node`.
fn discover(to: &mut Translation<'_>, node: &Key, cluster: &mut Cluster, upstream: &Upstream) {
    match &upstream.discovery {
        Discovery::None => remove_endpoints(cluster),
        Discovery::Dns { hostname, response_type } => {
            cluster.dns_lookup_family = dns_lookup_family(upstream.ip_preference).into();
            let port = upstream.listener.port;
            let fixed = to.endpoints.dns_overrides.find(hostname, port);
            let kind = match (fixed, response_type) {
                (Some(_), _) => DiscoveryType::Static,
                (None, DnsResponseType::Endpoints) => DiscoveryType::StrictDns,
                (None, DnsResponseType::Loadbalancer) => DiscoveryType::LogicalDns,
            };
            set_discovery_type(cluster, kind);
            let address = fixed.map_or_else(|| proto::address(hostname, port), proto::socket);
            let check = upstream.listener.health_check.as_ref();
            let check_port = check.map(|check| check.port).filter(|checked| *checked != port);
            let health_check_config = check_port
                .map(|port| HealthCheckConfig { port_value: port.into(), ..Default::default() });
            let endpoint =
                Endpoint { address: Some(address), health_check_config, ..Default::default() };
            cluster.load_assignment = Some(assignment(&cluster.name, vec![endpoint]));
        }
        Discovery::CloudMap { .. } => {
            let text = "its service discovery is AWS Cloud Map, which has no source of instances \
                        yet: requests to it fail";
            to.problems.add(node, text);
            set_discovery_type(cluster, DiscoveryType::Eds);
            let eds_config = proto::ads();
            cluster.eds_cluster_config =
                Some(EdsClusterConfig { eds_config, ..Default::default() });
            // A removed instance gets no more requests, even while it is healthy.
            cluster.ignore_health_on_host_removal = true;
            to.draft.assignments.push(assignment(&cluster.name, Vec::new()));
        }
    }
}

/// Adds the cluster of the application behind a listener. `application` is its address; the
/// default is the port of the listener on the loopback interface.
pub(super) fn ingress(
    to: &mut Translation<'_>,
    listener: &Listener,
    application: Option<SocketAddr>,
) {
    let (port, protocol) = (listener.port, listener.protocol);
    let name = names::ingress_cluster(to.mesh(), &to.workload.key.name, protocol, port);
    let loopback: IpAddr = match to.workload.ip_preference {
        Some(IpPreference::Ipv6Only | IpPreference::Ipv6Preferred) => Ipv6Addr::LOCALHOST.into(),
        Some(IpPreference::Ipv4Only | IpPreference::Ipv4Preferred) | None => {
            Ipv4Addr::LOCALHOST.into()
        }
    };
    let at = application.unwrap_or_else(|| SocketAddr::new(loopback, port));
    let mut cluster = base(&name, LOCAL_CONNECT);
    let endpoint = Endpoint { address: Some(proto::socket(at)), ..Default::default() };
    cluster.load_assignment = Some(assignment(&name, vec![endpoint]));
    cluster.circuit_breakers = circuit_breakers(listener.connection_pool);
    set_http2(&mut cluster, protocol);
    to.draft.clusters.push(cluster);
}

/// Returns a cluster that connects to the original destination.
pub(super) fn pass_through(name: &str) -> Cluster {
    let mut cluster = base(name, REMOTE_CONNECT);
    set_discovery_type(&mut cluster, DiscoveryType::OriginalDst);
    cluster.lb_policy = LbPolicy::ClusterProvided.into();
    cluster.circuit_breakers = circuit_breakers(ConnectionPool::default());
    cluster
}

fn base(name: &str, connect_timeout: Time) -> Cluster {
    let mut cluster = Cluster {
        name: name.to_owned(),
        connect_timeout: proto::duration(connect_timeout),
        ..Default::default()
    };
    set_discovery_type(&mut cluster, DiscoveryType::Static);
    cluster
}

fn set_discovery_type(cluster: &mut Cluster, kind: DiscoveryType) {
    cluster.cluster_discovery_type = Some(ClusterDiscoveryType::Type(kind.into()));
}

/// Removes all addresses from a cluster: requests to it fail with 503.
fn remove_endpoints(cluster: &mut Cluster) {
    set_discovery_type(cluster, DiscoveryType::Static);
    cluster.eds_cluster_config = None;
    cluster.load_assignment = Some(assignment(&cluster.name, Vec::new()));
}

fn assignment(cluster: &str, endpoints: Vec<Endpoint>) -> ClusterLoadAssignment {
    let host = |endpoint| LbEndpoint {
        host_identifier: Some(HostIdentifier::Endpoint(endpoint)),
        ..Default::default()
    };
    let lb_endpoints: Vec<_> = endpoints.into_iter().map(host).collect();
    let some = !lb_endpoints.is_empty();
    let locality = some.then(|| LocalityLbEndpoints { lb_endpoints, ..Default::default() });
    ClusterLoadAssignment {
        cluster_name: cluster.to_owned(),
        endpoints: locality.into_iter().collect(),
        ..Default::default()
    }
}

fn dns_lookup_family(preference: Option<IpPreference>) -> DnsLookupFamily {
    match preference {
        None | Some(IpPreference::Ipv6Preferred) => DnsLookupFamily::Auto,
        Some(IpPreference::Ipv4Preferred) => DnsLookupFamily::V4Preferred,
        Some(IpPreference::Ipv4Only) => DnsLookupFamily::V4Only,
        Some(IpPreference::Ipv6Only) => DnsLookupFamily::V6Only,
    }
}

fn circuit_breakers(pool: ConnectionPool) -> Option<CircuitBreakers> {
    let limit = |limit: Option<u32>| proto::uint(limit.unwrap_or(UNLIMITED));
    let thresholds = Thresholds {
        max_connections: limit(pool.max_connections),
        max_pending_requests: limit(pool.max_pending_requests),
        max_requests: limit(pool.max_requests),
        max_retries: limit(None),
        ..Default::default()
    };
    Some(CircuitBreakers { thresholds: vec![thresholds], ..Default::default() })
}

/// Makes a cluster use HTTP/2, if its protocol is based on it.
fn set_http2(cluster: &mut Cluster, protocol: PortProtocol) {
    if matches!(protocol, PortProtocol::Http | PortProtocol::Tcp) {
        return;
    }
    let http2 = ProtocolConfig::Http2ProtocolOptions(Http2ProtocolOptions::default());
    let explicit = ExplicitHttpConfig { protocol_config: Some(http2) };
    let options = HttpProtocolOptions {
        upstream_protocol_options: Some(UpstreamProtocolOptions::ExplicitHttpConfig(explicit)),
        ..Default::default()
    };
    let name = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions".to_owned();
    cluster.typed_extension_protocol_options = [(name, proto::any(&options))].into();
}
