//! A service that returns canned responses and records the requests.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;
use serde_json::Value;

use crate::support::App;

/// A canned response.
#[derive(Debug, Clone, Default)]
pub(super) struct CannedResponse {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

/// The part of a request that is compared.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RecordedRequest {
    method: String,
    target: String,
    /// JSON with a generated client token masked, or a string if the body is not JSON.
    body: Value,
}

#[derive(Debug, Default)]
struct Script {
    responses: Vec<CannedResponse>,
    requests: Vec<RecordedRequest>,
    signers: Vec<Option<String>>,
}

/// A running service.
pub(super) struct Stub {
    app: App,
    script: Arc<Mutex<Script>>,
}

impl Stub {
    pub(super) fn start() -> Self {
        let script = Arc::<Mutex<Script>>::default();
        let router = Router::new().fallback(respond).with_state(Arc::clone(&script));
        Self { app: App::serving(router), script }
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.app.address
    }

    /// Sets the responses, which are returned in order, the last one repeatedly, and forgets earlier
    /// requests.
    pub(super) fn expect(&self, responses: &[CannedResponse]) {
        let mut script = self.script.lock().unwrap();
        *script = Script { responses: responses.to_vec(), ..Script::default() };
    }

    /// Returns the requests since the last [`Stub::expect`].
    pub(super) fn requests(&self) -> Vec<RecordedRequest> {
        self.script.lock().unwrap().requests.clone()
    }

    /// Returns the signers of those requests: `KEY/REGION`, and `+TOKEN` if there is a session token.
    pub(super) fn signers(&self) -> Vec<Option<String>> {
        self.script.lock().unwrap().signers.clone()
    }
}

async fn respond(
    State(script): State<Arc<Mutex<Script>>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mut script = script.lock().unwrap();
    let last = script.responses.len() - 1;
    let canned = script.responses[script.requests.len().min(last)].clone();
    let request =
        RecordedRequest { method: method.to_string(), target: uri.to_string(), body: mask(&body) };
    script.requests.push(request);
    script.signers.push(signer(&headers));
    let mut response = Response::builder().status(canned.status);
    for (name, value) in &canned.headers {
        response = response.header(name, value);
    }
    response.body(Body::from(canned.body)).unwrap()
}

fn signer(headers: &HeaderMap) -> Option<String> {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap().to_owned());
    let authorization = text("authorization")?;
    // AWS4-HMAC-SHA256 Credential=KEY/DATE/REGION/appmesh/aws4_request, …
    let (_, scope) = authorization.split_once("Credential=").unwrap();
    let parts: Vec<&str> = scope.split('/').collect();
    let token = text("x-amz-security-token").map(|token| format!("+{token}"));
    Some(format!("{}/{}{}", parts[0], parts[2], token.unwrap_or_default()))
}

fn mask(body: &Bytes) -> Value {
    let mut value = serde_json::from_slice(body)
        .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(body).into_owned()));
    if let Some(Value::String(token)) = value.get_mut("clientToken")
        && uuid::Uuid::parse_str(token).is_ok()
    {
        *token = "UUID".to_owned();
    }
    value
}
