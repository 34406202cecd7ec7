//! Names of Envoy resources.
//!
//! These are App Mesh's names (`docs/behaviour/envoy.md#resource-names`): users alert on
//! `cluster.cds_egress_…`, and Envoy treats a renamed listener as a new one and drains the old one.
//! Virtual node names may contain `_`, so names cannot be parsed.

use std::fmt::Write as _;
use std::net::SocketAddr;

use crate::mesh::topology::{BackendKey, PortProtocol};
use crate::model::Name;

/// Address to which iptables redirects outbound connections.
pub const EGRESS_ADDRESS: SocketAddr = any(15001);

/// Address to which iptables redirects inbound connections.
pub const INGRESS_ADDRESS: SocketAddr = any(15000);

/// Name of the bootstrap's cluster for an SDS agent such as SPIRE's, which serves certificates.
pub const SDS_CLUSTER: &str = "static_cluster_sds_unix_socket";

const fn any(port: u16) -> SocketAddr {
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED), port)
}

/// Returns the name of the listener for outbound connections.
#[must_use]
pub fn egress_listener(at: SocketAddr) -> String {
    format!("lds_egress_{}_{}", at.ip(), at.port())
}

/// Returns the name of the listener for inbound connections.
#[must_use]
pub fn ingress_listener(at: SocketAddr) -> String {
    format!("lds_ingress_{}_{}", at.ip(), at.port())
}

/// Returns the name of the route table for outbound requests to `port`.
#[must_use]
pub fn egress_routes(protocol: PortProtocol, port: u16) -> String {
    format!("rds_egress_{}_{port}", protocol.as_str())
}

/// Returns the name of the route table for inbound requests to `port`.
#[must_use]
pub fn ingress_routes(protocol: PortProtocol, port: u16) -> String {
    format!("rds_ingress_{}_{port}", protocol.as_str())
}

/// Returns the name of the cluster of a backend: App Mesh's, with a suffix for further client
/// policies.
#[must_use]
pub fn cluster(mesh: &Name, backend: &BackendKey) -> String {
    let BackendKey { node, port, protocol, policy } = backend;
    let mut name = format!("cds_egress_{mesh}_{node}_{}_{port}", protocol.as_str());
    if let Some(policy) = policy {
        write!(name, "_tls-{policy:.8}").expect("a String takes any text");
    }
    name
}

/// Returns the name of the cluster of the application behind a listener.
#[must_use]
pub fn ingress_cluster(mesh: &Name, node: &Name, protocol: PortProtocol, port: u16) -> String {
    format!("cds_ingress_{mesh}_{node}_{}_{port}", protocol.as_str())
}

/// Returns the name of the pass-through cluster for AWS's own APIs.
#[must_use]
pub fn amazonaws(mesh: &Name) -> String {
    format!("cds_egress_{mesh}_amazonaws")
}

/// Returns the name of the pass-through cluster for destinations outside the mesh.
#[must_use]
pub fn allow_all(mesh: &Name) -> String {
    format!("cds_egress_{mesh}_mesh-allow-all")
}

/// Returns the prefix of the metrics of an ingress filter chain: with protocol and port if the node
/// has several listeners, without if it has `only` this one. The tag expressions of the AWS agent
/// rely on both forms.
#[must_use]
pub fn ingress_stats(protocol: PortProtocol, port: u16, only: bool) -> String {
    if only { "ingress".to_owned() } else { format!("ingress.{}.{port}", protocol.as_str()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mesh::topology::PolicyId;

    #[test]
    fn names_are_those_of_app_mesh() {
        let (mesh, node) = (Name::from("dj-app"), Name::from("jazz-v1_prod"));
        let http = PortProtocol::Http;
        let plain = BackendKey { node: node.clone(), port: 9080, protocol: http, policy: None };
        let policy = Some(PolicyId::none());
        let other = BackendKey { policy, ..plain.clone() };
        for (got, want) in [
            (egress_listener(EGRESS_ADDRESS), "lds_egress_0.0.0.0_15001"),
            (ingress_listener(INGRESS_ADDRESS), "lds_ingress_0.0.0.0_15000"),
            (egress_routes(http, 9080), "rds_egress_http_9080"),
            (ingress_routes(PortProtocol::Grpc, 80), "rds_ingress_grpc_80"),
            (cluster(&mesh, &plain), "cds_egress_dj-app_jazz-v1_prod_http_9080"),
            (cluster(&mesh, &other), "cds_egress_dj-app_jazz-v1_prod_http_9080_tls-67ec4cfa"),
            (ingress_cluster(&mesh, &node, http, 80), "cds_ingress_dj-app_jazz-v1_prod_http_80"),
            (amazonaws(&mesh), "cds_egress_dj-app_amazonaws"),
            (allow_all(&mesh), "cds_egress_dj-app_mesh-allow-all"),
            (ingress_stats(http, 80, true), "ingress"),
            (ingress_stats(http, 80, false), "ingress.http.80"),
        ] {
            assert_eq!(got, want);
        }
    }
}
