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

use super::admission::{Admit, Opening, Pass};
use super::feed::{Feed, Follow, Seen};
use super::identity::Identity;
use super::session::{Ask, Push, Session};
use super::site::{Overrides, Site};
use super::snapshot::{ResourceType, Snapshot};
use super::status::{Entry, Registry};
use super::wire::{Delta, StateOfTheWorld, Wire};
use crate::model::arn::AccountId;
use crate::model::extension::{Proxy, Revision, TypeStatus};

/// The management service.
#[derive(Clone)]
pub struct Ads {
    feed: Feed,
    registry: Registry,
    resolve: Arc<Overrides>,
    admit: Admit,
    stop: CancellationToken,
    streams: TaskTracker,
}

/// How long a stream may say nothing at first.
const FIRST_WORD: Duration = Duration::from_secs(10);

/// Responses that may wait for a slow proxy before its stream waits too.
const WAITING: usize = 8;

impl Ads {
    /// Makes the service for those whom `admit` lets in. Streams end when `stop` is cancelled.
    #[must_use]
    pub fn new(
        feed: Feed,
        registry: Registry,
        resolve: Overrides,
        admit: Admit,
        stop: CancellationToken,
    ) -> Self {
        let (resolve, streams) = (Arc::new(resolve), TaskTracker::new());
        Self { feed, registry, resolve, admit, stop, streams }
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
        self.feed.ended().await;
    }

    fn open<W: Wire>(
        &self,
        request: Request<Streaming<W::Request>>,
    ) -> Response<ReceiverStream<Result<W::Response, Status>>> {
        let address = request.remote_addr().map(|at| at.to_string()).unwrap_or_default();
        let from = From { address, opening: request.extensions().get::<Opening>().cloned() };
        let (out, responses) = mpsc::channel(WAITING);
        let (ads, requests) = (self.clone(), request.into_inner());
        self.streams.spawn(async move {
            let end = ads.converse::<W>(requests, &out, from).await;
            if let Err(status) = end {
                // A proxy that has hung up does not need to know why.
                drop(out.send(Err(status)).await);
            }
        });
        Response::new(ReceiverStream::new(responses))
    }

    async fn converse<W: Wire>(
        &self,
        mut requests: Streaming<W::Request>,
        out: &mpsc::Sender<Result<W::Response, Status>>,
        from: From,
    ) -> Result<(), Status> {
        let first = tokio::select! {
            first = tokio::time::timeout(FIRST_WORD, requests.message()) => first,
            () = self.stop.cancelled() => return Ok(()),
        };
        let first = first.map_err(|_| Status::deadline_exceeded("no request came"))??;
        let Some(first) = first else { return Ok(()) };
        let node = W::node(&first)
            .ok_or_else(|| Status::invalid_argument("the first request must say its node"))?;
        let identity =
            Identity::read(node).map_err(|error| Status::invalid_argument(error.to_string()))?;
        let Pass { owner, mut ends } = self.pass(&from, &identity).await?;
        let mut follow = self.feed.follow(owner.as_ref(), &identity.mesh);
        let place = Place { address: from.address, mesh_owner: owner };
        let mut talk = Talk::begin(self, identity, place, &mut follow).await?;
        let mut wire = W::default();
        let mut next = Some(first);
        loop {
            let pushes = if let Some(request) = next.take() {
                wire.read(request).map(|ask| talk.asked(ask)).unwrap_or_default()
            } else {
                tokio::select! {
                    request = requests.message() => {
                        let Some(request) = request? else { return Ok(()) };
                        next = Some(request);
                        continue;
                    }
                    seen = follow.next() => {
                        let Some(seen) = seen else { return Ok(()) };
                        talk.changed(&seen)
                    }
                    status = &mut ends => return Err(status),
                    () = self.stop.cancelled() => return Ok(()),
                }
            };
            for push in pushes {
                let Push { kind, nonce, changed, removed, .. } = &push;
                tracing::trace!(
                    node = talk.identity.node_id,
                    ?kind,
                    nonce,
                    ?changed,
                    ?removed,
                    "push"
                );
                talk.entry.pushed(*kind);
                if out.send(Ok(W::write(push))).await.is_err() {
                    return Ok(());
                }
            }
            talk.report();
        }
    }
}

