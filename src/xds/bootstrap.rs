//! The configuration that a proxy starts with: who it is, and where its control plane is.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::identity::METADATA;
use super::names;
use super::site::Mode;
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
    pub mode: Mode,
    /// Socket of an agent that hands out certificates (SPIRE's, as App Mesh used it), for virtual
    /// nodes whose certificates are named by secret.
    pub secrets: Option<PathBuf>,
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
        if let Mode::Explicit { egress, ingress, application } = &self.mode {
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
        json!({
            "name": MANAGEMENT,
            "type": if is_address { "STATIC" } else { "STRICT_DNS" },
            "connect_timeout": "1s",
            "typed_extension_protocol_options": http2(json!({
                "connection_keepalive": {"interval": "10s", "timeout": "20s"},
            })),
            "load_assignment": {
                "cluster_name": MANAGEMENT,
                "endpoints": [{"lb_endpoints": [{"endpoint": endpoint}]}],
            },
        })
    }
}

/// Name of the management service's cluster.
const MANAGEMENT: &str = "meshctl_management";

/// The cluster that secrets are asked of; translated listeners and clusters name it.
fn secrets(socket: &Path) -> Value {
    let endpoint = json!({"address": {"pipe": {"path": socket}}});
    json!({
        "name": names::SECRETS,
        "type": "STATIC",
        "connect_timeout": "1s",
        "typed_extension_protocol_options": http2(json!({})),
        "load_assignment": {
            "cluster_name": names::SECRETS,
            "endpoints": [{"lb_endpoints": [{"endpoint": endpoint}]}],
        },
    })
}

fn http2(options: Value) -> Value {
    json!({
        "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {
            "@type": "type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
            "explicit_http_config": {"http2_protocol_options": options},
        },
    })
}

fn socket(host: &str, port: u16) -> Value {
    json!({"socket_address": {"address": host, "port_value": port}})
}
