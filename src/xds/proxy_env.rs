//! How a proxy is set up: what it reports about itself, and the mesh does not contain.

use std::net::SocketAddr;

/// The environment of one proxy. The default is that of App Mesh: behind iptables.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct ProxyEnv {
    /// How connections reach the proxy.
    pub interception: Interception,
}

/// How connections reach a proxy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum Interception {
    /// iptables redirects them to ports 15000 and 15001; the original destination is known.
    #[default]
    Iptables,
    /// The application addresses the proxy explicitly, as it would an HTTP proxy. Needs no
    /// privileges; the destination is known from the `Host` header only
    /// (`docs/behaviour/envoy.md#explicit-proxies`).
    ExplicitProxy {
        /// Address for the application's outgoing calls.
        egress: SocketAddr,
        /// Address for incoming calls; none for a node that is only a client.
        ingress: Option<SocketAddr>,
        /// Address of the application; by default the listener's port on the loopback interface.
        application: Option<SocketAddr>,
    },
}

impl Interception {
    /// Returns whether the original destination of a connection is known.
    #[must_use]
    pub fn is_transparent(&self) -> bool {
        *self == Self::Iptables
    }
}
