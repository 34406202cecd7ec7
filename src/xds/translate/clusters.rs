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
use crate::model::types::{
    DnsResponseType, DnsServiceDiscovery, IpPreference, Listener, PortProtocol, ServiceDiscovery,
    VirtualNodeConnectionPool,
};
use crate::model::{Key, Kind};
use crate::xds::view::Upstream;
use crate::xds::{names, proto};

/// App Mesh's way to say "no limit" to Envoy.
const UNLIMITED: u32 = i32::MAX as u32;
const OWN: Time = Time::from_millis(250);
const OTHER: Time = Time::from_secs(1);

/// Adds the cluster that leads to a listener of another node.
pub(super) fn egress(to: &mut Translation<'_>, name: &str, upstream: &Upstream<'_>) {
    let listener = upstream.listener;
    let mut cluster = base(name, OTHER);
    cluster.circuit_breakers = breakers(None);
    multiplex(&mut cluster, listener.port_mapping.protocol);
    let mesh = to.view.mesh.name.clone();
    let about = Key::member(Kind::VirtualNode, mesh, upstream.name.clone());
    let host = discover(to, &about, &mut cluster, upstream);
    match tls::upstream(upstream, &host) {
        Ok(socket) => cluster.transport_socket = socket,
        Err(reason) => {
            let (about, whom) = match reason {
                tls::Unavailable::Certificate => (&about, "it".to_owned()),
                tls::Unavailable::Authority => (&to.view.key(), format!("`{}`", upstream.name)),
            };
            to.problems.add(about, format!("{reason}: calls to {whom} are refused"));
            close(&mut cluster);
        }
    }
    match health::check(listener, &host) {
        Ok(check) => cluster.health_checks.extend(check),
        Err(reason) => to.problems.add(&about, reason),
    }
    match listener.outlier_detection.as_ref().map(health::outliers) {
        Some(Err(reason)) => to.problems.add(&about, reason),
        detection => cluster.outlier_detection = detection.and_then(Result::ok),
    }
    to.draft.clusters.push(cluster);
}

/// Says how the addresses of `upstream` are found, and returns the name they are found by.
fn discover(
    to: &mut Translation<'_>,
    about: &Key,
    cluster: &mut Cluster,
    upstream: &Upstream<'_>,
) -> String {
    match &upstream.node.service_discovery {
        None => {
            to.problems.add(about, "it has no service discovery: calls to it are refused");
            close(cluster);
            upstream.name.to_string()
        }
        Some(ServiceDiscovery::Dns(dns)) => {
            let family = family(to.view.ip_preference(upstream.node));
            cluster.dns_lookup_family = family.into();
            let port = upstream.listener.port_mapping.port;
            let fixed = to.env.dns_overrides.find(&dns.hostname, port);
            by_dns(cluster, dns, upstream.listener, fixed);
            dns.hostname.trim_end_matches('.').to_owned()
        }
        Some(ServiceDiscovery::AwsCloudMap(map)) => {
            let text = "it is found by AWS Cloud Map, and there is no instance registry yet: calls \
                        to it are refused";
            to.problems.add(about, text);
            is(cluster, DiscoveryType::Eds);
            let eds_config = proto::ads();
            cluster.eds_cluster_config =
                Some(EdsClusterConfig { eds_config, ..Default::default() });
            // An instance that was removed is to get no more calls, even if it is well.
            cluster.ignore_health_on_host_removal = true;
            to.draft.assignments.push(assignment(&cluster.name, Vec::new()));
            format!("{}.{}", map.service_name, map.namespace_name)
        }
    }
}

fn by_dns(
    cluster: &mut Cluster,
    dns: &DnsServiceDiscovery,
    listener: &Listener,
    fixed: Option<SocketAddr>,
) {
    let port = listener.port_mapping.port;
    let kind = match (fixed, dns.response_type) {
        (Some(_), _) => DiscoveryType::Static,
        (None, Some(DnsResponseType::Endpoints)) => DiscoveryType::StrictDns,
        (None, Some(DnsResponseType::Loadbalancer) | None) => DiscoveryType::LogicalDns,
    };
    is(cluster, kind);
    let address = fixed.map_or_else(|| proto::address(&dns.hostname, port), proto::socket);
    let checked = health::port(listener);
    let elsewhere = (checked != port)
        .then(|| HealthCheckConfig { port_value: checked.into(), ..Default::default() });
    let endpoint =
        Endpoint { address: Some(address), health_check_config: elsewhere, ..Default::default() };
    cluster.load_assignment = Some(assignment(&cluster.name, vec![endpoint]));
}

