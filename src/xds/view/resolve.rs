//! From a node's backends over services, routers and routes to the listeners of other nodes.

use std::collections::BTreeMap;

use super::{Choice, Port, Problems, Service, Target, Upstream, View, Way, precedence, rules};
use crate::mesh::Mesh;
use crate::mesh::references::service_name;
use crate::mesh::traffic::{Provider, Rule};
use crate::model::types::WeightedTarget;
use crate::model::types::{Backend, ClientPolicy, ClientPolicyTls, Listener, VirtualNodeSpec};
use crate::model::{Key, Kind, Name};
use crate::xds::names;

/// Returns what `node` sees of `mesh`.
pub(super) fn view<'a>(mesh: &'a Mesh, name: &'a Name, node: &'a VirtualNodeSpec) -> View<'a> {
    let mut resolver = Resolver { mesh, upstreams: BTreeMap::new(), problems: Problems::default() };
    let mut services: Vec<Service<'a>> = Vec::new();
    let own = resolver.key(Kind::VirtualNode, name);
    let defaults = tls(node.backend_defaults.as_ref().and_then(|all| all.client_policy.as_ref()));
    for Backend::VirtualService(backend) in &node.backends {
        let key = resolver
            .key(Kind::VirtualService, &service_name(backend.virtual_service_name.as_str()));
        if services.iter().any(|service| service.key == key) {
            let text = format!("backend `{}` is named twice: the first one counts", key.name);
            resolver.problems.add(&own, text);
            continue;
        }
        let policy = tls(backend.client_policy.as_ref()).or(defaults);
        let ports = resolver.ports(&own, &key, policy);
        if !ports.is_empty() {
            services.push(Service { key, ports });
        }
    }
    let Resolver { upstreams, problems, .. } = resolver;
    View { mesh, name, node, services, upstreams, problems: problems.into_vec() }
}

fn tls(policy: Option<&ClientPolicy>) -> Option<&ClientPolicyTls> {
    policy?.tls.as_ref()
}

struct Resolver<'a> {
    mesh: &'a Mesh,
    upstreams: BTreeMap<String, Upstream<'a>>,
    problems: Problems,
}

type Policy<'a> = Option<&'a ClientPolicyTls>;

impl<'a> Resolver<'a> {
    fn key(&self, kind: Kind, name: &Name) -> Key {
        Key::member(kind, self.mesh.name.clone(), name.clone())
    }

