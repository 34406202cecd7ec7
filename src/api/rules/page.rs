//! Pagination tokens. A token names the last item of its page, so inserts and deletes between two
//! pages neither repeat nor skip other items (`docs/behaviour/api.md#pagination`).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::api::error::ApiError;
use crate::api::request::Call;
use crate::model::arn::AccountId;

/// The list that tokens are of: they are good for no other one.
pub(super) struct Pages(String);

/// Bytes of a token that tell it from what is none. They keep mistakes out, not forgers: a token
/// gives access to nothing.
const SEAL_BYTES: usize = 8;

impl Pages {
    /// Of the list that `call` reads, which is of `what` in the meshes of `account`.
    pub(super) fn of(call: &Call, account: &AccountId, what: &str) -> Self {
        Self(format!("{} {account} {what}", call.operation.name))
    }

    /// Returns the token of the page after the item called `last`.
    pub(super) fn token_after(&self, last: &str) -> String {
        URL_SAFE_NO_PAD.encode([&self.seal(last)[..], last.as_bytes()].concat())
    }

    /// Returns the name of the item after which the page begins that `call` asks for; nothing for
    /// the first page.
    pub(super) fn after(&self, call: &Call) -> Result<Option<String>, ApiError> {
        let given = call.text("nextToken").filter(|token| !token.is_empty());
        given.map(|token| self.last(token)).transpose()
    }

    /// Returns the name of the item that `token` follows.
    fn last(&self, token: &str) -> Result<String, ApiError> {
        let read = || {
            let mut seal = URL_SAFE_NO_PAD.decode(token).ok()?;
            let last = (seal.len() >= SEAL_BYTES).then(|| seal.split_off(SEAL_BYTES))?;
            String::from_utf8(last).ok().filter(|last| self.seal(last)[..] == seal)
        };
        let text =
            || ApiError::bad_request(format!("nextToken '{token}' is not valid for this list"));
        read().ok_or_else(text)
    }

    fn seal(&self, last: &str) -> [u8; SEAL_BYTES] {
        let digest = Sha256::digest(format!("{}\0{last}", self.0));
        std::array::from_fn(|at| digest[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_of_one_list_and_nothing_else_is_one() {
        let (nodes, others) = (Pages("nodes".to_owned()), Pages("others".to_owned()));
        for name in ["a", "a/b", "日本", "", &"x".repeat(255)] {
            let token = nodes.token_after(name);
            assert_eq!(nodes.last(&token).unwrap(), name);
            assert_eq!(others.last(&token).unwrap_err().code, "BadRequestException");
        }
        for text in ["", "a", "AAAA", "AAAAAAAAAAA", "YQ", "garbage", "ünïcode", "a b"] {
            assert_eq!(nodes.last(text).unwrap_err().code, "BadRequestException", "{text}");
        }
    }
}
