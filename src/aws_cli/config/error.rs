//! What can be wrong with the AWS configuration files.

use crate::error::{ErrorKind, Explain};

/// Why the AWS configuration cannot be used. The messages are botocore's, except for
/// [`ConfigError::BadServices`], which botocore does not detect.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The chosen profile does not exist.
    #[error("The config profile ({0}) could not be found")]
    NoProfile(String),
    /// The file at this path cannot be parsed.
    #[error("Unable to parse config file: {0}")]
    Unparsable(String),
    /// The profile refers to a `services` section that does not exist or is empty.
    #[error(
        "The profile is configured to use the services section but the \"{0}\" services \
         configuration does not exist."
    )]
    NoServices(String),
    /// The `app_mesh` entry of a `services` section is a value instead of nested settings.
    #[error("`app_mesh` in the services section \"{0}\" must contain settings, not a value")]
    BadServices(String),
}

impl Explain for ConfigError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Other
    }
}
