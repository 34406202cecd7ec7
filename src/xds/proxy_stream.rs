//! The state of one proxy's stream: its session, and what the registry reports about it.

use std::collections::BTreeMap;
use std::sync::Arc;

use tonic::Status;

use super::identity::ProxyIdentity;
use super::proxies::{ProxyRegistry, RegistryEntry};
use super::proxy_env::{DnsOverrides, ProxyEnv};
use super::session::{Push, Session, XdsRequest};
use super::snapshot::{ResourceType, Snapshot};
use super::watcher::MeshSnapshot;
use crate::model::arn::AccountId;
use crate::model::extension::{Proxy, Revision};

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
    translated: Revision,
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
        dns_overrides: DnsOverrides,
        mesh: &MeshSnapshot,
        registry: &ProxyRegistry,
    ) -> Result<Self, Status> {
        let env = ProxyEnv { interception: identity.interception.clone(), dns_overrides };
        let snapshot = translated(&identity, &env, mesh)?;
        let entry = registry.register(Proxy {
            stream: 0,
            node_id: identity.node_id.clone(),
            mesh_owner: peer.mesh_owner,
            resource: identity.resource.clone(),
            envoy_version: identity.envoy_version.clone(),
            address: peer.address,
            connected_ms: jiff::Timestamp::now().as_millisecond(),
            acknowledged: Revision(0),
            translated: mesh.revision,
            types: BTreeMap::new(),
            problems: Vec::new(),
        });
        let entry = entry.map_err(|full| Status::resource_exhausted(full.to_string()))?;
        tracing::info!(node = identity.node_id, envoy = identity.envoy_version, "proxy connected");
        let (session, problems) = (Session::default(), Vec::new());
        let translated = mesh.revision;
        let mut stream = Self { identity, env, session, translated, problems, entry };
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
        match translated(&self.identity, &self.env, mesh) {
            Ok(snapshot) => self.set_snapshot(&snapshot, mesh),
            Err(status) => {
                // There is nothing newer to acknowledge.
                self.translated = mesh.revision;
                let (node, reason) = (&self.identity.node_id, status.message());
                tracing::warn!(node, reason, "the proxy keeps its configuration");
                self.problems = vec![status.message().to_owned()];
                Vec::new()
            }
        }
    }

    fn set_snapshot(&mut self, snapshot: &Snapshot, mesh: &MeshSnapshot) -> Vec<Push> {
        self.problems = mesh.unreadable.clone();
        self.problems.extend(snapshot.problems.iter().map(ToString::to_string));
        for problem in &self.problems {
            tracing::warn!(node = self.identity.node_id, problem, "not translated");
        }
        self.translated = mesh.revision;
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
    pub(super) fn report(&self) {
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
            proxy.translated = self.translated;
            if self.session.is_synced() {
                proxy.acknowledged = self.translated;
            }
        });
    }
}

/// Returns the configuration of the proxy, or the status for a proxy that has none.
fn translated(
    identity: &ProxyIdentity,
    env: &ProxyEnv,
    mesh: &MeshSnapshot,
) -> Result<Arc<Snapshot>, Status> {
    let snapshot = mesh.translated(&identity.resource, env);
    snapshot.map_err(|error| Status::invalid_argument(error.to_string()))
}
