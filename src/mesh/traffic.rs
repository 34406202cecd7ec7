//! Where traffic goes: from a virtual service over its router's routes to virtual nodes.

use super::Mesh;
use crate::model::Name;
use crate::model::types::{
    GrpcRoute, HttpRoute, PortProtocol, RouteSpec, TcpRoute, VirtualServiceProvider, WeightedTarget,
};

/// What answers for a virtual service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provider<'a> {
    /// A virtual node, directly.
    Node(&'a Name),
    /// A virtual router and its routes.
    Router(&'a Name),
    /// Nothing: the name is reserved, calls get a 404.
    None,
}

/// A route's rule, whichever of the four members of its spec holds it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Rule<'a> {
    /// `httpRoute`.
    Http(&'a HttpRoute),
    /// `http2Route`.
    Http2(&'a HttpRoute),
    /// `grpcRoute`.
    Grpc(&'a GrpcRoute),
    /// `tcpRoute`.
    Tcp(&'a TcpRoute),
}

impl RouteSpec {
    /// Returns the rule of the route, or `None` for a spec that violates
    /// `docs/behaviour/api.md#one-of-rules`.
    #[must_use]
    pub fn rule(&self) -> Option<Rule<'_>> {
        None.or(self.http_route.as_ref().map(Rule::Http))
            .or(self.http2_route.as_ref().map(Rule::Http2))
            .or(self.grpc_route.as_ref().map(Rule::Grpc))
            .or(self.tcp_route.as_ref().map(Rule::Tcp))
    }

    /// Returns where the route sends to, in the order given.
    #[must_use]
    pub fn targets(&self) -> &[WeightedTarget] {
        match self.rule() {
            Some(Rule::Http(rule) | Rule::Http2(rule)) => &rule.action.weighted_targets,
            Some(Rule::Grpc(rule)) => &rule.action.weighted_targets,
            Some(Rule::Tcp(rule)) => &rule.action.weighted_targets,
            None => &[],
        }
    }
}

impl Mesh {
    /// Returns what answers for the virtual service `name`; none if there is no such service.
    #[must_use]
    pub fn provider(&self, name: &Name) -> Option<Provider<'_>> {
        let service = self.services.get(name)?;
        Some(match &service.provider {
            Some(VirtualServiceProvider::VirtualNode(node)) => {
                Provider::Node(&node.virtual_node_name)
            }
            Some(VirtualServiceProvider::VirtualRouter(router)) => {
                Provider::Router(&router.virtual_router_name)
            }
            None => Provider::None,
        })
    }

    /// Returns the ports on which callers reach the virtual service `name`: the listeners of its
    /// router or node, in order. A router without listeners has the ports of its targets
    /// (`docs/behaviour/api.md#routers-without-listeners`).
    #[must_use]
    pub fn service_ports(&self, name: &Name) -> Vec<(u16, PortProtocol)> {
        match self.provider(name) {
            Some(Provider::Node(node)) => self.node_ports(node),
            Some(Provider::Router(router)) => self.router_ports(router),
            Some(Provider::None) | None => Vec::new(),
        }
    }

    /// Returns the ports of the listeners of virtual node `name`, in order.
    #[must_use]
    pub fn node_ports(&self, name: &Name) -> Vec<(u16, PortProtocol)> {
        let listeners = self.nodes.get(name).map_or(&[][..], |node| &node.listeners);
        listeners.iter().map(|l| (l.port_mapping.port, l.port_mapping.protocol)).collect()
    }

    fn router_ports(&self, name: &Name) -> Vec<(u16, PortProtocol)> {
        let Some(router) = self.routers.get(name) else { return Vec::new() };
        let own: Vec<_> = router
            .spec
            .listeners
            .iter()
            .map(|l| (l.port_mapping.port, l.port_mapping.protocol))
            .collect();
        if !own.is_empty() {
            return own;
        }
        let mut ports = Vec::new();
        for target in router.routes.values().flat_map(RouteSpec::targets) {
            for port in self.node_ports(&target.virtual_node) {
                if !ports.contains(&port) {
                    ports.push(port);
                }
            }
        }
        ports
    }
}
