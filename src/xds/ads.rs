//! The Envoy management service: ADS over gRPC, in both dialects.
//!
//! One task per stream. It waits for the proxy and for mesh changes, passes both to the [`Session`]
//! and sends what the session returns. The gRPC status codes are those of App Mesh
//! (`docs/behaviour/envoy.md#stream-status`): 3 for a resource that does not exist, 8 when a quota
//! is reached, 0 when the server shuts down.

use std::sync::Arc;
use std::time::Duration;

use envoy_types::pb::envoy::service::discovery::v3::aggregated_discovery_service_server::{
    AggregatedDiscoveryService, AggregatedDiscoveryServiceServer,
};
use envoy_types::pb::envoy::service::discovery::v3::{
    DeltaDiscoveryRequest, DeltaDiscoveryResponse, DiscoveryRequest, DiscoveryResponse,
};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tonic::{Request, Response, Status, Streaming};

use super::identity::Identity;
use super::protocol::{Incremental, StateOfTheWorld, XdsProtocol};
use super::proxies::{ProxyRegistry, RegistryEntry};
use super::proxy_env::{DnsOverrides, ProxyEnv};
use super::session::{Push, Session, XdsRequest};
use super::snapshot::{ResourceType, Snapshot};
use super::stream_auth::{StreamAuthorizer, StreamHead, StreamPermit};
use super::watcher::{MeshSnapshot, MeshWatcher, Subscription};
use crate::model::arn::AccountId;
use crate::model::extension::{Proxy, Revision, TypeStatus};

/// The management service.
#[derive(Clone)]
pub struct AdsServer {
    watcher: MeshWatcher,
    registry: ProxyRegistry,
    resolve: Arc<DnsOverrides>,
    admit: StreamAuthorizer,
    stop: CancellationToken,
    streams: TaskTracker,
}

/// How long a stream may say nothing at first.
const FIRST_REQUEST_TIMEOUT: Duration = Duration::from_secs(10);

/// Responses that may wait for a slow proxy before its stream waits too.
const RESPONSE_BUFFER: usize = 8;

impl AdsServer {
    /// Makes the service for those whom `admit` lets in. Streams end when `stop` is cancelled.
    #[must_use]
    pub fn new(
        watcher: MeshWatcher,
        registry: ProxyRegistry,
        resolve: DnsOverrides,
        admit: StreamAuthorizer,
        stop: CancellationToken,
    ) -> Self {
        let (resolve, streams) = (Arc::new(resolve), TaskTracker::new());
        Self { watcher, registry, resolve, admit, stop, streams }
    }

    /// Returns it as a service for a gRPC server.
    #[must_use]
    pub fn service(&self) -> AggregatedDiscoveryServiceServer<Self> {
        AggregatedDiscoveryServiceServer::new(self.clone())
    }

    /// Waits until all streams have ended; call it after they were stopped.
    pub async fn ended(&self) {
        self.streams.close();
        self.streams.wait().await;
        self.watcher.ended().await;
    }

    fn open<P: XdsProtocol>(
        &self,
        request: Request<Streaming<P::Request>>,
    ) -> Response<ReceiverStream<Result<P::Response, Status>>> {
        let address = request.remote_addr().map(|at| at.to_string()).unwrap_or_default();
        let from = Peer { address, opening: request.extensions().get::<StreamHead>().cloned() };
        let (out, responses) = mpsc::channel(RESPONSE_BUFFER);
        let (ads, requests) = (self.clone(), request.into_inner());
        self.streams.spawn(async move {
            let end = ads.converse::<P>(requests, &out, from).await;
            if let Err(status) = end {
                // A proxy that has hung up does not need to know why.
                drop(out.send(Err(status)).await);
            }
        });
        Response::new(ReceiverStream::new(responses))
    }

