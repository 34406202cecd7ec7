//! A proxy before the API that passes so many changes on, and then misbehaves.

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
pub(super) struct Cutter {
    url: String,
    changes: Arc<AtomicUsize>,
    _runtime: tokio::runtime::Runtime,
}

/// What becomes of the change after those that are passed on.
#[derive(Debug, Clone, Copy)]
pub(super) enum End {
    /// Its connection ends without an answer, as do those of all that comes after it.
    Cut,
    /// Its connection stays, without an answer.
    Held,
    /// It is passed on, but not its answer. All that comes after it is answered.
    Lost,
    /// It stays without an answer, as do all reads and whatever else comes.
    Mute,
    /// Each answer ends in its middle, those of reads too.
    Halved,
}

impl Cutter {
    /// Starts one that passes `passed` changes on to `api`, and then comes to that `end`.
    pub(super) fn start(api: &str, passed: usize, end: End) -> Self {
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
            end,
        };
        runtime.spawn(async move {
            while let Ok((line, _)) = listener.accept().await {
                let proxy = proxy.clone();
                let service =
                    hyper::service::service_fn(move |request| proxy.clone().answer(request));
                let served = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(line), service);
                tokio::spawn(served);
            }
        });
        Self { url, changes, _runtime: runtime }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// How many changes have come so far; of a mute one, how many requests.
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
    end: End,
}

/// An answer that may break off.
type Body = StreamBody<stream::Iter<std::vec::IntoIter<Result<Frame<Bytes>, &'static str>>>>;

impl Proxy {
    async fn answer(self, request: Request<Incoming>) -> Result<Response<Body>, &'static str> {
        // Each change is judged by its own number, as several come at the same time.
        let is_read = request.method() == "GET";
        let number = match is_read && !matches!(self.end, End::Mute) {
            true => self.changes.load(Ordering::SeqCst),
            false => self.changes.fetch_add(1, Ordering::SeqCst),
        };
        match self.end {
            End::Mute => std::future::pending().await,
            // A server that is dead answers no reads either, but it was there at first.
            End::Cut if number >= self.passed.max(usize::from(is_read)) => Err("cut"),
            End::Held if number >= self.passed.max(usize::from(is_read)) => {
                std::future::pending().await
            }
            End::Lost if number == self.passed && !is_read => {
                self.pass(request).await;
                Err("lost")
            }
            End::Halved => {
                let (head, mut body) = self.pass(request).await;
                body.truncate(body.len() / 2);
                Ok(response(head, vec![Ok(Frame::data(body)), Err("halved")]))
            }
            End::Cut | End::Held | End::Lost => {
                let (head, body) = self.pass(request).await;
                Ok(response(head, vec![Ok(Frame::data(body))]))
            }
        }
    }

    /// What the API says.
    async fn pass(&self, request: Request<Incoming>) -> (http::response::Parts, Bytes) {
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
