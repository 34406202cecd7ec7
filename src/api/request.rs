//! From an HTTP request to a validated call.

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

/// An operation with its input, which is valid according to the model.
#[derive(Debug, Clone)]
pub(super) struct Call {
    pub(super) operation: &'static Operation,
    pub(super) input: Map<String, Value>,
    /// The spec in the input of a create or update operation. Without one in the input, it is the
    /// spec without members.
    pub(super) spec: Option<Arc<Spec>>,
    /// Who makes the call.
    pub(super) auth: AuthContext,
}

/// Reads a request for `found`, an operation and the members in its path: collects path, query and
/// body into its input, and validates it.
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

/// Reads a body to its end, up to the limit.
///
/// # Errors
///
/// `BadRequestException`, with different messages for a body that is too large and one that ends
/// early.
pub(super) async fn read_body(body: Body, limit_bytes: usize) -> Result<Bytes, ApiError> {
    let read = Limited::new(body, limit_bytes).collect().await;
    read.map(http_body_util::Collected::to_bytes).map_err(|error| {
        ApiError::bad_request(if error.is::<LengthLimitError>() {
            format!("The body is larger than {limit_bytes} bytes")
        } else {
            format!("The body ended early: {error}")
        })
    })
}

/// How long a rejected client may continue to send its body.
const DISCARD_TIMEOUT: Duration = Duration::from_secs(1);

/// Reads a body and drops it, for a limited time: a client that is still sending when the
/// connection closes may never read the response.
pub(super) async fn discard(body: Body) {
    let mut rest = Limited::new(body, BODY_LIMIT_BYTES);
    let drain = async { while let Some(Ok(_)) = rest.frame().await {} };
    // The response does not depend on the outcome.
    let _ = tokio::time::timeout(DISCARD_TIMEOUT, drain).await;
}

impl Call {
    /// Validates `input` against the model and the rules about single specs.
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
        let Value::Object(mut input) = value else { unreachable!("the value is an object") };
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

/// Parses the spec in `input`, which is valid according to the model.
fn spec(operation: &Operation, input: &Map<String, Value>) -> Result<Option<Arc<Spec>>, ApiError> {
    let kind = operation.kind().filter(|_| matches!(operation.verb, Verb::Create | Verb::Update));
    let Some(key) = kind.and_then(|kind| Key::from_members(kind, input)) else { return Ok(None) };
    let spec = match input.get("spec") {
        Some(spec) => Spec::read(&key, spec),
        None => Spec::read(&key, &Value::Object(Map::new())),
    };
    // Unreachable: the types parse every spec that is valid according to the model. A test checks it.
    spec.map(Arc::new).map(Some).map_err(|error| ApiError::serialization(error.source.to_string()))
}

/// Returns the parameters of a query: the name, decoded as for the signature, and the decoded value
/// or an error. A name that is not UTF-8 matches no parameter.
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

/// Reads the members in the query; ignores parameters that the operation does not have.
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

/// Reads the members in the body; ignores members that belong in the path or the query.
fn members(
    operation: &Operation,
    bytes: &[u8],
    input: &mut Map<String, Value>,
) -> Result<(), ApiError> {
    if bytes.is_empty() {
        return Ok(());
    }
    let body: Value = serde_json::from_slice(bytes)
        .map_err(|error| ApiError::serialization(format!("The body is not valid JSON: {error}")))?;
    let Value::Object(body) = body else {
        return Err(ApiError::serialization("The body is not a JSON object"));
    };
    for (name, value) in body {
        let member = operation.input_shape().members.get(name.as_str());
        if member.is_some_and(|member| member.location == Location::Body) {
            input.insert(name, value);
        }
    }
    Ok(())
}
