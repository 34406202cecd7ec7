//! A store in one SQLite file, for one server or one command at a time to write.
//!
//! Commits are made by one thread, which puts all that are waiting into one transaction, so many
//! callers share one `fsync`. Reads have connections of their own, one for each thread that reads at
//! the time: in WAL mode they neither wait for a commit nor hold one up. Nothing is made on disk
//! before the first commit.

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

use self::writer::{Job, Writer};
use super::{
    Guard, Health, Range, Revision, Snapshot, Store, StoreError, Stored, Watches, Write,
    data_directory,
};
use crate::model::Name;

/// A store in a SQLite file. Dropping it waits for what has been handed to it.
#[derive(Debug)]
pub struct Sqlite {
    path: PathBuf,
    /// The folder's lock, held among other commands or by this server alone.
    folder: Mutex<Option<File>>,
    /// Connections that nobody is reading through just now.
    readers: Mutex<Vec<rusqlite::Connection>>,
    jobs: Mutex<Option<mpsc::Sender<Job>>>,
    thread: Mutex<Option<std::thread::JoinHandle<()>>>,
    examination: Mutex<Option<Examination>>,
    watches: Arc<Watches>,
    health: Arc<Health>,
}

/// A look through the whole file, under way.
struct Examination {
    interrupt: rusqlite::InterruptHandle,
    thread: std::thread::JoinHandle<()>,
}

impl std::fmt::Debug for Examination {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Examination").finish_non_exhaustive()
    }
}

/// How many commits may wait; a further caller waits to hand its own over.
const QUEUE: usize = 256;

impl Sqlite {
    /// Names the store's file, for a command. It is opened at the first read that finds it, and
    /// made at the first commit; from then on no server can take the folder.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            folder: Mutex::new(None),
            readers: Mutex::default(),
            jobs: Mutex::new(None),
            thread: Mutex::new(None),
            examination: Mutex::new(None),
            watches: Arc::default(),
            health: Arc::default(),
        }
    }

    /// Opens or makes the store's file at once, for a server that holds its folder's `lock`.
    ///
    /// # Errors
    ///
    /// [`StoreError::Open`], [`StoreError::Newer`], or [`StoreError::Damaged`] if a resource cannot
    /// be read. The rest of the file is looked through beside what the server does then; damage is
    /// told by [`Health::damage`].
    pub fn open(path: &FilePath, lock: File) -> Result<Self, StoreError> {
        let store = Self::new(path);
        *self::lock(&store.folder) = Some(lock);
        let connection = file::open(path)?;
        file::read_resources(&connection, path)?;
        *self::lock(&store.jobs) = Some(store.start(connection));
        *self::lock(&store.examination) = store.examine()?;
        Ok(store)
    }

    fn examine(&self) -> Result<Option<Examination>, StoreError> {
        let Some(connection) = self.reader()? else { return Ok(None) };
        let (path, health) = (self.path.clone(), Arc::clone(&self.health));
        let interrupt = connection.get_interrupt_handle();
        let thread = std::thread::spawn(move || {
            if let Err(error) = file::examine(&connection, &path) {
                health.note(&error);
            }
        });
        Ok(Some(Examination { interrupt, thread }))
    }

    /// Takes the folder's lock among other commands, unless it is held already.
    fn share(&self) -> Result<(), StoreError> {
        let mut held = lock(&self.folder);
        if held.is_none() {
            let folder = self.path.parent().unwrap_or(FilePath::new("."));
            let locked = || StoreError::Locked { path: self.path.clone() };
            *held = Some(data_directory::lock(folder, false)?.ok_or_else(locked)?);
        }
        Ok(())
    }

    fn start(&self, connection: rusqlite::Connection) -> mpsc::Sender<Job> {
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

    fn writer(&self) -> Result<mpsc::Sender<Job>, StoreError> {
        // Held from the look to the start, so that two first commits make one writer.
        let mut jobs = lock(&self.jobs);
        if let Some(sender) = &*jobs {
            return Ok(sender.clone());
        }
        self.share()?;
        let sender = self.start(file::open(&self.path)?);
        *jobs = Some(sender.clone());
        Ok(sender)
    }

    /// Takes a connection to read through; nothing if nothing was ever stored.
    fn reader(&self) -> Result<Option<rusqlite::Connection>, StoreError> {
        if let Some(reader) = lock(&self.readers).pop() {
            return Ok(Some(reader));
        }
        if !self.path.exists() {
            return Ok(None);
        }
        self.share()?;
        file::open_reader(&self.path)
    }

    fn scan(&self, ranges: &[Range]) -> Result<(Vec<Stored>, Revision), StoreError> {
        let Some(reader) = self.reader()? else { return Ok((Vec::new(), Revision(0))) };
        let found = file::read(&reader, ranges).map_err(|error| {
            let error = file::broken(&self.path, "read", &error);
            self.health.note(&error);
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
        let (reply, answer) = oneshot::channel();
        let sender = self.writer()?;
        let sent = sender.send(Job { guards, writes, reply }).await;
        let answered = match sent {
            Ok(()) => answer.await.ok(),
            Err(_) => None,
        };
        answered.unwrap_or_else(|| {
            // The writer is gone, which only a bug of ours does: nothing is written any more.
            self.health.failed();
            Err(StoreError::Closed)
        })
    }

    fn watch(&self, mesh: &Name) -> watch::Receiver<Revision> {
        self.watches.subscribe(mesh)
    }

    async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        match self.reader()? {
            Some(reader) => copy::begin(reader, self.path.clone(), Arc::clone(&self.health)).await,
            None => Ok(Snapshot::of(Revision(0), Vec::new())),
        }
    }

    fn health(&self) -> &Health {
        &self.health
    }

    fn size_bytes(&self) -> u64 {
        let size = |path: PathBuf| std::fs::metadata(path).map_or(0, |file| file.len());
        size(self.path.clone()) + size(file::log(&self.path))
    }
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        lock(&self.jobs).take();
        if let Some(thread) = lock(&self.thread).take() {
            // A writer that panicked has already failed its callers; there is no one to tell.
            drop(thread.join());
        }
        if let Some(Examination { interrupt, thread }) = lock(&self.examination).take() {
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
    async fn a_writer_that_is_gone_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let store = Sqlite::new(folder.path().join("store.db"));
        store.commit(Vec::new(), Vec::new()).await.unwrap();
        assert!(!store.health().is_failing());
        // One that takes a job and ends with it, and then none at all.
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
    fn a_writer_that_panics_is_noticed_before_anybody_commits() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        let store = Sqlite::new(&path);
        let health = Arc::clone(&store.health);
        let panicked = std::thread::spawn(move || {
            let _heed = writer::Heed(&health);
            panic!("a bug of ours");
        });
        assert!(panicked.join().is_err());
        assert!(store.health().is_failing());
    }
}
