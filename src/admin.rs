//! The admin pages of `meshctl serve`: is it alive, can it serve, what does it count.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use tokio_util::sync::CancellationToken;

use crate::api::RequestMetrics;
use crate::metrics::MetricsPage;
use crate::store::{Range, Store, StoreError};
use crate::xds::proxies::ProxyRegistry;

/// What the pages tell of.
#[derive(Clone)]
pub struct Pages {
    /// The store.
    pub store: Arc<dyn Store>,
    /// The requests to the API.
    pub request_metrics: Arc<RequestMetrics>,
    /// The proxies and what they were sent.
    pub registry: ProxyRegistry,
    /// Cancelled when the server is about to end: nothing is ready any more then.
    pub drain: CancellationToken,
}

/// Returns `/healthz`, `/readyz` and `/metrics`.
pub fn router(pages: Pages) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(pages)
}

async fn ready(State(pages): State<Pages>) -> (StatusCode, String) {
    if pages.drain.is_cancelled() {
        return (StatusCode::SERVICE_UNAVAILABLE, "the server is stopping\n".to_owned());
    }
    if let Some(damage) = pages.store.health().damage() {
        return (StatusCode::SERVICE_UNAVAILABLE, format!("{damage}\n"));
    }
    match serves(&*pages.store).await {
        Ok(()) => (StatusCode::OK, "ok\n".to_owned()),
        Err(error) => {
            let error = format!("{:#}\n", anyhow::Error::from(error));
            (StatusCode::SERVICE_UNAVAILABLE, error)
        }
    }
}

/// Ready means that the store can be read, and written as far as one knows. Only when the last
/// commit failed does it try: a probe a second should not be a commit a second.
async fn serves(store: &dyn Store) -> Result<(), StoreError> {
    store.read(&[Range::meshes().limit(1)]).await?;
    if store.health().is_failing() {
        store.commit(Vec::new(), Vec::new()).await?;
    }
    Ok(())
}

/// Counts in Prometheus' text format.
async fn metrics(State(pages): State<Pages>) -> impl axum::response::IntoResponse {
    let mut page = MetricsPage::default();
    page.family("meshctl_build_info", "gauge", "Version of the server.");
    page.sample("meshctl_build_info", &[("version", env!("CARGO_PKG_VERSION"))], 1);
    pages.request_metrics.write(&mut page);
    store(&*pages.store, &mut page);
    pages.registry.write(&mut page);
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], page.text())
}

fn store(store: &dyn Store, page: &mut MetricsPage) {
    let health = store.health();
    let size = store.size_bytes();
    page.single("meshctl_store_size_bytes", "gauge", "Size of the store's files.", size);
    let name = "meshctl_store_commit_duration_seconds";
    page.family(name, "histogram", "Time until a transaction is durable.");
    page.histogram(name, &[], &health.commits);
    let name = "meshctl_store_commit_batch_size";
    page.family(name, "histogram", "Commits that shared a transaction.");
    page.histogram(name, &[], &health.batches);
    let help = "Transactions that could not be written.";
    let failures = health.failures.value();
    page.single("meshctl_store_failures_total", "counter", help, failures);
    let help = "Whether the last transaction could be written.";
    let writable = u8::from(!health.is_failing());
    page.single("meshctl_store_writable", "gauge", help, writable);
}
