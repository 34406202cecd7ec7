//! Tokens of pages. One names the last item of its page, so that what comes and goes between two
//! pages neither repeats nor skips anything else (`api-behaviour §8`).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::server::error::ApiError;

/// Returns the token of the page after the item called `name`.
pub(super) fn token_after(name: &str) -> String {
    URL_SAFE_NO_PAD.encode(name)
}

/// Returns the name of the item that `token` follows.
pub(super) fn last(token: &str) -> Result<String, ApiError> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok();
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(|| not_a_token(token))
}

pub(super) fn not_a_token(token: &str) -> ApiError {
    ApiError::bad_request(format!("nextToken '{token}' is no token of a page"))
}
