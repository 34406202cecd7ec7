//! Where a server keeps its resources.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::ServeError;
use crate::api::HistoryRetention;
use crate::error::CliError;
use crate::store::data_directory::{self, Holder};
use crate::store::{Memory, Sqlite, Store};

/// What is kept.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "What is kept")]
pub(super) struct Keeping {
    /// Keep nothing: everything is gone when the server ends
    #[arg(long)]
    in_memory: bool,
    /// Changes of each resource that the history keeps: a number, or `all`
    #[arg(long, value_name = "N", default_value = "1000", allow_negative_numbers = true)]
    pub(super) history: HistoryRetention,
}

/// The store, and the file by which commands on this machine find the server.
pub(super) struct Kept {
    pub(super) store: Arc<dyn Store>,
    pub(super) ready_file: Option<PathBuf>,
}

/// How long a server waits for commands that have the store open.
const PATIENCE: Duration = Duration::from_secs(5);

impl Keeping {
    /// Opens the store in the folder `data`, for this server alone.
    pub(super) async fn open(&self, data: &Path) -> Result<Kept, CliError> {
        if self.in_memory {
            return Ok(Kept { store: Arc::new(Memory::default()), ready_file: None });
        }
        let lock = alone(data).await?;
        let ready_file = data_directory::ready_file(data);
        // A server that was killed could not take its addresses away.
        drop(std::fs::remove_file(&ready_file));
        let store = Arc::new(Sqlite::open(&data_directory::store_file(data), lock)?);
        if data_directory::is_accessible_to_others(data) {
            let data = data.display();
            tracing::warn!(%data, "other users can get at the store; `chmod 700` keeps them out");
        }
        Ok(Kept { store, ready_file: Some(ready_file) })
    }
}

/// Takes the folder for this server alone.
async fn alone(data: &Path) -> Result<File, CliError> {
    let until = tokio::time::Instant::now() + PATIENCE;
    loop {
        if let Some(lock) = data_directory::lock(data, true)? {
            return Ok(lock);
        }
        let pid = match data_directory::holder(data)? {
            Holder::Server(ready) => Some(ready.pid),
            Holder::Commands | Holder::Starting => None,
        };
        if pid.is_some() || tokio::time::Instant::now() > until {
            return Err(ServeError::Locked { data: data.to_owned(), pid }.into());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
