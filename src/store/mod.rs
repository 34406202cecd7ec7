//! The store: a small, ordered, transactional map of paths to JSON values.
//!
//! All writes go through [`Store::commit`], so that a SQLite transaction and an etcd `Txn` are the
//! same to callers. The store does not interpret the values; it only knows that a path starts with
//! a section and the name of a mesh. `tests/store` runs every implementation through the same
//! cases.

mod account;
pub mod backup;
mod change;
pub mod data_directory;
mod error;
mod health;
mod memory;
mod resource;
mod snapshot;
mod sqlite;

use tokio::sync::watch;

pub use crate::model::extension::Revision;
use crate::model::{Key, Kind, Name};

pub use account::AccountStore;
pub use change::{Change, HistoryEntry, HistoryPage, ResourceState};
pub use error::StoreError;
pub use health::Health;
pub use memory::Memory;
pub use resource::{Resource, ResourceMeta, Tag, Unreadable};
pub use snapshot::Snapshot;
pub use sqlite::Sqlite;

/// Section of the results of client tokens.
const TOKEN: &str = "token";

/// Section of the recorded changes.
const HISTORY: &str = "history";

/// The path of an entry: `SECTION/MESH/…`. Paths sort by bytes, so the resources of one kind under
/// one parent are adjacent and in the order of their names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(String);

impl Path {
    /// Returns the path of the resource `key`.
    #[must_use]
    pub fn resource(key: &Key) -> Self {
        let section = key.kind.segment();
        Self(match (&key.parent, key.kind) {
            (_, Kind::Mesh) => format!("{section}/{}", key.mesh),
            (Some(parent), _) => format!("{section}/{}/{parent}/{}", key.mesh, key.name),
            (None, _) => format!("{section}/{}/{}", key.mesh, key.name),
        })
    }

    /// Returns the path of the result of the client token `token`. `scope` identifies the request
    /// that used the token.
    #[must_use]
    pub fn token(mesh: &Name, scope: &str, token: &str) -> Self {
        Self(format!("{TOKEN}/{mesh}/{scope}/{token}"))
    }

    /// Returns the path of change number `change` of the resource `key`. The newest change of a
    /// resource has its first path.
    #[must_use]
    pub fn change(key: &Key, change: u64) -> Self {
        Self(format!("{}/{:016x}", Self::changes(key), u64::MAX - change))
    }

    fn changes(key: &Key) -> String {
        let Self(resource) = Self::resource(key);
        format!("{HISTORY}/{}/{resource}", key.mesh)
    }

    /// Returns the number of the change at this path, or nothing if the path is not that of a
    /// change.
    #[must_use]
    pub fn change_number(&self) -> Option<u64> {
        let (_, last) = self.within_account().strip_prefix(HISTORY)?.rsplit_once('/')?;
        u64::from_str_radix(last, 16).ok().map(|inverted| u64::MAX - inverted)
    }

    /// Returns whether this is the path of a resource, not that of a change or a token.
    #[must_use]
    pub fn is_resource(&self) -> bool {
        let section = self.within_account().split('/').next();
        Kind::ALL.iter().any(|kind| Some(kind.segment()) == section)
    }

    /// Returns the path within the part of its account: entries of other accounts than the server's
    /// own are under `@ACCOUNT/`.
    fn within_account(&self) -> &str {
        let others = self.0.strip_prefix('@').and_then(|rest| rest.split_once('/'));
        others.map_or(&self.0, |(_, own)| own)
    }

    /// Returns the path as a string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the name of the mesh that the entry belongs to; within the part of another account,
    /// prefixed with that account (see [`AccountStore`]).
    #[must_use]
    pub fn mesh(&self) -> Name {
        let mut parts = self.0.split('/');
        match self.0.strip_prefix('@').and_then(|_| parts.next()) {
            Some(account) => Name::from(format!("{account}/{}", parts.nth(1).unwrap_or_default())),
            None => Name::from(parts.nth(1).unwrap_or_default()),
        }
    }

    fn from_stored(text: String) -> Self {
        Self(text)
    }
}

/// A contiguous range of paths.
#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    /// The first path that can be in the range.
    start: String,
    /// The first path after the range.
    end: String,
    limit: Option<usize>,
}

impl Range {
    /// A path never contains NUL, so no path sorts between a path and the same path followed by
    /// NUL.
    fn exactly(path: &str) -> Self {
        Self { start: path.to_owned(), end: format!("{path}\0"), limit: None }
    }

    /// `0` is the character after `/`.
    fn under(prefix: &str) -> Self {
        Self { start: format!("{prefix}/"), end: format!("{prefix}0"), limit: None }
    }

    /// Returns the range of the resource `key` only.
    #[must_use]
    pub fn one(key: &Key) -> Self {
        Self::path(&Path::resource(key))
    }

    /// Returns the range of one path only.
    #[must_use]
    pub fn path(path: &Path) -> Self {
        Self::exactly(path.as_str())
    }

    /// Returns the range of all meshes.
    #[must_use]
    pub fn meshes() -> Self {
        Self::under(Kind::Mesh.segment())
    }

    /// Returns the range of all resources of `kind` in `mesh`, under `parent` if one is given.
    #[must_use]
    pub fn members(kind: Kind, mesh: &Name, parent: Option<&Name>) -> Self {
        let section = kind.segment();
        match parent {
            Some(parent) => Self::under(&format!("{section}/{mesh}/{parent}")),
            None => Self::under(&format!("{section}/{mesh}")),
        }
    }

    /// Returns the range of the results of client tokens in `mesh`.
    #[must_use]
    pub fn tokens(mesh: &Name) -> Self {
        Self::under(&format!("{TOKEN}/{mesh}"))
    }

