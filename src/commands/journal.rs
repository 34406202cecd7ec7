//! What a command has changed so far, for the message it ends with when it is interrupted.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::model::Key;

/// Changes that a command has made, and those in flight. Clones share their content.
#[derive(Debug, Clone, Default)]
pub struct Journal(Arc<Mutex<Entries>>);

#[derive(Debug, Default)]
struct Entries {
    done: Vec<JournalEntry>,
    in_flight: Vec<(u64, InFlight)>,
    /// Id of the next call in flight.
    next: u64,
}

/// A change that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalEntry {
    /// The resource.
    pub key: Key,
    /// What was done to it.
    pub change: JournalChange,
}

/// What was done to a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JournalChange {
    /// It was created.
    Created,
    /// Its spec was replaced.
    Configured,
    /// The weights of a route were changed.
    Shifted,
    /// It was deleted, or did not exist any more.
    Deleted,
    /// It was restored to an earlier version.
    RolledBack,
}

impl fmt::Display for JournalEntry {
    /// Writes it as `virtualnode/jazz-v1 created`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let change = match self.change {
            JournalChange::Created => "created",
            JournalChange::Configured => "configured",
            JournalChange::Shifted => "shifted",
            JournalChange::Deleted => "deleted",
            JournalChange::RolledBack => "rolled back",
        };
        write!(f, "{} {change}", self.key)
    }
}

/// What a call that has not ended may have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InFlight {
    /// These resources.
    Resources(Vec<Key>),
    /// Everything: a restore.
    Restore,
}

impl From<&Key> for InFlight {
    fn from(key: &Key) -> Self {
        Self::Resources(vec![key.clone()])
    }
}

impl Journal {
    /// Records a change.
    pub fn record(&self, key: &Key, change: JournalChange) {
        self.entries().done.push(JournalEntry { key: key.clone(), change });
    }

    /// Waits for `call`, which changes `what`. A call that is dropped before it ends stays in
    /// flight: its outcome is unknown.
    pub async fn during<T>(&self, what: impl Into<InFlight>, call: impl Future<Output = T>) -> T {
        let id = {
            let mut entries = self.entries();
            let id = entries.next;
            entries.next += 1;
            entries.in_flight.push((id, what.into()));
            id
        };
        let result = call.await;
        self.entries().in_flight.retain(|(other, _)| *other != id);
        result
    }

    /// Returns the changes that were made, oldest first.
    #[must_use]
    pub fn done(&self) -> Vec<JournalEntry> {
        self.entries().done.clone()
    }

    /// Returns the number of changes of one kind.
    #[must_use]
    pub fn count(&self, change: JournalChange) -> usize {
        self.entries().done.iter().filter(|entry| entry.change == change).count()
    }

    /// Returns what may or may not have been changed: the names of resources in calls that have
    /// not ended, oldest first, or `the restore`.
    #[must_use]
    pub fn uncertain(&self) -> Vec<String> {
        let entries = self.entries();
        let names = entries.in_flight.iter().flat_map(|(_, what)| match what {
            InFlight::Resources(keys) => keys.iter().map(ToString::to_string).collect(),
            InFlight::Restore => vec!["the restore".to_owned()],
        });
        names.collect()
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
