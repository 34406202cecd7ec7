//! Snapshots: reads the whole store at one revision while commits continue.

use std::path::PathBuf;
use std::sync::Arc;

use futures_util::StreamExt as _;
use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};
use tokio_stream::wrappers::ReceiverStream;

use super::super::{Health, Range, Revision, Snapshot, StoreError, Stored};
use super::file;

/// Number of entries per chunk.
const CHUNK: usize = 256;
/// Number of chunks that can wait for a slow reader.
const BUFFERED_CHUNKS: usize = 2;

/// Starts to read all entries through `reader`, on a separate thread. `path` is for errors;
/// damage is recorded in `health`.
pub(super) async fn start(
    reader: Connection,
    path: PathBuf,
    health: Arc<Health>,
) -> Result<Snapshot, StoreError> {
    let (begun, revision) = oneshot::channel();
    let (sender, mut chunks) = mpsc::channel(BUFFERED_CHUNKS);
    tokio::task::spawn_blocking(move || {
        if let Err(error) = send_all(reader, begun, &sender) {
            let error = file::broken(&path, "read", &error);
            health.record_damage(&error);
            // The receiver may be gone.
            drop(sender.blocking_send(Err(error)));
        }
    });
    let Ok(revision) = revision.await else {
        // The error comes instead of the first chunk.
        let why = chunks.recv().await.and_then(Result::err);
        return Err(why.unwrap_or(StoreError::Closed));
    };
    Ok(Snapshot { revision, chunks: ReceiverStream::new(chunks).boxed() })
}

type Chunks = mpsc::Sender<Result<Vec<Stored>, StoreError>>;

fn send_all(
    mut reader: Connection,
    begun: oneshot::Sender<Revision>,
    chunks: &Chunks,
) -> rusqlite::Result<()> {
    let transaction = reader.transaction()?;
    // The first read of a transaction fixes its revision.
    let revision = file::newest(&transaction)?;
    if begun.send(revision).is_err() {
        return Ok(());
    }
    let mut chunk = Vec::with_capacity(CHUNK);
    let mut is_received = true;
    file::scan(&transaction, &Range::everything(), |stored| {
        chunk.push(stored);
        if chunk.len() == CHUNK {
            let full = std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK));
            is_received = chunks.blocking_send(Ok(full)).is_ok();
        }
        is_received
    })?;
    if is_received && !chunk.is_empty() {
        drop(chunks.blocking_send(Ok(chunk)));
    }
    Ok(())
}
