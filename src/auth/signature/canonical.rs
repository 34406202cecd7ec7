//! The one form that the signer and the server bring a request into.

use std::borrow::Cow;

use http::header::AUTHORIZATION;
use percent_encoding::percent_decode_str;
use sha2::{Digest as _, Sha256};

use super::SignedRequest;
use crate::digest::hex;
use crate::model::operation::{encode, encode_bytes};

/// Header in which a client says what it took for the hash of its body.
const CONTENT_HASH: &str = "x-amz-content-sha256";

/// What stands there when the body is not signed.
const UNSIGNED: &str = "UNSIGNED-PAYLOAD";

/// Query parameter that holds the signature, and is not signed itself.
pub(super) const SIGNATURE: &str = "X-Amz-Signature";

/// Returns the canonical form of `request`, with the headers that are `signed`, in that order.
pub(super) fn request(request: &SignedRequest<'_>, signed: &[&str]) -> String {
    let query = query(request.query, !request.headers.contains_key(AUTHORIZATION));
    let mut text = format!("{}\n{}\n{query}\n", request.method, path(request.path));
    for name in signed {
        text.push_str(&format!("{name}:{}\n", header(request.headers, name)));
    }
    text.push_str(&format!("\n{}\n", signed.join(";")));
    let said = request.headers.get(CONTENT_HASH).map(http::HeaderValue::as_bytes);
    text.push_str(&if said == Some(UNSIGNED.as_bytes()) {
        UNSIGNED.to_owned()
    } else {
        hash(request.body)
    });
    text
}

/// The SHA-256 of `bytes`, in lower-case hexadecimal.
pub(super) fn hash(bytes: impl AsRef<[u8]>) -> String {
    hex(&Sha256::digest(bytes))
}

/// The path without `.`, `..` and empty segments, and then encoded once more than it was sent, as
/// all services but S3 want it.
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
    let folder = !encoded.is_empty() && matches!(last, "" | "." | "..");
    format!("/{}{}", encoded.join("/"), if folder { "/" } else { "" })
}

/// The parameters, each encoded anew, in the order of their bytes; without the signature where the
/// request has it there. What is no UTF-8 stays what it is: nothing else may look like it.
fn query(raw: &str, has_signature: bool) -> String {
    let anew = |text: &str| {
        let plain = text.replace('+', " ");
        encode_bytes(&Cow::from(percent_decode_str(&plain)))
    };
    let mut pairs: Vec<(String, String)> = pairs(raw)
        .map(|(name, value)| (anew(name), anew(value)))
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

/// Returns the parameters of a query or a form, decoded. A `+` is a blank. What is no UTF-8 is
/// replaced.
pub fn parameters(raw: &str) -> impl Iterator<Item = (String, String)> {
    let decoded =
        |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    pairs(raw).map(move |(name, value)| (decoded(name), decoded(value)))
}

/// All values of a header, joined by commas, blanks at their ends gone and others single.
fn header(headers: &http::HeaderMap, name: &str) -> String {
    let values = headers.get_all(name).iter().map(|value| {
        let text = String::from_utf8_lossy(value.as_bytes());
        text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    });
    values.collect::<Vec<_>>().join(",")
}
