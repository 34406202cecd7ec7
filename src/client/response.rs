//! Answers that are no errors, before and after their bodies are read.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::ClientError;
use crate::model::extension::Revision;

/// A response that is no error.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// The JSON body as it came.
    pub body: Value,
    /// Version of the meshctl that answered, if one did.
    pub server: Option<String>,
    /// The commit that was made, if our server made one.
    pub revision: Option<Revision>,
}

/// A response that is no error, its body not yet read.
#[derive(Debug)]
pub struct EncodedResponse {
    pub(super) operation: String,
    pub(super) server: Option<String>,
    pub(super) revision: Option<Revision>,
    pub(super) bytes: Vec<u8>,
}

/// What of a page must be known to ask for the next one.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Onward {
    next_token: Option<String>,
}

impl EncodedResponse {
    /// Returns the token of the next page, if the body says one. This takes a small part of the
    /// time of [`EncodedResponse::read`].
    #[must_use]
    pub fn next_token(&self) -> Option<String> {
        serde_json::from_slice::<Onward>(&self.bytes).ok()?.next_token
    }

    /// Reads the body.
    ///
    /// # Errors
    ///
    /// [`ClientError::InvalidResponse`] if it is no JSON.
    pub fn read(self) -> Result<Response, ClientError> {
        let Self { operation, server, revision, bytes } = self;
        let body = match serde_json::from_slice(&bytes) {
            Ok(body) => body,
            Err(_) if bytes.is_empty() => Value::Object(Map::new()),
            Err(error) => {
                return Err(ClientError::InvalidResponse { operation, why: error.to_string() });
            }
        };
        Ok(Response { body, server, revision })
    }
}
