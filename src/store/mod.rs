//! Where resources live: a small, ordered, transactional map of paths to JSON texts.
//!
//! All writes go through [`Store::commit`], so a SQLite transaction and an etcd `Txn` are the same
//! thing to callers. What the texts mean is the server's business; this room knows only that a
//! path starts with a section and the name of a mesh. `tests/store` runs every implementation
//! through the same cases.

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

/// Section of the answers to client tokens.
const TOKEN: &str = "token";

/// Section of the changes.
const HISTORY: &str = "history";

/// Where a text is stored: `SECTION/MESH/…`. Paths sort by bytes, so the resources of one kind
/// under one parent lie side by side in the order of their names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(String);

impl Path {
    /// Returns where the resource `key` is stored.
    #[must_use]
    pub fn resource(key: &Key) -> Self {
        let section = key.kind.segment();
        Self(match (&key.parent, key.kind) {
            (_, Kind::Mesh) => format!("{section}/{}", key.mesh),
            (Some(parent), _) => format!("{section}/{}/{parent}/{}", key.mesh, key.name),
            (None, _) => format!("{section}/{}/{}", key.mesh, key.name),
        })
    }

    /// Returns where the answer to the client token `token` is stored. `scope` tells apart what
    /// the token was used for.
    #[must_use]
    pub fn token(mesh: &Name, scope: &str, token: &str) -> Self {
        Self(format!("{TOKEN}/{mesh}/{scope}/{token}"))
    }

    /// Returns where the change number `change` of the resource `key` is stored. The newest change
    /// of a resource is its first path.
    #[must_use]
    pub fn change(key: &Key, change: u64) -> Self {
        Self(format!("{}/{:016x}", Self::changes(key), u64::MAX - change))
    }

    fn changes(key: &Key) -> String {
        let Self(resource) = Self::resource(key);
        format!("{HISTORY}/{}/{resource}", key.mesh)
    }

    /// Returns the number of the change that is stored here; nothing if none is.
    #[must_use]
    pub fn change_number(&self) -> Option<u64> {
        let (_, last) = self.own().strip_prefix(HISTORY)?.rsplit_once('/')?;
        u64::from_str_radix(last, 16).ok().map(|inverted| u64::MAX - inverted)
    }

    /// Tells whether a resource is stored here: neither one of its changes nor a token.
    #[must_use]
    pub fn is_resource(&self) -> bool {
        let section = self.own().split('/').next();
        Kind::ALL.iter().any(|kind| Some(kind.segment()) == section)
    }

    /// The path in the part of the store that belongs to one account: those of other accounts than
    /// the server's own lie under `@ACCOUNT/`.
    fn own(&self) -> &str {
        let others = self.0.strip_prefix('@').and_then(|rest| rest.split_once('/'));
        others.map_or(&self.0, |(_, own)| own)
    }

    /// Returns the path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the name of the mesh that the text belongs to; in the part of another [`AccountStore`],
    /// with that account before it.
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

/// A stretch of neighbouring paths.
#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    /// The first path that can be in it.
    start: String,
    /// The first path after it that cannot.
    end: String,
    limit: Option<usize>,
}

impl Range {
    /// No path holds a NUL, so nothing lies between a path and that path with a NUL behind it.
    fn exactly(path: &str) -> Self {
        Self { start: path.to_owned(), end: format!("{path}\0"), limit: None }
    }

    /// `0` is the character after `/`.
    fn under(folder: &str) -> Self {
        Self { start: format!("{folder}/"), end: format!("{folder}0"), limit: None }
    }

    /// Returns the range of exactly the resource `key`.
    #[must_use]
    pub fn one(key: &Key) -> Self {
        Self::path(&Path::resource(key))
    }

    /// Returns the range of exactly one path.
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

    /// Returns the range of the answers to client tokens in `mesh`.
    #[must_use]
    pub fn tokens(mesh: &Name) -> Self {
        Self::under(&format!("{TOKEN}/{mesh}"))
    }

    /// Returns the range of all paths there are.
    #[must_use]
    pub fn everything() -> Self {
        Self { start: String::new(), end: char::MAX.to_string(), limit: None }
    }

    /// Returns the range of the changes of the resource `key`, the newest first.
    #[must_use]
    pub fn changes(key: &Key) -> Self {
        Self::under(&Path::changes(key))
    }

