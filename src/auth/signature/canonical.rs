//! The canonical form of a request, which client and server sign.

use std::borrow::Cow;

use http::header::AUTHORIZATION;
use percent_encoding::percent_decode_str;
use sha2::{Digest as _, Sha256};

use super::SignedRequest;
use crate::digest::hex;
use crate::model::operation::{encode, encode_bytes};

/// Header with the hash of the body, as the client computed it.
const CONTENT_HASH: &str = "x-amz-content-sha256";

/// Value of that header if the body is not signed.
const UNSIGNED: &str = "UNSIGNED-PAYLOAD";

/// Query parameter with the signature; it is not signed itself.
pub(super) const SIGNATURE: &str = "X-Amz-Signature";

/// Returns the canonical form of `request`, with the `signed` headers in that order.
pub(super) fn request(request: &SignedRequest<'_>, signed: &[&str]) -> String {
    let query = query(request.query, !request.headers.contains_key(AUTHORIZATION));
    let mut text = format!("{}\n{}\n{query}\n", request.method, path(request.path));
    for name in signed {
        text.push_str(&format!("{name}:{}\n", header(request.headers, name)));
    }
    text.push_str(&format!("\n{}\n", signed.join(";")));
    let declared = request.headers.get(CONTENT_HASH).map(http::HeaderValue::as_bytes);
    text.push_str(&if declared == Some(UNSIGNED.as_bytes()) {
        UNSIGNED.to_owned()
    } else {
        hash(request.body)
    });
    text
}

/// Returns the SHA-256 of `bytes` in lower-case hexadecimal.
pub(super) fn hash(bytes: impl AsRef<[u8]>) -> String {
    hex(&Sha256::digest(bytes))
}

/// Returns the path without `.`, `..` and empty segments, encoded once more than it was sent, as
/// all services but S3 require.
fn path(raw: &str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    for segment in raw.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    let encoded: Vec<String> = segments.into_iter().map(encode).collect();
    let last = raw.rsplit('/').next().unwrap_or_default();
    let has_trailing_slash = !encoded.is_empty() && matches!(last, "" | "." | "..");
    format!("/{}{}", encoded.join("/"), if has_trailing_slash { "/" } else { "" })
}

/// Returns the parameters, each re-encoded, sorted by bytes; without the signature if it is in the
/// query. Bytes that are not UTF-8 are preserved, so that no other request has the same form.
fn query(raw: &str, has_signature: bool) -> String {
    let reencoded = |text: &str| {
        let plain = text.replace('+', " ");
        encode_bytes(&Cow::from(percent_decode_str(&plain)))
    };
    let mut pairs: Vec<(String, String)> = pairs(raw)
        .map(|(name, value)| (reencoded(name), reencoded(value)))
        .filter(|(name, _)| !has_signature || name != SIGNATURE)
        .collect();
    pairs.sort();
    let pairs: Vec<String> =
        pairs.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    pairs.join("&")
}

fn pairs(raw: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = raw.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// Returns the decoded parameters of a query or a form. `+` is a space; bytes that are not UTF-8
/// are replaced.
pub fn parameters(raw: &str) -> impl Iterator<Item = (String, String)> {
    let decoded =
        |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    pairs(raw).map(move |(name, value)| (decoded(name), decoded(value)))
}

/// Returns all values of a header joined by commas, trimmed and with single spaces.
fn header(headers: &http::HeaderMap, name: &str) -> String {
    let values = headers.get_all(name).iter().map(|value| {
        let text = String::from_utf8_lossy(value.as_bytes());
        text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    });
    values.collect::<Vec<_>>().join(",")
}