    /// Returns where `service` answers `caller`.
    fn ports(&mut self, caller: &Key, service: &Key, policy: Policy<'a>) -> Vec<Port<'a>> {
        match self.mesh.provider(&service.name) {
            None => {
                let name = &service.name;
                let text = format!("backend `{name}` is no virtual service of the mesh");
                self.problems.add(caller, text);
                Vec::new()
            }
            Some(Provider::None) => {
                self.problems.add(service, "it has no provider: no port of it is known");
                Vec::new()
            }
            Some(Provider::Node(node)) => self.of_node(service, node, policy),
            Some(Provider::Router(router)) => self.of_router(service, router, policy),
        }
    }

    fn of_node(&mut self, service: &Key, node: &Name, policy: Policy<'a>) -> Vec<Port<'a>> {
        let Some((name, spec)) = self.mesh.nodes.get_key_value(node) else {
            let text = format!("its provider, virtual node `{node}`, does not exist");
            self.problems.add(service, text);
            return Vec::new();
        };
        if spec.listeners.is_empty() {
            let text = format!("its provider, virtual node `{node}`, has no listener");
            self.problems.add(service, text);
        }
        let port = |listener: &'a Listener| {
            let cluster = self.upstream(Upstream { name, node: spec, listener, policy });
            let targets = vec![Target { cluster, weight: 100 }];
            let way = Way { about: service.clone(), choice: Choice::All(listener), targets };
            let mapping = &listener.port_mapping;
            Port { port: mapping.port, protocol: mapping.protocol, ways: vec![way] }
        };
        spec.listeners.iter().map(port).collect()
    }

    fn of_router(&mut self, service: &Key, router: &Name, policy: Policy<'a>) -> Vec<Port<'a>> {
        let Some((name, found)) = self.mesh.routers.get_key_value(router) else {
            let text = format!("its provider, virtual router `{router}`, does not exist");
            self.problems.add(service, text);
            return Vec::new();
        };
        let answers = self.mesh.service_ports(&service.name);
        let port = |(port, protocol)| Port { port, protocol, ways: Vec::new() };
        let mut ports: Vec<Port<'a>> = answers.into_iter().map(port).collect();
        let about = self.key(Kind::VirtualRouter, name);
        if ports.is_empty() {
            self.problems.add(&about, "neither it nor a target of its routes has a listener");
        } else if found.routes.is_empty() {
            self.problems.add(&about, "it has no routes: calls to its services are refused");
        }
        let mut routes: Vec<_> = found.routes.iter().collect();
        precedence::sort(&mut routes);
        for (route, spec) in routes {
            let mesh = self.mesh.name.clone();
            let about = Key::child(Kind::Route, mesh, name.clone(), route.clone());
            let Some(rule) = spec.rule() else {
                self.problems.add(&about, "it has no rule: nothing matches it");
                continue;
            };
            for port in self.fitting(&about, rule, &mut ports) {
                let targets = self.targets(&about, spec.targets(), port.port, policy);
                let choice = Choice::Rule(rule);
                port.ways.push(Way { about: about.clone(), choice, targets });
            }
        }
        ports
    }

    /// Returns those of `ports` that `rule` is for.
    fn fitting<'p>(
        &mut self,
        about: &Key,
        rule: Rule<'_>,
        ports: &'p mut [Port<'a>],
    ) -> Vec<&'p mut Port<'a>> {
        let (wanted, protocol) = (rules::port(rule), rules::protocol(rule));
        let fits = |port: &Port<'_>| {
            wanted.is_none_or(|wanted| wanted == port.port) && protocol == port.protocol
        };
        let fitting: Vec<_> = ports.iter_mut().filter(|port| fits(port)).collect();
        if fitting.is_empty() {
            let what = match wanted {
                Some(port) => format!("{} listener on port {port}", protocol.as_str()),
                None => format!("{} listener", protocol.as_str()),
            };
            self.problems.add(about, format!("its router has no {what}: nothing matches it"));
        }
        fitting
    }

    /// Returns the clusters behind those of `targets` that exist.
    fn targets(
        &mut self,
        about: &Key,
        targets: &[WeightedTarget],
        port: u16,
        policy: Policy<'a>,
    ) -> Vec<Target> {
        let mut found: Vec<Target> = Vec::new();
        for target in targets {
            let Some((name, node)) = self.mesh.nodes.get_key_value(&target.virtual_node) else {
                let name = &target.virtual_node;
                self.problems.add(about, format!("its target `{name}` does not exist"));
                continue;
            };
            let Some(listener) = self.listener(node, target.port, port) else {
                let text = format!("its target `{name}` has {}", missing(target.port, port));
                self.problems.add(about, text);
                continue;
            };
            let cluster = self.upstream(Upstream { name, node, listener, policy });
            found.push(Target { cluster, weight: target.weight.into() });
        }
        found
    }

    /// Returns the listener of `node` that a target means: the listener on the requested port, else
    /// its only listener, else the one on the router's port
    /// (`docs/behaviour/envoy.md#target-ports`).
    fn listener(
        &self,
        node: &'a VirtualNodeSpec,
        asked: Option<u16>,
        port: u16,
    ) -> Option<&'a Listener> {
        match (asked, node.listeners.as_slice()) {
            (None, [only]) => Some(only),
            (_, all) => all.iter().find(|l| l.port_mapping.port == asked.unwrap_or(port)),
        }
    }

    /// Returns the name of the cluster that leads to `upstream`. Callers that ask the same listener
    /// for different TLS need different clusters: the first keeps App Mesh's name.
    fn upstream(&mut self, mut upstream: Upstream<'a>) -> String {
        let mapping = &upstream.listener.port_mapping;
        upstream.policy = upstream
            .policy
            .filter(|policy| policy.ports.is_empty() || policy.ports.contains(&mapping.port));
        let (mesh, protocol) = (&self.mesh.name, mapping.protocol);
        let plain = names::egress_cluster(mesh, upstream.name, protocol, mapping.port);
        let taken = self.upstreams.get(&plain).is_some_and(|other| *other != upstream);
        let name = if taken {
            let policy = serde_json::to_string(&upstream.policy).expect("a spec is JSON");
            names::with_policy(&plain, &policy)
        } else {
            plain
        };
        self.upstreams.entry(name.clone()).or_insert(upstream);
        name
    }
}

fn missing(asked: Option<u16>, port: u16) -> String {
    match asked {
        Some(asked) => format!("no listener on port {asked}"),
        None => {
            format!("no listener that is clearly meant: name its port, or give it one on {port}")
        }
    }
}
