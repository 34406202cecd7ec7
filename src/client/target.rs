//! The App Mesh API that commands are sent to.

use std::path::{Path, PathBuf};

/// Where commands are sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The local store, opened in this process.
    InProcess {
        /// Directory of the store.
        data: PathBuf,
    },
    /// The `meshctl serve` that is running on the local store.
    Daemon {
        /// Its URL.
        url: String,
        /// The region to sign requests for; `None` if the server has no authentication.
        signed_for: Option<String>,
        /// CA certificates of the server, trusted unless `--ca-bundle` is given.
        ca: Option<PathBuf>,
    },
    /// A URL from the command line, the environment, the profile or a context.
    Endpoint {
        /// The URL.
        url: String,
    },
    /// AWS's own endpoint for the region. App Mesh ended there on 30 September 2026.
    Aws,
}

impl Target {
    /// Returns whether this is the local control plane without authentication.
    #[must_use]
    pub fn is_local(&self) -> bool {
        matches!(self, Self::InProcess { .. } | Self::Daemon { signed_for: None, .. })
    }

    /// Returns the file with the CA certificates that the local server issued.
    #[must_use]
    pub fn ca(&self) -> Option<&Path> {
        match self {
            Self::Daemon { ca, .. } => ca.as_deref(),
            _ => None,
        }
    }

    /// Returns the URL to send requests to; `None` if the SDK determines it.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        match self {
            // Never resolved: the request is handled in process.
            Self::InProcess { .. } => Some("http://local"),
            Self::Daemon { url, .. } | Self::Endpoint { url } => Some(url),
            Self::Aws => None,
        }
    }
}
