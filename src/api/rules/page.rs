//! Page tokens. A token names the last item of its page, so that items that are created or deleted
//! between two pages do not cause others to be repeated or skipped
//! (`docs/behaviour/api.md#pagination`).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::api::error::ApiError;
use crate::api::request::Call;
use crate::model::arn::AccountId;

/// The page tokens of one list; they are not valid for other lists.
pub(super) struct PageTokens(String);

/// Bytes of the checksum in a token. It detects mistakes, not forgeries: a token grants no access.
const CHECKSUM_BYTES: usize = 8;

impl PageTokens {
    /// Returns the page tokens of the list that `call` reads: of `path` in the meshes of `account`.
    pub(super) fn of(call: &Call, account: &AccountId, path: &str) -> Self {
        Self(format!("{} {account} {path}", call.operation.name))
    }

    /// Returns the token of the page after the item called `last`.
    pub(super) fn token_after(&self, last: &str) -> String {
        URL_SAFE_NO_PAD.encode([&self.checksum(last)[..], last.as_bytes()].concat())
    }

    /// Returns the name of the item before the page that `call` requests; none for the first page.
    ///
    /// # Errors
    ///
    /// `BadRequestException` if the token is not one of this list.
    pub(super) fn after(&self, call: &Call) -> Result<Option<String>, ApiError> {
        let given = call.text("nextToken").filter(|token| !token.is_empty());
        given.map(|token| self.last(token)).transpose()
    }

    /// Returns the name of the item that `token` follows.
    fn last(&self, token: &str) -> Result<String, ApiError> {
        let read = || {
            let mut checksum = URL_SAFE_NO_PAD.decode(token).ok()?;
            let last =
                (checksum.len() >= CHECKSUM_BYTES).then(|| checksum.split_off(CHECKSUM_BYTES))?;
            String::from_utf8(last).ok().filter(|last| self.checksum(last)[..] == checksum)
        };
        let error =
            || ApiError::bad_request(format!("nextToken '{token}' is not valid for this list"));
        read().ok_or_else(error)
    }

    fn checksum(&self, last: &str) -> [u8; CHECKSUM_BYTES] {
        let digest = Sha256::digest(format!("{}\0{last}", self.0));
        std::array::from_fn(|at| digest[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_valid_for_one_list_only() {
        let (nodes, others) = (PageTokens("nodes".to_owned()), PageTokens("others".to_owned()));
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
