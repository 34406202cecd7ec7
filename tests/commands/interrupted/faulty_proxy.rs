//! A proxy in front of the API that forwards a number of changes and then fails.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use futures_util::stream;
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpListener;

/// The running proxy.
pub(super) struct FaultyProxy {
    url: String,
    changes: Arc<AtomicUsize>,
    _runtime: tokio::runtime::Runtime,
}

/// What happens to the first change that is not forwarded.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fault {
    /// Its connection closes without a response, as do those of all later requests.
    Cut,
    /// Its connection stays open without a response.
    Held,
    /// It is forwarded, but its response is lost. Later requests succeed.
    Lost,
    /// No request gets a response, reads included.
    Mute,
    /// Every response is truncated to half, those of reads included.
    Halved,
}

impl FaultyProxy {
    /// Starts a proxy that forwards `passed` changes to `api`, then fails as `fault` says.
    pub(super) fn start(api: &str, passed: usize, fault: Fault) -> Self {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        let runtime = builder.worker_threads(1).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let changes = Arc::new(AtomicUsize::new(0));
        let proxy = Proxy {
            api: api.to_owned(),
            client: Client::builder(TokioExecutor::new()).build_http(),
            changes: Arc::clone(&changes),
            passed,
            fault,
        };
        runtime.spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                let proxy = proxy.clone();
                let service =
                    hyper::service::service_fn(move |request| proxy.clone().respond(request));
                let served = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(connection), service);
                tokio::spawn(served);
            }
        });
        Self { url, changes, _runtime: runtime }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// The number of changes received so far; with [`Fault::Mute`], of requests.
    pub(super) fn changes(&self) -> usize {
        self.changes.load(Ordering::SeqCst)
    }
}

#[derive(Clone)]
struct Proxy {
    api: String,
    client: Client<HttpConnector, Full<Bytes>>,
    changes: Arc<AtomicUsize>,
    passed: usize,
    fault: Fault,
}

/// A response body that may end early.
type Body = StreamBody<stream::Iter<std::vec::IntoIter<Result<Frame<Bytes>, &'static str>>>>;

impl Proxy {
    async fn respond(self, request: Request<Incoming>) -> Result<Response<Body>, &'static str> {
        // Changes may arrive concurrently, so each has its own number.
        let is_read = request.method() == "GET";
        let number = match is_read && !matches!(self.fault, Fault::Mute) {
            true => self.changes.load(Ordering::SeqCst),
            false => self.changes.fetch_add(1, Ordering::SeqCst),
        };
        match self.fault {
            Fault::Mute => std::future::pending().await,
            // A failed server does not answer reads either, except for the first one.
            Fault::Cut if number >= self.passed.max(usize::from(is_read)) => Err("cut"),
            Fault::Held if number >= self.passed.max(usize::from(is_read)) => {
                std::future::pending().await
            }
            Fault::Lost if number == self.passed && !is_read => {
                self.forward(request).await;
                Err("lost")
            }
            Fault::Halved => {
                let (head, mut body) = self.forward(request).await;
                body.truncate(body.len() / 2);
                Ok(response(head, vec![Ok(Frame::data(body)), Err("halved")]))
            }
            Fault::Cut | Fault::Held | Fault::Lost => {
                let (head, body) = self.forward(request).await;
                Ok(response(head, vec![Ok(Frame::data(body))]))
            }
        }
    }

    /// Forwards a request and returns the response.
    async fn forward(&self, request: Request<Incoming>) -> (http::response::Parts, Bytes) {
        let (mut head, body) = request.into_parts();
        head.uri = format!("{}{}", self.api, head.uri).parse().unwrap();
        let body = body.collect().await.unwrap().to_bytes();
        let request = Request::from_parts(head, Full::from(body));
        let (head, body) = self.client.request(request).await.unwrap().into_parts();
        (head, body.collect().await.unwrap().to_bytes())
    }
}

fn response(
    head: http::response::Parts,
    frames: Vec<Result<Frame<Bytes>, &'static str>>,
) -> Response<Body> {
    Response::from_parts(head, StreamBody::new(stream::iter(frames)))
}
