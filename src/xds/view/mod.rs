//! What one virtual node sees of its mesh: its own listeners, the services it may call, and where
//! calls to them end up.
//!
//! References are resolved here and nowhere else in the Envoy room; what does not resolve becomes
//! a [`Problem`]. Nothing here knows Envoy's messages, only the names of its clusters.

mod precedence;
mod resolve;
mod rules;
#[cfg(test)]
pub(super) mod tests;

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use crate::error::{ErrorKind, Explain};
use crate::mesh::Mesh;
use crate::mesh::traffic::Rule;
use crate::model::types::{ClientPolicyTls, IpPreference, ServiceDiscovery};
use crate::model::types::{Listener, PortProtocol, VirtualNodeSpec};
use crate::model::{Key, Kind, Name};

/// Something in the mesh that cannot be carried out as it stands.
///
/// The rest of the mesh is served all the same; this one thing is left out, and where leaving it
/// out would open what was closed, calls are refused instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The resource to look at.
    pub about: Key,
    /// What is wrong and what follows from it: one sentence without a full stop.
    pub text: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.about, self.text)
    }
}

/// A list of problems that says nothing twice.
#[derive(Debug, Default)]
pub(super) struct Problems(Vec<Problem>);

impl From<Vec<Problem>> for Problems {
    fn from(problems: Vec<Problem>) -> Self {
        Self(problems)
    }
}

impl Problems {
    pub(super) fn add(&mut self, about: &Key, text: impl Into<String>) {
        let problem = Problem { about: about.clone(), text: text.into() };
        if !self.0.contains(&problem) {
            self.0.push(problem);
        }
    }

    pub(super) fn into_vec(self) -> Vec<Problem> {
        self.0
    }
}

/// Why there is no view.
#[derive(Debug, thiserror::Error)]
pub enum NoView {
    /// The mesh has neither a virtual node nor a virtual gateway of that name.
    #[error("mesh `{mesh}` has no virtual node `{name}`")]
    NoSuchNode {
        /// The mesh.
        mesh: Name,
        /// The name that is missing.
        name: Name,
    },
    /// Virtual gateways have no translation yet.
    #[error("`{name}` of mesh `{mesh}` is a virtual gateway, and those get no configuration yet")]
    Gateway {
        /// The mesh.
        mesh: Name,
        /// The gateway.
        name: Name,
    },
}

impl Explain for NoView {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Usage
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::NoSuchNode { mesh, .. } => {
                Some(format!("see `meshctl list-virtual-nodes --mesh-name {mesh}`"))
            }
            Self::Gateway { .. } => None,
        }
    }
}

/// What one virtual node sees of its mesh.
#[derive(Debug)]
pub struct View<'a> {
    /// The mesh.
    pub mesh: &'a Mesh,
    /// The node's name.
    pub name: &'a Name,
    /// The node.
    pub node: &'a VirtualNodeSpec,
    /// The services it may call, in the order of its backends; those that answer on no port are
    /// left out, and told in `problems`.
    pub services: Vec<Service<'a>>,
    /// Everything that its calls can end up at, by the name of the cluster that leads there.
    pub upstreams: BTreeMap<String, Upstream<'a>>,
    /// What does not resolve, in the order found.
    pub problems: Vec<Problem>,
}

/// A virtual service, as its callers see it.
#[derive(Debug)]
pub struct Service<'a> {
    /// Its name, which is the host that callers name.
    pub key: Key,
    /// Where it answers, in the order of the listeners of its router or node; never empty.
    pub ports: Vec<Port<'a>>,
}

/// A port on which a virtual service answers.
#[derive(Debug)]
pub struct Port<'a> {
    /// Its number.
    pub port: u16,
    /// What is spoken there.
    pub protocol: PortProtocol,
    /// Where calls go; the first that matches wins. Empty for a router without routes.
    pub ways: Vec<Way<'a>>,
}

/// One way that calls can take from a port.
#[derive(Debug)]
pub struct Way<'a> {
    /// The route, or the service itself if a node provides it.
    pub about: Key,
    /// Which calls take it.
    pub choice: Choice<'a>,
    /// Where they end up; nowhere if it is empty.
    pub targets: Vec<Target>,
}

/// Which calls take a way.
#[derive(Debug, Clone, Copy)]
pub enum Choice<'a> {
    /// Those that match a route's rule.
    Rule(Rule<'a>),
    /// All: the service is provided by a node, on this listener of it.
    All(&'a Listener),
}

/// Where a share of the calls ends up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The name of the cluster, a key of [`View::upstreams`].
    pub cluster: String,
    /// Its share, relative to the other targets' weights: 0 to 100.
    pub weight: u32,
}

/// A listener of a virtual node, as a caller sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Upstream<'a> {
    /// The node's name.
    pub name: &'a Name,
    /// The node.
    pub node: &'a VirtualNodeSpec,
    /// The listener.
    pub listener: &'a Listener,
    /// What the caller asks of TLS on that listener's port, if anything.
    pub policy: Option<&'a ClientPolicyTls>,
}

impl<'a> View<'a> {
    /// Returns what virtual node `node` sees.
    ///
    /// # Errors
    ///
    /// [`NoView`] if `node` is no virtual node of the mesh.
    pub fn of(mesh: &'a Mesh, node: &Name) -> Result<Self, NoView> {
        let Some((name, spec)) = mesh.nodes.get_key_value(node) else {
            let (mesh, name, gateways) = (mesh.name.clone(), node.clone(), &mesh.gateways);
            return Err(if gateways.contains_key(node) {
                NoView::Gateway { mesh, name }
            } else {
                NoView::NoSuchNode { mesh, name }
            });
        };
        Ok(resolve::view(mesh, name, spec))
    }

    /// Returns the key of the node.
    #[must_use]
    pub fn key(&self) -> Key {
        Key::member(Kind::VirtualNode, self.mesh.name.clone(), self.name.clone())
    }

    /// Returns which IP version `node` is to be reached by: its own preference, else the mesh's.
    #[must_use]
    pub fn ip_preference(&self, node: &VirtualNodeSpec) -> Option<IpPreference> {
        let own = match &node.service_discovery {
            Some(ServiceDiscovery::Dns(dns)) => dns.ip_preference,
            Some(ServiceDiscovery::AwsCloudMap(map)) => map.ip_preference,
            None => None,
        };
        own.or_else(|| self.mesh.spec.service_discovery.as_ref()?.ip_preference)
    }
}
