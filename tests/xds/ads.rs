//! An ADS client for tests, which shows each message and sends what a test makes it send.

use std::time::Duration;

use envoy_types::pb::envoy::config::core::v3::Node;
use envoy_types::pb::envoy::service::discovery::v3::aggregated_discovery_service_client::AggregatedDiscoveryServiceClient;
use envoy_types::pb::envoy::service::discovery::v3::{
    DeltaDiscoveryRequest, DeltaDiscoveryResponse, DiscoveryRequest, DiscoveryResponse,
};
use envoy_types::pb::google::rpc;
use tokio::runtime::Runtime;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::Channel;
use tonic::{Status, Streaming};

use crate::support::Server;

pub(super) const CLUSTERS: &str = "type.googleapis.com/envoy.config.cluster.v3.Cluster";
pub(super) const LISTENERS: &str = "type.googleapis.com/envoy.config.listener.v3.Listener";
pub(super) const ROUTES: &str = "type.googleapis.com/envoy.config.route.v3.RouteConfiguration";

/// How long a message may take. To see that none comes, another is provoked instead.
const PATIENCE: Duration = Duration::from_secs(10);

/// One open stream.
pub(super) struct Stream<Request, Response> {
    runtime: Runtime,
    out: mpsc::Sender<Request>,
    responses: Streaming<Response>,
}

pub(super) type StateOfTheWorld = Stream<DiscoveryRequest, DiscoveryResponse>;
pub(super) type Delta = Stream<DeltaDiscoveryRequest, DeltaDiscoveryResponse>;

type Client = AggregatedDiscoveryServiceClient<Channel>;

fn begin<Request: Send + 'static>(
    server: &Server,
) -> (Runtime, Client, mpsc::Sender<Request>, ReceiverStream<Request>) {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.worker_threads(1).enable_all().build().unwrap();
    let url = format!("http://{}", server.ready.xds);
    let client = runtime.block_on(AggregatedDiscoveryServiceClient::connect(url)).unwrap();
    let (out, requests) = mpsc::channel(16);
    (runtime, client, out, ReceiverStream::new(requests))
}

/// The node message of a proxy with that id.
pub(super) fn node(id: &str) -> Option<Node> {
    Some(Node { id: id.to_owned(), ..Default::default() })
}

impl StateOfTheWorld {
    /// Opens a stream without a request.
    pub(super) fn open(server: &Server) -> Self {
        let (runtime, mut client, out, requests) = begin(server);
        let responses = runtime.block_on(client.stream_aggregated_resources(requests)).unwrap();
        Self { runtime, out, responses: responses.into_inner() }
    }

    /// Opens a stream as the proxy `id` and subscribes to all of `kind`.
    pub(super) fn of(server: &Server, id: &str, kind: &str) -> Self {
        let stream = Self::open(server);
        let type_url = kind.to_owned();
        stream.send(DiscoveryRequest { node: node(id), type_url, ..Default::default() });
        stream
    }

    /// Requests `names` of `kind`; none means all.
    pub(super) fn ask(&self, kind: &str, names: &[&str]) {
        let resource_names = names.iter().map(|name| (*name).to_owned()).collect();
        let type_url = kind.to_owned();
        self.send(DiscoveryRequest { type_url, resource_names, ..Default::default() });
    }

    /// Accepts a response; `names` are the subscribed names.
    pub(super) fn accept(&self, response: &DiscoveryResponse, names: &[&str]) {
        self.send(DiscoveryRequest {
            version_info: response.version_info.clone(),
            type_url: response.type_url.clone(),
            response_nonce: response.nonce.clone(),
            resource_names: names.iter().map(|name| (*name).to_owned()).collect(),
            ..Default::default()
        });
    }

    /// Rejects a response.
    pub(super) fn reject(&self, response: &DiscoveryResponse, why: &str) {
        self.send(DiscoveryRequest {
            type_url: response.type_url.clone(),
            response_nonce: response.nonce.clone(),
            error_detail: Some(rpc::Status { code: 13, message: why.to_owned(), details: vec![] }),
            ..Default::default()
        });
    }
}

impl Delta {
    /// Opens a stream as the proxy `id` and subscribes to all of `kind`, having `kept` some, with
    /// their versions.
    pub(super) fn of(server: &Server, id: &str, kind: &str, kept: &[(&str, &str)]) -> Self {
        let (runtime, mut client, out, requests) = begin(server);
        let responses = runtime.block_on(client.delta_aggregated_resources(requests)).unwrap();
        let stream = Self { runtime, out, responses: responses.into_inner() };
        let kept = kept.iter().map(|(name, version)| ((*name).to_owned(), (*version).to_owned()));
        stream.send(DeltaDiscoveryRequest {
            node: node(id),
            type_url: kind.to_owned(),
            initial_resource_versions: kept.collect(),
            ..Default::default()
        });
        stream
    }

    /// Subscribes to `names` of `kind`; none means all.
    pub(super) fn ask(&self, kind: &str, names: &[&str]) {
        self.send(DeltaDiscoveryRequest {
            type_url: kind.to_owned(),
            resource_names_subscribe: names.iter().map(|name| (*name).to_owned()).collect(),
            ..Default::default()
        });
    }

    /// Accepts a response, or rejects it with a reason.
    pub(super) fn answer(&self, response: &DeltaDiscoveryResponse, why: Option<&str>) {
        let error_detail = why.map(|why| {
            let (message, details) = (why.to_owned(), vec![]);
            rpc::Status { code: 13, message, details }
        });
        self.send(DeltaDiscoveryRequest {
            type_url: response.type_url.clone(),
            response_nonce: response.nonce.clone(),
            error_detail,
            ..Default::default()
        });
    }
}

impl<Request, Response> Stream<Request, Response> {
    pub(super) fn send(&self, request: Request) {
        self.out.blocking_send(request).ok().unwrap();
    }

    /// The next message.
    #[track_caller]
    pub(super) fn next(&mut self) -> Response {
        self.end_or_next().unwrap().expect("the stream continues")
    }

    /// The next message, or how the stream ended.
    #[track_caller]
    pub(super) fn end_or_next(&mut self) -> Result<Option<Response>, Status> {
        let Self { runtime, responses, .. } = self;
        let next =
            runtime.block_on(async { tokio::time::timeout(PATIENCE, responses.message()).await });
        next.expect("a message in time")
    }
}
