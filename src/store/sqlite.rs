//! A store in one SQLite file, written by one server or one command at a time.
//!
//! One thread commits; it puts all waiting commits into one transaction, so that they share one
//! `fsync`. Every concurrent reader has a separate connection: in WAL mode, readers and commits
//! do not block each other. The file is created with the first commit.

mod cause;
mod copy;
mod disk_space;
mod file;
mod schema;
mod writer;

use std::fs::File;
use std::path::{Path as FilePath, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{mpsc, oneshot, watch};

use self::writer::{CommitJob, Writer};
use super::{
    Guard, Health, Range, Revision, Snapshot, Store, StoreError, Stored, Watches, Write,
    data_directory,
};
use crate::model::Name;

/// A store in a SQLite file. Dropping it waits for commits that have been submitted.
#[derive(Debug)]
pub struct Sqlite {
    path: PathBuf,
    /// The lock of the data directory: shared for a command, exclusive for a server.
    directory_lock: Mutex<Option<File>>,
    /// Idle connections for reads.
    readers: Mutex<Vec<rusqlite::Connection>>,
    jobs: Mutex<Option<mpsc::Sender<CommitJob>>>,
    thread: Mutex<Option<std::thread::JoinHandle<()>>>,
    integrity_check: Mutex<Option<IntegrityCheck>>,
    watches: Arc<Watches>,
    health: Arc<Health>,
}

/// A running integrity check of the whole file.
struct IntegrityCheck {
    interrupt: rusqlite::InterruptHandle,
    thread: std::thread::JoinHandle<()>,
}

impl std::fmt::Debug for IntegrityCheck {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IntegrityCheck").finish_non_exhaustive()
    }
}

/// Maximum number of waiting commits; further callers wait to submit theirs.
const QUEUE: usize = 256;

impl Sqlite {
    /// Returns the store at `path`, for a command. The file is opened by the first read that finds
    /// it and created by the first commit; from then on, no server can lock the directory.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            directory_lock: Mutex::new(None),
            readers: Mutex::default(),
            jobs: Mutex::new(None),
            thread: Mutex::new(None),
            integrity_check: Mutex::new(None),
            watches: Arc::default(),
            health: Arc::default(),
        }
    }

    /// Opens or creates the file, for a server that holds the `lock` of its directory.
    ///
    /// The integrity of the whole file is checked in the background; [`Health::damage`] reports
    /// what it finds.
    ///
    /// # Errors
    ///
    /// [`StoreError::Open`], [`StoreError::Newer`], or [`StoreError::Damaged`] if a resource cannot
    /// be read.
    pub fn open(path: &FilePath, lock: File) -> Result<Self, StoreError> {
        let store = Self::new(path);
        *self::lock(&store.directory_lock) = Some(lock);
        let connection = file::open(path)?;
        file::read_resources(&connection, path)?;
        *self::lock(&store.jobs) = Some(store.start(connection));
        *self::lock(&store.integrity_check) = store.start_integrity_check()?;
        Ok(store)
    }

    fn start_integrity_check(&self) -> Result<Option<IntegrityCheck>, StoreError> {
        let Some(connection) = self.reader()? else { return Ok(None) };
        let (path, health) = (self.path.clone(), Arc::clone(&self.health));
        let interrupt = connection.get_interrupt_handle();
        let thread = std::thread::spawn(move || {
            if let Err(error) = file::check_integrity(&connection, &path) {
                health.record_damage(&error);
            }
        });
        Ok(Some(IntegrityCheck { interrupt, thread }))
    }

    /// Takes the shared lock of the directory, unless a lock is held already.
    fn lock_shared(&self) -> Result<(), StoreError> {
        let mut held = lock(&self.directory_lock);
        if held.is_none() {
            let directory = self.path.parent().unwrap_or(FilePath::new("."));
            let locked = || StoreError::Locked { path: self.path.clone() };
            *held = Some(data_directory::lock(directory, false)?.ok_or_else(locked)?);
        }
        Ok(())
    }

    fn start(&self, connection: rusqlite::Connection) -> mpsc::Sender<CommitJob> {
        let (sender, mut jobs) = mpsc::channel(QUEUE);
        let writer = Writer {
            path: self.path.clone(),
            watches: Arc::clone(&self.watches),
            health: Arc::clone(&self.health),
        };
        let thread = std::thread::spawn(move || writer.run(connection, &mut jobs));
        *lock(&self.thread) = Some(thread);
        sender
    }

    fn writer(&self) -> Result<mpsc::Sender<CommitJob>, StoreError> {
        // Locked from the check to the start, so that two first commits start one writer.
        let mut jobs = lock(&self.jobs);
        if let Some(sender) = &*jobs {
            return Ok(sender.clone());
        }
        self.lock_shared()?;
        let sender = self.start(file::open(&self.path)?);
        *jobs = Some(sender.clone());
        Ok(sender)
    }

    /// Takes a connection for reading; returns nothing if nothing was ever stored.
    fn reader(&self) -> Result<Option<rusqlite::Connection>, StoreError> {
        if let Some(reader) = lock(&self.readers).pop() {
            return Ok(Some(reader));
        }
        if !self.path.exists() {
            return Ok(None);
        }
        self.lock_shared()?;
        file::open_reader(&self.path)
    }

    fn scan(&self, ranges: &[Range]) -> Result<(Vec<Stored>, Revision), StoreError> {
        let Some(reader) = self.reader()? else { return Ok((Vec::new(), Revision(0))) };
        let found = file::read(&reader, ranges).map_err(|error| {
            let error = file::broken(&self.path, "read", &error);
            self.health.record_damage(&error);
            error
        })?;
        lock(&self.readers).push(reader);
        Ok(found)
    }
}

