//! What the rules of a commit read from the store, at one revision.

use std::collections::BTreeMap;

use crate::api::error::ApiError;
use crate::model::Key;
use crate::store::{Path, Range, Resource, Revision, Store, Stored};

/// Ranges of the store as of one revision.
#[derive(Debug)]
pub(in crate::api) struct ReadSet {
    revision: Revision,
    ranges: Vec<Range>,
    found: BTreeMap<Path, Stored>,
}

impl ReadSet {
    /// Reads `ranges` in one go. Duplicates are read once.
    pub(in crate::api) async fn read(
        store: &dyn Store,
        ranges: impl IntoIterator<Item = Range>,
    ) -> Result<Self, ApiError> {
        let mut distinct: Vec<Range> = Vec::new();
        for range in ranges {
            if !distinct.contains(&range) {
                distinct.push(range);
            }
        }
        let (found, revision) = store.read(&distinct).await?;
        let found = found.into_iter().map(|stored| (stored.path.clone(), stored)).collect();
        Ok(Self { revision, ranges: distinct, found })
    }

    /// Reads everything again, and `more`, at one newer revision.
    pub(super) async fn read_again(
        self,
        store: &dyn Store,
        more: Vec<Range>,
    ) -> Result<Self, ApiError> {
        Self::read(store, self.ranges.into_iter().chain(more)).await
    }

    /// Returns those of `ranges` that were not read.
    pub(super) fn missing(&self, ranges: Vec<Range>) -> Vec<Range> {
        ranges.into_iter().filter(|range| !self.ranges.contains(range)).collect()
    }

    /// Returns the revision of everything in the set.
    pub(super) fn revision(&self) -> Revision {
        self.revision
    }

    /// Returns what is stored at `path`, which must be in one of the ranges that were read.
    pub(super) fn at(&self, path: &Path) -> Option<&Stored> {
        debug_assert!(
            self.ranges.iter().any(|range| range.contains(path)),
            "{} was not read",
            path.as_str()
        );
        self.found.get(path)
    }

    /// Returns what is stored in `range`, which must be one of those that were read, in the order
    /// of the paths.
    pub(super) fn within(&self, range: &Range) -> impl Iterator<Item = &Stored> {
        debug_assert!(self.ranges.contains(range), "{range:?} was not read");
        // Other ranges may overlap this one beyond its limit.
        let limit = range.max_entries().unwrap_or(usize::MAX);
        self.found.range(range.bounds()).map(|(_, stored)| stored).take(limit)
    }

    /// Returns whether the resource `key` exists.
    pub(super) fn exists(&self, key: &Key) -> bool {
        self.at(&Path::resource(key)).is_some()
    }

    /// Returns the resource `key`, if it exists, and the revision that wrote it.
    pub(in crate::api) fn resource(
        &self,
        key: &Key,
    ) -> Result<Option<(Resource, Revision)>, ApiError> {
        let stored = self.at(&Path::resource(key));
        stored.map(|stored| Ok((Resource::read(stored)?, stored.revision))).transpose()
    }

    /// Returns the resources in `range`, which must be one of those that were read.
    pub(super) fn resources(
        &self,
        range: &Range,
    ) -> impl Iterator<Item = Result<Resource, ApiError>> {
        self.within(range).map(|stored| Resource::read(stored).map_err(ApiError::from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, Name};
    use crate::store::{Memory, Write};

    #[tokio::test]
    async fn a_range_holds_what_reading_it_alone_would_return() {
        let store = Memory::default();
        let node = |name: &str| Key::member(Kind::VirtualNode, "m", name);
        let put = |name: &str| Write::Put { path: Path::resource(&node(name)), value: "{}".into() };
        store.commit(Vec::new(), ["a", "b", "c"].map(put).to_vec()).await.unwrap();
        let nodes = Range::members(Kind::VirtualNode, &Name::from("m"), None);
        let (first, last) = (nodes.clone().limit(1), Range::one(&node("c")));
        let read =
            ReadSet::read(&store, [first.clone(), last.clone(), last.clone()]).await.unwrap();
        let paths = |range: &Range| -> Vec<String> {
            read.within(range).map(|stored| stored.path.as_str().to_owned()).collect()
        };
        assert_eq!(paths(&first), ["virtualNode/m/a"]);
        assert_eq!(paths(&last), ["virtualNode/m/c"]);
        assert_eq!(read.missing(vec![first, nodes.clone()]), [nodes]);
    }
}
