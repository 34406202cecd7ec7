//! Signatures of AWS, version 4: whether a request was signed with a key.
//!
//! [`Claim::read`] takes from a request what it says of its signature, [`Claim::in_scope`] holds
//! that against the clock and against what is asked of whom, [`Claim::verify`] computes. All of
//! it is pure; who has which key is [`super::Accounts`]' matter. No crate that is kept up verifies:
//! `aws-sigv4` only signs, and the tests hold this against its test vectors.

mod canonical;
mod claim;
mod key;
mod refused;
#[cfg(test)]
mod tests;

pub use canonical::parameters;
pub use claim::{Claim, Scope};
pub use key::SigningKey;
pub use refused::Refused;

/// A request as it came, before anything in it was decoded.
#[derive(Debug, Clone, Copy)]
pub struct Signed<'a> {
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
