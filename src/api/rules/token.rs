//! Client tokens: repeating a request has no further effect
//! (`docs/behaviour/api.md#client-tokens`).

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::Scene;
use crate::api::error::ApiError;
use crate::api::request::Call;
use crate::digest::hex;
use crate::model::{Key, Name};
use crate::store::{Guard, Path, Range, Unreadable, Write};

/// How long an answer is kept: 24 hours.
const KEPT_MS: i64 = 24 * 60 * 60 * 1000;

/// How many other tokens each new one looks at, to remove those that are too old. Tokens are
/// random, so this keeps them in bounds without a task that sweeps.
const SWEPT: usize = 3;

/// The token of a request, if it has one.
#[derive(Debug)]
pub(super) struct Token(Option<Given>);

#[derive(Debug)]
struct Given {
    path: Path,
    mesh: Name,
    fingerprint: String,
}

/// The answer that a token got.
#[derive(Debug, Serialize, Deserialize)]
struct Remembered {
    fingerprint: String,
    at_ms: i64,
    body: Value,
}

/// How old an answer is; the rest of it is left unread.
#[derive(Debug, Deserialize)]
struct Age {
    at_ms: i64,
}

impl Token {
    pub(super) fn of(call: &Call, key: &Key) -> Self {
        let given = call.text("clientToken").filter(|token| !token.is_empty()).map(|token| {
            let mut rest = call.input.clone();
            rest.remove("clientToken");
            // Whose mesh it is says where the token is kept; one's own may go without saying.
            rest.remove("meshOwner");
            // Members may come in another order, and it is the same request.
            rest.sort_keys();
            rest.values_mut().for_each(Value::sort_all_objects);
            let fingerprint = hex(&Sha256::digest(Value::Object(rest).to_string()));
            // Tokens come from outside: hashed, they are short and hold nothing odd.
            let account = &call.auth.caller.account;
            let scope = format!("{account}:{}:{}", call.operation.name, key.path());
            let name = hex(&Sha256::digest(format!("{scope}:{token}")));
            let path = Path::token(&key.mesh, call.operation.name, &name);
            Given { path, mesh: key.mesh.clone(), fingerprint }
        });
        Self(given)
    }

    /// What must be read for the token: its own answer, and a few neighbours.
    pub(super) fn ranges(&self) -> Vec<Range> {
        self.0.as_ref().map_or_else(Vec::new, |given| {
            let neighbours = Range::tokens(&given.mesh).after(&given.path).limit(SWEPT);
            vec![Range::path(&given.path), neighbours]
        })
    }

    /// Returns the earlier answer to the same request, while the resource `key` that it was about
    /// is still there.
    ///
    /// # Errors
    ///
    /// `ConflictException` when the token was used for another request.
    pub(super) fn replay(&self, scene: &Scene, key: &Key) -> Result<Option<Value>, ApiError> {
        let Some(given) = &self.0 else { return Ok(None) };
        let Some(stored) = scene.at(&given.path) else { return Ok(None) };
        let unreadable = |source| Unreadable { path: given.path.as_str().to_owned(), source };
        let earlier: Remembered = serde_json::from_str(&stored.value).map_err(unreadable)?;
        if super::now_ms() - earlier.at_ms > KEPT_MS {
            return Ok(None);
        }
        if earlier.fingerprint != given.fingerprint {
            let text = "The client token was used with a different specification";
            return Err(ApiError::conflict(text));
        }
        let uid = scene.resource(key)?.map(|(resource, _)| resource.uid);
        let same = uid.is_some_and(|uid| earlier.body["metadata"]["uid"] == uid);
        Ok(same.then_some(earlier.body))
    }

    /// Two requests with one token at the same time: one of them is the first.
    pub(super) fn guard(&self, scene: &Scene) -> Option<Guard> {
        let path = self.0.as_ref()?.path.clone();
        let revision = scene.at(&path).map(|too_old| too_old.revision);
        Some(Guard::At { path, revision })
    }

    /// Returns the writes that keep the answer and remove neighbours that are too old.
    pub(super) fn remember(&self, scene: &Scene, body: &Value, now_ms: i64) -> Vec<Write> {
        let Some(given) = &self.0 else { return Vec::new() };
        let remembered = Remembered {
            fingerprint: given.fingerprint.clone(),
            at_ms: now_ms,
            body: body.clone(),
        };
        let value = serde_json::to_string(&remembered).expect("an answer is plain data");
        let old = scene.found.iter().filter(|stored| {
            stored.path.as_str().starts_with("token/")
                && serde_json::from_str::<Age>(&stored.value)
                    .is_ok_and(|earlier| now_ms - earlier.at_ms > KEPT_MS)
        });
        let swept = old.map(|stored| Write::Delete { path: stored.path.clone() });
        swept.chain([Write::Put { path: given.path.clone(), value }]).collect()
    }
}
