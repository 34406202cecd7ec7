//! Storage flags, and opening of the store.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::ServeError;
use crate::api::HistoryRetention;
use crate::error::CliError;
use crate::store::data_directory::{self, Holder};
use crate::store::{Memory, Sqlite, Store};

/// Storage flags of `meshctl serve`.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Storage")]
pub(super) struct StorageArgs {
    /// Keep all state in memory; it is lost when the server exits
    #[arg(long)]
    in_memory: bool,
    /// Number of changes to keep in the history of each resource, or `all`
    #[arg(long, value_name = "N", default_value = "1000", allow_negative_numbers = true)]
    pub(super) history: HistoryRetention,
}

/// The open store, and the file by which local commands find the server.
pub(super) struct OpenedStore {
    pub(super) store: Arc<dyn Store>,
    pub(super) ready_file: Option<PathBuf>,
}

/// How long to wait for commands that have the store open.
const LOCK_TIMEOUT: Duration = Duration::from_secs(5);

impl StorageArgs {
    /// Opens the store in the directory `data`, and locks the directory for this server.
    ///
    /// # Errors
    ///
    /// [`ServeError::Locked`], or [`crate::store::StoreError`] if the store cannot be opened.
    pub(super) async fn open(&self, data: &Path) -> Result<OpenedStore, CliError> {
        if self.in_memory {
            return Ok(OpenedStore { store: Arc::new(Memory::default()), ready_file: None });
        }
        let lock = lock_exclusively(data).await?;
        let ready_file = data_directory::ready_file(data);
        // A server that was killed leaves its file behind.
        drop(std::fs::remove_file(&ready_file));
        let store = Arc::new(Sqlite::open(&data_directory::store_file(data), lock)?);
        if data_directory::is_accessible_to_others(data) {
            let data = data.display();
            tracing::warn!(%data, "other users can read the store; run `chmod 700` on its directory");
        }
        Ok(OpenedStore { store, ready_file: Some(ready_file) })
    }
}

/// Locks the directory exclusively. Waits for commands, but not for another server.
async fn lock_exclusively(data: &Path) -> Result<File, CliError> {
    let until = tokio::time::Instant::now() + LOCK_TIMEOUT;
    loop {
        if let Some(lock) = data_directory::lock(data, true)? {
            return Ok(lock);
        }
        let pid = match data_directory::holder(data)? {
            Holder::Server(addresses) => Some(addresses.pid),
            Holder::Commands | Holder::Starting => None,
        };
        if pid.is_some() || tokio::time::Instant::now() > until {
            return Err(ServeError::Locked { data: data.to_owned(), pid }.into());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
