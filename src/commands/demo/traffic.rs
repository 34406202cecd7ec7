//! Sends requests to virtual services through dj's Envoy and counts the responses.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request, header};
use http_body_util::{BodyExt as _, Empty};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde::Serialize;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::apps::APPS;

/// Number of concurrent requests.
const CONCURRENT_REQUESTS: usize = 8;

/// Timeout of one request.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(5);

/// The number of responses by application.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Tally {
    /// Successful responses by application.
    pub(super) answers: BTreeMap<&'static str, usize>,
    /// Requests that failed or got an unexpected response.
    pub(super) failed: usize,
    /// Error of the first failed request; absent if none failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) failure: Option<String>,
}

impl Tally {
    /// Returns the number of requests.
    pub(super) fn total(&self) -> usize {
        self.answers.values().sum::<usize>() + self.failed
    }

    /// Returns the share of `app`, in percent.
    #[allow(clippy::cast_precision_loss, reason = "thousands of requests, not 2^52")]
    pub(super) fn percent(&self, app: &str) -> f64 {
        let count = self.answers.get(app).copied().unwrap_or(0);
        100.0 * count as f64 / self.total().max(1) as f64
    }

    /// Returns the tally of one request that failed.
    pub(super) fn failed(why: String) -> Self {
        Self { answers: BTreeMap::new(), failed: 1, failure: Some(why) }
    }

    pub(super) fn add(&mut self, other: Self) {
        for (app, count) in other.answers {
            *self.answers.entry(app).or_default() += count;
        }
        self.failed += other.failed;
        self.failure = self.failure.take().or(other.failure);
    }

    fn note(&mut self, answer: Result<&'static str, String>) {
        match answer {
            Ok(app) => *self.answers.entry(app).or_default() += 1,
            Err(why) => {
                self.failed += 1;
                self.failure.get_or_insert(why);
            }
        }
    }
}

/// Sends `count` requests to `host` through the Envoy that listens at `egress`.
pub(super) async fn send(egress: SocketAddr, host: &str, count: usize) -> Tally {
    let left = Arc::new(AtomicUsize::new(count));
    let more = move || {
        left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok()
    };
    send_while(egress, host, more).await
}

/// Sends requests to `host` until `stop` is cancelled.
pub(super) async fn send_until(egress: SocketAddr, host: &str, stop: CancellationToken) -> Tally {
    send_while(egress, host, move || !stop.is_cancelled()).await
}

async fn send_while(
    egress: SocketAddr,
    host: &str,
    more: impl Fn() -> bool + Clone + Send + 'static,
) -> Tally {
    let client = Client::builder(TokioExecutor::new()).build_http::<Empty<Bytes>>();
    let mut workers = JoinSet::new();
    for _ in 0..CONCURRENT_REQUESTS {
        let (client, host, more) = (client.clone(), host.to_owned(), more.clone());
        workers.spawn(async move {
            let mut tally = Tally::default();
            while more() {
                let answer =
                    tokio::time::timeout(REQUEST_TIMEOUT, one(&client, egress, &host)).await;
                tally.note(answer.unwrap_or_else(|_| Err("no response within 5 s".to_owned())));
            }
            tally
        });
    }
    let mut all = Tally::default();
    while let Some(tally) = workers.join_next().await {
        all.add(tally.unwrap_or_else(|error| Tally::failed(error.to_string())));
    }
    all
}

/// Sends one request and returns the application that responded.
async fn one(
    client: &Client<HttpConnector, Empty<Bytes>>,
    egress: SocketAddr,
    host: &str,
) -> Result<&'static str, String> {
    let host = HeaderValue::from_str(host).map_err(|error| error.to_string())?;
    let request = Request::get(format!("http://{egress}/"))
        .header(header::HOST, host)
        .body(Empty::new())
        .map_err(|error| error.to_string())?;
    let response = client.request(request).await.map_err(|error| error.to_string())?;
    let status = response.status();
    let body = response.into_body().collect().await.map_err(|error| error.to_string())?.to_bytes();
    let app = APPS.iter().find(|app| app.body.as_bytes() == body);
    match app {
        Some(app) if status.is_success() => Ok(app.name),
        _ => Err(format!("{status}: {}", String::from_utf8_lossy(&body))),
    }
}
