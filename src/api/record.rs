//! The record of one request: metrics and a line in the access log. It never contains headers,
//! bodies or secrets.

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

/// Tracing target of the access log.
pub const ACCESS: &str = "meshctl::access";

fn is_logged() -> bool {
    tracing::enabled!(target: ACCESS, tracing::Level::INFO)
}

/// What is known of a request when it is answered.
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

    /// Records the resource of a call, if the access log is enabled.
    pub(super) fn call(&mut self, call: &Call) {
        if is_logged()
            && let Some(kind) = call.operation.kind()
        {
            self.resource = Key::from_members(kind, &call.input);
        }
    }

    /// Logs an error that the server caused.
    pub(super) fn log_error(&self, error: &ApiError) {
        if error.status().is_server_error() {
            let cause = error.source.as_ref().map(|source| format!("{source:#}"));
            tracing::error!(request_id = %self.id, %error, cause, "call");
        }
    }

    /// Counts the response and writes the line of the access log; `code` is the error code, if it
    /// is an error.
    pub(super) fn end(
        &self,
        app: &App,
        head: &Parts,
        response: &Response<Body>,
        code: Option<&str>,
    ) {
        let duration = self.begun.elapsed();
        app.request_metrics.record(self.operation, code, duration);
        if !is_logged() {
            return;
        }
        let connection = head.extensions.get::<ConnectionInfo>();
        tracing::info!(
            target: ACCESS,
            request_id = %self.id,
            client = connection.map(|connection| connection.address.to_string()),
            caller = self.caller.as_ref().map(|caller| caller.arn.as_str()),
            method = head.method.as_str(),
            path = head.uri.path(),
            operation = self.operation.map(|operation| operation.name),
            resource = self.resource.as_ref().map(Key::path),
            status = response.status().as_u16(),
            code,
            duration_ms = duration.as_secs_f64() * 1000.0,
            received_bytes = self.received_bytes,
            sent_bytes = response.body().size_hint().exact(),
            "request"
        );
    }
}
