//! AWS Signature Version 4: verification of signed requests.
//!
//! [`SignatureClaim::read`] parses the signature parameters of a request,
//! [`SignatureClaim::in_scope`] checks time, region and service, and [`SignatureClaim::verify`]
//! verifies the signature. All of it is pure; the access keys are in [`super::Accounts`]. No
//! maintained crate verifies signatures: `aws-sigv4` only signs. The tests use its test vectors.

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

/// A request as received, before anything is decoded.
#[derive(Debug, Clone, Copy)]
pub struct SignedRequest<'a> {
    /// `GET`, `PUT` …
    pub method: &'a str,
    /// The raw path.
    pub path: &'a str,
    /// The raw query, without `?`; empty if there is none.
    pub query: &'a str,
    /// The headers, including the host.
    pub headers: &'a http::HeaderMap,
    /// The whole body.
    pub body: &'a [u8],
}
