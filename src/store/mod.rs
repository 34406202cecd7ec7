//! Where resources live: a small, ordered, transactional map of paths to JSON texts.
//!
//! All writes go through [`Store::commit`], so a SQLite transaction and an etcd `Txn` are the same
//! thing to callers. What the texts mean is the server's business; this room knows only that a
//! path starts with a section and the name of a mesh. `tests/store` runs every implementation
//! through the same cases.

mod error;
pub mod folder;
mod memory;
mod sqlite;

use tokio::sync::watch;

pub use crate::model::own::Revision;
use crate::model::{Key, Kind, Name};

pub use error::StoreError;
pub use memory::Memory;
pub use sqlite::Sqlite;

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
        Self(format!("token/{mesh}/{scope}/{token}"))
    }

    /// Returns the path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the name of the mesh that the text belongs to.
    #[must_use]
    pub fn mesh(&self) -> Name {
        Name::from(self.0.split('/').nth(1).unwrap_or_default())
    }

    fn from_stored(text: String) -> Self {
        Self(text)
    }
}

/// A stretch of neighbouring paths: those that start with a prefix.
#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    prefix: String,
    after: Option<Path>,
    limit: Option<usize>,
}

impl Range {
    /// Returns the range of exactly the resource `key`.
    #[must_use]
    pub fn one(key: &Key) -> Self {
        // No name holds a `/`, so nothing else can start with a whole path but what hangs under
        // it, and that lies in another section.
        let Path(prefix) = Path::resource(key);
        Self { prefix, after: None, limit: Some(1) }
    }

    /// Returns the range of exactly one path.
    #[must_use]
    pub fn path(path: &Path) -> Self {
        Self { prefix: path.0.clone(), after: None, limit: Some(1) }
    }

    /// Returns the range of all meshes.
    #[must_use]
    pub fn meshes() -> Self {
        Self { prefix: "mesh/".to_owned(), after: None, limit: None }
    }

    /// Returns the range of all resources of `kind` in `mesh`, under `parent` if one is given.
    #[must_use]
    pub fn members(kind: Kind, mesh: &Name, parent: Option<&Name>) -> Self {
        let mut prefix = format!("{}/{mesh}/", kind.segment());
        if let Some(parent) = parent {
            prefix.push_str(parent.as_str());
            prefix.push('/');
        }
        Self { prefix, after: None, limit: None }
    }

    /// Returns the range of the answers to client tokens in `mesh`.
    #[must_use]
    pub fn tokens(mesh: &Name) -> Self {
        Self { prefix: format!("token/{mesh}/"), after: None, limit: None }
    }

    /// Returns all there is in `mesh`, the mesh itself first: the argument for one
    /// [`Store::read`] that sees everything at one revision.
    #[must_use]
    pub fn whole(mesh: &Name) -> Vec<Self> {
        Kind::ALL
            .into_iter()
            .map(|kind| match kind {
                Kind::Mesh => Self::one(&Key::mesh(mesh.clone())),
                kind => Self::members(kind, mesh, None),
            })
            .collect()
    }

    /// Leaves out all paths up to and including `after`.
    #[must_use]
    pub fn after(mut self, after: Path) -> Self {
        self.after = Some(after);
        self
    }

    /// Takes `limit` texts at most.
    #[must_use]
    pub fn limit(mut self, limit: usize) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Tells whether `path` is in the stretch, whatever the limit.
    fn contains(&self, path: &str) -> bool {
        let exact = self.limit == Some(1) && !self.prefix.ends_with('/');
        let inside = if exact { path == self.prefix } else { path.starts_with(&self.prefix) };
        inside && self.after.as_ref().is_none_or(|after| path > after.as_str())
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
}

impl Write {
    /// Returns where the change happens.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Put { path, .. } | Self::Delete { path } => path,
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
        for write in writes {
            if let Some(sender) = watches.get(&write.path().mesh()) {
                sender.send_if_modified(|seen| std::mem::replace(seen, revision) < revision);
            }
        }
    }
}
