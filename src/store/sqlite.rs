//! A store in one SQLite file, for one server or one command at a time to write.
//!
//! Commits are made by one thread, which puts all that are waiting into one transaction, so many
//! callers share one `fsync`. Reads have connections of their own, one for each thread that reads at
//! the time: in WAL mode they neither wait for a commit nor hold one up. Nothing is made on disk
//! before the first commit.

mod copy;
mod file;
mod schema;
mod writer;

use std::fs::File;
use std::path::{Path as FilePath, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, mpsc};

use tokio::sync::{oneshot, watch};

use self::writer::{Job, Writer};
use super::{
    Guard, Health, Range, Revision, Snapshot, Store, StoreError, Stored, Watches, Write, folder,
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
    jobs: Mutex<Option<mpsc::SyncSender<Job>>>,
    thread: Mutex<Option<std::thread::JoinHandle<()>>>,
    watches: Arc<Watches>,
    health: Arc<Health>,
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
            watches: Arc::default(),
            health: Arc::default(),
        }
    }

    /// Opens or makes the store's file at once, for a server that holds its folder's `lock`.
    ///
    /// # Errors
    ///
    /// [`StoreError::Open`] or [`StoreError::Newer`].
    pub fn open(path: &FilePath, lock: File) -> Result<Self, StoreError> {
        let store = Self::new(path);
        *self::lock(&store.folder) = Some(lock);
        let connection = file::open(path)?;
        file::examine(&connection, path)?;
        *self::lock(&store.jobs) = Some(store.start(connection));
        Ok(store)
    }

    /// Takes the folder's lock among other commands, unless it is held already.
    fn share(&self) -> Result<(), StoreError> {
        let mut held = lock(&self.folder);
        if held.is_none() {
            let folder = self.path.parent().unwrap_or(FilePath::new("."));
            let locked = || StoreError::Locked { path: self.path.clone() };
            *held = Some(folder::lock(folder, false)?.ok_or_else(locked)?);
        }
        Ok(())
    }

    fn start(&self, connection: rusqlite::Connection) -> mpsc::SyncSender<Job> {
        let (sender, jobs) = mpsc::sync_channel(QUEUE);
        let writer = Writer {
            path: self.path.clone(),
            watches: Arc::clone(&self.watches),
            health: Arc::clone(&self.health),
        };
        let thread = std::thread::spawn(move || writer.run(connection, &jobs));
        *lock(&self.thread) = Some(thread);
        sender
    }

    fn writer(&self) -> Result<mpsc::SyncSender<Job>, StoreError> {
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
        let found =
            file::read(&reader, ranges).map_err(|error| file::broken(&self.path, "read", error))?;
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

    async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        match self.reader()? {
            Some(reader) => copy::begin(reader, self.path.clone()).await,
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
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
