//! A store in one SQLite file, for one server or one command at a time to write.
//!
//! Commits are made by one thread, which puts all that are waiting into one transaction, so many
//! callers share one `fsync`. Reads have a connection of their own: in WAL mode they neither wait
//! for a commit nor hold one up. Nothing is made on disk before the first commit.

mod file;
mod writer;

use std::path::{Path as FilePath, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, mpsc};

use tokio::sync::{oneshot, watch};

use self::writer::Job;
use super::{Guard, Range, Revision, Store, StoreError, Stored, Watches, Write};
use crate::model::Name;

/// A store in a SQLite file. Dropping it waits for what has been handed to it.
#[derive(Debug)]
pub struct Sqlite {
    path: PathBuf,
    reader: Mutex<Option<rusqlite::Connection>>,
    jobs: Mutex<Option<mpsc::SyncSender<Job>>>,
    thread: Mutex<Option<std::thread::JoinHandle<()>>>,
    watches: Arc<Watches>,
}

/// How many commits may wait; a further caller waits to hand its own over.
const QUEUE: usize = 256;

impl Sqlite {
    /// Names the store's file. It is opened at the first read that finds it, and made at the
    /// first commit.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            reader: Mutex::new(None),
            jobs: Mutex::new(None),
            thread: Mutex::new(None),
            watches: Arc::default(),
        }
    }

    /// Names the store's file, and opens or makes it at once, so that what is wrong with it is
    /// known before anyone relies on it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Open`] or [`StoreError::Newer`].
    pub fn open(path: &FilePath) -> Result<Self, StoreError> {
        let store = Self::new(path);
        let connection = file::open(path)?;
        store.start(connection);
        Ok(store)
    }

    fn start(&self, connection: rusqlite::Connection) -> mpsc::SyncSender<Job> {
        let (sender, jobs) = mpsc::sync_channel(QUEUE);
        let (watches, path) = (Arc::clone(&self.watches), self.path.clone());
        let thread = std::thread::spawn(move || writer::run(connection, &path, &jobs, &watches));
        *lock(&self.thread) = Some(thread);
        *lock(&self.jobs) = Some(sender.clone());
        sender
    }

    fn writer(&self) -> Result<mpsc::SyncSender<Job>, StoreError> {
        if let Some(sender) = &*lock(&self.jobs) {
            return Ok(sender.clone());
        }
        Ok(self.start(file::open(&self.path)?))
    }

    fn scan(&self, ranges: &[Range]) -> Result<(Vec<Stored>, Revision), StoreError> {
        let mut reader = lock(&self.reader);
        if reader.is_none() {
            if !self.path.exists() {
                return Ok((Vec::new(), Revision(0)));
            }
            *reader = Some(file::open_reader(&self.path)?);
        }
        let connection = reader.as_mut().expect("the line above opened it");
        file::read(connection, ranges).map_err(|error| file::broken(&self.path, "read", error))
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
        let mut job = Job { guards, writes, reply };
        // The queue is a plain channel because the writer is a plain thread; it is full only
        // when 256 commits wait for one fsync, and then yielding is right.
        while let Err(full) = sender.try_send(job) {
            match full {
                mpsc::TrySendError::Full(back) => job = back,
                mpsc::TrySendError::Disconnected(_) => return Err(StoreError::Closed),
            }
            tokio::task::yield_now().await;
        }
        answer.await.unwrap_or(Err(StoreError::Closed))
    }

    fn watch(&self, mesh: &Name) -> watch::Receiver<Revision> {
        self.watches.subscribe(mesh)
    }
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        lock(&self.jobs).take();
        if let Some(thread) = lock(&self.thread).take() {
            // A writer that panicked has already failed its callers; there is no one to tell.
            drop(thread.join());
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