#[async_trait::async_trait]
impl Store for Sqlite {
    async fn read(&self, ranges: &[Range]) -> Result<(Vec<Stored>, Revision), StoreError> {
        self.scan(ranges)
    }

    async fn commit(&self, guards: Vec<Guard>, writes: Vec<Write>) -> Result<Revision, StoreError> {
        let (reply, result) = oneshot::channel();
        let sender = self.writer()?;
        let sent = sender.send(CommitJob { guards, writes, reply }).await;
        let result = match sent {
            Ok(()) => result.await.ok(),
            Err(_) => None,
        };
        result.unwrap_or_else(|| {
            // The writer thread has ended, which only a bug causes: nothing can be written any more.
            self.health.record_failure();
            Err(StoreError::Closed)
        })
    }

    fn watch(&self, mesh: &Name) -> watch::Receiver<Revision> {
        self.watches.subscribe(mesh)
    }

    async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        match self.reader()? {
            Some(reader) => copy::start(reader, self.path.clone(), Arc::clone(&self.health)).await,
            None => Ok(Snapshot::of(Revision(0), Vec::new())),
        }
    }

    fn health(&self) -> &Health {
        &self.health
    }

    fn size_bytes(&self) -> u64 {
        let size = |path: PathBuf| std::fs::metadata(path).map_or(0, |file| file.len());
        size(self.path.clone()) + size(file::wal_file(&self.path))
    }
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        lock(&self.jobs).take();
        if let Some(thread) = lock(&self.thread).take() {
            // A writer that panicked has already returned errors to its callers.
            drop(thread.join());
        }
        if let Some(IntegrityCheck { interrupt, thread }) = lock(&self.integrity_check).take() {
            interrupt.interrupt();
            drop(thread.join());
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn commit_fails_when_the_writer_has_ended() {
        let directory = tempfile::tempdir().unwrap();
        let store = Sqlite::new(directory.path().join("store.db"));
        store.commit(Vec::new(), Vec::new()).await.unwrap();
        assert!(!store.health().is_failing());
        // First a writer that ends with a job in hand, then no writer at all.
        let (sender, mut jobs) = mpsc::channel(QUEUE);
        *lock(&store.jobs) = Some(sender);
        let gone = tokio::spawn(async move { drop(jobs.recv().await) });
        for _ in 0..2 {
            let closed = store.commit(Vec::new(), Vec::new()).await;
            assert!(matches!(closed, Err(StoreError::Closed)), "{closed:?}");
            assert!(store.health().is_failing());
        }
        gone.await.unwrap();
    }

    #[test]
    fn writer_panic_marks_the_store_as_failing() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("store.db");
        let store = Sqlite::new(&path);
        let health = Arc::clone(&store.health);
        let panicked = std::thread::spawn(move || {
            let _guard = writer::PanicGuard(&health);
            panic!("simulated bug");
        });
        assert!(panicked.join().is_err());
        assert!(store.health().is_failing());
    }
}