    /// Returns the range of the changes of all resources of `mesh`, or of all meshes: resource by
    /// resource, of each the newest first.
    #[must_use]
    pub fn history(mesh: Option<&Name>) -> Self {
        match mesh {
            Some(mesh) => Self::under(&format!("{HISTORY}/{mesh}")),
            None => Self::under(HISTORY),
        }
    }

    /// Returns all there is in `mesh`, the mesh itself first: the argument for one
    /// [`Store::read`] that sees everything at one revision.
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

    /// Returns the number of entries that a read of the range returns at the most.
    #[must_use]
    pub fn max_entries(&self) -> Option<usize> {
        self.limit
    }

    /// Leaves out all paths up to and including `after`.
    #[must_use]
    pub fn after(mut self, after: &Path) -> Self {
        let next = format!("{}\0", after.as_str());
        self.start = self.start.max(next).min(self.end.clone());
        self
    }

    /// Takes `limit` texts at most.
    #[must_use]
    pub fn limit(mut self, limit: usize) -> Self {
        self.limit = Some(limit);
        self
    }
}

/// A text, where it is stored, and the revision of the commit that stored it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// Where it is stored.
    pub path: Path,
    /// The commit that wrote it.
    pub revision: Revision,
    /// The text, JSON.
    pub value: String,
}

/// What must still hold for a commit to happen.
#[derive(Debug, Clone, PartialEq)]
pub enum Guard {
    /// The text at `path` is the one that `revision` wrote; `None`: there is none.
    At {
        /// Where.
        path: Path,
        /// The revision that was read.
        revision: Option<Revision>,
    },
    /// There is a text at `path`, whichever.
    Exists {
        /// Where.
        path: Path,
    },
    /// Nothing in `range` was written after `since`. Deletions do not count.
    Quiet {
        /// Which paths.
        range: Range,
        /// The revision at which they were read.
        since: Revision,
    },
}

/// A change.
#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    /// Stores a text, over what is there.
    Put {
        /// Where.
        path: Path,
        /// The text, JSON.
        value: String,
    },
    /// Removes a text; removing what is not there changes nothing.
    Delete {
        /// Where.
        path: Path,
    },
    /// Removes all texts of a range, whatever its limit.
    Clear {
        /// Which paths.
        range: Range,
    },
}

impl Write {
    /// Returns where the change happens, if that is one place.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Put { path, .. } | Self::Delete { path } => Some(path),
            Self::Clear { .. } => None,
        }
    }
}

/// Where resources live.
#[async_trait::async_trait]
pub trait Store: Send + Sync + 'static {
    /// Returns what lies in `ranges` as of one revision: range after range, each in the order of
    /// its paths. Nothing there is an empty list, not an error.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the store cannot be read.
    async fn read(&self, ranges: &[Range]) -> Result<(Vec<Stored>, Revision), StoreError>;

    /// Applies all of `writes` if all `guards` hold. When it returns, the writes are durable.
    ///
    /// # Errors
    ///
    /// [`StoreError::Guard`] if a guard does not hold, others if the store cannot be written;
    /// nothing has changed then.
    async fn commit(&self, guards: Vec<Guard>, writes: Vec<Write>) -> Result<Revision, StoreError>;

    /// Yields the newest revision that touched `mesh`; a slow reader skips, it never queues.
    /// Commits of other processes are not seen: a server has its data to itself.
    fn watch(&self, mesh: &Name) -> watch::Receiver<Revision>;

    /// Returns everything as of one revision, for a backup.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the store cannot be read.
    async fn snapshot(&self) -> Result<Snapshot, StoreError>;

    /// Tells how it is doing.
    fn health(&self) -> &Health;

    /// Returns how much room it takes, in bytes.
    fn size_bytes(&self) -> u64;
}

/// The watches on meshes, for the two implementations.
#[derive(Debug, Default)]
struct Watches(std::sync::Mutex<std::collections::HashMap<Name, watch::Sender<Revision>>>);

impl Watches {
    fn subscribe(&self, mesh: &Name) -> watch::Receiver<Revision> {
        let mut watches = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        watches.entry(mesh.clone()).or_default().subscribe()
    }

    fn tell(&self, writes: &[Write], revision: Revision) {
        let watches = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let tell = |sender: &watch::Sender<Revision>| {
            sender.send_if_modified(|seen| std::mem::replace(seen, revision) < revision);
        };
        for write in writes {
            match write.path() {
                Some(path) => watches.get(&path.mesh()).into_iter().for_each(tell),
                None => watches.values().for_each(tell),
            }
        }
    }
}
