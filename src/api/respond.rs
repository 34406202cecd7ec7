//! From an answer to an HTTP response.

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
/// Header of our own, by which `meshctl` tells its server from others: the server's version.
const SERVER: HeaderName = HeaderName::from_static(extension::SERVER_HEADER);
/// Header of our own: the revision of the commit that the request made.
const REVISION: HeaderName = HeaderName::from_static(extension::REVISION_HEADER);

/// What a request is answered with.
#[derive(Debug)]
pub(super) struct ApiResponse {
    pub(super) body: ResponseBody,
    /// The commit that was made, if one was.
    pub(super) revision: Option<Revision>,
}

/// The body of an answer.
#[derive(Debug)]
pub(super) enum ResponseBody {
    /// JSON.
    Json(Value),
    /// Lines of JSON, as they come.
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

pub(super) fn render(answer: Result<ApiResponse, ApiError>, id: &Uuid) -> Response<Body> {
    let (status, body, code, revision) = match answer {
        Ok(answer) => (StatusCode::OK, answer.body, None, answer.revision),
        Err(error) => {
            let body = json!({"message": error.message}).into();
            (error.status(), body, Some(error.code), None)
        }
    };
    let (body, form) = match body {
        ResponseBody::Json(body) => (Body::from(body.to_string()), "application/json"),
        ResponseBody::Lines(body) => (body, "application/x-ndjson"),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(form));
    if let Some(code) = code {
        headers.insert(ERROR_TYPE, HeaderValue::from_static(code));
    }
    if let Some(revision) = revision {
        headers.insert(REVISION, HeaderValue::from(revision.0));
    }
    sign(&mut response, id);
    response
}

/// Says which server answered which request.
pub(super) fn sign(response: &mut Response<Body>, id: &Uuid) {
    let headers = response.headers_mut();
    headers.insert(SERVER, HeaderValue::from_static(env!("CARGO_PKG_VERSION")));
    let id = HeaderValue::from_str(&id.to_string()).expect("a UUID is ASCII");
    headers.insert(REQUEST_ID, id);
}
