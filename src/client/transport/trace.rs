//! What `--debug` tells of a call: all that goes over the wire, but no secret.

use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use tracing::{debug, trace};

/// Logs a request as it is about to be sent, for the `attempt`th time.
pub(super) fn request(request: &HttpRequest, attempt: u32) {
    debug!(method = request.method(), url = request.uri(), attempt, "request");
    for (name, value) in request.headers() {
        trace!(name, value = shown(name, value), "request header");
    }
    if let Some(body) = request.body().bytes().filter(|body| !body.is_empty()) {
        trace!(body = %String::from_utf8_lossy(body), "request body");
    }
}

/// Logs a response.
pub(super) fn response(response: &HttpResponse) {
    debug!(status = response.status().as_u16(), "response");
    for (name, value) in response.headers() {
        trace!(name, value = shown(name, value), "response header");
    }
    if let Some(body) = response.body().bytes() {
        trace!(body = %String::from_utf8_lossy(body), "response body");
    }
}

/// Of a signature, who made it for what is told: that is what people look for.
fn shown<'a>(name: &str, value: &'a str) -> &'a str {
    match name {
        "authorization" => value.split(", Signature=").next().unwrap_or_default(),
        "x-amz-security-token" => "(not shown)",
        _ => value,
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn secrets_are_not_shown() {
        let cases = [
            (
                "authorization",
                "AWS4-HMAC-SHA256 Credential=id/20260101/r/appmesh/aws4_request, \
                 SignedHeaders=host, Signature=abc",
                "AWS4-HMAC-SHA256 Credential=id/20260101/r/appmesh/aws4_request, \
                 SignedHeaders=host",
            ),
            ("x-amz-security-token", "token", "(not shown)"),
            ("host", "h", "h"),
        ];
        for (name, value, want) in cases {
            assert_eq!(shown(name, value), want, "case: {name}");
        }
    }
}
