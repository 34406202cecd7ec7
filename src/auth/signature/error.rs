//! Why a request's signature is rejected, in AWS's words
//! (`docs/behaviour/api.md#front-end-errors`).

/// Why a request's signature is not accepted. The texts are for the caller.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// It has none.
    #[error("Missing Authentication Token")]
    Missing,
    /// A part of it is missing or malformed.
    #[error("{0}")]
    Incomplete(String),
    /// It is for something else, or of another time.
    #[error("{0}")]
    OutOfScope(String),
    /// It is that of another request or another key.
    #[error(
        "The request signature we calculated does not match the signature you provided. Check your \
         AWS Secret Access Key and signing method. Consult the service documentation for details."
    )]
    Mismatch,
    /// Nobody has that key, or not with that session token.
    #[error("The security token included in the request is invalid.")]
    UnknownKey,
    /// The key was good once.
    #[error("The security token included in the request is expired")]
    Expired,
}

impl SignatureError {
    /// Returns its code, as services that speak JSON name it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing => "MissingAuthenticationTokenException",
            Self::Incomplete(_) => "IncompleteSignatureException",
            Self::OutOfScope(_) | Self::Mismatch => "InvalidSignatureException",
            Self::UnknownKey => "UnrecognizedClientException",
            Self::Expired => "ExpiredTokenException",
        }
    }

    /// Returns its code, as services that speak XML name it: STS and IAM.
    #[must_use]
    pub fn query_code(&self) -> &'static str {
        match self {
            Self::Missing => "MissingAuthenticationToken",
            Self::Incomplete(_) => "IncompleteSignature",
            Self::OutOfScope(_) | Self::Mismatch => "SignatureDoesNotMatch",
            Self::UnknownKey => "InvalidClientTokenId",
            Self::Expired => "ExpiredToken",
        }
    }
}
