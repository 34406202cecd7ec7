//! The one thread that commits.

use std::path::Path as FilePath;
use std::sync::mpsc::Receiver;

use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::oneshot;

use super::super::{Guard, Revision, StoreError, Watches, Write};
use super::file;

/// A commit that waits, and whom to tell.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) guards: Vec<Guard>,
    pub(super) writes: Vec<Write>,
    pub(super) reply: oneshot::Sender<Result<Revision, StoreError>>,
}

/// How many commits share one transaction at the most.
const BATCH: usize = 128;

/// Commits what `jobs` yields until no one can send any more.
pub(super) fn run(
    mut connection: Connection,
    path: &FilePath,
    jobs: &Receiver<Job>,
    watches: &Watches,
) {
    while let Ok(first) = jobs.recv() {
        let batch: Vec<Job> = std::iter::once(first).chain(jobs.try_iter()).take(BATCH).collect();
        let outcome = transact(&mut connection, &batch);
        for (at, job) in batch.into_iter().enumerate() {
            let answer = match &outcome {
                Ok(results) => results[at].map_err(|index| StoreError::Guard { index }),
                Err(error) => Err(StoreError::Broken {
                    path: path.to_owned(),
                    doing: "written",
                    source: anyhow::anyhow!("{error}"),
                }),
            };
            if let Ok(revision) = answer {
                watches.tell(&job.writes, revision);
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