    async fn converse<P: XdsProtocol>(
        &self,
        mut requests: Streaming<P::Request>,
        out: &mpsc::Sender<Result<P::Response, Status>>,
        from: Peer,
    ) -> Result<(), Status> {
        let first = tokio::select! {
            first = tokio::time::timeout(FIRST_REQUEST_TIMEOUT, requests.message()) => first,
            () = self.stop.cancelled() => return Ok(()),
        };
        let first = first.map_err(|_| Status::deadline_exceeded("no request came"))??;
        let Some(first) = first else { return Ok(()) };
        let node = P::node(&first)
            .ok_or_else(|| Status::invalid_argument("the first request must say its node"))?;
        let identity =
            Identity::read(node).map_err(|error| Status::invalid_argument(error.to_string()))?;
        let StreamPermit { owner, mut revoked } = self.pass(&from, &identity).await?;
        let mut subscription = self.watcher.subscribe(owner.as_ref(), &identity.mesh);
        let place = PeerMesh { address: from.address, mesh_owner: owner };
        let mut stream = ProxyStream::begin(self, identity, place, &mut subscription).await?;
        let mut wire = P::default();
        let mut next = Some(first);
        loop {
            let pushes = if let Some(request) = next.take() {
                wire.read(request).map(|request| stream.handle_request(request)).unwrap_or_default()
            } else {
                tokio::select! {
                    request = requests.message() => {
                        let Some(request) = request? else { return Ok(()) };
                        next = Some(request);
                        continue;
                    }
                    seen = subscription.next() => {
                        let Some(seen) = seen else { return Ok(()) };
                        stream.changed(&seen)
                    }
                    status = &mut revoked => return Err(status),
                    () = self.stop.cancelled() => return Ok(()),
                }
            };
            for push in pushes {
                let Push { kind, nonce, changed, removed, .. } = &push;
                tracing::trace!(
                    node = stream.identity.node_id,
                    ?kind,
                    nonce,
                    ?changed,
                    ?removed,
                    "push"
                );
                stream.entry.count_push(*kind);
                if out.send(Ok(P::write(push))).await.is_err() {
                    return Ok(());
                }
            }
            stream.report();
        }
    }
}

impl AdsServer {
    async fn pass(&self, from: &Peer, identity: &Identity) -> Result<StreamPermit, Status> {
        let Some(StreamHead(head)) = &from.opening else {
            return Err(Status::internal("what opened the stream was not kept"));
        };
        (self.admit)(Arc::clone(head), identity.clone()).await.inspect_err(|status| {
            let (node, why) = (&identity.node_id, status.message());
            tracing::warn!(node, address = from.address, why, "a proxy is not let in");
        })
    }
}

/// Where a stream comes from.
struct Peer {
    address: String,
    opening: Option<StreamHead>,
}

/// Where a proxy is: its own address, and whose mesh it is in.
struct PeerMesh {
    address: String,
    mesh_owner: Option<AccountId>,
}

/// One stream's state.
struct ProxyStream {
    identity: Identity,
    env: ProxyEnv,
    session: Session,
    translated: Revision,
    problems: Vec<String>,
    entry: RegistryEntry,
}

impl ProxyStream {
    async fn begin(
        ads: &AdsServer,
        identity: Identity,
        place: PeerMesh,
        subscription: &mut Subscription,
    ) -> Result<Self, Status> {
        let seen = tokio::select! {
            seen = subscription.next() => seen,
            () = ads.stop.cancelled() => None,
        };
        let Some(seen) = seen else { return Err(Status::unavailable("the server is stopping")) };
        let env = ProxyEnv {
            interception: identity.interception.clone(),
            dns_overrides: (*ads.resolve).clone(),
        };
        let snapshot = snapshot(&identity, &env, &seen)?;
        let entry = ads.registry.register(Proxy {
            stream: 0,
            node_id: identity.node_id.clone(),
            mesh_owner: place.mesh_owner,
            mesh: identity.mesh.clone(),
            virtual_node: identity.virtual_node.clone(),
            envoy_version: identity.envoy_version.clone(),
            address: place.address,
            connected_ms: jiff::Timestamp::now().as_millisecond(),
            acknowledged: Revision(0),
            translated: seen.revision,
            types: std::collections::BTreeMap::new(),
            problems: Vec::new(),
        });
        let entry = entry.map_err(|full| Status::resource_exhausted(full.to_string()))?;
        tracing::info!(node = identity.node_id, envoy = identity.envoy_version, "proxy connected");
        let (session, problems) = (Session::default(), Vec::new());
        let mut stream =
            Self { identity, env, session, translated: seen.revision, problems, entry };
        // Nothing is asked yet, so nothing is sent.
        stream.take(&snapshot, &seen);
        Ok(stream)
    }

