//! Client tokens: repeating a request has no further effect
//! (`docs/behaviour/api.md#client-tokens`).

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::ReadSet;
use crate::api::error::ApiError;
use crate::api::request::Call;
use crate::digest::hex;
use crate::model::{Key, Name};
use crate::store::{Guard, Path, Range, Unreadable, Write};

/// How long a response is remembered: 24 hours.
const KEPT_MS: i64 = 24 * 60 * 60 * 1000;

/// Number of other tokens that each new one reads, to delete those that have expired. Tokens are
/// random, so this bounds their number without a background task.
const SWEPT: usize = 3;

/// The client token of a request, if it has one.
#[derive(Debug)]
pub(super) struct ClientToken(Option<GivenToken>);

#[derive(Debug)]
struct GivenToken {
    path: Path,
    mesh: Name,
    fingerprint: String,
}

/// The response to the first request with a token.
#[derive(Debug, Serialize, Deserialize)]
struct RememberedResponse {
    fingerprint: String,
    at_ms: i64,
    body: Value,
}

/// The time of a remembered response, without the rest of it.
#[derive(Debug, Deserialize)]
struct RememberedAt {
    at_ms: i64,
}

impl GivenToken {
    /// The tokens after this one.
    fn neighbours(&self) -> Range {
        Range::tokens(&self.mesh).after(&self.path).limit(SWEPT)
    }
}

impl ClientToken {
    pub(super) fn of(call: &Call, key: &Key) -> Self {
        let given = call.text("clientToken").filter(|token| !token.is_empty()).map(|token| {
            let mut rest = call.input.clone();
            rest.remove("clientToken");
            // The mesh owner decides where the token is stored; it may be given or implied.
            rest.remove("meshOwner");
            // The order of members does not make another request.
            rest.sort_keys();
            rest.values_mut().for_each(Value::sort_all_objects);
            let fingerprint = hex(&Sha256::digest(Value::Object(rest).to_string()));
            // Clients choose tokens: a hash has a bounded length and no special characters.
            let account = &call.auth.caller.account;
            let scope = format!("{account}:{}:{}", call.operation.name, key.path());
            let name = hex(&Sha256::digest(format!("{scope}:{token}")));
            let path = Path::token(&key.mesh, call.operation.name, &name);
            GivenToken { path, mesh: key.mesh.clone(), fingerprint }
        });
        Self(given)
    }

    /// Returns the ranges to read for the token: its own response, and a few neighbours.
    pub(super) fn ranges(&self) -> Vec<Range> {
        self.0
            .as_ref()
            .map_or_else(Vec::new, |given| vec![Range::path(&given.path), given.neighbours()])
    }

    /// Returns the response to an earlier request with the same token and input, if the resource
    /// `key` that it was about still exists.
    ///
    /// # Errors
    ///
    /// `ConflictException` if the token was used for a request with another input.
    pub(super) fn replay(&self, read: &ReadSet, key: &Key) -> Result<Option<Value>, ApiError> {
        let Some(given) = &self.0 else { return Ok(None) };
        let Some(stored) = read.at(&given.path) else { return Ok(None) };
        let unreadable = |source| Unreadable { path: given.path.as_str().to_owned(), source };
        let earlier: RememberedResponse =
            serde_json::from_str(&stored.value).map_err(unreadable)?;
        if super::now_ms() - earlier.at_ms > KEPT_MS {
            return Ok(None);
        }
        if earlier.fingerprint != given.fingerprint {
            let text = "The client token was used with a different specification";
            return Err(ApiError::conflict(text));
        }
        let uid = read.resource(key)?.map(|(resource, _)| resource.uid);
        let is_same = uid.is_some_and(|uid| earlier.body["metadata"]["uid"] == uid);
        Ok(is_same.then_some(earlier.body))
    }

    /// Returns the guard that lets one of two concurrent requests with the same token be the first.
    pub(super) fn guard(&self, read: &ReadSet) -> Option<Guard> {
        let path = self.0.as_ref()?.path.clone();
        let revision = read.at(&path).map(|expired| expired.revision);
        Some(Guard::At { path, revision })
    }

    /// Returns the writes that remember `body` as the response and delete expired neighbours.
    pub(super) fn remember(&self, read: &ReadSet, body: &Value, now_ms: i64) -> Vec<Write> {
        let Some(given) = &self.0 else { return Vec::new() };
        let remembered = RememberedResponse {
            fingerprint: given.fingerprint.clone(),
            at_ms: now_ms,
            body: body.clone(),
        };
        let value = serde_json::to_string(&remembered).expect("a response is plain data");
        let neighbours = given.neighbours();
        let expired = read.within(&neighbours).filter(|stored| {
            serde_json::from_str::<RememberedAt>(&stored.value)
                .is_ok_and(|earlier| now_ms - earlier.at_ms > KEPT_MS)
        });
        let swept = expired.map(|stored| Write::Delete { path: stored.path.clone() });
        swept.chain([Write::Put { path: given.path.clone(), value }]).collect()
    }
}
