//! API operations without a command line.

use std::sync::Arc;

use axum::body::Body;
use http_body_util::BodyExt as _;
use meshctl::api::{self, Authn, Identity};
use meshctl::auth::Accounts;
use meshctl::auth::file::AccountsFile;
use meshctl::model::{Operation, model};
use meshctl::store::{Memory, Store};
use serde_json::{Value, json};
use tokio::sync::watch;
use tower::ServiceExt as _;

use super::Server;
use super::http::Http;
use super::signer::Signer;

/// The account of the server.
pub(crate) const ACCOUNT: &str = "123456789012";

/// Returns name and input of the operation that does `verb` to the resource at `path` in mesh `m`,
/// such as `mesh/m`, `virtualNode/n` or `virtualRouter/r/route/a`.
pub(crate) fn act(verb: &str, path: &str, spec: Value) -> (String, Value) {
    let parts: Vec<&str> = path.split('/').collect();
    let mut input = json!({"meshName": "m"});
    for pair in parts.chunks(2) {
        input[format!("{}Name", pair[0])] = json!(pair[1]);
    }
    if !spec.is_null() {
        input["spec"] = spec;
    }
    let kind = parts[parts.len() - 2];
    (format!("{verb}{}{}", kind[..1].to_uppercase(), &kind[1..]), input)
}

/// The API of a running server.
pub(crate) struct Remote(Http, String);

impl Remote {
    pub(crate) fn of(server: &Server) -> Self {
        Self(Http::new(), server.ready.api.clone())
    }

    /// Calls `operation`, by its API name, with `input`.
    pub(crate) fn call(&self, operation: &str, input: &Value) -> ApiResponse {
        let wire = model().operation(operation).unwrap().to_request(input.as_object().unwrap());
        let body = wire.body.map(|body| body.to_string()).unwrap_or_default();
        let url = format!("{}{}", self.1, wire.target);
        let response = self.0.send(wire.method, &url, None, &body).unwrap();
        assert_eq!(response.headers["x-amzn-requestid"].len(), 36);
        let code = response.headers.get("x-amzn-errortype");
        let code = code.map(|code| code.to_str().unwrap().to_owned()).unwrap_or_default();
        ApiResponse { status: response.status, code, body: response.json() }
    }
}

/// An API in this process.
#[derive(Debug)]
pub(crate) struct Api {
    router: axum::Router,
    runtime: tokio::runtime::Runtime,
}

/// A response of the API.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ApiResponse {
    pub(crate) status: u16,
    /// The error code; empty on success.
    pub(crate) code: String,
    pub(crate) body: Value,
}

/// Returns the unsigned request of an operation.
pub(crate) fn request(operation: &str, input: &Value) -> http::Request<String> {
    let operation: &Operation = model().operation(operation).unwrap();
    let wire = operation.to_request(input.as_object().unwrap());
    let body = wire.body.map(|body| body.to_string()).unwrap_or_default();
    let request = http::Request::builder().method(wire.method).uri(wire.target);
    request.body(body).unwrap()
}

impl ApiResponse {
    /// The error message; empty on success.
    pub(crate) fn message(&self) -> &str {
        self.body["message"].as_str().unwrap_or_default()
    }
}

impl Api {
    /// Returns an API on an empty store in memory.
    pub(crate) fn in_memory() -> Self {
        Self::on(Arc::new(Memory::default()))
    }

    /// Returns an API on an empty store in memory, with authentication by an accounts file.
    pub(crate) fn guarded(accounts: &Value) -> Self {
        let file: AccountsFile = serde_json::from_value(accounts.clone()).unwrap();
        let accounts = Accounts::new(&file, "us-west-2", |_| panic!("no file is named")).unwrap();
        let (_, accounts) = watch::channel(Arc::new(accounts));
        Self::of(api::App {
            authn: Authn::Accounts(accounts),
            ..Self::app(Arc::new(Memory::default()))
        })
    }

    /// Returns an API on `store`.
    pub(crate) fn on(store: Arc<dyn Store>) -> Self {
        Self::of(Self::app(store))
    }

    fn app(store: Arc<dyn Store>) -> api::App {
        let account = ACCOUNT.parse().unwrap();
        api::App::new(store, Identity { account, region: "us-west-2".to_owned() })
    }

    fn of(app: api::App) -> Self {
        let router = api::router(app);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { router, runtime }
    }

    /// Calls `operation`, by its API name, with `input`.
    pub(crate) fn call(&self, operation: &str, input: &Value) -> ApiResponse {
        self.send(request(operation, input).map(Body::from))
    }

    /// Calls `operation` with `input`, signed by `signer`.
    pub(crate) fn call_as(&self, signer: &Signer, operation: &str, input: &Value) -> ApiResponse {
        self.send(signer.signed(request(operation, input)).map(Body::from))
    }

    /// Starts a request without waiting for the response.
    pub(crate) fn begin(&self, request: http::Request<Body>) {
        drop(self.runtime.spawn(self.router.clone().oneshot(request)));
        self.runtime.block_on(async {
            for _ in 0..16 {
                tokio::task::yield_now().await;
            }
        });
    }

    /// Sends a request whose response is a stream of lines.
    pub(crate) fn lines(&self, request: http::Request<Body>) -> String {
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            assert_eq!(response.status(), 200);
            let bytes = response.into_body().collect().await.unwrap().to_bytes();
            String::from_utf8(bytes.to_vec()).unwrap()
        })
    }

    /// Sends a request.
    pub(crate) fn send(&self, request: http::Request<Body>) -> ApiResponse {
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (head, body) = response.into_parts();
            let text = |name: &str| {
                let value = head.headers.get(name);
                value.map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
            };
            assert_eq!(text("x-amzn-requestid").len(), 36, "every response has a request id");
            let bytes = body.collect().await.unwrap().to_bytes();
            ApiResponse {
                status: head.status.as_u16(),
                code: text("x-amzn-errortype"),
                body: serde_json::from_slice(&bytes).unwrap(),
            }
        })
    }
}
