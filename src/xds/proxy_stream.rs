//! The state of one proxy's stream: its session, and what the registry reports about it.

use std::collections::BTreeMap;
use std::sync::Arc;

use tonic::Status;

use super::identity::ProxyIdentity;
use super::proxies::{ProxyRegistry, RegistryEntry};
use super::proxy_env::ProxyEnv;
use super::session::{Push, Session, XdsRequest};
use super::snapshot::{ResourceType, Snapshot};
use super::watcher::MeshSnapshot;
use crate::model::arn::AccountId;
use crate::model::extension::{Proxy, SourceStatus};
use crate::sources::SourceVersions;

/// The peer of a stream.
pub(super) struct Peer {
    /// Address that it connects from.
    pub(super) address: String,
    /// Account that owns its mesh; none if it is the server's own.
    pub(super) mesh_owner: Option<AccountId>,
}

/// The state of one proxy's stream. The proxy is registered until this is dropped.
pub(super) struct ProxyStream {
    identity: ProxyIdentity,
    env: ProxyEnv,
    session: Session,
    translated: SourceVersions,
    acknowledged: SourceVersions,
    problems: Vec<String>,
    entry: RegistryEntry,
}

impl ProxyStream {
    /// Registers the proxy and prepares its first configuration. Nothing is sent before it
    /// requests something.
    ///
    /// # Errors
    ///
    /// Status 3 if there is no configuration for the proxy, 8 if the quota of its resource is
    /// reached.
    pub(super) fn start(
        identity: ProxyIdentity,
        peer: Peer,
        mesh: &MeshSnapshot,
        registry: &ProxyRegistry,
    ) -> Result<Self, Status> {
        let env = ProxyEnv { interception: identity.interception.clone() };
        let snapshot = configuration(&identity, &env, mesh)?;
        let (translated, acknowledged) = (mesh.world.versions(), SourceVersions::default());
        let entry = registry.register(Proxy {
            stream: 0,
            node_id: identity.node_id.clone(),
            mesh_owner: peer.mesh_owner,
            resource: identity.resource.clone(),
            envoy_version: identity.envoy_version.clone(),
            address: peer.address,
            connected_ms: jiff::Timestamp::now().as_millisecond(),
            acknowledged: acknowledged.store,
            translated: translated.store,
            sources: source_statuses(translated, acknowledged),
            types: BTreeMap::new(),
            problems: Vec::new(),
        });
        let entry = entry.map_err(|full| Status::resource_exhausted(full.to_string()))?;
        tracing::info!(node = identity.node_id, envoy = identity.envoy_version, "proxy connected");
        let (session, problems) = (Session::default(), Vec::new());
        let mut stream = Self { identity, env, session, translated, acknowledged, problems, entry };
        stream.set_snapshot(&snapshot, mesh);
        Ok(stream)
    }

    /// Handles a request of the proxy; returns the responses to send.
    pub(super) fn handle_request(&mut self, request: XdsRequest) -> Vec<Push> {
        tracing::trace!(node = self.identity.node_id, ?request, "request");
        self.session.handle_request(request)
    }

    /// Handles a change of the mesh; returns the responses to send. A proxy whose resource was
    /// deleted keeps its configuration, as with App Mesh.
    pub(super) fn handle_change(&mut self, mesh: &MeshSnapshot) -> Vec<Push> {
        match configuration(&self.identity, &self.env, mesh) {
            Ok(snapshot) => self.set_snapshot(&snapshot, mesh),
            Err(status) => {
                // There is nothing newer to acknowledge.
                self.translated = mesh.world.versions();
                let (node, reason) = (&self.identity.node_id, status.message());
                tracing::warn!(node, reason, "the proxy keeps its configuration");
                self.problems = vec![status.message().to_owned()];
                Vec::new()
            }
        }
    }

    fn set_snapshot(&mut self, snapshot: &Snapshot, mesh: &MeshSnapshot) -> Vec<Push> {
        self.problems = mesh.world.mesh.unreadable.clone();
        self.problems.extend(snapshot.problems.iter().map(ToString::to_string));
        for problem in &self.problems {
            tracing::warn!(node = self.identity.node_id, problem, "not translated");
        }
        self.translated = mesh.world.versions();
        let desired = ResourceType::ALL.map(|kind| (kind, snapshot.resources(kind).clone()));
        self.session.set_desired(desired.into())
    }

    /// Counts and logs a response that is about to be sent.
    pub(super) fn record_push(&self, push: &Push) {
        let Push { kind, nonce, changed, removed, .. } = push;
        tracing::trace!(node = self.identity.node_id, ?kind, nonce, ?changed, ?removed, "push");
        self.entry.count_push(*kind);
    }

    /// Updates the registry, and counts and logs new rejections.
    pub(super) fn report(&mut self) {
        if self.session.is_synced() {
            self.acknowledged = self.translated;
        }
        let types: Vec<_> = self.session.type_statuses().collect();
        self.entry.update(|proxy| {
            for (kind, status) in types {
                let name = kind.short_name();
                let before = proxy.types.get(name).and_then(|before| before.rejected.as_ref());
                if let Some(reason) = &status.rejected
                    && before != Some(reason)
                {
                    tracing::warn!(node = self.identity.node_id, kind = name, reason, "rejected");
                    self.entry.count_rejection(kind);
                }
                proxy.types.insert(name.to_owned(), status);
            }
            proxy.problems.clone_from(&self.problems);
            proxy.translated = self.translated.store;
            proxy.acknowledged = self.acknowledged.store;
            proxy.sources = source_statuses(self.translated, self.acknowledged);
        });
    }
}

