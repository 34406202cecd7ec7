//! Errors that the API answers with.

use http::StatusCode;

use crate::model::{Key, Kind, model};
use crate::store::{StoreError, Unreadable};

/// An answer that is an error: a code, a message, and for the log what lies behind it.
#[derive(Debug, thiserror::Error)]
#[error("{code}: {message}")]
pub struct ApiError {
    /// Name of the exception, as clients branch on it.
    pub code: &'static str,
    /// Text for the caller.
    pub message: String,
    /// What happened, for the log only.
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

/// Returns every code that the API answers with.
pub(super) fn codes() -> impl Iterator<Item = &'static str> {
    let listed = model().exceptions.keys().copied();
    listed.chain(UNMODELED_CODES.iter().map(|(code, _)| *code))
}

impl ApiError {
    fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), source: None }
    }

    /// The request breaks a rule.
    pub(super) fn bad_request(message: impl Into<String>) -> Self {
        Self::new("BadRequestException", message)
    }

    /// Something with that name, or that token, is there already.
    pub(super) fn conflict(message: impl Into<String>) -> Self {
        Self::new("ConflictException", message)
    }

    /// The caller may not do that.
    pub(super) fn forbidden(message: impl Into<String>) -> Self {
        Self::new("ForbiddenException", message)
    }

    /// The ARN belongs to another account.
    pub(super) fn access_denied(message: impl Into<String>) -> Self {
        Self::new("AccessDeniedException", message)
    }

    /// Nobody knows who calls.
    pub(super) fn unauthenticated(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, message)
    }

    /// Something else still needs it.
    pub(super) fn in_use(message: impl Into<String>) -> Self {
        Self::new("ResourceInUseException", message)
    }

    /// The body is no JSON, or a value has the wrong JSON type.
    pub(super) fn serialization(message: impl Into<String>) -> Self {
        Self::new("SerializationException", message)
    }

    /// No operation has that method and path.
    pub(super) fn unknown_operation() -> Self {
        Self::new("UnknownOperationException", "")
    }

    /// The resource that the request is about, or its parent, is not there.
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

    /// A resource that the spec mentions is not there.
    pub(super) fn missing(key: &Key) -> Self {
        Self::new("NotFoundException", format!("{} with name {} is missing", key.kind, key.name))
    }

    /// A quota is reached.
    pub(super) fn limit_exceeded(message: impl Into<String>) -> Self {
        Self::new("LimitExceededException", message)
    }

    /// More tags than a resource can have.
    pub(super) fn too_many_tags(message: impl Into<String>) -> Self {
        Self::new("TooManyTagsException", message)
    }

    /// The caller asks too often.
    pub(super) fn too_many_requests() -> Self {
        Self::new("TooManyRequestsException", "Rate exceeded")
    }

    /// The request was not there, or not answered, in time. What it asked for may have happened.
    pub(super) fn timed_out() -> Self {
        Self::new("RequestTimeoutException", "The request took too long")
    }

    /// Another one is copying the store.
    pub(super) fn backup_in_progress() -> Self {
        let text = "Another backup or restore is under way; try again";
        Self::new("ServiceUnavailableException", text)
    }

    /// Too many others change the same thing at the same time.
    pub(super) fn busy() -> Self {
        Self::new("ServiceUnavailableException", "The resource is being changed; try again")
    }

    /// Returns the HTTP status that goes with the code.
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
            // A disk that is full now may have room later: clients try a 503 again.
            StoreError::Broken { doing: "written", .. } => {
                return Self {
                    code: "ServiceUnavailableException",
                    message: "The store cannot be written at present; nothing has changed"
                        .to_owned(),
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
            message: format!("What is stored at {} cannot be read", error.path),
            source: Some(StoreError::from(error).into()),
        }
    }
}
