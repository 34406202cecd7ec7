//! The folder of a local store, and who may use it.
//!
//! A server locks the folder for itself and leaves its addresses in `serve.json`; commands that
//! open the store in process share the lock among themselves. So at any time either one server or
//! any number of commands have the store open, and a command finds the server by its lock, never
//! by a file that a killed one left behind.

use std::fs::{DirBuilder, File, TryLockError};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::StoreError;

/// Addresses of a running server, as `--ready-file` and `serve.json` hold them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerAddresses {
    /// URL of the API.
    pub api: String,
    /// Address of the Envoy management service.
    pub xds: String,
    /// URL of health and metrics.
    pub admin: String,
    /// The server's process.
    pub pid: u32,
    /// Region that requests must be signed for, if the server asks who calls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_for: Option<String>,
    /// Certificate of the authority that the server's own is of, if it has made one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca: Option<PathBuf>,
}

/// Returns the store's file in `folder`.
#[must_use]
pub fn store_file(folder: &Path) -> PathBuf {
    folder.join("store.db")
}

/// Returns the file in which a server leaves its addresses.
#[must_use]
pub fn ready_file(folder: &Path) -> PathBuf {
    folder.join("serve.json")
}

/// Tells whether others than its owner can get at the store in `folder`: both it and the file let
/// them. They are made so that nobody can, and left as they are when they are there.
#[must_use]
pub fn is_accessible_to_others(folder: &Path) -> bool {
    let lets = |path: &Path, mode| std::fs::metadata(path).is_ok_and(|it| it.mode() & mode != 0);
    lets(folder, 0o011) && lets(&store_file(folder), 0o066)
}

/// Takes the lock of `folder`, for a server alone or for a command among others. The lock is held
/// until the file is dropped. Nothing if another has it.
///
/// # Errors
///
/// [`StoreError::Open`] if the folder cannot be made or the lock file not be opened.
pub fn lock(folder: &Path, alone: bool) -> Result<Option<File>, StoreError> {
    let path = folder.join("lock");
    let unopened = |path: &Path, error: std::io::Error| StoreError::Open {
        path: path.to_owned(),
        source: error.into(),
    };
    if !folder.is_dir() {
        make(folder).map_err(|error| unopened(folder, error))?;
    }
    let failed = |error| unopened(&path, error);
    let mut own = File::options();
    own.create(true).read(true).append(true).mode(0o600);
    let file = own.open(&path).map_err(failed)?;
    let taken = if alone { file.try_lock() } else { file.try_lock_shared() };
    match taken {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// Makes a folder and those that it is in.
fn make(folder: &Path) -> std::io::Result<()> {
    if folder.try_exists()? {
        return Err(std::io::ErrorKind::NotADirectory.into());
    }
    // What is stored says how a network is built, and the history who did it: others on this
    // machine have no business there.
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    // A folder is there after a power failure only when the one that it is in is on the disk.
    let above = folder.parent().filter(|above| !above.as_os_str().is_empty());
    File::open(above.unwrap_or(Path::new("."))).and_then(|above| above.sync_all())
}

/// Who has a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// Nobody, or commands among themselves.
    Commands,
    /// A server that has not left its addresses yet, or leaves just now.
    Starting,
    /// A server.
    Server(ServerAddresses),
}

/// Finds out who has `folder`. What a killed server left behind is not believed: the lock is.
///
/// # Errors
///
/// As [`lock`].
pub fn holder(folder: &Path) -> Result<Holder, StoreError> {
    // No folder: nothing was ever stored, and a command that only reads must not make one. One
    // that cannot be looked at is another matter.
    let there = folder
        .try_exists()
        .map_err(|source| StoreError::Open { path: folder.to_owned(), source: source.into() })?;
    if !there || lock(folder, false)?.is_some() {
        return Ok(Holder::Commands);
    }
    let addresses = std::fs::read(ready_file(folder)).ok();
    let ready = addresses.and_then(|text| serde_json::from_slice(&text).ok());
    Ok(ready.map_or(Holder::Starting, Holder::Server))
}