/// Returns the status of each source other than the store.
fn source_statuses(
    translated: SourceVersions,
    acknowledged: SourceVersions,
) -> BTreeMap<String, SourceStatus> {
    let pairs = translated.endpoint_sources().into_iter().zip(acknowledged.endpoint_sources());
    let status = |((name, translated), (_, acknowledged)): ((&str, u64), (&str, u64))| {
        (name.to_owned(), SourceStatus { translated, acknowledged })
    };
    pairs.map(status).collect()
}

/// Returns the configuration of the proxy, or the status for a proxy that has none.
fn configuration(
    identity: &ProxyIdentity,
    env: &ProxyEnv,
    mesh: &MeshSnapshot,
) -> Result<Arc<Snapshot>, Status> {
    let snapshot = mesh.translated(&identity.resource, env);
    snapshot.map_err(|error| Status::invalid_argument(error.to_string()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use envoy_types::pb::envoy::config::core::v3::Node;
    use serde_json::json;
    use tokio_util::sync::CancellationToken;

    use super::*;
    use crate::mesh::Mesh;
    use crate::model::extension::Revision;
    use crate::model::quotas::Quotas;
    use crate::model::{Key, Name};
    use crate::sources::dns::DnsOverrides;
    use crate::sources::store::StoredMesh;
    use crate::sources::{Endpoints, Versioned, World};
    use crate::xds::session::Interest;

    /// Node `n`, which calls node `a` at `a.test`, as of a revision and a version of the overrides.
    fn snapshot(revision: u64, overrides_version: u64) -> MeshSnapshot {
        let mapping = json!({"portMapping": {"port": 80, "protocol": "http"}});
        let backend = json!({"virtualService": {"virtualServiceName": "s.test"}});
        let specs = [
            ("mesh/m", json!({})),
            ("mesh/m/virtualNode/n", json!({"listeners": [mapping], "backends": [backend]})),
            (
                "mesh/m/virtualNode/a",
                json!({"listeners": [mapping],
                       "serviceDiscovery": {"dns": {"hostname": "a.test"}}}),
            ),
            (
                "mesh/m/virtualService/s.test",
                json!({"provider": {"virtualNode": {"virtualNodeName": "a"}}}),
            ),
        ];
        let specs = specs.map(|(path, spec)| (Key::from_path(path).unwrap(), spec));
        let (mesh, invalid) =
            Mesh::gather(Name::from("m"), specs.iter().map(|(key, spec)| (key, spec)));
        assert!(invalid.is_empty(), "{invalid:?}");
        let mut overrides = DnsOverrides::default();
        let port = u16::try_from(overrides_version).unwrap();
        overrides.insert("a.test", None, ([127, 0, 0, 1], port).into());
        let dns_overrides = Versioned::new(overrides_version, overrides);
        MeshSnapshot::new(World {
            mesh: StoredMesh {
                revision: Revision(revision),
                mesh: Some(Arc::new(mesh)),
                unreadable: Vec::new(),
            },
            endpoints: Endpoints { dns_overrides },
        })
    }

    fn request(kind: ResourceType, nonce: &str, interest: Option<Interest>) -> XdsRequest {
        let (subscribed, initial_versions) = (BTreeSet::new(), BTreeMap::new());
        let nonce = nonce.to_owned();
        XdsRequest { kind, nonce, rejected: None, interest, subscribed, initial_versions }
    }

    /// Acknowledges `pushes` and those that follow, until there are no more.
    fn acknowledge(stream: &mut ProxyStream, mut pushes: Vec<Push>) {
        while let Some(push) = pushes.pop() {
            pushes.extend(stream.handle_request(request(push.kind, &push.nonce, None)));
        }
        stream.report();
    }

    #[test]
    fn a_change_of_an_endpoint_is_not_acknowledged_as_a_commit() {
        let registry = ProxyRegistry::new(Quotas::default(), CancellationToken::new());
        let node = Node { id: "mesh/m/virtualNode/n".to_owned(), ..Default::default() };
        let identity = ProxyIdentity::from_node(&node).unwrap();
        let peer = Peer { address: String::new(), mesh_owner: None };
        let first = snapshot(7, 1);
        let mut stream = ProxyStream::start(identity, peer, &first, &registry).unwrap();
        let state = || {
            let proxy = registry.proxies().list()[0].clone();
            let SourceStatus { translated, acknowledged } = proxy.sources["dnsOverrides"];
            (proxy.translated.0, proxy.acknowledged.0, translated, acknowledged)
        };
        assert_eq!(state(), (7, 0, 1, 0));
        let configuration = configuration(&stream.identity, &stream.env, &first).unwrap();
        for kind in [ResourceType::Cluster, ResourceType::Listener] {
            let pushes = stream.handle_request(request(kind, "", Some(Interest::Wildcard)));
            acknowledge(&mut stream, pushes);
        }
        let tables = configuration.resources(ResourceType::Route).keys().cloned().collect();
        let routes = request(ResourceType::Route, "", Some(Interest::Named(tables)));
        let pushes = stream.handle_request(routes);
        acknowledge(&mut stream, pushes);
        assert_eq!(state(), (7, 7, 1, 1));

        let pushes = stream.handle_change(&snapshot(7, 2));
        stream.report();
        assert_eq!(state(), (7, 7, 2, 1), "revision 7 stays acknowledged");
        acknowledge(&mut stream, pushes);
        assert_eq!(state(), (7, 7, 2, 2));
        let pushes = stream.handle_change(&snapshot(8, 2));
        assert_eq!(pushes, [], "the commit did not change the configuration");
        stream.report();
        assert_eq!(state(), (8, 8, 2, 2));
    }
}
