//! The part of a store that belongs to one account.
//!
//! The server's own account uses paths as they are; entries of another account are under
//! `@ACCOUNT/`. Code that works on a mesh receives the part of the mesh's owner and does not have
//! to know about other accounts. Two accounts can each have a mesh of the same name.

use std::sync::Arc;

use futures_util::StreamExt as _;
use tokio::sync::watch;

use super::{Guard, Health, Path, Range, Revision, Snapshot, Store, StoreError, Stored, Write};
use crate::model::Name;
use crate::model::arn::AccountId;

/// The part of a store that belongs to one account.
pub struct AccountStore {
    store: Arc<dyn Store>,
    /// Prefix of its paths: `@111122223333/`.
    prefix: String,
}

impl AccountStore {
    /// Returns the part of `account`, which is not the server's own account.
    #[must_use]
    pub fn new(account: &AccountId, store: Arc<dyn Store>) -> Self {
        Self { store, prefix: format!("@{account}/") }
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
        let (mut found, revision) = self.store.read(&ranges).await?;
        for stored in &mut found {
            stored.path.0.drain(..self.prefix.len());
        }
        Ok((found, revision))
    }

    async fn commit(&self, guards: Vec<Guard>, writes: Vec<Write>) -> Result<Revision, StoreError> {
        let guards = guards.into_iter().map(|guard| self.guard(guard)).collect();
        let writes = writes.into_iter().map(|write| self.write(write)).collect();
        self.store.commit(guards, writes).await
    }

    fn watch(&self, mesh: &Name) -> watch::Receiver<Revision> {
        self.store.watch(&Name::from(format!("{}{mesh}", self.prefix)))
    }

    async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        let Snapshot { revision, chunks } = self.store.snapshot().await?;
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
        self.store.health()
    }

    fn size_bytes(&self) -> u64 {
        self.store.size_bytes()
    }
}
