//! Positions in the history, and the newest changes of a search.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use crate::model::Key;
use crate::model::arn::AccountId;
use crate::model::extension::Revision;
use crate::store::{Change, HistoryEntry, Stored};

/// The position of a change in the history. The greatest position is the newest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct HistoryPosition {
    /// The commit that stored the change. A restore stores a whole history in one commit.
    revision: Revision,
    /// When the change was made, in milliseconds since the Unix epoch, and the revision at that
    /// time.
    time: (i64, Option<Revision>),
    mesh_owner: AccountId,
    pub(super) resource: Key,
    pub(super) change: u64,
}

impl HistoryPosition {
    /// Returns the position of `stored`, which contains `change`. `newer` is the position of the
    /// next change of the same resource, if there is one.
    pub(super) fn of(
        stored: &Stored,
        change: &Change,
        mesh_owner: &AccountId,
        newer: Option<&Self>,
    ) -> Self {
        let mut position = Self {
            revision: stored.revision,
            time: (change.at_ms, change.seen),
            mesh_owner: mesh_owner.clone(),
            resource: change.resource.clone(),
            change: change.change,
        };
        // Keep the order of versions even if the clock went back.
        if let Some(newer) = newer.filter(|newer| position.is_same_resource_and_commit(newer)) {
            position.time = position.time.min(newer.time);
        }
        position
    }

    /// Returns whether both are of one resource and in one commit.
    fn is_same_resource_and_commit(&self, newer: &Self) -> bool {
        self.revision == newer.revision
            && self.mesh_owner == newer.mesh_owner
            && self.resource == newer.resource
    }

    /// Returns the position as a token for [`HistoryPosition::read`].
    pub(super) fn token(&self) -> String {
        let text = serde_json::to_vec(self).expect("a position is plain data");
        URL_SAFE_NO_PAD.encode(text)
    }

    pub(super) fn read(token: &str) -> Option<Self> {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token).ok()?).ok()
    }
}

/// Maximum size of the changes in one response, in bytes as stored.
const MAX_PAGE_BYTES: usize = 16 << 20;

/// The newest changes of a search, up to a number and a size.
#[derive(Debug)]
pub(super) struct NewestChanges {
    limit: usize,
    /// Only older changes are requested.
    before: Option<HistoryPosition>,
    found: BTreeMap<HistoryPosition, (HistoryEntry, usize)>,
    bytes: usize,
    /// The newest change that was dropped for lack of space: everything older is dropped, too, so
    /// that the result has no gaps.
    newest_dropped: Option<HistoryPosition>,
}

impl NewestChanges {
    pub(super) fn new(limit: usize, before: Option<HistoryPosition>) -> Self {
        Self { limit, before, found: BTreeMap::new(), bytes: 0, newest_dropped: None }
    }

    /// Returns whether every change of `revision` would be dropped.
    pub(super) fn is_beyond(&self, revision: Revision) -> bool {
        self.newest_dropped
            .as_ref()
            .is_some_and(|newest_dropped| revision < newest_dropped.revision)
    }

    /// Returns whether the change is requested and would not be dropped.
    pub(super) fn accepts(&self, position: &HistoryPosition) -> bool {
        self.before.as_ref().is_none_or(|before| position < before)
            && self.newest_dropped.as_ref().is_none_or(|newest_dropped| position > newest_dropped)
    }

    /// Returns whether a change was dropped.
    pub(super) fn is_full(&self) -> bool {
        self.newest_dropped.is_some()
    }

    /// Adds a change that takes `bytes`.
    pub(super) fn insert(&mut self, position: HistoryPosition, entry: HistoryEntry, bytes: usize) {
        self.bytes += bytes;
        if let Some((_, replaced)) = self.found.insert(position, (entry, bytes)) {
            self.bytes -= replaced;
        }
        while self.found.len() > self.limit || (self.bytes > MAX_PAGE_BYTES && self.found.len() > 1)
        {
            let Some((oldest, (_, bytes))) = self.found.pop_first() else { break };
            self.bytes -= bytes;
            self.newest_dropped = Some(oldest);
        }
    }

