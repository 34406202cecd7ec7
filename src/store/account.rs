//! One account's part of a store.
//!
//! The server's own account has the paths as they are; those of another lie under `@ACCOUNT/`.
//! Whoever works on a mesh gets the part of the mesh's owner, and need not know that there are
//! others: two accounts may have meshes of one name.

use std::sync::Arc;

use futures_util::StreamExt as _;
use tokio::sync::watch;

use super::{Guard, Health, Path, Range, Revision, Snapshot, Store, StoreError, Stored, Write};
use crate::model::Name;
use crate::model::arn::AccountId;

/// One account's part of a store.
pub struct AccountStore {
    whole: Arc<dyn Store>,
    /// `@111122223333/`.
    prefix: String,
}

impl AccountStore {
    /// Returns the part of `account`, which is not the server's own.
    #[must_use]
    pub fn new(account: &AccountId, whole: Arc<dyn Store>) -> Self {
        Self { whole, prefix: format!("@{account}/") }
    }

    fn path(&self, path: Path) -> Path {
        Path(format!("{}{}", self.prefix, path.0))
    }

    fn range(&self, range: Range) -> Range {
        let Range { start, end, limit } = range;
        Range {
            start: format!("{}{start}", self.prefix),
            end: format!("{}{end}", self.prefix),
            limit,
        }
    }

    fn guard(&self, guard: Guard) -> Guard {
        match guard {
            Guard::At { path, revision } => Guard::At { path: self.path(path), revision },
            Guard::Exists { path } => Guard::Exists { path: self.path(path) },
            Guard::Quiet { range, since } => Guard::Quiet { range: self.range(range), since },
        }
    }

    fn write(&self, write: Write) -> Write {
        match write {
            Write::Put { path, value } => Write::Put { path: self.path(path), value },
            Write::Delete { path } => Write::Delete { path: self.path(path) },
            Write::Clear { range } => Write::Clear { range: self.range(range) },
        }
    }
}

#[async_trait::async_trait]
impl Store for AccountStore {
    async fn read(&self, ranges: &[Range]) -> Result<(Vec<Stored>, Revision), StoreError> {
        let ranges: Vec<Range> = ranges.iter().map(|range| self.range(range.clone())).collect();
        let (mut found, revision) = self.whole.read(&ranges).await?;
        for stored in &mut found {
            stored.path.0.drain(..self.prefix.len());
        }
        Ok((found, revision))
    }

    async fn commit(&self, guards: Vec<Guard>, writes: Vec<Write>) -> Result<Revision, StoreError> {
        let guards = guards.into_iter().map(|guard| self.guard(guard)).collect();
        let writes = writes.into_iter().map(|write| self.write(write)).collect();
        self.whole.commit(guards, writes).await
    }

    fn watch(&self, mesh: &Name) -> watch::Receiver<Revision> {
        self.whole.watch(&Name::from(format!("{}{mesh}", self.prefix)))
    }

    async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        let Snapshot { revision, chunks } = self.whole.snapshot().await?;
        let prefix = self.prefix.clone();
        let own = move |chunk: Vec<Stored>| {
            let own = chunk.into_iter().filter_map(|stored| {
                let path = Path(stored.path.0.strip_prefix(&prefix)?.to_owned());
                Some(Stored { path, ..stored })
            });
            own.collect()
        };
        let chunks = chunks.map(move |chunk| chunk.map(&own)).boxed();
        Ok(Snapshot { revision, chunks })
    }

    fn health(&self) -> &Health {
        self.whole.health()
    }

    fn size_bytes(&self) -> u64 {
        self.whole.size_bytes()
    }
}
