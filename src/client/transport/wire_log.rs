//! Logs of requests and responses for `--debug`, without secrets.

use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use tracing::{debug, trace};

/// Logs a request before it is sent; `attempt` counts from 1.
pub(super) fn request(request: &HttpRequest, attempt: u32) {
    debug!(method = request.method(), url = request.uri(), attempt, "request");
    for (name, value) in request.headers() {
        trace!(name, value = redacted(name, value), "request header");
    }
    if let Some(body) = request.body().bytes().filter(|body| !body.is_empty()) {
        trace!(body = %String::from_utf8_lossy(body), "request body");
    }
}

/// Logs a response.
pub(super) fn response(response: &HttpResponse) {
    debug!(status = response.status().as_u16(), "response");
    for (name, value) in response.headers() {
        trace!(name, value = redacted(name, value), "response header");
    }
    if let Some(body) = response.body().bytes() {
        trace!(body = %String::from_utf8_lossy(body), "response body");
    }
}

/// Returns the value of a header to log. Of a signature, the credential and its scope are kept, which
/// helps to diagnose failures.
fn redacted<'a>(name: &str, value: &'a str) -> &'a str {
    match name {
        "authorization" => value.split(", Signature=").next().unwrap_or_default(),
        "x-amz-security-token" => "(redacted)",
        _ => value,
    }
}

#[cfg(test)]
mod tests {
    use super::redacted;

    #[test]
    fn secrets_are_redacted() {
        let cases = [
            (
                "authorization",
                "AWS4-HMAC-SHA256 Credential=id/20260101/r/appmesh/aws4_request, \
                 SignedHeaders=host, Signature=abc",
                "AWS4-HMAC-SHA256 Credential=id/20260101/r/appmesh/aws4_request, \
                 SignedHeaders=host",
            ),
            ("x-amz-security-token", "token", "(redacted)"),
            ("host", "h", "h"),
        ];
        for (name, value, want) in cases {
            assert_eq!(redacted(name, value), want, "case: {name}");
        }
    }
}
