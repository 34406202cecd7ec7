//! The thread that commits.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use rusqlite::{Connection, TransactionBehavior};
use rustix::io::Errno;
use tokio::sync::mpsc::Receiver;
use tokio::sync::oneshot;

use super::super::{Guard, Health, Revision, StoreError, Watches, Write};
use super::{disk_space, file};

/// A waiting commit, and the channel for its result.
#[derive(Debug)]
pub(super) struct CommitJob {
    pub(super) guards: Vec<Guard>,
    pub(super) writes: Vec<Write>,
    pub(super) reply: oneshot::Sender<Result<Revision, StoreError>>,
}

/// Marks the store as failing when the writer panics, so that this is visible before the next
/// commit.
pub(super) struct PanicGuard<'a>(pub(super) &'a Health);

impl Drop for PanicGuard<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() && self.0.record_failure() {
            tracing::error!(
                "the store's writer thread has panicked; no further writes are possible"
            );
        }
    }
}

/// Maximum number of commits in one transaction.
const MAX_BATCH: usize = 128;

/// Commits jobs, and notifies the watches.
#[derive(Debug)]
pub(super) struct Writer {
    pub(super) path: PathBuf,
    pub(super) watches: Arc<Watches>,
    pub(super) health: Arc<Health>,
}

impl Writer {
    /// Commits the jobs of `jobs` until all senders are gone.
    pub(super) fn run(&self, mut connection: Connection, jobs: &mut Receiver<CommitJob>) {
        let _guard = PanicGuard(&self.health);
        while let Some(first) = jobs.blocking_recv() {
            let waiting = std::iter::from_fn(|| jobs.try_recv().ok());
            let batch: Vec<CommitJob> =
                std::iter::once(first).chain(waiting).take(MAX_BATCH).collect();
            if self.health.is_failing()
                && let Err(error) = disk_space::probe(&self.path)
            {
                self.health.record_failure();
                self.reject(batch, error);
                continue;
            }
            let begun = Instant::now();
            let outcome = transact(&mut connection, &batch);
            match &outcome {
                Ok(_) => self.health.record_commit(batch.len(), begun.elapsed()),
                Err(error) => {
                    // Each caller gets the error; the log has the first of a series only.
                    if self.health.record_failure() {
                        let path = self.path.display();
                        tracing::error!(%path, %error, "cannot write the store");
                    }
                }
            }
            self.reply(batch, &outcome);
        }
    }

    fn reject(&self, batch: Vec<CommitJob>, error: Errno) {
        for job in batch {
            let (path, doing) = (self.path.clone(), "written");
            drop(job.reply.send(Err(StoreError::Broken { path, doing, source: error.into() })));
        }
    }

    fn reply(
        &self,
        batch: Vec<CommitJob>,
        outcome: &rusqlite::Result<Vec<Result<Revision, usize>>>,
    ) {
        for (at, job) in batch.into_iter().enumerate() {
            let result = match outcome {
                Ok(results) => results[at].map_err(|index| StoreError::Guard { index }),
                Err(error) => Err(file::broken(&self.path, "written", error)),
            };
            if let Err(error) = &result {
                self.health.record_damage(error);
            }
            if let Ok(revision) = result {
                self.watches.notify(&job.writes, revision);
            }
            // The caller may be gone; its commit stays in effect.
            drop(job.reply.send(result));
        }
    }
}

/// Commits `batch` in one transaction. Returns for each job its revision, or the index of the guard
/// that did not hold. A job sees the writes of the jobs before it.
fn transact(
    connection: &mut Connection,
    batch: &[CommitJob],
) -> rusqlite::Result<Vec<Result<Revision, usize>>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut revision = file::newest(&transaction)?;
    let mut results = Vec::with_capacity(batch.len());
    for job in batch {
        let mut failed = None;
        for (index, guard) in job.guards.iter().enumerate() {
            if !file::holds(&transaction, guard)? {
                failed = Some(index);
                break;
            }
        }
        if let Some(index) = failed {
            results.push(Err(index));
            continue;
        }
        revision = Revision(revision.0 + 1);
        for write in &job.writes {
            file::apply(&transaction, write, revision)?;
        }
        results.push(Ok(revision));
    }
    file::set_newest(&transaction, revision)?;
    transaction.commit()?;
    Ok(results)
}