    /// Returns the range of all paths.
    #[must_use]
    pub fn everything() -> Self {
        Self { start: String::new(), end: char::MAX.to_string(), limit: None }
    }

    /// Returns the range of the changes of the resource `key`, newest first.
    #[must_use]
    pub fn changes(key: &Key) -> Self {
        Self::under(&Path::changes(key))
    }

    /// Returns the range of the changes of all resources of `mesh`, or of all meshes: resource by
    /// resource, the changes of each newest first.
    #[must_use]
    pub fn history(mesh: Option<&Name>) -> Self {
        match mesh {
            Some(mesh) => Self::under(&format!("{HISTORY}/{mesh}")),
            None => Self::under(HISTORY),
        }
    }

    /// Returns the ranges of all resources of `mesh`, the mesh itself first, for one
    /// [`Store::read`] at one revision.
    #[must_use]
    pub fn mesh(mesh: &Name) -> Vec<Self> {
        Kind::ALL
            .into_iter()
            .map(|kind| match kind {
                Kind::Mesh => Self::one(&Key::mesh(mesh.clone())),
                kind => Self::members(kind, mesh, None),
            })
            .collect()
    }

    /// Returns the first path that can be in the range, and the first path after it that cannot.
    #[must_use]
    pub fn bounds(&self) -> std::ops::Range<Path> {
        Path(self.start.clone())..Path(self.end.clone())
    }

    /// Returns whether `path` is in the range, whatever its limit.
    #[must_use]
    pub fn contains(&self, path: &Path) -> bool {
        *self.start <= *path.0 && *path.0 < *self.end
    }

    /// Returns the maximum number of entries that a read of the range returns.
    #[must_use]
    pub fn max_entries(&self) -> Option<usize> {
        self.limit
    }

    /// Excludes all paths up to and including `after`.
    #[must_use]
    pub fn after(mut self, after: &Path) -> Self {
        let next = format!("{}\0", after.as_str());
        self.start = self.start.max(next).min(self.end.clone());
        self
    }

    /// Limits the range to its first `limit` entries.
    #[must_use]
    pub fn limit(mut self, limit: usize) -> Self {
        self.limit = Some(limit);
        self
    }
}

/// A stored entry: its path, its value, and the revision of the commit that wrote it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// Its path.
    pub path: Path,
    /// The commit that wrote it.
    pub revision: Revision,
    /// Its value, JSON.
    pub value: String,
}

/// A condition for a commit.
#[derive(Debug, Clone, PartialEq)]
pub enum Guard {
    /// The entry at `path` is the one that `revision` wrote; `None`: there is no entry.
    At {
        /// The path.
        path: Path,
        /// The revision that was read.
        revision: Option<Revision>,
    },
    /// There is an entry at `path`.
    Exists {
        /// The path.
        path: Path,
    },
    /// Nothing in `range` was written after `since`. Deletions do not count.
    Quiet {
        /// The paths.
        range: Range,
        /// The revision at which they were read.
        since: Revision,
    },
}

/// A change of the store.
#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    /// Stores a value; replaces the current one.
    Put {
        /// The path.
        path: Path,
        /// The value, JSON.
        value: String,
    },
    /// Removes an entry; does nothing if there is none.
    Delete {
        /// The path.
        path: Path,
    },
    /// Removes all entries of a range; ignores its limit.
    Clear {
        /// The paths.
        range: Range,
    },
}

impl Write {
    /// Returns the path that is changed, if it is one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Put { path, .. } | Self::Delete { path } => Some(path),
            Self::Clear { .. } => None,
        }
    }
}

/// A transactional store of resources, their history and the results of client tokens.
#[async_trait::async_trait]
pub trait Store: Send + Sync + 'static {
    /// Returns the entries of `ranges` as of one revision: range by range, each in the order of its
    /// paths. An empty range is not an error.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the store cannot be read.
    async fn read(&self, ranges: &[Range]) -> Result<(Vec<Stored>, Revision), StoreError>;

    /// Applies all of `writes` if all `guards` hold. The writes are durable when it returns.
    ///
    /// # Errors
    ///
    /// [`StoreError::Guard`] if a guard does not hold, other errors if the store cannot be written.
    /// Nothing has changed then.
    async fn commit(&self, guards: Vec<Guard>, writes: Vec<Write>) -> Result<Revision, StoreError>;

    /// Returns a receiver of the newest revision that changed `mesh`. A slow receiver skips
    /// revisions; there is no queue. Commits of other processes are not observed: a server has its
    /// store exclusively.
    fn watch(&self, mesh: &Name) -> watch::Receiver<Revision>;

    /// Returns the whole content as of one revision, for a backup.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the store cannot be read.
    async fn snapshot(&self) -> Result<Snapshot, StoreError>;

    /// Returns the health and the metrics of the store.
    fn health(&self) -> &Health;

    /// Returns the size of the store, in bytes.
    fn size_bytes(&self) -> u64;
}

/// The watches on meshes, shared by both implementations.
#[derive(Debug, Default)]
struct Watches(std::sync::Mutex<std::collections::HashMap<Name, watch::Sender<Revision>>>);

impl Watches {
    fn subscribe(&self, mesh: &Name) -> watch::Receiver<Revision> {
        let mut watches = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        watches.entry(mesh.clone()).or_default().subscribe()
    }

    fn notify(&self, writes: &[Write], revision: Revision) {
        let watches = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let notify = |sender: &watch::Sender<Revision>| {
            sender.send_if_modified(|seen| std::mem::replace(seen, revision) < revision);
        };
        for write in writes {
            match write.path() {
                Some(path) => watches.get(&path.mesh()).into_iter().for_each(notify),
                None => watches.values().for_each(notify),
            }
        }
    }
}
