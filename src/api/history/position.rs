//! Where changes stand in the history, and the newest of those that are asked for.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use crate::model::Key;
use crate::model::arn::AccountId;
use crate::model::extension::Revision;
use crate::store::{Change, HistoryEntry, Stored};

/// Where a change stands in the history. The greatest is the newest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct HistoryPosition {
    /// The commit that stored it. That of a restore stores a whole history.
    revision: Revision,
    /// When it was made, in milliseconds since 1970, and what was seen then.
    time: (i64, Option<Revision>),
    mesh_owner: AccountId,
    pub(super) resource: Key,
    pub(super) change: u64,
}

impl HistoryPosition {
    /// Says of `stored`, which is `change` of what `newer` is a later change of, if it is given.
    pub(super) fn of(
        stored: &Stored,
        change: &Change,
        mesh_owner: &AccountId,
        newer: Option<&Self>,
    ) -> Self {
        let mut place = Self {
            revision: stored.revision,
            time: (change.at_ms, change.seen),
            mesh_owner: mesh_owner.clone(),
            resource: change.resource.clone(),
            change: change.change,
        };
        // Versions stay in their order also where a clock went back.
        if let Some(newer) = newer.filter(|newer| place.is_beside(newer)) {
            place.time = place.time.min(newer.time);
        }
        place
    }

    /// Whether both are of one resource and in one commit.
    fn is_beside(&self, newer: &Self) -> bool {
        self.revision == newer.revision
            && self.mesh_owner == newer.mesh_owner
            && self.resource == newer.resource
    }

    /// Returns what [`HistoryPosition::read`] reads.
    pub(super) fn token(&self) -> String {
        let text = serde_json::to_vec(self).expect("a place is plain data");
        URL_SAFE_NO_PAD.encode(text)
    }

    pub(super) fn read(token: &str) -> Option<Self> {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token).ok()?).ok()
    }
}

/// What one answer may take, in bytes as they are stored.
const ROOM_BYTES: usize = 16 << 20;

/// The newest changes that are found, as many as there is room for.
#[derive(Debug)]
pub(super) struct NewestChanges {
    limit: usize,
    /// Only what is older than this is asked for.
    before: Option<HistoryPosition>,
    found: BTreeMap<HistoryPosition, (HistoryEntry, usize)>,
    bytes: usize,
    /// The newest that there is no room for, so that there is none for what is older.
    over: Option<HistoryPosition>,
}

impl NewestChanges {
    pub(super) fn new(limit: usize, before: Option<HistoryPosition>) -> Self {
        Self { limit, before, found: BTreeMap::new(), bytes: 0, over: None }
    }

    /// Whether there is no room for anything of `revision`, whatever it is.
    pub(super) fn is_beyond(&self, revision: Revision) -> bool {
        self.over.as_ref().is_some_and(|over| revision < over.revision)
    }

    /// Whether there is room for it, and it is asked for.
    pub(super) fn takes(&self, place: &HistoryPosition) -> bool {
        self.before.as_ref().is_none_or(|before| place < before)
            && self.over.as_ref().is_none_or(|over| place > over)
    }

    /// Whether there was no room for something.
    pub(super) fn is_full(&self) -> bool {
        self.over.is_some()
    }

    /// Takes a change of so many `bytes`.
    pub(super) fn put(&mut self, place: HistoryPosition, told: HistoryEntry, bytes: usize) {
        self.bytes += bytes;
        if let Some((_, twice)) = self.found.insert(place, (told, bytes)) {
            self.bytes -= twice;
        }
        while self.found.len() > self.limit || (self.bytes > ROOM_BYTES && self.found.len() > 1) {
            let Some((oldest, (_, bytes))) = self.found.pop_first() else { break };
            self.bytes -= bytes;
            self.over = Some(oldest);
        }
    }

    /// Returns them, the newest first, and the last one's place if there are older ones.
    pub(super) fn told(self) -> (Vec<HistoryEntry>, Option<HistoryPosition>) {
        let last = self.found.keys().next().filter(|_| self.over.is_some()).cloned();
        (self.found.into_values().rev().map(|(told, _)| told).collect(), last)
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
    fn the_order_is_that_of_commits_then_of_time_and_never_against_versions() {
        // The newest first, each with the commit that stored it; after 9 all is of one restore.
        let newest_first = [
            (11, change("b", 9, 50, Some(10))),
            (10, change("a", 9, 900, Some(9))),
            (9, change("c", 3, 70, Some(7))),
            (9, change("c", 2, 60, Some(6))),
            (9, change("a", 8, 60, Some(5))),
            // The clock went back before the change 8.
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
                let place = HistoryPosition::of(&stored(*revision), change, &owner, newer.as_ref());
                assert_eq!(HistoryPosition::read(&place.token()), Some(place.clone()));
                newer = Some(place.clone());
                places.push(place);
            }
        }
        places.sort();
        let got: Vec<(&str, u64)> =
            places.iter().rev().map(|one| (one.resource.name.as_str(), one.change)).collect();
        let want = newest_first.each_ref().map(|(_, one)| (one.resource.name.as_str(), one.change));
        assert_eq!(got, want);
    }

    #[test]
    fn what_is_kept_has_no_gap_whatever_there_is_room_for() {
        let owner = AccountId::local();
        let put = |newest: &mut NewestChanges, number: u64, bytes: usize| {
            let change = change("a", number, 0, None);
            let place = HistoryPosition::of(&stored(number), &change, &owner, None);
            if newest.takes(&place) {
                let told = HistoryEntry { change, revision: Revision(number), mesh_owner: None };
                newest.put(place, told, bytes);
            }
        };
        let mut newest = NewestChanges::new(10, None);
        for (number, bytes) in [(5, 1), (3, ROOM_BYTES), (4, 1), (2, 1), (6, 1)] {
            put(&mut newest, number, bytes);
        }
        let (told, last) = newest.told();
        let numbers: Vec<u64> = told.iter().map(|told| told.change.change).collect();
        assert_eq!((numbers, last.map(|place| place.change)), (vec![6, 5, 4], Some(4)));

        let mut one = NewestChanges::new(10, None);
        put(&mut one, 1, 2 * ROOM_BYTES);
        assert_eq!(one.told().0.len(), 1, "one that is larger than the room is told alone");
    }
}
