//! Responses of the service, and where botocore finds the code and the message of an error in them
//! (`docs/behaviour/aws-cli.md#error-codes`).

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use serde_json::{Map, Value};

use crate::aws_cli::python;
use crate::client::{ClientError, EncodedResponse};
use crate::model::extension::{REVISION_HEADER, Revision, SERVER_HEADER};
use crate::model::model;

/// A response as it came.
#[derive(Debug)]
pub(super) struct Answer {
    status: u16,
    error_type: Option<String>,
    server: Option<String>,
    revision: Option<Revision>,
    bytes: Vec<u8>,
}

/// How it came to an answer.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tries {
    /// How often it was tried again, where no further try was allowed.
    pub(super) retries: Option<u32>,
    /// Whether an earlier try ended without an answer.
    pub(super) again: bool,
}

impl Answer {
    pub(super) fn keep(response: &HttpResponse) -> Self {
        let header = |name: &str| response.headers().get(name).map(str::to_owned);
        Self {
            status: response.status().as_u16(),
            error_type: header("x-amzn-errortype"),
            server: header(SERVER_HEADER),
            revision: header(REVISION_HEADER).and_then(|text| text.parse().ok()).map(Revision),
            bytes: response.body().bytes().unwrap_or_default().to_vec(),
        }
    }

    /// Tells success from error, which says something about `tries`.
    pub(super) fn read(
        self,
        operation: &str,
        tries: Tries,
    ) -> Result<EncodedResponse, ClientError> {
        let operation = operation.to_owned();
        if (200..300).contains(&self.status) {
            let Self { server, revision, bytes, .. } = self;
            return Ok(EncodedResponse { operation, server, revision, bytes });
        }
        let (code, message, details) =
            if self.is_generic() { self.generic() } else { self.of_the_service() };
        let details = Box::new(details);
        let Tries { retries, again } = tries;
        Err(ClientError::Service { code, message, operation, retries, again, details })
    }

    /// Tells whether it comes from something before the service.
    fn is_generic(&self) -> bool {
        let body = self.bytes.trim_ascii();
        self.status >= 500 && (body.is_empty() || body.starts_with(b"<html>"))
    }

    fn generic(&self) -> (String, String, Map<String, Value>) {
        let reason = http::StatusCode::from_u16(self.status).ok();
        let reason = reason.and_then(|status| status.canonical_reason()).unwrap_or_default();
        let code = self.status.to_string();
        let details = members([("Code", code.clone().into()), ("Message", reason.into())]);
        (code, reason.to_owned(), details)
    }

    fn of_the_service(&self) -> (String, String, Map<String, Value>) {
        let text = || String::from_utf8_lossy(&self.bytes).into_owned();
        let body = match serde_json::from_slice(&self.bytes) {
            Ok(Value::Object(body)) => body,
            Err(_) if !self.bytes.is_empty() => members([("message", text().into())]),
            _ => Map::new(),
        };
        let code = self.code(&body);
        let message = body.get("message").or_else(|| body.get("Message"));
        let message = message.cloned().unwrap_or_else(|| "".into());
        let words = python::text(&message);
        let mut details = members([("Message", message), ("Code", code.clone().into())]);
        // Of an error that the model knows, its members come after that.
        let known = model().operations.values().any(|known| known.errors.contains(&&*code));
        let modelled = body.get("message").filter(|message| known && !message.is_null());
        details.extend(modelled.map(|message| ("message".to_owned(), message.clone())));
        (code, words, details)
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

    /// Code, message and details of an answer.
    fn said(status: u16, error_type: Option<&str>, body: &str) -> (String, String, Value) {
        let error_type = error_type.map(str::to_owned);
        let bytes = body.as_bytes().to_vec();
        let answer = Answer { status, error_type, server: None, revision: None, bytes };
        match answer.read("ListMeshes", Tries::default()) {
            Err(ClientError::Service { code, message, details, .. }) => {
                (code, message, (*details).into())
            }
            other => panic!("it is {other:?}"),
        }
    }

    #[test]
    fn code_and_message_are_where_botocore_finds_them() {
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
            let (found, words, _) = said(status, header, body);
            assert_eq!((found.as_str(), words.as_str()), (code, message), "{status} {body}");
        }
    }

    #[test]
    fn details_have_the_members_of_a_known_error() {
        let known = said(404, Some("NotFoundException"), r#"{"message":"m"}"#).2;
        assert_eq!(known, json!({"Message": "m", "Code": "NotFoundException", "message": "m"}));
        let other = said(404, Some("Other"), r#"{"message":"m"}"#).2;
        assert_eq!(other, json!({"Message": "m", "Code": "Other"}));
        let generic = said(502, Some("Other"), "").2;
        assert_eq!(generic.to_string(), r#"{"Code":"502","Message":"Bad Gateway"}"#);
    }
}
