//! Workloads, and the services and backends that they can call.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};

use super::{
    AccessLog, ClientTls, DnsResponseType, EgressFilterType, IpPreference, Listener, PolicyId,
    PortProtocol, Problem, Route, node,
};
use crate::error::{ErrorKind, Explain};
use crate::mesh::Mesh;
use crate::model::{Key, Kind, Name};

/// A virtual node with everything that concerns it in its mesh.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Workload {
    /// Key of the virtual node, which includes the name of the mesh.
    pub key: Key,
    /// IP versions of the addresses of the workload, if it or the mesh has a preference.
    pub ip_preference: Option<IpPreference>,
    /// Ports on which it accepts traffic, in the order of its spec.
    pub inbound: Vec<Listener>,
    /// Virtual services that it can call, in the order of its backends.
    pub outbound: Vec<Service>,
    /// Listeners of other nodes that its calls can reach.
    pub backends: BTreeMap<BackendKey, Upstream>,
    /// Whether calls to destinations outside the mesh are allowed.
    pub egress_filter: EgressFilterType,
    /// Access log, if it has one.
    pub access_log: Option<AccessLog>,
    /// Parts of the mesh that cannot be applied as configured, in the order found.
    pub problems: Vec<Problem>,
}

/// A virtual service, as its callers see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Service {
    /// Key of the virtual service; its name is the host that callers use.
    pub key: Key,
    /// Ports, in the order of the listeners of its provider; none if it does not resolve.
    pub ports: Vec<Port>,
}

/// A port of a virtual service.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Port {
    /// Port number.
    pub port: u16,
    /// Protocol of the port.
    pub protocol: PortProtocol,
    /// Routes, of which the first that matches is used. Without routes, requests fail.
    pub routes: Vec<Route>,
}

/// Identity of a backend: a listener of a virtual node, called with one client policy.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BackendKey {
    /// The virtual node.
    pub node: Name,
    /// Port of the listener.
    pub port: u16,
    /// Protocol of the listener.
    pub protocol: PortProtocol,
    /// The client policy, if the workload calls the listener with several policies and this is not
    /// the first of them.
    pub policy: Option<PolicyId>,
}

/// A listener of a virtual node, as a caller sees it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Upstream {
    /// The listener.
    pub listener: Listener,
    /// Source of its addresses.
    pub discovery: Discovery,
    /// IP versions of those addresses, if the node or the mesh has a preference.
    pub ip_preference: Option<IpPreference>,
    /// Host name of the node: for SNI, certificates and the `Host` header of health checks.
    pub host: String,
    /// Client policy of the calls, if there is one for this port.
    pub policy: Option<PolicyId>,
    /// TLS of the calls; without it, plain text.
    pub tls: Option<ClientTls>,
}

/// Source of the addresses of a virtual node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Discovery {
    /// DNS.
    Dns {
        /// Host name to look up, as configured.
        hostname: String,
        /// Whether its addresses are load balancers or instances.
        response_type: DnsResponseType,
    },
    /// AWS Cloud Map.
    CloudMap {
        /// Name of the namespace.
        namespace: String,
        /// Name of the service.
        service: String,
        /// Attributes that an instance must have.
        attributes: BTreeMap<String, String>,
    },
    /// No source: calls fail.
    None,
}

/// Why there is no workload for a key.
#[derive(Debug, thiserror::Error)]
pub enum NoWorkload {
    /// The mesh does not have the virtual node.
    #[error("mesh `{mesh}` has no virtual node `{name}`")]
    NodeNotFound {
        /// The mesh.
        mesh: Name,
        /// The missing node.
        name: Name,
    },
    /// Virtual gateways are not resolved yet.
    #[error("`{name}` of mesh `{mesh}` is a virtual gateway, which is not served yet")]
    Gateway {
        /// The mesh.
        mesh: Name,
        /// The gateway.
        name: Name,
    },
    /// Resources of other kinds have no proxies.
    #[error("{key} is not a virtual node or virtual gateway")]
    WrongKind {
        /// The resource.
        key: Key,
    },
}

impl Explain for NoWorkload {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Usage
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::NodeNotFound { mesh, .. } => {
                Some(format!("see `meshctl list-virtual-nodes --mesh-name {mesh}`"))
            }
            Self::Gateway { .. } | Self::WrongKind { .. } => None,
        }
    }
}

impl Workload {
    /// Returns the workload that `key` names in `mesh`.
    ///
    /// # Errors
    ///
    /// [`NoWorkload`] if the mesh does not have it, or if it is not a virtual node.
    pub fn of(mesh: &Mesh, key: &Key) -> Result<Self, NoWorkload> {
        let (name, found) = (&key.name, mesh.nodes.get(&key.name));
        match (key.kind, found) {
            (Kind::VirtualNode, Some(spec)) => Ok(node::workload(mesh, key, spec)),
            (Kind::VirtualNode, None) if !mesh.gateways.contains_key(name) => {
                Err(NoWorkload::NodeNotFound { mesh: mesh.name.clone(), name: name.clone() })
            }
            (Kind::VirtualNode | Kind::VirtualGateway, _) => {
                Err(NoWorkload::Gateway { mesh: mesh.name.clone(), name: name.clone() })
            }
            _ => Err(NoWorkload::WrongKind { key: key.clone() }),
        }
    }
}

impl Discovery {
    /// Returns the host name of the node: that in DNS without a trailing dot, or `SERVICE.NAMESPACE`
    /// in Cloud Map.
    #[must_use]
    pub fn host(&self) -> Option<String> {
        match self {
            Self::Dns { hostname, .. } => Some(hostname.trim_end_matches('.').to_owned()),
            Self::CloudMap { namespace, service, .. } => Some(format!("{service}.{namespace}")),
            Self::None => None,
        }
    }
}

impl fmt::Display for BackendKey {
    /// Writes `NODE:PORT/PROTOCOL`, and `#` with 8 digits of its policy if it has one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}/{}", self.node, self.port, self.protocol.as_str())?;
        match &self.policy {
            Some(policy) => write!(f, "#{policy:.8}"),
            None => Ok(()),
        }
    }
}

impl Serialize for BackendKey {
    /// Writes the form of [`fmt::Display`], which can be the name of a member.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}
