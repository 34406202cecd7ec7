//! A service that answers what it was told to, and remembers what it was asked.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;
use serde_json::Value;

use crate::support::App;

/// A canned answer.
#[derive(Debug, Clone, Default)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

/// A request as far as it matters.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Asked {
    method: String,
    target: String,
    /// JSON, with a generated client token masked; as it came where it is none.
    body: Value,
}

#[derive(Debug, Default)]
struct Script {
    answers: Vec<Answer>,
    asked: Vec<Asked>,
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
        let router = Router::new().fallback(answer).with_state(Arc::clone(&script));
        Self { app: App::serving(router), script }
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.app.address
    }

    /// From now on it gives these answers, in this order, the last one again and again.
    pub(super) fn expect(&self, answers: &[Answer]) {
        let mut script = self.script.lock().unwrap();
        *script = Script { answers: answers.to_vec(), ..Script::default() };
    }

    /// What it was asked since then.
    pub(super) fn asked(&self) -> Vec<Asked> {
        self.script.lock().unwrap().asked.clone()
    }

    /// Who signed those requests: `KEY/REGION`, and `+TOKEN` if there is one.
    pub(super) fn signers(&self) -> Vec<Option<String>> {
        self.script.lock().unwrap().signers.clone()
    }
}

async fn answer(
    State(script): State<Arc<Mutex<Script>>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mut script = script.lock().unwrap();
    let last = script.answers.len() - 1;
    let answer = script.answers[script.asked.len().min(last)].clone();
    let asked = Asked { method: method.to_string(), target: uri.to_string(), body: masked(&body) };
    script.asked.push(asked);
    script.signers.push(signer(&headers));
    let mut response = Response::builder().status(answer.status);
    for (name, value) in &answer.headers {
        response = response.header(name, value);
    }
    response.body(Body::from(answer.body)).unwrap()
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

fn masked(body: &Bytes) -> Value {
    let mut value = serde_json::from_slice(body)
        .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(body).into_owned()));
    if let Some(Value::String(token)) = value.get_mut("clientToken")
        && uuid::Uuid::parse_str(token).is_ok()
    {
        *token = "UUID".to_owned();
    }
    value
}
