//! Errors of a store.

use std::path::PathBuf;

use super::Unreadable;
use crate::error::{ErrorKind, Explain};

/// An error of a store. Nothing has changed when one is returned.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A guard does not hold: something else changed first.
    #[error("guard {index} does not hold: the data has changed since it was read")]
    Guard {
        /// Index of the guard, from 0.
        index: usize,
    },
    /// The file cannot be opened.
    #[error("cannot open the store `{}`", path.display())]
    Open {
        /// The file or its directory.
        path: PathBuf,
        /// The cause.
        #[source]
        source: anyhow::Error,
    },
    /// A newer meshctl wrote the file.
    #[error("the store `{}` has schema {found}; this meshctl supports up to {known}", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// The schema version of the file.
        found: u32,
        /// The newest schema version that this program supports.
        known: u32,
    },
    /// The file cannot be read or written.
    #[error("the store `{}` cannot be {doing}", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// `read` or `written`.
        doing: &'static str,
        /// The cause.
        #[source]
        source: anyhow::Error,
    },
    /// The file is not a store, or it is corrupted.
    #[error("the store `{}` is damaged", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The error of SQLite.
        #[source]
        source: anyhow::Error,
    },
    /// An entry cannot be parsed.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// A server has locked the data directory.
    #[error("the store `{}` is in use by a server", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The store is shutting down.
    #[error("the store is closed")]
    Closed,
}

impl Explain for StoreError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Other
    }

    fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Guard { .. } | Self::Locked { .. } => "try again".to_owned(),
            Self::Open { path, .. } => format!(
                "check that `{}` is writable, or choose another directory with --data or \
                 MESHCTL_DATA",
                path.display()
            ),
            Self::Damaged { .. } | Self::Unreadable(_) => {
                "move the file away and restore a backup with `meshctl restore`, or choose another \
                 directory with --data"
                    .to_owned()
            }
            Self::Newer { .. } => {
                "use the version of meshctl that wrote the store, or a newer one".to_owned()
            }
            Self::Broken { .. } => "check the free space and the health of the disk".to_owned(),
            Self::Closed => return None,
        })
    }
}