    /// Returns the changes, newest first, and the position of the last one if older changes were
    /// dropped.
    pub(super) fn into_page(self) -> (Vec<HistoryEntry>, Option<HistoryPosition>) {
        let last = self.found.keys().next().filter(|_| self.newest_dropped.is_some()).cloned();
        (self.found.into_values().rev().map(|(entry, _)| entry).collect(), last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;

    fn stored(revision: u64) -> Stored {
        let path = crate::store::Path::change(&Key::mesh("m"), 1);
        Stored { path, revision: Revision(revision), value: String::new() }
    }

    fn change(name: &str, change: u64, at_ms: i64, seen: Option<u64>) -> Change {
        Change {
            resource: Key::member(Kind::VirtualNode, "m", name),
            change,
            at_ms,
            seen: seen.map(Revision),
            who: String::new(),
            operation: String::new(),
            before: None,
            after: None,
        }
    }

    #[test]
    fn positions_sort_by_commit_then_time_and_keep_the_order_of_versions() {
        // Newest first, each with the commit that stored it; all of commit 9 is one restore.
        let newest_first = [
            (11, change("b", 9, 50, Some(10))),
            (10, change("a", 9, 900, Some(9))),
            (9, change("c", 3, 70, Some(7))),
            (9, change("c", 2, 60, Some(6))),
            (9, change("a", 8, 60, Some(5))),
            // The clock went back before change 8.
            (9, change("a", 7, 800, Some(4))),
            (9, change("b", 8, 40, Some(3))),
            (9, change("a", 6, 40, Some(2))),
            (9, change("a", 5, 40, None)),
        ];
        let owner = AccountId::local();
        let mut places: Vec<HistoryPosition> = Vec::new();
        for name in ["a", "b", "c"] {
            let mut newer: Option<HistoryPosition> = None;
            let of_name = newest_first.iter().filter(|(_, one)| one.resource.name.as_str() == name);
            for (revision, change) in of_name {
                let position =
                    HistoryPosition::of(&stored(*revision), change, &owner, newer.as_ref());
                assert_eq!(HistoryPosition::read(&position.token()), Some(position.clone()));
                newer = Some(position.clone());
                places.push(position);
            }
        }
        places.sort();
        let got: Vec<(&str, u64)> =
            places.iter().rev().map(|one| (one.resource.name.as_str(), one.change)).collect();
        let want = newest_first.each_ref().map(|(_, one)| (one.resource.name.as_str(), one.change));
        assert_eq!(got, want);
    }

    #[test]
    fn newest_changes_have_no_gap_at_any_size() {
        let owner = AccountId::local();
        let insert = |newest: &mut NewestChanges, number: u64, bytes: usize| {
            let change = change("a", number, 0, None);
            let position = HistoryPosition::of(&stored(number), &change, &owner, None);
            if newest.accepts(&position) {
                let entry = HistoryEntry { change, revision: Revision(number), mesh_owner: None };
                newest.insert(position, entry, bytes);
            }
        };
        let mut newest = NewestChanges::new(10, None);
        for (number, bytes) in [(5, 1), (3, MAX_PAGE_BYTES), (4, 1), (2, 1), (6, 1)] {
            insert(&mut newest, number, bytes);
        }
        let (entries, last) = newest.into_page();
        let numbers: Vec<u64> = entries.iter().map(|entry| entry.change.change).collect();
        assert_eq!((numbers, last.map(|position| position.change)), (vec![6, 5, 4], Some(4)));

        let mut one = NewestChanges::new(10, None);
        insert(&mut one, 1, 2 * MAX_PAGE_BYTES);
        assert_eq!(one.into_page().0.len(), 1, "a change above the maximum size is returned alone");
    }
}
