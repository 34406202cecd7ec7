//! What is kept of a request: counts, and a line in the log. Never a header, a body or a secret.

use std::sync::Arc;

use axum::body::{Body, HttpBody as _};
use http::Response;
use http::request::Parts;
use tokio::time::Instant;
use uuid::Uuid;

use super::error::ApiError;
use super::request::Call;
use super::{App, ConnectionInfo};
use crate::auth::Caller;
use crate::model::{Key, Operation};

/// Target of the lines of the access log.
pub const ACCESS: &str = "meshctl::access";

fn is_logged() -> bool {
    tracing::enabled!(target: ACCESS, tracing::Level::INFO)
}

/// What is known of a request by the time it is answered.
#[derive(Debug)]
pub(super) struct RequestRecord {
    pub(super) id: Uuid,
    begun: Instant,
    pub(super) received_bytes: usize,
    pub(super) caller: Option<Arc<Caller>>,
    pub(super) operation: Option<&'static Operation>,
    pub(super) resource: Option<Key>,
}

impl RequestRecord {
    pub(super) fn begin() -> Self {
        Self {
            id: Uuid::new_v4(),
            begun: Instant::now(),
            received_bytes: 0,
            caller: None,
            operation: None,
            resource: None,
        }
    }

    /// Notes what a call is about, if anyone will read it.
    pub(super) fn call(&mut self, call: &Call) {
        if is_logged()
            && let Some(kind) = call.operation.kind()
        {
            self.resource = Key::from_members(kind, &call.input);
        }
    }

    /// Tells the log of an error that is ours.
    pub(super) fn log_error(&self, error: &ApiError) {
        if error.status().is_server_error() {
            let cause = error.source.as_ref().map(|source| format!("{source:#}"));
            tracing::error!(request_id = %self.id, %error, cause, "call");
        }
    }

    /// Counts the response and writes its line; `code` is that of an error.
    pub(super) fn end(
        &self,
        app: &App,
        head: &Parts,
        response: &Response<Body>,
        code: Option<&str>,
    ) {
        let took = self.begun.elapsed();
        app.request_metrics.answered(self.operation, code, took);
        if !is_logged() {
            return;
        }
        let peer = head.extensions.get::<ConnectionInfo>();
        tracing::info!(
            target: ACCESS,
            request_id = %self.id,
            client = peer.map(|peer| peer.address.to_string()),
            caller = self.caller.as_ref().map(|caller| caller.arn.as_str()),
            method = head.method.as_str(),
            path = head.uri.path(),
            operation = self.operation.map(|operation| operation.name),
            resource = self.resource.as_ref().map(Key::path),
            status = response.status().as_u16(),
            code,
            duration_ms = took.as_secs_f64() * 1000.0,
            received_bytes = self.received_bytes,
            sent_bytes = response.body().size_hint().exact(),
            "request"
        );
    }
}
