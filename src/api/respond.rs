//! From a result to an HTTP response.

use axum::body::Body;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

use super::error::ApiError;
use crate::model::extension::{self, Revision};

/// Header with the ID of a request (`docs/behaviour/api.md#errors`).
const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");
/// Header that carries the code of an error.
const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");
/// Header with the server's version, by which `meshctl` recognizes its server.
const SERVER: HeaderName = HeaderName::from_static(extension::SERVER_HEADER);
/// Header with the revision of the commit that the request made.
const REVISION: HeaderName = HeaderName::from_static(extension::REVISION_HEADER);

/// A successful response.
#[derive(Debug)]
pub(super) struct ApiResponse {
    pub(super) body: ResponseBody,
    /// The commit that the request made, if any.
    pub(super) revision: Option<Revision>,
}

/// The body of a response.
#[derive(Debug)]
pub(super) enum ResponseBody {
    /// JSON.
    Json(Value),
    /// Streamed lines of JSON.
    Lines(Body),
}

impl From<Value> for ResponseBody {
    fn from(body: Value) -> Self {
        Self::Json(body)
    }
}

impl From<Value> for ApiResponse {
    fn from(body: Value) -> Self {
        Self { body: body.into(), revision: None }
    }
}

pub(super) fn render(result: Result<ApiResponse, ApiError>, id: &Uuid) -> Response<Body> {
    let (status, body, code, revision) = match result {
        Ok(response) => (StatusCode::OK, response.body, None, response.revision),
        Err(error) => {
            let body = json!({"message": error.message}).into();
            (error.status(), body, Some(error.code), None)
        }
    };
    let (body, content_type) = match body {
        ResponseBody::Json(body) => (Body::from(body.to_string()), "application/json"),
        ResponseBody::Lines(body) => (body, "application/x-ndjson"),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    if let Some(code) = code {
        headers.insert(ERROR_TYPE, HeaderValue::from_static(code));
    }
    if let Some(revision) = revision {
        headers.insert(REVISION, HeaderValue::from(revision.0));
    }
    add_identification(&mut response, id);
    response
}

/// Adds the headers with the request ID and the server version.
pub(super) fn add_identification(response: &mut Response<Body>, id: &Uuid) {
    let headers = response.headers_mut();
    headers.insert(SERVER, HeaderValue::from_static(env!("CARGO_PKG_VERSION")));
    let id = HeaderValue::from_str(&id.to_string()).expect("a UUID is ASCII");
    headers.insert(REQUEST_ID, id);
}
