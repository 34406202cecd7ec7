//! Errors of the API.

use http::StatusCode;

use crate::model::{Key, Kind, model};
use crate::store::{StoreError, Unreadable};

/// An error response: a code, a message, and its cause for the log.
#[derive(Debug, thiserror::Error)]
#[error("{code}: {message}")]
pub struct ApiError {
    /// Name of the exception, by which clients distinguish errors.
    pub code: &'static str,
    /// Message for the caller.
    pub message: String,
    /// The cause, for the log only.
    #[source]
    pub source: Option<anyhow::Error>,
}

/// Error codes of the service's front end that are not in its model
/// (`docs/behaviour/api.md#front-end-errors`).
const UNMODELED_CODES: [(&str, StatusCode); 9] = [
    ("AccessDeniedException", StatusCode::FORBIDDEN),
    ("ExpiredTokenException", StatusCode::FORBIDDEN),
    ("IncompleteSignatureException", StatusCode::FORBIDDEN),
    ("InvalidSignatureException", StatusCode::FORBIDDEN),
    ("MissingAuthenticationTokenException", StatusCode::FORBIDDEN),
    ("RequestTimeoutException", StatusCode::REQUEST_TIMEOUT),
    ("UnrecognizedClientException", StatusCode::FORBIDDEN),
    ("SerializationException", StatusCode::BAD_REQUEST),
    ("UnknownOperationException", StatusCode::NOT_FOUND),
];

/// Returns every error code of the API.
pub(super) fn codes() -> impl Iterator<Item = &'static str> {
    let listed = model().exceptions.keys().copied();
    listed.chain(UNMODELED_CODES.iter().map(|(code, _)| *code))
}

impl ApiError {
    fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), source: None }
    }

    /// The request violates a rule.
    pub(super) fn bad_request(message: impl Into<String>) -> Self {
        Self::new("BadRequestException", message)
    }

    /// The resource, or the use of the client token, already exists.
    pub(super) fn conflict(message: impl Into<String>) -> Self {
        Self::new("ConflictException", message)
    }

    /// The caller is not allowed to do this.
    pub(super) fn forbidden(message: impl Into<String>) -> Self {
        Self::new("ForbiddenException", message)
    }

    /// The caller's policies do not allow this, or the ARN belongs to another account.
    pub(super) fn access_denied(message: impl Into<String>) -> Self {
        Self::new("AccessDeniedException", message)
    }

    /// The caller could not be authenticated.
    pub(super) fn unauthenticated(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, message)
    }

    /// The resource is still referenced.
    pub(super) fn in_use(message: impl Into<String>) -> Self {
        Self::new("ResourceInUseException", message)
    }

    /// The body is not valid JSON, or a value has the wrong JSON type.
    pub(super) fn serialization(message: impl Into<String>) -> Self {
        Self::new("SerializationException", message)
    }

    /// No operation has this method and path.
    pub(super) fn unknown_operation() -> Self {
        Self::new("UnknownOperationException", "")
    }

    /// The resource of the request, or its parent, does not exist.
    pub(super) fn not_present(key: &Key, account: &impl std::fmt::Display) -> Self {
        let Key { mesh, kind, name, .. } = key;
        Self::new(
            "NotFoundException",
            match kind {
                Kind::Mesh => format!("Mesh with name {name} is not present for account {account}"),
                _ => format!(
                    "{kind} with name {name} is not present under mesh {mesh} for account {account}"
                ),
            },
        )
    }

    /// A resource that the spec refers to does not exist.
    pub(super) fn missing(key: &Key) -> Self {
        Self::new("NotFoundException", format!("{} with name {} is missing", key.kind, key.name))
    }

    /// A quota is exceeded.
    pub(super) fn limit_exceeded(message: impl Into<String>) -> Self {
        Self::new("LimitExceededException", message)
    }

    /// The resource would have more tags than allowed.
    pub(super) fn too_many_tags(message: impl Into<String>) -> Self {
        Self::new("TooManyTagsException", message)
    }

    /// The caller exceeds its rate limit.
    pub(super) fn too_many_requests() -> Self {
        Self::new("TooManyRequestsException", "Rate exceeded")
    }

    /// The request was not received or answered in time. It may have had an effect.
    pub(super) fn timed_out() -> Self {
        Self::new("RequestTimeoutException", "The request took too long")
    }

    /// Another backup or restore is in progress.
    pub(super) fn backup_in_progress() -> Self {
        let text = "Another backup or restore is in progress; try again";
        Self::new("ServiceUnavailableException", text)
    }

    /// Too many concurrent changes of the same resource.
    pub(super) fn busy() -> Self {
        Self::new("ServiceUnavailableException", "The resource is being changed; try again")
    }

    /// Returns the HTTP status of the code.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        if let Some(exception) = model().exceptions.get(self.code) {
            return StatusCode::from_u16(exception.status)
                .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        }
        UNMODELED_CODES
            .iter()
            .find(|(code, _)| *code == self.code)
            .map_or(StatusCode::INTERNAL_SERVER_ERROR, |(_, status)| *status)
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Locked { .. } => {
                return Self {
                    code: "ServiceUnavailableException",
                    message: format!("{error}; try again"),
                    source: Some(error.into()),
                };
            }
            // A full disk may have free space later: clients retry a 503.
            StoreError::Broken { doing: "written", .. } => {
                return Self {
                    code: "ServiceUnavailableException",
                    message: "The store cannot be written; nothing has changed".to_owned(),
                    source: Some(error.into()),
                };
            }
            _ => {}
        }
        Self {
            code: "InternalServerErrorException",
            message: "The store could not be read or written".to_owned(),
            source: Some(error.into()),
        }
    }
}

impl From<Unreadable> for ApiError {
    fn from(error: Unreadable) -> Self {
        Self {
            code: "InternalServerErrorException",
            message: format!("The stored entry {} cannot be parsed", error.path),
            source: Some(StoreError::from(error).into()),
        }
    }
}
