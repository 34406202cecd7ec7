//! The xDS management server: ADS over gRPC, state of the world and incremental.
//!
//! One task per stream. It waits for the proxy and for mesh changes, passes both to the
//! [`ProxyStream`] and sends what that returns. The gRPC status codes are those of App Mesh
//! (`docs/behaviour/envoy.md#stream-status`): 3 for a resource that does not exist, 8 when a quota
//! is reached, 0 when the server shuts down.

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

use super::identity::ProxyIdentity;
use super::protocol::{Incremental, StateOfTheWorld, XdsProtocol};
use super::proxies::ProxyRegistry;
use super::proxy_stream::{Peer, ProxyStream};
use super::stream_auth::{StreamAuthorizer, StreamHead, StreamPermit};
use super::watcher::{MeshSnapshot, MeshWatcher, Subscription};
use crate::sources::MeshId;

/// The management server.
#[derive(Clone)]
pub struct AdsServer {
    watcher: MeshWatcher,
    registry: ProxyRegistry,
    authorizer: StreamAuthorizer,
    stop: CancellationToken,
    streams: TaskTracker,
}

/// How long a stream may wait before its first request.
const FIRST_REQUEST_TIMEOUT: Duration = Duration::from_secs(10);

/// Number of responses buffered for a slow proxy before its stream blocks.
const RESPONSE_BUFFER: usize = 8;

impl AdsServer {
    /// Returns a server for the proxies that `authorizer` permits. Streams end when `stop` is
    /// cancelled.
    #[must_use]
    pub fn new(
        watcher: MeshWatcher,
        registry: ProxyRegistry,
        authorizer: StreamAuthorizer,
        stop: CancellationToken,
    ) -> Self {
        Self { watcher, registry, authorizer, stop, streams: TaskTracker::new() }
    }

    /// Returns the gRPC service.
    #[must_use]
    pub fn service(&self) -> AggregatedDiscoveryServiceServer<Self> {
        AggregatedDiscoveryServiceServer::new(self.clone())
    }

    /// Waits until all streams have ended. Call it after `stop` was cancelled.
    pub async fn ended(&self) {
        self.streams.close();
        self.streams.wait().await;
        self.watcher.ended().await;
    }

    /// Spawns the task of one stream.
    fn open<P: XdsProtocol>(
        &self,
        request: Request<Streaming<P::Request>>,
    ) -> Response<ReceiverStream<Result<P::Response, Status>>> {
        let address = request.remote_addr().map(|at| at.to_string()).unwrap_or_default();
        let head = request.extensions().get::<StreamHead>().cloned();
        let (out, responses) = mpsc::channel(RESPONSE_BUFFER);
        let (ads, requests) = (self.clone(), request.into_inner());
        self.streams.spawn(async move {
            if let Err(status) = ads.run_stream::<P>(requests, &out, address, head).await {
                // Fails only if the proxy has closed the stream.
                drop(out.send(Err(status)).await);
            }
        });
        Response::new(ReceiverStream::new(responses))
    }

    async fn run_stream<P: XdsProtocol>(
        &self,
        mut requests: Streaming<P::Request>,
        out: &mpsc::Sender<Result<P::Response, Status>>,
        address: String,
        head: Option<StreamHead>,
    ) -> Result<(), Status> {
        let first = tokio::select! {
            first = tokio::time::timeout(FIRST_REQUEST_TIMEOUT, requests.message()) => first,
            () = self.stop.cancelled() => return Ok(()),
        };
        let first = first.map_err(|_| Status::deadline_exceeded("no request received"))??;
        let Some(first) = first else { return Ok(()) };
        let accepted = self.accept::<P>(&first, &address, head).await;
        let (mut stream, mut subscription, mut revoked) = accepted.inspect_err(|status| {
            let node = P::node(&first).map(|node| node.id.as_str());
            let (code, reason) = (status.code() as i32, status.message());
            tracing::warn!(node, address, code, reason, "stream refused");
        })?;
        let mut protocol = P::default();
        let mut next = Some(first);
        loop {
            let pushes = if let Some(request) = next.take() {
                let request = protocol.read(request);
                request.map(|request| stream.handle_request(request)).unwrap_or_default()
            } else {
                tokio::select! {
                    request = requests.message() => {
                        let Some(request) = request? else { return Ok(()) };
                        next = Some(request);
                        continue;
                    }
                    snapshot = subscription.next() => {
                        let Some(snapshot) = snapshot else { return Ok(()) };
                        stream.handle_change(&snapshot)
                    }
                    status = &mut revoked => return Err(status),
                    () = self.stop.cancelled() => return Ok(()),
                }
            };
            for push in pushes {
                stream.record_push(&push);
                if out.send(Ok(P::write(push))).await.is_err() {
                    return Ok(());
                }
            }
            stream.report();
        }
    }

    /// Identifies, authorizes and registers the proxy that sent `first`.
    async fn accept<P: XdsProtocol>(
        &self,
        first: &P::Request,
        address: &str,
        head: Option<StreamHead>,
    ) -> Result<(ProxyStream, Subscription, Revoked), Status> {
        let node = P::node(first)
            .ok_or_else(|| Status::invalid_argument("the first request must contain a node"))?;
        let identity = ProxyIdentity::from_node(node)
            .map_err(|error| Status::invalid_argument(error.to_string()))?;
        let head = head.ok_or_else(|| Status::internal("the head of the request is missing"))?;
        let StreamPermit { mesh_owner, revoked } =
            (self.authorizer)(head.0, identity.clone()).await?;
        let mesh = MeshId { owner: mesh_owner.clone(), name: identity.resource.mesh.clone() };
        let mut subscription = self.watcher.subscribe(&mesh);
        let snapshot = self.first_snapshot(&mut subscription).await?;
        let peer = Peer { address: address.to_owned(), mesh_owner };
        let stream = ProxyStream::start(identity, peer, &snapshot, &self.registry)?;
        Ok((stream, subscription, revoked))
    }

    async fn first_snapshot(
        &self,
        subscription: &mut Subscription,
    ) -> Result<MeshSnapshot, Status> {
        let snapshot = tokio::select! {
            snapshot = subscription.next() => snapshot,
            () = self.stop.cancelled() => None,
        };
        snapshot.ok_or_else(|| Status::unavailable("the server is shutting down"))
    }
}

/// Completes when the permission for a stream is withdrawn.
type Revoked = futures_util::future::BoxFuture<'static, Status>;

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
