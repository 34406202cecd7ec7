//! A proxy before the API that passes so many changes on, and then answers nothing any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
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

/// What becomes of a change that is not passed on, and of all that comes after it.
#[derive(Debug, Clone, Copy)]
enum End {
    /// The connection ends without an answer.
    Cut,
    /// The connection stays, without an answer.
    Held,
}

impl Cutter {
    /// Starts one that passes `passed` changes on to `api`, and ends the connection at the next.
    pub(super) fn start(api: &str, passed: usize) -> Self {
        Self::before(api, passed, End::Cut)
    }

    /// Starts one that passes `passed` changes on to `api`, and leaves the next without an answer.
    pub(super) fn holding(api: &str, passed: usize) -> Self {
        Self::before(api, passed, End::Held)
    }

    fn before(api: &str, passed: usize, end: End) -> Self {
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
                    hyper::service::service_fn(move |request| proxy.clone().pass(request));
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

    /// How many changes have come so far.
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

impl Proxy {
    async fn pass(self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, &'static str> {
        // Each change is judged by its own number, as several come at the same time. After the last
        // that was let through nothing else is answered either, as by a server that is dead.
        let is_answered = match request.method().as_str() {
            "GET" => self.changes.load(Ordering::SeqCst) < self.passed.max(1),
            _ => self.changes.fetch_add(1, Ordering::SeqCst) < self.passed,
        };
        if !is_answered {
            return match self.end {
                End::Cut => Err("cut"),
                End::Held => std::future::pending().await,
            };
        }
        let (mut head, body) = request.into_parts();
        head.uri = format!("{}{}", self.api, head.uri).parse().unwrap();
        let body = body.collect().await.unwrap().to_bytes();
        let passed =
            self.client.request(Request::from_parts(head, Full::from(body))).await.unwrap();
        let (head, body) = passed.into_parts();
        Ok(Response::from_parts(head, Full::from(body.collect().await.unwrap().to_bytes())))
    }
}
