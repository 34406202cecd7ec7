//! The admin pages of `meshctl serve`: is it alive, can it serve, what does it count.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use http::StatusCode;
use tokio_util::sync::CancellationToken;

use crate::store::{Range, Store};
use crate::xds::status::Proxies;

#[derive(Clone)]
struct Pages {
    store: Arc<dyn Store>,
    proxies: Proxies,
    drain: CancellationToken,
}

/// Returns `/healthz`, `/readyz` and `/metrics`. Nothing is ready any more once `drain` is
/// cancelled.
pub fn router(store: Arc<dyn Store>, proxies: Proxies, drain: CancellationToken) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(Pages { store, proxies, drain })
}

/// Ready means that the store can be read, and that the server is not about to end.
async fn ready(State(pages): State<Pages>) -> (StatusCode, String) {
    if pages.drain.is_cancelled() {
        return (StatusCode::SERVICE_UNAVAILABLE, "the server is stopping\n".to_owned());
    }
    match pages.store.read(&[Range::meshes().limit(1)]).await {
        Ok(_) => (StatusCode::OK, "ok\n".to_owned()),
        Err(error) => (StatusCode::SERVICE_UNAVAILABLE, format!("{error}\n")),
    }
}

/// Counts in Prometheus' text format.
async fn metrics(State(pages): State<Pages>) -> String {
    let proxies = pages.proxies.list();
    let rejecting = proxies
        .iter()
        .filter(|proxy| proxy.types.values().any(|status| status.rejected.is_some()))
        .count();
    format!(
        "# HELP meshctl_build_info Version of the server.\n\
         # TYPE meshctl_build_info gauge\n\
         meshctl_build_info{{version=\"{}\"}} 1\n\
         # HELP meshctl_proxies Connected proxies.\n\
         # TYPE meshctl_proxies gauge\n\
         meshctl_proxies {}\n\
         # HELP meshctl_proxies_rejecting Connected proxies that reject what they were sent last.\n\
         # TYPE meshctl_proxies_rejecting gauge\n\
         meshctl_proxies_rejecting {rejecting}\n",
        env!("CARGO_PKG_VERSION"),
        proxies.len(),
    )
}
