//! The configuration that a proxy starts with: who it is, and where its control plane is.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::identity::METADATA;
use super::names;
use super::proxy_env::Interception;
use crate::model::{Key, Kind, Name};

/// What a bootstrap is made of.
#[derive(Debug, Clone)]
pub struct Bootstrap {
    /// The proxy's mesh.
    pub mesh: Name,
    /// The proxy's virtual node.
    pub virtual_node: Name,
    /// Host of the management service.
    pub xds_host: String,
    /// Port of the management service.
    pub xds_port: u16,
    /// Address of the proxy's own admin interface; none to have none.
    pub admin: Option<SocketAddr>,
    /// How connections come to the proxy.
    pub interception: Interception,
    /// Socket of an agent that hands out certificates (SPIRE's, as App Mesh used it), for virtual
    /// nodes whose certificates are named by secret.
    pub secrets: Option<PathBuf>,
    /// Region that requests to the management service are signed for, if they are: with the
    /// credentials that Envoy finds, as the SDKs of AWS do.
    pub signed_for: Option<String>,
    /// Certificates, in PEM, of which the management service's own must be; none if the connection
    /// is not encrypted.
    pub trusted: Option<PathBuf>,
    /// Whether to speak delta xDS instead of state of the world.
    pub delta: bool,
}

impl Bootstrap {
    /// Returns the id by which the proxy names itself: `mesh/MESH/virtualNode/NODE`.
    #[must_use]
    pub fn node_id(&self) -> String {
        Key::member(Kind::VirtualNode, self.mesh.clone(), self.virtual_node.clone()).path()
    }

    /// Returns the bootstrap as JSON, which Envoy reads as well as YAML.
    #[must_use]
    pub fn json(&self) -> Value {
        let id = self.node_id();
        let ads = json!({"ads": {}, "resource_api_version": "V3", "initial_fetch_timeout": "0s"});
        let mut node = json!({ "id": id, "cluster": id });
        if let Interception::ExplicitProxy { egress, ingress, application } = &self.interception {
            let mut own = json!({ "egress": egress.to_string() });
            for (name, address) in [("ingress", ingress), ("application", application)] {
                if let Some(address) = address {
                    own[name] = address.to_string().into();
                }
            }
            node["metadata"] = json!({ METADATA: own });
        }
        let mut clusters = vec![self.management()];
        clusters.extend(self.secrets.as_deref().map(secrets));
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

    /// The cluster of the management service. Its keepalive notices a control plane that is gone
    /// without a word.
    fn management(&self) -> Value {
        let is_address = self.xds_host.parse::<std::net::IpAddr>().is_ok();
        let endpoint = json!({"address": socket(&self.xds_host, self.xds_port)});
        let keepalive = json!({"connection_keepalive": {"interval": "10s", "timeout": "20s"}});
        let mut options = http2(keepalive);
        if let Some(region) = &self.signed_for {
            options[HTTP]["http_filters"] = signature(region);
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
        if let Some(trusted) = &self.trusted {
            cluster["transport_socket"] = encryption(trusted, &self.xds_host, is_address);
        }
        cluster
    }
}

/// What signs the requests of a stream, whose messages are not known when it begins.
fn signature(region: &str) -> Value {
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

/// What encrypts the connection, and holds the server to a certificate for `host`.
fn encryption(trusted: &Path, host: &str, is_address: bool) -> Value {
    let name = if is_address { "IP_ADDRESS" } else { "DNS" };
    let mut context = json!({
        "@type": "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext",
        "common_tls_context": {
            "alpn_protocols": ["h2"],
            "validation_context": {
                "trusted_ca": {"filename": trusted},
                "match_typed_subject_alt_names": [{"san_type": name, "matcher": {"exact": host}}],
            },
        },
    });
    if !is_address {
        context["sni"] = host.into();
    }
    json!({"name": "envoy.transport_sockets.tls", "typed_config": context})
}

/// Name of the management service's cluster.
const MANAGEMENT: &str = "meshctl_management";

/// The cluster that secrets are asked of; translated listeners and clusters name it.
fn secrets(socket: &Path) -> Value {
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

/// Name of the options of HTTP, and their type.
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