/// Adds the cluster that leads to the application behind a listener of the node itself.
/// `application` is where it listens, if not on that port of the loopback.
pub(super) fn ingress(
    to: &mut Translation<'_>,
    listener: &Listener,
    application: Option<SocketAddr>,
) {
    let mapping = &listener.port_mapping;
    let (mesh, node) = (&to.view.mesh.name, to.view.name);
    let name = names::ingress_cluster(mesh, node, mapping.protocol, mapping.port);
    let loopback: IpAddr = match to.view.ip_preference(to.view.node) {
        Some(IpPreference::Ipv6Only | IpPreference::Ipv6Preferred) => Ipv6Addr::LOCALHOST.into(),
        Some(IpPreference::Ipv4Only | IpPreference::Ipv4Preferred) | None => {
            Ipv4Addr::LOCALHOST.into()
        }
    };
    let at = application.unwrap_or_else(|| SocketAddr::new(loopback, mapping.port));
    let mut cluster = base(&name, OWN);
    let endpoint = Endpoint { address: Some(proto::socket(at)), ..Default::default() };
    cluster.load_assignment = Some(assignment(&name, vec![endpoint]));
    cluster.circuit_breakers = breakers(listener.connection_pool.as_ref());
    multiplex(&mut cluster, mapping.protocol);
    to.draft.clusters.push(cluster);
}

/// Returns the cluster that leads wherever a connection was going.
pub(super) fn pass_through(name: &str) -> Cluster {
    let mut cluster = base(name, OTHER);
    is(&mut cluster, DiscoveryType::OriginalDst);
    cluster.lb_policy = LbPolicy::ClusterProvided.into();
    cluster.circuit_breakers = breakers(None);
    cluster
}

fn base(name: &str, connect_timeout: Time) -> Cluster {
    let mut cluster = Cluster {
        name: name.to_owned(),
        connect_timeout: proto::duration(connect_timeout),
        ..Default::default()
    };
    is(&mut cluster, DiscoveryType::Static);
    cluster
}

fn is(cluster: &mut Cluster, kind: DiscoveryType) {
    cluster.cluster_discovery_type = Some(ClusterDiscoveryType::Type(kind.into()));
}

/// Takes all addresses from a cluster: a call to it is answered with 503.
fn close(cluster: &mut Cluster) {
    is(cluster, DiscoveryType::Static);
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

fn family(preference: Option<IpPreference>) -> DnsLookupFamily {
    match preference {
        None | Some(IpPreference::Ipv6Preferred) => DnsLookupFamily::Auto,
        Some(IpPreference::Ipv4Preferred) => DnsLookupFamily::V4Preferred,
        Some(IpPreference::Ipv4Only) => DnsLookupFamily::V4Only,
        Some(IpPreference::Ipv6Only) => DnsLookupFamily::V6Only,
    }
}

fn breakers(pool: Option<&VirtualNodeConnectionPool>) -> Option<CircuitBreakers> {
    let (connections, pending, requests) = match pool {
        None => (None, None, None),
        Some(VirtualNodeConnectionPool::Tcp(tcp)) => (Some(tcp.max_connections), None, None),
        Some(VirtualNodeConnectionPool::Http(http)) => {
            (Some(http.max_connections), http.max_pending_requests, None)
        }
        Some(VirtualNodeConnectionPool::Http2(http2)) => (None, None, Some(http2.max_requests)),
        Some(VirtualNodeConnectionPool::Grpc(grpc)) => (None, None, Some(grpc.max_requests)),
    };
    let limit = |limit: Option<u32>| proto::uint(limit.unwrap_or(UNLIMITED));
    let thresholds = Thresholds {
        max_connections: limit(connections),
        max_pending_requests: limit(pending),
        max_requests: limit(requests),
        max_retries: limit(None),
        ..Default::default()
    };
    Some(CircuitBreakers { thresholds: vec![thresholds], ..Default::default() })
}

/// Speaks HTTP/2 to listeners that do.
fn multiplex(cluster: &mut Cluster, protocol: PortProtocol) {
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
