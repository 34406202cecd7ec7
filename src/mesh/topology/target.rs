//! From the targets of routes to listeners of virtual nodes.

use super::resolve::Resolver;
use super::{
    Backend, BackendKey, ClientPolicy, ClientTls, Discovery, InvalidBackend, Listener, PolicyId,
    Upstream, node,
};
use crate::model::types::{self as model, VirtualNodeSpec, WeightedTarget};
use crate::model::{Key, Kind, Name};

impl<'a> Resolver<'a> {
    /// Returns the backends of `route` on the router's listener on `router_port`.
    pub(super) fn targets(
        &mut self,
        route: &Key,
        targets: &[WeightedTarget],
        router_port: u16,
        policy: Option<&ClientPolicy>,
    ) -> Vec<Backend> {
        let mut backends = Vec::new();
        for target in targets {
            let (name, weight) = (&target.virtual_node, target.weight);
            backends.push(match self.listener(target, router_port) {
                Ok((spec, listener)) => {
                    Backend::Node { key: self.backend(name, spec, listener, policy), weight }
                }
                Err(reason) => {
                    self.problems.add(route, reason.to_string());
                    Backend::Invalid { weight, reason }
                }
            });
        }
        backends
    }

    /// Returns the listener that `target` means: that on its port or, if it has none, the only
    /// listener of the node or the one on the router's port
    /// (`docs/behaviour/envoy.md#target-ports`).
    fn listener(
        &self,
        target: &WeightedTarget,
        router_port: u16,
    ) -> Result<(&'a VirtualNodeSpec, &'a model::Listener), InvalidBackend> {
        let node = target.virtual_node.clone();
        let Some(spec) = self.mesh.nodes.get(&node) else {
            return Err(InvalidBackend::NodeNotFound { node });
        };
        let on = |port: u16| spec.listeners.iter().find(|of| of.port_mapping.port == port);
        let found = match (spec.listeners.as_slice(), target.port) {
            ([], _) => Err(InvalidBackend::NoListener { node }),
            (_, Some(port)) => on(port).ok_or(InvalidBackend::PortNotFound { node, port }),
            ([only], None) => Ok(only),
            (_, None) => {
                on(router_port).ok_or(InvalidBackend::AmbiguousListener { node, router_port })
            }
        };
        found.map(|listener| (spec, listener))
    }

    /// Returns the key of a listener of node `name`, and adds it to the backends.
    pub(super) fn backend(
        &mut self,
        name: &Name,
        spec: &VirtualNodeSpec,
        listener: &model::Listener,
        policy: Option<&ClientPolicy>,
    ) -> BackendKey {
        let model::PortMapping { port, protocol } = listener.port_mapping;
        let policy = policy.filter(|policy| policy.applies_to(port));
        let id = policy.map(|policy| &policy.id);
        let mut key = BackendKey { node: name.clone(), port, protocol, policy: None };
        if self.backends.get(&key).is_some_and(|first| first.policy.as_ref() != id) {
            key.policy = Some(id.cloned().unwrap_or_else(PolicyId::none));
        }
        if !self.backends.contains_key(&key) {
            let upstream = self.upstream(name, spec, listener, policy);
            self.backends.insert(key.clone(), upstream);
        }
        key
    }

    fn upstream(
        &mut self,
        name: &Name,
        spec: &VirtualNodeSpec,
        listener: &model::Listener,
        policy: Option<&ClientPolicy>,
    ) -> Upstream {
        let discovery = Discovery::from(spec.service_discovery.as_ref());
        if discovery == Discovery::None {
            let key = self.key(Kind::VirtualNode, name);
            self.problems.add(&key, "it has no service discovery: requests to it fail");
        }
        let listener = Listener::from(listener);
        let host = discovery.host().unwrap_or_else(|| name.to_string());
        let tls = ClientTls::of(policy, listener.tls.as_ref(), &host);
        let ip_preference = node::ip_preference(self.mesh, spec);
        Upstream {
            listener,
            discovery,
            ip_preference,
            host,
            policy: policy.map(|policy| policy.id.clone()),
            tls,
        }
    }
}
