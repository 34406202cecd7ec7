//! Reading everything at one revision, while others go on.

use std::path::PathBuf;
use std::sync::Arc;

use futures_util::StreamExt as _;
use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};
use tokio_stream::wrappers::ReceiverStream;

use super::super::{Health, Range, Revision, Snapshot, StoreError, Stored};
use super::file;

/// How many texts come at a time, and how many times as many may wait for the reader.
const CHUNK: usize = 256;
const WAITING: usize = 2;

/// Begins to read all there is through `reader`, on a thread of its own; `path` is for errors, and
/// `health` is told of damage.
pub(super) async fn begin(
    reader: Connection,
    path: PathBuf,
    health: Arc<Health>,
) -> Result<Snapshot, StoreError> {
    let (begun, revision) = oneshot::channel();
    let (sender, mut chunks) = mpsc::channel(WAITING);
    tokio::task::spawn_blocking(move || {
        if let Err(error) = pour(reader, begun, &sender) {
            let error = file::broken(&path, "read", &error);
            health.note(&error);
            // A reader that has gone does not need to know.
            drop(sender.blocking_send(Err(error)));
        }
    });
    let Ok(revision) = revision.await else {
        // What comes in the place of the first chunk is why.
        let why = chunks.recv().await.and_then(Result::err);
        return Err(why.unwrap_or(StoreError::Closed));
    };
    Ok(Snapshot { revision, chunks: ReceiverStream::new(chunks).boxed() })
}

type Chunks = mpsc::Sender<Result<Vec<Stored>, StoreError>>;

fn pour(
    mut reader: Connection,
    begun: oneshot::Sender<Revision>,
    chunks: &Chunks,
) -> rusqlite::Result<()> {
    let transaction = reader.transaction()?;
    // The first read of a transaction is what fixes its revision.
    let revision = file::newest(&transaction)?;
    if begun.send(revision).is_err() {
        return Ok(());
    }
    let mut chunk = Vec::with_capacity(CHUNK);
    let mut is_read = true;
    file::scan(&transaction, &Range::everything(), |stored| {
        chunk.push(stored);
        if chunk.len() == CHUNK {
            let full = std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK));
            is_read = chunks.blocking_send(Ok(full)).is_ok();
        }
        is_read
    })?;
    if is_read && !chunk.is_empty() {
        drop(chunks.blocking_send(Ok(chunk)));
    }
    Ok(())
}
