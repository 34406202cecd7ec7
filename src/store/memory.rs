//! An in-memory store, for `serve --in-memory` and for tests.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use tokio::sync::watch;

use super::{
    Guard, Health, Path, Range, Revision, Snapshot, Store, StoreError, Stored, Watches, Write,
};
use crate::model::Name;

/// A store that is lost when its process exits.
#[derive(Debug, Default)]
pub struct Memory {
    state: RwLock<Entries>,
    watches: Watches,
    health: Health,
}

#[derive(Debug, Default)]
struct Entries {
    revision: Revision,
    entries: BTreeMap<Path, (Revision, String)>,
}

impl Entries {
    fn scan<'a>(&'a self, range: &'a Range) -> impl Iterator<Item = Stored> + 'a {
        self.entries
            .range(Path(range.start.clone())..Path(range.end.clone()))
            .take(range.limit.unwrap_or(usize::MAX))
            .map(|(path, (revision, value))| Stored {
                path: path.clone(),
                revision: *revision,
                value: value.clone(),
            })
    }

    fn holds(&self, guard: &Guard) -> bool {
        match guard {
            Guard::At { path, revision } => {
                self.entries.get(path).map(|(revision, _)| *revision) == *revision
            }
            Guard::Exists { path } => self.entries.contains_key(path),
            Guard::Quiet { range, since } => self.scan(range).all(|item| item.revision <= *since),
        }
    }
}

#[async_trait::async_trait]
impl Store for Memory {
    async fn read(&self, ranges: &[Range]) -> Result<(Vec<Stored>, Revision), StoreError> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        Ok((ranges.iter().flat_map(|range| state.scan(range)).collect(), state.revision))
    }

    async fn commit(&self, guards: Vec<Guard>, writes: Vec<Write>) -> Result<Revision, StoreError> {
        let begun = std::time::Instant::now();
        let revision = {
            let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
            if let Some(index) = guards.iter().position(|guard| !state.holds(guard)) {
                return Err(StoreError::Guard { index });
            }
            let revision = Revision(state.revision.0 + 1);
            state.revision = revision;
            for write in &writes {
                match write {
                    Write::Put { path, value } => {
                        state.entries.insert(path.clone(), (revision, value.clone()));
                    }
                    Write::Delete { path } => {
                        state.entries.remove(path);
                    }
                    Write::Clear { range } => {
                        let inside = Path(range.start.clone())..Path(range.end.clone());
                        state.entries.retain(|path, _| !inside.contains(path));
                    }
                }
            }
            revision
        };
        self.health.record_commit(1, begun.elapsed());
        self.watches.notify(&writes, revision);
        Ok(revision)
    }

    fn watch(&self, mesh: &Name) -> watch::Receiver<Revision> {
        self.watches.subscribe(mesh)
    }

    async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        let (entries, revision) = self.read(&[Range::everything()]).await?;
        Ok(Snapshot::of(revision, entries))
    }

    fn health(&self) -> &Health {
        &self.health
    }

    fn size_bytes(&self) -> u64 {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        let sizes = state.entries.iter().map(|(path, (_, value))| path.0.len() + value.len());
        sizes.sum::<usize>() as u64
    }
}
