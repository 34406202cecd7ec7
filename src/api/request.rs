//! From an HTTP request to a checked call.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use http::request::Parts;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::BODY_LIMIT_BYTES;
use super::auth_context::AuthContext;
use super::error::ApiError;
use crate::model::check::{Depth, Violation, check, prune, service_message};
use crate::model::extension::EXPECTED_VERSION;
use crate::model::shape::{Form, Location};
use crate::model::{Key, Kind, Operation, Spec, Verb, model};

/// An operation with its input, which fits the model.
#[derive(Debug, Clone)]
pub(super) struct Call {
    pub(super) operation: &'static Operation,
    pub(super) input: Map<String, Value>,
    /// The spec in the input of a create or update operation. Without one in the input, it is the
    /// spec without members.
    pub(super) spec: Option<Arc<Spec>>,
    /// Who makes it.
    pub(super) auth: AuthContext,
}

/// Reads a request for `found`, an operation and what its path says: gathers path, query and body
/// into its input, and checks it.
pub(super) fn read(
    auth: &AuthContext,
    found: (&'static Operation, Map<String, Value>),
    head: &Parts,
    body: &[u8],
) -> Result<Call, ApiError> {
    let (operation, mut input) = found;
    query(operation, head.uri.query().unwrap_or(""), &mut input)?;
    if operation.method == "PUT" {
        members(operation, body, &mut input)?;
    }
    Call::new(auth.clone(), operation, input)
}

/// Reads a body to its end, or to the limit.
///
/// # Errors
///
/// `BadRequestException`, which tells one that is too large from one that does not come to its end.
pub(super) async fn whole(body: Body, limit_bytes: usize) -> Result<Bytes, ApiError> {
    let read = Limited::new(body, limit_bytes).collect().await;
    read.map(http_body_util::Collected::to_bytes).map_err(|error| {
        ApiError::bad_request(if error.is::<LengthLimitError>() {
            format!("The body is larger than {limit_bytes} bytes")
        } else {
            format!("The body cannot be read to its end: {error}")
        })
    })
}

/// How long a client that is refused may go on sending.
const LINGERING: Duration = Duration::from_secs(1);

/// Takes a body and keeps nothing of it, for a while: a client that is still sending when the
/// connection is closed may never read why.
pub(super) async fn discard(body: Body) {
    let mut rest = Limited::new(body, BODY_LIMIT_BYTES);
    let to_its_end = async { while let Some(Ok(_)) = rest.frame().await {} };
    // Neither its end nor the lack of one changes the answer.
    let _ = tokio::time::timeout(LINGERING, to_its_end).await;
}

impl Call {
    /// Checks `input` against the model and the rules about single specs.
    pub(super) fn new(
        auth: AuthContext,
        operation: &'static Operation,
        input: Map<String, Value>,
    ) -> Result<Self, ApiError> {
        let expected = input.get(EXPECTED_VERSION).cloned();
        let mut value = Value::Object(input);
        let found = check(operation.input, &value, Depth::Server);
        if !found.is_empty() {
            let text = service_message(&found);
            let wrong_type = found.iter().any(Violation::is_wrong_type);
            return Err(if wrong_type {
                ApiError::serialization(text)
            } else {
                ApiError::bad_request(text)
            });
        }
        prune(operation.input, &mut value);
        let Value::Object(mut input) = value else { unreachable!("it was wrapped above") };
        input.extend(expected.map(|version| (EXPECTED_VERSION.to_owned(), version)));
        let spec = spec(operation, &input)?;
        Ok(Self { operation, input, spec, auth })
    }

    /// Returns whether this is the list of meshes, which spans accounts.
    pub(super) fn lists_meshes(&self) -> bool {
        self.operation.verb == Verb::List && self.operation.kind() == Some(Kind::Mesh)
    }

    /// Returns a member that is a string.
    pub(super) fn text(&self, member: &str) -> Option<&str> {
        self.input.get(member)?.as_str()
    }
}

/// Reads the spec in `input`, which fits the model.
fn spec(operation: &Operation, input: &Map<String, Value>) -> Result<Option<Arc<Spec>>, ApiError> {
    let kind = operation.kind().filter(|_| matches!(operation.verb, Verb::Create | Verb::Update));
    let Some(key) = kind.and_then(|kind| Key::from_members(kind, input)) else { return Ok(None) };
    let spec = match input.get("spec") {
        Some(spec) => Spec::read(&key, spec),
        None => Spec::read(&key, &Value::Object(Map::new())),
    };
    // Not reached: the types read every spec that fits the model, and a test holds that.
    spec.map(Arc::new).map(Some).map_err(|error| ApiError::serialization(error.source.to_string()))
}

/// Returns the names in a query, decoded as the signature has them, and what they are given, each
/// decoded or refused. A name that is no UTF-8 is none that anybody knows.
pub(super) fn parameters(query: &str) -> impl Iterator<Item = (String, Result<String, ApiError>)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, plain) = (name.replace('+', " "), value.replace('+', " "));
        let name = percent_decode_str(&name).decode_utf8_lossy().into_owned();
        let text = percent_decode_str(&plain).decode_utf8().map(Cow::into_owned);
        let refused = ApiError::bad_request(format!("{name} is not UTF-8"));
        (name, text.map_err(|_| refused))
    })
}

/// Reads the query's members; a member that the operation does not have there is left alone.
fn query(
    operation: &Operation,
    query: &str,
    input: &mut Map<String, Value>,
) -> Result<(), ApiError> {
    for (name, text) in parameters(query) {
        let name = name.as_str();
        let Some(member) = operation.input_shape().members.get(name) else { continue };
        if member.location != Location::QueryString {
            continue;
        }
        let text = text?;
        let value = match model().shape(member.shape).form {
            form @ (Form::Integer | Form::Long) => {
                text.parse::<i64>().map(Value::from).map_err(|_| {
                    let found = Violation::wrong_type(name, &text.as_str().into(), form);
                    ApiError::bad_request(service_message(&[found]))
                })?
            }
            _ => text.into(),
        };
        input.insert(name.to_owned(), value);
    }
    Ok(())
}

/// Reads the body's members; one that belongs in the path or the query is left alone.
fn members(
    operation: &Operation,
    bytes: &[u8],
    input: &mut Map<String, Value>,
) -> Result<(), ApiError> {
    if bytes.is_empty() {
        return Ok(());
    }
    let body: Value = serde_json::from_slice(bytes)
        .map_err(|error| ApiError::serialization(format!("The body is no JSON: {error}")))?;
    let Value::Object(body) = body else {
        return Err(ApiError::serialization("The body is no JSON object"));
    };
    for (name, value) in body {
        let member = operation.input_shape().members.get(name.as_str());
        if member.is_some_and(|member| member.location == Location::Body) {
            input.insert(name, value);
        }
    }
    Ok(())
}
