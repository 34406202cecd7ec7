//! Signatures of AWS, version 4: whether a request was signed with a key.
//!
//! [`SignatureClaim::read`] takes from a request what it says of its signature, [`SignatureClaim::in_scope`] holds
//! that against the clock and against what is asked of whom, [`SignatureClaim::verify`] computes. All of
//! it is pure; who has which key is [`super::Accounts`]' matter. No crate that is kept up verifies:
//! `aws-sigv4` only signs, and the tests hold this against its test vectors.

mod canonical;
mod claim;
mod error;
mod key;
#[cfg(test)]
mod tests;

pub use canonical::parameters;
pub use claim::{SignatureClaim, SignatureScope};
pub use error::SignatureError;
pub use key::SigningKey;

/// A request as it came, before anything in it was decoded.
#[derive(Debug, Clone, Copy)]
pub struct SignedRequest<'a> {
    /// `GET`, `PUT` …
    pub method: &'a str,
    /// The raw path.
    pub path: &'a str,
    /// The raw query, without `?`; empty if there is none.
    pub query: &'a str,
    /// Headers; the host among them.
    pub headers: &'a http::HeaderMap,
    /// The whole body.
    pub body: &'a [u8],
}
