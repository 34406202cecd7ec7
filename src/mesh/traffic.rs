//! Where traffic goes: what listens on which ports, what the rules of routes match, and which
//! virtual nodes or services they send to.

use super::Mesh;
use crate::model::types::{
    GatewayRouteSpec, GatewayRouteTarget, GrpcGatewayRoute, GrpcRoute, HttpGatewayRoute, HttpRoute,
    PortProtocol, RouteSpec, TcpRoute, VirtualGatewayPortProtocol, VirtualNodeSpec,
    VirtualRouterSpec, VirtualServiceProvider, VirtualServiceSpec, WeightedTarget,
};
use crate::model::{Name, Spec};

/// What provides a virtual service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provider<'a> {
    /// A virtual node, directly.
    Node(&'a Name),
    /// A virtual router and its routes.
    Router(&'a Name),
    /// Nothing: the name is reserved, and requests to it fail with 404.
    None,
}

/// The rule of a route, whichever of the four members of its spec holds it.
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

/// The rule of a gateway route, whichever of the three members of its spec holds it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum GatewayRule<'a> {
    /// `httpRoute`.
    Http(&'a HttpGatewayRoute),
    /// `http2Route`.
    Http2(&'a HttpGatewayRoute),
    /// `grpcRoute`.
    Grpc(&'a GrpcGatewayRoute),
}

/// The listeners that the rule of a route or gateway route applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListenerMatch {
    /// Protocol of the listeners.
    pub protocol: PortProtocol,
    /// Port of the listener; without one, the rule applies to all listeners with that protocol.
    pub port: Option<u16>,
}

impl PortProtocol {
    /// Returns the member of a route's spec that holds rules for this protocol: `httpRoute`.
    #[must_use]
    pub fn route_member(self) -> &'static str {
        match self {
            Self::Http => "httpRoute",
            Self::Http2 => "http2Route",
            Self::Grpc => "grpcRoute",
            Self::Tcp => "tcpRoute",
        }
    }
}

impl From<VirtualGatewayPortProtocol> for PortProtocol {
    fn from(protocol: VirtualGatewayPortProtocol) -> Self {
        match protocol {
            VirtualGatewayPortProtocol::Http => Self::Http,
            VirtualGatewayPortProtocol::Http2 => Self::Http2,
            VirtualGatewayPortProtocol::Grpc => Self::Grpc,
        }
    }
}

impl<'a> Rule<'a> {
    /// Returns the protocol of the requests that the rule can match.
    #[must_use]
    pub fn protocol(self) -> PortProtocol {
        match self {
            Self::Http(_) => PortProtocol::Http,
            Self::Http2(_) => PortProtocol::Http2,
            Self::Grpc(_) => PortProtocol::Grpc,
            Self::Tcp(_) => PortProtocol::Tcp,
        }
    }

    /// Returns the port of the router's listener that the rule applies to; none means all.
    #[must_use]
    pub fn port(self) -> Option<u16> {
        match self {
            Self::Http(route) | Self::Http2(route) => route.r#match.port,
            Self::Grpc(route) => route.r#match.port,
            Self::Tcp(route) => route.r#match.as_ref()?.port,
        }
    }

    /// Returns the weighted targets, in the order of the spec.
    #[must_use]
    pub fn targets(self) -> &'a [WeightedTarget] {
        match self {
            Self::Http(route) | Self::Http2(route) => &route.action.weighted_targets,
            Self::Grpc(route) => &route.action.weighted_targets,
            Self::Tcp(route) => &route.action.weighted_targets,
        }
    }
}

impl<'a> GatewayRule<'a> {
    /// Returns the protocol of the requests that the rule can match.
    #[must_use]
    pub fn protocol(self) -> PortProtocol {
        match self {
            Self::Http(_) => PortProtocol::Http,
            Self::Http2(_) => PortProtocol::Http2,
            Self::Grpc(_) => PortProtocol::Grpc,
        }
    }

    /// Returns the port of the gateway's listener that the rule applies to; none means all.
    #[must_use]
    pub fn port(self) -> Option<u16> {
        match self {
            Self::Http(route) | Self::Http2(route) => route.r#match.port,
            Self::Grpc(route) => route.r#match.port,
        }
    }

