//! The data directory of a local store, and its lock.
//!
//! A server locks the directory exclusively and writes its addresses to `serve.json`; commands that
//! open the store in process share the lock. At any time, either one server or any number of
//! commands have the store open. A command detects a server by the lock, never by the file, which a
//! killed server leaves behind.

use std::fs::{DirBuilder, File, TryLockError};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::StoreError;

/// Addresses of a running server, as written to `--ready-file` and `serve.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerAddresses {
    /// URL of the API.
    pub api: String,
    /// Address of the xDS server.
    pub xds: String,
    /// URL of the admin endpoints.
    pub admin: String,
    /// Process ID of the server.
    pub pid: u32,
    /// Region for which requests must be signed, if authentication is enabled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_for: Option<String>,
    /// Path of the local CA's certificate, if the server certificate is self-signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca: Option<PathBuf>,
}

/// Returns the store's file in `directory`.
#[must_use]
pub fn store_file(directory: &Path) -> PathBuf {
    directory.join("store.db")
}

/// Returns the file in which a server publishes its addresses.
#[must_use]
pub fn ready_file(directory: &Path) -> PathBuf {
    directory.join("serve.json")
}

/// Returns whether other users can access the store in `directory`: the permissions of both the
/// directory and the file allow it. meshctl creates them for the owner only, and does not change
/// the permissions of existing ones.
#[must_use]
pub fn is_accessible_to_others(directory: &Path) -> bool {
    let lets = |path: &Path, mode| std::fs::metadata(path).is_ok_and(|it| it.mode() & mode != 0);
    lets(directory, 0o011) && lets(&store_file(directory), 0o066)
}

/// Locks `directory`: exclusively for a server, or shared for a command. The lock is held until the
/// file is dropped. Returns nothing if another process holds it.
///
/// # Errors
///
/// [`StoreError::Open`] if the directory cannot be created or the lock file cannot be opened.
pub fn lock(directory: &Path, exclusive: bool) -> Result<Option<File>, StoreError> {
    let path = directory.join("lock");
    let unopened = |path: &Path, error: std::io::Error| StoreError::Open {
        path: path.to_owned(),
        source: error.into(),
    };
    if !directory.is_dir() {
        create(directory).map_err(|error| unopened(directory, error))?;
    }
    let failed = |error| unopened(&path, error);
    let mut own = File::options();
    own.create(true).read(true).append(true).mode(0o600);
    let file = own.open(&path).map_err(failed)?;
    let taken = if exclusive { file.try_lock() } else { file.try_lock_shared() };
    match taken {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// Creates the directory and its parents.
fn create(directory: &Path) -> std::io::Result<()> {
    if directory.try_exists()? {
        return Err(std::io::ErrorKind::NotADirectory.into());
    }
    // The store describes a network, and its history names the principals that changed it: other
    // users must not read it.
    DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
    // After a power failure the directory exists only if its parent was synced.
    let parent = directory.parent().filter(|parent| !parent.as_os_str().is_empty());
    File::open(parent.unwrap_or(Path::new("."))).and_then(|parent| parent.sync_all())
}

/// Which process holds the lock of a data directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// None, or commands that share it.
    Commands,
    /// A server that has not published its addresses yet, or is exiting.
    Starting,
    /// A server.
    Server(ServerAddresses),
}

/// Determines which process holds the lock of `directory`. A file that a killed server left behind
/// has no effect: only the lock counts.
///
/// # Errors
///
/// As [`lock`].
pub fn holder(directory: &Path) -> Result<Holder, StoreError> {
    // A missing directory means that nothing was ever stored, and a command that only reads must
    // not create it. A directory that cannot be accessed is an error.
    let exists = directory
        .try_exists()
        .map_err(|source| StoreError::Open { path: directory.to_owned(), source: source.into() })?;
    if !exists || lock(directory, false)?.is_some() {
        return Ok(Holder::Commands);
    }
    let addresses = std::fs::read(ready_file(directory)).ok();
    let ready = addresses.and_then(|text| serde_json::from_slice(&text).ok());
    Ok(ready.map_or(Holder::Starting, Holder::Server))
}
