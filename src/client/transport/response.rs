//! Raw responses, and extraction of error code and message as botocore does it
//! (`docs/behaviour/aws-cli.md#error-codes`).

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use serde_json::{Map, Value};

use crate::aws_cli::python;
use crate::client::{ClientError, EncodedResponse};
use crate::model::extension::{REVISION_HEADER, Revision, SERVER_HEADER};
use crate::model::model;

/// A response as received.
#[derive(Debug)]
pub(super) struct RawResponse {
    status: u16,
    error_type: Option<String>,
    server: Option<String>,
    revision: Option<Revision>,
    bytes: Vec<u8>,
}

/// The attempts that led to a response.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct AttemptSummary {
    /// Number of retries, if the maximum was reached.
    pub(super) retries: Option<u32>,
    /// Whether an earlier attempt ended without a response.
    pub(super) lost_response: bool,
}

impl RawResponse {
    pub(super) fn capture(response: &HttpResponse) -> Self {
        let header = |name: &str| response.headers().get(name).map(str::to_owned);
        Self {
            status: response.status().as_u16(),
            error_type: header("x-amzn-errortype"),
            server: header(SERVER_HEADER),
            revision: header(REVISION_HEADER).and_then(|text| text.parse().ok()).map(Revision),
            bytes: response.body().bytes().unwrap_or_default().to_vec(),
        }
    }

    /// Returns whether a meshctl server sent the response; `None` if it may come from a gateway in
    /// front of the server.
    pub(super) fn is_from_meshctl(&self) -> Option<bool> {
        match &self.server {
            Some(_) => Some(true),
            None => (self.status < 500).then_some(false),
        }
    }

    /// Returns the encoded response of a successful call, or the service error with `attempts`.
    ///
    /// # Errors
    ///
    /// [`ClientError::Service`] unless the status is 2xx.
    pub(super) fn into_result(
        self,
        operation: &str,
        attempts: AttemptSummary,
    ) -> Result<EncodedResponse, ClientError> {
        let operation = operation.to_owned();
        if (200..300).contains(&self.status) {
            let Self { server, revision, bytes, .. } = self;
            return Ok(EncodedResponse { operation, server, revision, bytes });
        }
        let (code, message, details) =
            if self.is_gateway_error() { self.gateway_error() } else { self.service_error() };
        let details = Box::new(details);
        let AttemptSummary { retries, lost_response } = attempts;
        Err(ClientError::Service { code, message, operation, retries, lost_response, details })
    }

    /// Returns whether the error comes from a load balancer or proxy in front of the service.
    fn is_gateway_error(&self) -> bool {
        let body = self.bytes.trim_ascii();
        self.status >= 500 && (body.is_empty() || body.starts_with(b"<html>"))
    }

    fn gateway_error(&self) -> (String, String, Map<String, Value>) {
        let reason = http::StatusCode::from_u16(self.status).ok();
        let reason = reason.and_then(|status| status.canonical_reason()).unwrap_or_default();
        let code = self.status.to_string();
        let details = members([("Code", code.clone().into()), ("Message", reason.into())]);
        (code, reason.to_owned(), details)
    }

    fn service_error(&self) -> (String, String, Map<String, Value>) {
        let text = || String::from_utf8_lossy(&self.bytes).into_owned();
        let body = match serde_json::from_slice(&self.bytes) {
            Ok(Value::Object(body)) => body,
            Err(_) if !self.bytes.is_empty() => members([("message", text().into())]),
            _ => Map::new(),
        };
        let code = self.code(&body);
        let message = body.get("message").or_else(|| body.get("Message"));
        let message = message.cloned().unwrap_or_else(|| "".into());
        let text = python::text(&message);
        let mut details = members([("Message", message), ("Code", code.clone().into())]);
        // The members of a modeled error follow.
        let known = model().operations.values().any(|known| known.errors.contains(&&*code));
        let modelled = body.get("message").filter(|message| known && !message.is_null());
        details.extend(modelled.map(|message| ("message".to_owned(), message.clone())));
        (code, text, details)
    }

    fn code(&self, body: &Map<String, Value>) -> String {
        let bare = |code: &str| {
            let code = code.split(':').next().unwrap_or_default();
            code.rsplit('#').next().unwrap_or_default().to_owned()
        };
        if let Some(code) = &self.error_type {
            return bare(code);
        }
        let member = |name: &str| body.get(name).filter(|code| !code.is_null());
        let code = body.get("code").map_or_else(|| member("Code"), |_| member("code"));
        code.or_else(|| member("__type")).map_or_else(
            || self.status.to_string(),
            |code| code.as_str().map_or_else(|| python::text(code), bare),
        )
    }
}

fn members<const N: usize>(members: [(&str, Value); N]) -> Map<String, Value> {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Returns code, message and details of an error response.
    fn error(status: u16, error_type: Option<&str>, body: &str) -> (String, String, Value) {
        let error_type = error_type.map(str::to_owned);
        let bytes = body.as_bytes().to_vec();
        let response = RawResponse { status, error_type, server: None, revision: None, bytes };
        match response.into_result("ListMeshes", AttemptSummary::default()) {
            Err(ClientError::Service { code, message, details, .. }) => {
                (code, message, (*details).into())
            }
            other => panic!("not a service error: {other:?}"),
        }
    }

    #[test]
    fn code_and_message_are_extracted_as_by_botocore() {
        let cases = [
            (
                404,
                Some("NotFoundException:http://x/"),
                r#"{"message":"m"}"#,
                "NotFoundException",
                "m",
            ),
            (400, Some("a.b#Code"), r#"{"Message":"m","__type":"Other"}"#, "Code", "m"),
            (400, None, r#"{"code":"x#Code:y","__type":"Other"}"#, "Code", ""),
            (400, None, r#"{"__type":"x#Code"}"#, "Code", ""),
            (400, None, r#"{"message":null}"#, "400", "None"),
            (403, None, "<html>no</html>", "403", "<html>no</html>"),
            (503, None, " <html>no</html>", "503", "Service Unavailable"),
            (500, None, "", "500", "Internal Server Error"),
            (301, None, "", "301", ""),
        ];
        for (status, header, body, code, message) in cases {
            let (found, text, _) = error(status, header, body);
            assert_eq!((found.as_str(), text.as_str()), (code, message), "{status} {body}");
        }
    }

    #[test]
    fn details_include_the_members_of_a_modeled_error() {
        let known = error(404, Some("NotFoundException"), r#"{"message":"m"}"#).2;
        assert_eq!(known, json!({"Message": "m", "Code": "NotFoundException", "message": "m"}));
        let other = error(404, Some("Other"), r#"{"message":"m"}"#).2;
        assert_eq!(other, json!({"Message": "m", "Code": "Other"}));
        let generic = error(502, Some("Other"), "").2;
        assert_eq!(generic.to_string(), r#"{"Code":"502","Message":"Bad Gateway"}"#);
    }
}