    /// Returns the virtual service, and its port, that the rule sends to.
    #[must_use]
    pub fn target(self) -> &'a GatewayRouteTarget {
        match self {
            Self::Http(route) | Self::Http2(route) => &route.action.target,
            Self::Grpc(route) => &route.action.target,
        }
    }
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

    /// Returns the weighted targets of the route, in the order of the spec.
    #[must_use]
    pub fn targets(&self) -> &[WeightedTarget] {
        self.rule().map_or(&[], Rule::targets)
    }
}

impl GatewayRouteSpec {
    /// Returns the rule of the gateway route, or `None` for a spec that violates
    /// `docs/behaviour/api.md#one-of-rules`.
    #[must_use]
    pub fn rule(&self) -> Option<GatewayRule<'_>> {
        None.or(self.http_route.as_ref().map(GatewayRule::Http))
            .or(self.http2_route.as_ref().map(GatewayRule::Http2))
            .or(self.grpc_route.as_ref().map(GatewayRule::Grpc))
    }

    /// Returns the virtual service, and its port, that the gateway route sends to.
    #[must_use]
    pub fn target(&self) -> Option<&GatewayRouteTarget> {
        self.rule().map(GatewayRule::target)
    }
}

impl VirtualServiceSpec {
    /// Returns what provides the virtual service.
    #[must_use]
    pub fn provider(&self) -> Provider<'_> {
        match &self.provider {
            Some(VirtualServiceProvider::VirtualNode(node)) => {
                Provider::Node(&node.virtual_node_name)
            }
            Some(VirtualServiceProvider::VirtualRouter(router)) => {
                Provider::Router(&router.virtual_router_name)
            }
            None => Provider::None,
        }
    }
}

impl VirtualNodeSpec {
    /// Returns the ports and protocols of the listeners, in the order of the spec.
    #[must_use]
    pub fn ports(&self) -> Vec<(u16, PortProtocol)> {
        let mappings = self.listeners.iter().map(|listener| &listener.port_mapping);
        mappings.map(|mapping| (mapping.port, mapping.protocol)).collect()
    }
}

impl VirtualRouterSpec {
    /// Returns the ports and protocols of the listeners, in the order of the spec.
    #[must_use]
    pub fn ports(&self) -> Vec<(u16, PortProtocol)> {
        let mappings = self.listeners.iter().map(|listener| &listener.port_mapping);
        mappings.map(|mapping| (mapping.port, mapping.protocol)).collect()
    }
}

impl Spec {
    /// Returns the ports and protocols of the listeners of a virtual node, router or gateway, in
    /// the order of the spec. Other kinds have no listeners.
    #[must_use]
    pub fn ports(&self) -> Vec<(u16, PortProtocol)> {
        match self {
            Self::VirtualNode(node) => node.ports(),
            Self::VirtualRouter(router) => router.ports(),
            Self::VirtualGateway(gateway) => {
                let mappings = gateway.listeners.iter().map(|listener| &listener.port_mapping);
                mappings.map(|mapping| (mapping.port, mapping.protocol.into())).collect()
            }
            Self::Mesh(_) | Self::Route(_) | Self::VirtualService(_) | Self::GatewayRoute(_) => {
                Vec::new()
            }
        }
    }

    /// Returns the listeners of its parent that the rule of a route or gateway route applies to.
    /// Other kinds have no rule.
    #[must_use]
    pub fn listener_match(&self) -> Option<ListenerMatch> {
        match self {
            Self::Route(route) => {
                let rule = route.rule()?;
                Some(ListenerMatch { protocol: rule.protocol(), port: rule.port() })
            }
            Self::GatewayRoute(route) => {
                let rule = route.rule()?;
                Some(ListenerMatch { protocol: rule.protocol(), port: rule.port() })
            }
            _ => None,
        }
    }

    /// Returns the weighted targets of a route, in the order of the spec. Other kinds have none.
    #[must_use]
    pub fn targets(&self) -> &[WeightedTarget] {
        match self {
            Self::Route(route) => route.targets(),
            _ => &[],
        }
    }
}

impl Mesh {
    /// Returns what provides the virtual service `name`; none if the mesh has no such service.
    #[must_use]
    pub fn provider(&self, name: &Name) -> Option<Provider<'_>> {
        self.services.get(name).map(VirtualServiceSpec::provider)
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
        self.nodes.get(name).map_or_else(Vec::new, VirtualNodeSpec::ports)
    }

    fn router_ports(&self, name: &Name) -> Vec<(u16, PortProtocol)> {
        let Some(router) = self.routers.get(name) else { return Vec::new() };
        let mut ports = router.spec.ports();
        if !ports.is_empty() {
            return ports;
        }
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
