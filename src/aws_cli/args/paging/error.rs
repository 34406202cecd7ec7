//! Why pagination cannot continue.

use crate::error::{ErrorKind, Explain};

/// Why the pages of a list cannot be read. The messages are botocore's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PagingError {
    /// The service returned the same token twice in a row, so it would return the same page again.
    #[error("Error during pagination: The same next token was received twice: {0}")]
    RepeatedToken(String),
    /// A starting token that does not identify a position.
    #[error("Bad starting token: {0}")]
    BadToken(String),
}

impl Explain for PagingError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Other
    }
}
