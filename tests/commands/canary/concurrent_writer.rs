//! A proxy in front of the API that changes a route just before it forwards an update of it.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

const ROUTE: &str = "/v20190125/meshes/dj-app/virtualRouter/jazz-router/routes/jazz-route";

const OTHER: &str = r#"{"spec": {"httpRoute": {"match": {"prefix": "/"},
    "action": {"weightedTargets": [{"virtualNode": "jazz-v1", "weight": 42}]}}}}"#;

/// The running proxy.
pub(super) struct ConcurrentWriter {
    url: String,
    _runtime: tokio::runtime::Runtime,
}

impl ConcurrentWriter {
    /// Starts a proxy in front of the API at `api`.
    pub(super) fn start(api: &str) -> Self {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        let runtime = builder.worker_threads(1).enable_all().build().unwrap();
        let bind = tokio::net::TcpListener::bind("127.0.0.1:0");
        let listener = runtime.block_on(bind).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let client = Client::builder(TokioExecutor::new()).build_http();
        let api = api.to_owned();
        let router =
            Router::new().fallback(move |request| forward(client.clone(), api.clone(), request));
        runtime.spawn(async move { axum::serve(listener, router).await });
        Self { url, _runtime: runtime }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }
}

async fn forward(
    client: Client<HttpConnector, Full<Bytes>>,
    api: String,
    request: Request,
) -> http::Response<Body> {
    if request.method() == "PUT" {
        let other = http::Request::put(format!("{api}{ROUTE}")).body(Full::from(OTHER)).unwrap();
        assert_eq!(client.request(other).await.unwrap().status(), 200);
    }
    let (mut head, body) = request.into_parts();
    head.uri = format!("{api}{}", head.uri).parse().unwrap();
    let body = to_bytes(body, 1 << 20).await.unwrap();
    let answer = client.request(http::Request::from_parts(head, Full::from(body))).await.unwrap();
    let (head, body) = answer.into_parts();
    http::Response::from_parts(head, Body::from(body.collect().await.unwrap().to_bytes()))
}
