//! The one thread that commits.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use rusqlite::{Connection, TransactionBehavior};
use rustix::io::Errno;
use tokio::sync::mpsc::Receiver;
use tokio::sync::oneshot;

use super::super::{Guard, Health, Revision, StoreError, Watches, Write};
use super::{disk_space, file};

/// A commit that waits, and whom to tell.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) guards: Vec<Guard>,
    pub(super) writes: Vec<Write>,
    pub(super) reply: oneshot::Sender<Result<Revision, StoreError>>,
}

/// Sees to it that the end of a writer that panics is noticed before the next commit.
pub(super) struct Heed<'a>(pub(super) &'a Health);

impl Drop for Heed<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() && self.0.failed() {
            tracing::error!("the store's writer has ended: nothing can be written any more");
        }
    }
}

/// How many commits share one transaction at the most.
const BATCH: usize = 128;

/// Commits, and tells of it.
#[derive(Debug)]
pub(super) struct Writer {
    pub(super) path: PathBuf,
    pub(super) watches: Arc<Watches>,
    pub(super) health: Arc<Health>,
}

impl Writer {
    /// Commits what `jobs` yields until no one can send any more.
    pub(super) fn run(&self, mut connection: Connection, jobs: &mut Receiver<Job>) {
        let _heed = Heed(&self.health);
        while let Some(first) = jobs.blocking_recv() {
            let waiting = std::iter::from_fn(|| jobs.try_recv().ok());
            let batch: Vec<Job> = std::iter::once(first).chain(waiting).take(BATCH).collect();
            if self.health.is_failing()
                && let Err(error) = disk_space::probe(&self.path)
            {
                self.health.failed();
                self.refuse(batch, error);
                continue;
            }
            let begun = Instant::now();
            let outcome = transact(&mut connection, &batch);
            match &outcome {
                Ok(_) => self.health.committed(batch.len(), begun.elapsed()),
                Err(error) => {
                    // Each caller gets its own error; the log says it once, and when it is over.
                    if self.health.failed() {
                        let path = self.path.display();
                        tracing::error!(%path, %error, "the store cannot be written");
                    }
                }
            }
            self.answer(batch, &outcome);
        }
    }

    fn refuse(&self, batch: Vec<Job>, error: Errno) {
        for job in batch {
            let (path, doing) = (self.path.clone(), "written");
            drop(job.reply.send(Err(StoreError::Broken { path, doing, source: error.into() })));
        }
    }

    fn answer(&self, batch: Vec<Job>, outcome: &rusqlite::Result<Vec<Result<Revision, usize>>>) {
        for (at, job) in batch.into_iter().enumerate() {
            let answer = match outcome {
                Ok(results) => results[at].map_err(|index| StoreError::Guard { index }),
                Err(error) => Err(file::broken(&self.path, "written", error)),
            };
            if let Err(error) = &answer {
                self.health.note(error);
            }
            if let Ok(revision) = answer {
                self.watches.tell(&job.writes, revision);
            }
            // A caller that has gone away does not need the answer; its commit stands.
            drop(job.reply.send(answer));
        }
    }
}

/// Makes one transaction of `batch`. Each job gets its revision, or the guard that failed it; a
/// later job sees what the earlier ones wrote.
fn transact(
    connection: &mut Connection,
    batch: &[Job],
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
