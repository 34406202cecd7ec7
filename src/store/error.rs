//! Why a store could not do what it was asked.

use std::path::PathBuf;

use super::Unreadable;
use crate::error::{ErrorKind, Explain};

/// Why a store could not do what it was asked. Nothing has changed when one is returned.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Something else changed first.
    #[error("guard {index} does not hold: what was read has changed since")]
    Guard {
        /// Which of the guards, from 0.
        index: usize,
    },
    /// The file cannot be opened.
    #[error("the store `{}` cannot be opened", path.display())]
    Open {
        /// The file or its folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: anyhow::Error,
    },
    /// The file was made by a newer meshctl.
    #[error("the store `{}` has schema {found}, this meshctl knows up to {known}", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// The file's schema number.
        found: u32,
        /// The newest schema number that this program knows.
        known: u32,
    },
    /// The file could not be read or written.
    #[error("the store `{}` cannot be {doing}", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// `read` or `written`.
        doing: &'static str,
        /// Why.
        #[source]
        source: anyhow::Error,
    },
    /// The file is no store, or not a whole one.
    #[error("the store `{}` is damaged", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        #[source]
        source: anyhow::Error,
    },
    /// A text in it is none of ours.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// A server has the store to itself.
    #[error("the store `{}` is in use by a server", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The store is closing.
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
                "check that `{}` can be written, or choose another folder with --data or \
                 MESHCTL_DATA",
                path.display()
            ),
            Self::Damaged { .. } | Self::Unreadable(_) => {
                "move it away and restore a backup with `meshctl restore`, or choose another folder \
                 with --data"
                    .to_owned()
            }
            Self::Newer { .. } => "use the meshctl that wrote it, or a newer one".to_owned(),
            Self::Broken { .. } => "check the disk's free space and health".to_owned(),
            Self::Closed => return None,
        })
    }
}
