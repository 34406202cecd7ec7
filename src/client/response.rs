//! Successful responses, before and after their bodies are parsed.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::ClientError;
use crate::model::extension::Revision;

/// A successful response.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// The JSON body as received.
    pub body: Value,
    /// Version of the meshctl server; `None` for other servers.
    pub server: Option<String>,
    /// Revision of the commit that the request made, if the server is a meshctl server.
    pub revision: Option<Revision>,
}

/// A successful response whose body is not parsed yet.
#[derive(Debug)]
pub struct EncodedResponse {
    pub(super) operation: String,
    pub(super) server: Option<String>,
    pub(super) revision: Option<Revision>,
    pub(super) bytes: Vec<u8>,
}

/// The member of a page that is needed to request the next one.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NextPage {
    next_token: Option<String>,
}

impl EncodedResponse {
    /// Returns the token of the next page, if any. Much faster than [`EncodedResponse::read`].
    #[must_use]
    pub fn next_token(&self) -> Option<String> {
        serde_json::from_slice::<NextPage>(&self.bytes).ok()?.next_token
    }

    /// Parses the body.
    ///
    /// # Errors
    ///
    /// [`ClientError::InvalidResponse`] if it is not JSON.
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