impl Ads {
    async fn pass(&self, from: &From, identity: &Identity) -> Result<Pass, Status> {
        let Some(Opening(head)) = &from.opening else {
            return Err(Status::internal("what opened the stream was not kept"));
        };
        (self.admit)(Arc::clone(head), identity.clone()).await.inspect_err(|status| {
            let (node, why) = (&identity.node_id, status.message());
            tracing::warn!(node, address = from.address, why, "a proxy is not let in");
        })
    }
}

/// Where a stream comes from.
struct From {
    address: String,
    opening: Option<Opening>,
}

/// Where a proxy is: its own address, and whose mesh it is in.
struct Place {
    address: String,
    mesh_owner: Option<AccountId>,
}

/// One stream's state.
struct Talk {
    identity: Identity,
    site: Site,
    session: Session,
    translated: Revision,
    problems: Vec<String>,
    entry: Entry,
}

impl Talk {
    async fn begin(
        ads: &Ads,
        identity: Identity,
        place: Place,
        follow: &mut Follow,
    ) -> Result<Self, Status> {
        let seen = tokio::select! {
            seen = follow.next() => seen,
            () = ads.stop.cancelled() => None,
        };
        let Some(seen) = seen else { return Err(Status::unavailable("the server is stopping")) };
        let site = Site { mode: identity.mode.clone(), resolve: (*ads.resolve).clone() };
        let snapshot = snapshot(&identity, &site, &seen)?;
        let entry = ads.registry.enter(Proxy {
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
        let mut talk = Self { identity, site, session, translated: seen.revision, problems, entry };
        // Nothing is asked yet, so nothing is sent.
        talk.take(&snapshot, &seen);
        Ok(talk)
    }

    fn asked(&mut self, ask: Ask) -> Vec<Push> {
        tracing::trace!(node = self.identity.node_id, ?ask, "asked");
        self.session.asked(ask)
    }

    /// Takes a newer sight of the mesh. A node that is gone keeps what it has, as the real
    /// service let it.
    fn changed(&mut self, seen: &Seen) -> Vec<Push> {
        match snapshot(&self.identity, &self.site, seen) {
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

    fn take(&mut self, snapshot: &Snapshot, seen: &Seen) -> Vec<Push> {
        self.problems = seen.unread.clone();
        self.problems.extend(snapshot.problems.iter().map(ToString::to_string));
        for problem in &self.problems {
            tracing::warn!(node = self.identity.node_id, problem, "not translated");
        }
        self.translated = seen.revision;
        let wanted = ResourceType::ALL.map(|kind| (kind, snapshot.resources(kind).clone()));
        self.session.changed(wanted.into())
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
                    self.entry.rejected(kind);
                }
                proxy.types.insert(name.to_owned(), status);
            }
            proxy.problems.clone_from(&self.problems);
            proxy.translated = self.translated;
            if self.session.is_settled() {
                proxy.acknowledged = self.translated;
            }
        });
    }
}

/// Translates the mesh for the proxy, or says in the service's manner what is missing.
fn snapshot(identity: &Identity, site: &Site, seen: &Seen) -> Result<Arc<Snapshot>, Status> {
    let Identity { mesh: name, virtual_node, .. } = identity;
    let snapshot = seen.snapshot(virtual_node, site);
    let snapshot = snapshot.map_err(|error| Status::invalid_argument(error.to_string()))?;
    snapshot.ok_or_else(|| Status::invalid_argument(format!("mesh `{name}` is not there")))
}

#[tonic::async_trait]
impl AggregatedDiscoveryService for Ads {
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
        Ok(self.open::<Delta>(request))
    }
}
