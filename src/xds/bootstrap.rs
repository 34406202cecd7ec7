//! The bootstrap configuration of an Envoy: its identity, and the address of its control plane.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::identity::METADATA;
use super::names;
use super::proxy_env::Interception;
use crate::model::Key;

/// Parameters of a bootstrap configuration.
#[derive(Debug, Clone)]
pub struct Bootstrap {
    /// Virtual node or virtual gateway that the proxy serves.
    pub resource: Key,
    /// Host of the management server.
    pub xds_host: String,
    /// Port of the management server.
    pub xds_port: u16,
    /// Address of Envoy's admin interface; none to disable it.
    pub admin: Option<SocketAddr>,
    /// How connections reach the proxy.
    pub interception: Interception,
    /// Socket of an SDS server, such as the SPIRE agent, for certificates that the mesh names by
    /// secret.
    pub sds_socket: Option<PathBuf>,
    /// Region that requests to the management server are signed for, with the credentials that
    /// Envoy finds as the AWS SDKs do; none to not sign them.
    pub signing_region: Option<String>,
    /// CA certificates (PEM) that the certificate of the management server is verified against;
    /// none to connect without TLS.
    pub ca: Option<PathBuf>,
    /// Whether to use incremental xDS instead of state of the world.
    pub delta: bool,
}

impl Bootstrap {
    /// Returns the node id that the proxy sends: `mesh/MESH/virtualNode/NODE` or
    /// `mesh/MESH/virtualGateway/GATEWAY`.
    #[must_use]
    pub fn node_id(&self) -> String {
        self.resource.path()
    }

    /// Returns the configuration as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        let id = self.node_id();
        let ads = json!({"ads": {}, "resource_api_version": "V3", "initial_fetch_timeout": "0s"});
        let mut node = json!({ "id": id, "cluster": id });
        if let Interception::ExplicitProxy { egress, ingress, application } = &self.interception {
            let mut settings = json!({ "egress": egress.to_string() });
            for (name, address) in [("ingress", ingress), ("application", application)] {
                if let Some(address) = address {
                    settings[name] = address.to_string().into();
                }
            }
            node["metadata"] = json!({ METADATA: settings });
        }
        let mut clusters = vec![self.management_cluster()];
        clusters.extend(self.sds_socket.as_deref().map(sds_cluster));
        let mut bootstrap = json!({
            "node": node,
            "dynamic_resources": {
                "ads_config": {
                    "api_type": if self.delta { "DELTA_GRPC" } else { "GRPC" },
                    "transport_api_version": "V3",
                    "set_node_on_first_message_only": true,
                    "grpc_services": [{"envoy_grpc": {"cluster_name": MANAGEMENT}}],
                },
                "cds_config": ads,
                "lds_config": ads,
            },
            "static_resources": { "clusters": clusters },
        });
        if let Some(admin) = self.admin {
            bootstrap["admin"] =
                json!({ "address": socket(&admin.ip().to_string(), admin.port()) });
        }
        bootstrap
    }

    /// The cluster of the management server. Its keepalive detects a control plane that vanished
    /// without closing its connections.
    fn management_cluster(&self) -> Value {
        let is_address = self.xds_host.parse::<std::net::IpAddr>().is_ok();
        let endpoint = json!({"address": socket(&self.xds_host, self.xds_port)});
        let keepalive = json!({"connection_keepalive": {"interval": "10s", "timeout": "20s"}});
        let mut options = http2(keepalive);
        if let Some(region) = &self.signing_region {
            options[HTTP]["http_filters"] = signing_filters(region);
        }
        let mut cluster = json!({
            "name": MANAGEMENT,
            "type": if is_address { "STATIC" } else { "STRICT_DNS" },
            "connect_timeout": "1s",
            "typed_extension_protocol_options": options,
            "load_assignment": {
                "cluster_name": MANAGEMENT,
                "endpoints": [{"lb_endpoints": [{"endpoint": endpoint}]}],
            },
        });
        if let Some(ca) = &self.ca {
            cluster["transport_socket"] = tls_socket(ca, &self.xds_host, is_address);
        }
        cluster
    }
}

/// Filters that sign requests. The payload is not signed: the messages of a stream are not known
/// when it opens.
fn signing_filters(region: &str) -> Value {
    const FILTERS: &str = "type.googleapis.com/envoy.extensions.filters.http";
    json!([
        {
            "name": "envoy.filters.http.aws_request_signing",
            "typed_config": {
                "@type": format!("{FILTERS}.aws_request_signing.v3.AwsRequestSigning"),
                "service_name": "appmesh",
                "region": region,
                "use_unsigned_payload": true,
            },
        },
        {
            "name": "envoy.filters.http.upstream_codec",
            "typed_config": {"@type": format!("{FILTERS}.upstream_codec.v3.UpstreamCodec")},
        },
    ])
}

/// A TLS transport socket that verifies that the certificate of the server is valid for `host`.
fn tls_socket(ca: &Path, host: &str, is_address: bool) -> Value {
    let name = if is_address { "IP_ADDRESS" } else { "DNS" };
    let mut context = json!({
        "@type": "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext",
        "common_tls_context": {
            "alpn_protocols": ["h2"],
            "validation_context": {
                "trusted_ca": {"filename": ca},
                "match_typed_subject_alt_names": [{"san_type": name, "matcher": {"exact": host}}],
            },
        },
    });
    if !is_address {
        context["sni"] = host.into();
    }
    json!({"name": "envoy.transport_sockets.tls", "typed_config": context})
}

/// Name of the management server's cluster.
const MANAGEMENT: &str = "meshctl_management";

/// The cluster of the SDS server; translated listeners and clusters refer to it.
fn sds_cluster(socket: &Path) -> Value {
    let endpoint = json!({"address": {"pipe": {"path": socket}}});
    json!({
        "name": names::SDS_CLUSTER,
        "type": "STATIC",
        "connect_timeout": "1s",
        "typed_extension_protocol_options": http2(json!({})),
        "load_assignment": {
            "cluster_name": names::SDS_CLUSTER,
            "endpoints": [{"lb_endpoints": [{"endpoint": endpoint}]}],
        },
    })
}

/// Name and message type of the HTTP protocol options.
const HTTP: &str = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

fn http2(options: Value) -> Value {
    json!({
        HTTP: {
            "@type": format!("type.googleapis.com/{HTTP}"),
            "explicit_http_config": {"http2_protocol_options": options},
        },
    })
}

fn socket(host: &str, port: u16) -> Value {
    json!({"socket_address": {"address": host, "port_value": port}})
}
