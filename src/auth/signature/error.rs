//! Signature errors, with AWS's messages (`docs/behaviour/api.md#front-end-errors`).

/// Why a signature is rejected. The messages are AWS's and are returned to the caller.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The request is not signed.
    #[error("Missing Authentication Token")]
    Missing,
    /// A signature parameter is missing or malformed.
    #[error("{0}")]
    Incomplete(String),
    /// The signature is for another region, service or time.
    #[error("{0}")]
    OutOfScope(String),
    /// The signature is that of another request or of another key.
    #[error(
        "The request signature we calculated does not match the signature you provided. Check your \
         AWS Secret Access Key and signing method. Consult the service documentation for details."
    )]
    Mismatch,
    /// The access key does not exist, or not with this session token.
    #[error("The security token included in the request is invalid.")]
    UnknownKey,
    /// The access key has expired.
    #[error("The security token included in the request is expired")]
    Expired,
}

impl SignatureError {
    /// Returns the error code in JSON protocols.
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

    /// Returns the error code in XML protocols: STS and IAM.
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