    fn handle_request(&mut self, request: XdsRequest) -> Vec<Push> {
        tracing::trace!(node = self.identity.node_id, ?request, "asked");
        self.session.handle_request(request)
    }

    /// Takes a newer sight of the mesh. A node that is gone keeps what it has, as the real
    /// service let it.
    fn changed(&mut self, seen: &MeshSnapshot) -> Vec<Push> {
        match snapshot(&self.identity, &self.env, seen) {
            Ok(snapshot) => self.take(&snapshot, seen),
            Err(status) => {
                // It has all that there is for it, so nobody need wait for it.
                self.translated = seen.revision;
                let node = &self.identity.node_id;
                tracing::warn!(node, why = status.message(), "the proxy keeps its configuration");
                self.problems = vec![status.message().to_owned()];
                Vec::new()
            }
        }
    }

    fn take(&mut self, snapshot: &Snapshot, seen: &MeshSnapshot) -> Vec<Push> {
        self.problems = seen.unread.clone();
        self.problems.extend(snapshot.problems.iter().map(ToString::to_string));
        for problem in &self.problems {
            tracing::warn!(node = self.identity.node_id, problem, "not translated");
        }
        self.translated = seen.revision;
        let desired = ResourceType::ALL.map(|kind| (kind, snapshot.resources(kind).clone()));
        self.session.set_desired(desired.into())
    }

    /// Tells the registry where the proxy stands, and the log what it has rejected.
    fn report(&self) {
        let types = self.session.versions().map(|(kind, sent, acknowledged, rejected)| {
            let status = TypeStatus { sent, acknowledged, rejected: rejected.map(str::to_owned) };
            (kind, status)
        });
        let types: Vec<_> = types.collect();
        self.entry.update(|proxy| {
            for (kind, status) in types {
                let name = kind.short_name();
                let before = proxy.types.get(name).and_then(|before| before.rejected.as_ref());
                if let Some(why) = &status.rejected
                    && before != Some(why)
                {
                    tracing::warn!(node = self.identity.node_id, kind = name, why, "rejected");
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

/// Translates the mesh for the proxy, or says in the service's manner what is missing.
fn snapshot(
    identity: &Identity,
    env: &ProxyEnv,
    seen: &MeshSnapshot,
) -> Result<Arc<Snapshot>, Status> {
    let Identity { mesh: name, virtual_node, .. } = identity;
    let snapshot = seen.snapshot(virtual_node, env);
    let snapshot = snapshot.map_err(|error| Status::invalid_argument(error.to_string()))?;
    snapshot.ok_or_else(|| Status::invalid_argument(format!("mesh `{name}` is not there")))
}

#[tonic::async_trait]
impl AggregatedDiscoveryService for AdsServer {
    type StreamAggregatedResourcesStream = ReceiverStream<Result<DiscoveryResponse, Status>>;

    async fn stream_aggregated_resources(
        &self,
        request: Request<Streaming<DiscoveryRequest>>,
    ) -> Result<Response<Self::StreamAggregatedResourcesStream>, Status> {
        Ok(self.open::<StateOfTheWorld>(request))
    }

    type DeltaAggregatedResourcesStream = ReceiverStream<Result<DeltaDiscoveryResponse, Status>>;

    async fn delta_aggregated_resources(
        &self,
        request: Request<Streaming<DeltaDiscoveryRequest>>,
    ) -> Result<Response<Self::DeltaAggregatedResourcesStream>, Status> {
        Ok(self.open::<Incremental>(request))
    }
}
