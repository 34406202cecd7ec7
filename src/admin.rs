//! The admin endpoints of `meshctl serve`: liveness, readiness and metrics.

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

/// What the admin endpoints report.
#[derive(Clone)]
pub struct AdminState {
    /// The store.
    pub store: Arc<dyn Store>,
    /// Metrics of API requests.
    pub request_metrics: Arc<RequestMetrics>,
    /// The connected proxies.
    pub registry: ProxyRegistry,
    /// Cancelled when the server starts to shut down; it is not ready from then on.
    pub drain: CancellationToken,
}

/// Returns the endpoints `/healthz`, `/readyz` and `/metrics`.
pub fn router(state: AdminState) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(state)
}

async fn ready(State(state): State<AdminState>) -> (StatusCode, String) {
    if state.drain.is_cancelled() {
        return (StatusCode::SERVICE_UNAVAILABLE, "the server is stopping\n".to_owned());
    }
    if let Some(damage) = state.store.health().damage() {
        return (StatusCode::SERVICE_UNAVAILABLE, format!("{damage}\n"));
    }
    match check_store(&*state.store).await {
        Ok(()) => (StatusCode::OK, "ok\n".to_owned()),
        Err(error) => {
            let error = format!("{:#}\n", anyhow::Error::from(error));
            (StatusCode::SERVICE_UNAVAILABLE, error)
        }
    }
}

/// Checks that the store can be read, and that it can be written if the last commit failed. It
/// does not write otherwise: a probe every second must not cause a commit every second.
async fn check_store(store: &dyn Store) -> Result<(), StoreError> {
    store.read(&[Range::meshes().limit(1)]).await?;
    if store.health().is_failing() {
        store.commit(Vec::new(), Vec::new()).await?;
    }
    Ok(())
}

/// Returns all metrics in Prometheus' text format.
async fn metrics(State(state): State<AdminState>) -> impl axum::response::IntoResponse {
    let mut page = MetricsPage::default();
    page.family("meshctl_build_info", "gauge", "Version of the server.");
    page.sample("meshctl_build_info", &[("version", env!("CARGO_PKG_VERSION"))], 1);
    state.request_metrics.write(&mut page);
    write_store_metrics(&*state.store, &mut page);
    state.registry.write(&mut page);
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], page.text())
}

fn write_store_metrics(store: &dyn Store, page: &mut MetricsPage) {
    let health = store.health();
    let size = store.size_bytes();
    page.single("meshctl_store_size_bytes", "gauge", "Size of the store's files in bytes.", size);
    let name = "meshctl_store_commit_duration_seconds";
    page.family(name, "histogram", "Time until a transaction is durable.");
    page.histogram(name, &[], &health.commits);
    let name = "meshctl_store_commit_batch_size";
    page.family(name, "histogram", "Number of commits in one transaction.");
    page.histogram(name, &[], &health.batches);
    let help = "Transactions that could not be written.";
    let failures = health.failures.value();
    page.single("meshctl_store_failures_total", "counter", help, failures);
    let help = "Whether the last transaction could be written (1) or not (0).";
    let writable = u8::from(!health.is_failing());
    page.single("meshctl_store_writable", "gauge", help, writable);
}
