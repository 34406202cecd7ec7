//! From virtual services over their providers to routes.

use std::collections::BTreeMap;

use super::precedence::Precedence;
use super::{
    Backend, BackendKey, ClientPolicy, Port, Problem, Problems, RequestMatch, RetryPolicy, Route,
    RouteMatch, Service, Upstream, rule,
};
use crate::mesh::traffic::{Provider, Rule};
use crate::mesh::{Mesh, Router};
use crate::model::types::{self as model, PortProtocol};
use crate::model::{Key, Kind, Name};

/// Resolves the services of one workload, and collects the backends that they lead to.
pub(super) struct Resolver<'a> {
    pub(super) mesh: &'a Mesh,
    pub(super) backends: BTreeMap<BackendKey, Upstream>,
    pub(super) problems: Problems,
}

/// A route of a router, without what depends on the port and the caller.
struct RouteTemplate<'a> {
    route: Route,
    rule: Rule<'a>,
    precedence: Precedence,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(mesh: &'a Mesh) -> Self {
        Self { mesh, backends: BTreeMap::new(), problems: Problems::default() }
    }

    pub(super) fn finish(self) -> (BTreeMap<BackendKey, Upstream>, Vec<Problem>) {
        (self.backends, self.problems.into_vec())
    }

    /// Returns the key of a resource of the mesh that has no parent.
    pub(super) fn key(&self, kind: Kind, name: &Name) -> Key {
        Key::member(kind, self.mesh.name.clone(), name.clone())
    }

    /// Returns virtual service `name` as `caller` sees it, which calls it with `policy`.
    pub(super) fn service(
        &mut self,
        caller: &Key,
        name: Name,
        policy: Option<&ClientPolicy>,
    ) -> Service {
        let key = self.key(Kind::VirtualService, &name);
        let ports = match self.mesh.provider(&name) {
            None => {
                let text = format!("backend `{name}` is not a virtual service of the mesh");
                self.problems.add(caller, text);
                Vec::new()
            }
            Some(Provider::None) => {
                self.problems.add(&key, "it has no provider, and therefore no ports");
                Vec::new()
            }
            Some(Provider::Node(node)) => self.node_ports(&key, node, policy),
            Some(Provider::Router(router)) => self.router_ports(&key, router, policy),
        };
        Service { key, ports }
    }

    /// Returns the ports of `service`, which virtual node `name` provides.
    fn node_ports(
        &mut self,
        service: &Key,
        name: &Name,
        policy: Option<&ClientPolicy>,
    ) -> Vec<Port> {
        let Some(spec) = self.mesh.nodes.get(name) else {
            let text = format!("its provider, virtual node `{name}`, does not exist");
            self.problems.add(service, text);
            return Vec::new();
        };
        if spec.listeners.is_empty() {
            let text = format!("its provider, virtual node `{name}`, has no listener");
            self.problems.add(service, text);
        }
        let port = |listener: &model::Listener| {
            let key = self.backend(name, spec, listener, policy);
            // App Mesh fixed the timeout here at 15 s, which made a longer one of the listener
            // useless.
            let timeouts = self.backends[&key].listener.timeouts;
            let model::PortMapping { port, protocol } = listener.port_mapping;
            let (matches, retry) = match protocol {
                PortProtocol::Tcp => (RouteMatch::Connection, None),
                PortProtocol::Http | PortProtocol::Http2 | PortProtocol::Grpc => {
                    let all = RouteMatch::Request(RequestMatch::default());
                    (all, Some(RetryPolicy::default()))
                }
            };
            let backends = vec![Backend::Node { key, weight: 100 }];
            let route = Route { key: service.clone(), matches, timeouts, retry, backends };
            Port { port, protocol, routes: vec![route] }
        };
        spec.listeners.iter().map(port).collect()
    }

    /// Returns the ports of `service`, which virtual router `name` provides.
    fn router_ports(
        &mut self,
        service: &Key,
        name: &Name,
        policy: Option<&ClientPolicy>,
    ) -> Vec<Port> {
        let Some(router) = self.mesh.routers.get(name) else {
            let text = format!("its provider, virtual router `{name}`, does not exist");
            self.problems.add(service, text);
            return Vec::new();
        };
        let ports = self.mesh.service_ports(&service.name).into_iter();
        let mut ports: Vec<Port> =
            ports.map(|(port, protocol)| Port { port, protocol, routes: Vec::new() }).collect();
        let key = self.key(Kind::VirtualRouter, name);
        if ports.is_empty() {
            self.problems.add(&key, "neither it nor a target of its routes has a listener");
        } else if router.routes.is_empty() {
            self.problems.add(&key, "it has no routes: requests to its services fail");
        }
        for RouteTemplate { route, rule, .. } in self.templates(name, router) {
            let fits = |port: &&mut Port| {
                port.protocol == rule.protocol() && rule.port().is_none_or(|of| of == port.port)
            };
            let mut fitting = ports.iter_mut().filter(fits).peekable();
            if fitting.peek().is_none() {
                let protocol = rule.protocol().as_str();
                let on = rule.port().map(|port| format!(" on port {port}")).unwrap_or_default();
                let text = format!("its router has no {protocol} listener{on}: nothing matches it");
                self.problems.add(&route.key, text);
            }
            for port in fitting {
                let backends = self.targets(&route.key, rule.targets(), port.port, policy);
                port.routes.push(Route { backends, ..route.clone() });
            }
        }
        ports
    }

    /// Returns the routes of router `name` in the order in which they are tried.
    fn templates(&mut self, name: &Name, router: &'a Router) -> Vec<RouteTemplate<'a>> {
        let mut templates = Vec::new();
        for (route, spec) in &router.routes {
            let mesh = self.mesh.name.clone();
            let key = Key::child(Kind::Route, mesh, name.clone(), route.clone());
            let Some(rule) = spec.rule() else {
                self.problems.add(&key, "it has no rule: nothing matches it");
                continue;
            };
            let (retry, unknown_events) = rule::retries(rule);
            for event in unknown_events {
                self.problems.add(&key, format!("unknown retry event `{event}` is ignored"));
            }
            let (matches, timeouts) = (rule::matches(rule), rule::timeouts(rule));
            let precedence = Precedence::of(spec.priority, &matches, route);
            let route = Route { key, matches, timeouts, retry, backends: Vec::new() };
            templates.push(RouteTemplate { route, rule, precedence });
        }
        templates.sort_by(|a, b| a.precedence.cmp(&b.precedence));
        templates
    }
}
