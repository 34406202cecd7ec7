//! A change of a resource as it is kept in the history.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Path, Resource, Stored, Tag, Unreadable, Write};
use crate::model::Key;
use crate::model::arn::AccountId;
use crate::model::extension::Revision;

/// A change of a resource as it is kept in the history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// What was changed.
    pub resource: Key,
    /// Counts the changes of this resource, from 1; it goes on when the resource is deleted and
    /// made again.
    pub change: u64,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// The newest commit when it was made out. It tells which of two changes of one millisecond
    /// was first; older ones lack it, and those that are told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Revision>,
    /// ARN of the principal that changed it.
    pub who: String,
    /// API name of the operation: `UpdateRoute`.
    pub operation: String,
    /// The resource before; nothing if it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<ResourceState>,
    /// The resource after; nothing if it was deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<ResourceState>,
}

/// Some of the history, in the answer of a server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HistoryPage {
    /// The newest that were asked for, the newest first.
    pub changes: Vec<HistoryEntry>,
    /// What to ask for the changes after the last of these; nothing if there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Account of whoever asked.
    pub account: AccountId,
}

/// A change as it is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HistoryEntry {
    /// The change.
    #[serde(flatten)]
    pub change: Change,
    /// The commit that stored it; of all that a restore brought, that of the restore.
    pub revision: Revision,
    /// Account that owns the mesh, where that is another than who asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mesh_owner: Option<AccountId>,
}

/// What a resource was at one time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResourceState {
    /// Tells apart resources that had the same name one after the other.
    pub uid: String,
    /// Account that it belongs to, where that is not the mesh's owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<AccountId>,
    /// 1 when made, one more with every update.
    pub version: u64,
    /// The spec, as it was sent.
    pub spec: Value,
    /// Tags, in the order in which they were given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
}

impl From<&Resource> for ResourceState {
    fn from(resource: &Resource) -> Self {
        Self {
            uid: resource.uid.clone(),
            owner: resource.owner.clone(),
            version: resource.version,
            spec: resource.spec.clone(),
            tags: resource.tags.clone(),
        }
    }
}

impl Change {
    /// Returns the account that the resource belongs to, where that is not the mesh's owner.
    #[must_use]
    pub fn owner(&self) -> Option<&AccountId> {
        self.last()?.owner.as_ref()
    }

    /// Returns the newest state that it tells of.
    #[must_use]
    pub fn last(&self) -> Option<&ResourceState> {
        self.after.as_ref().or(self.before.as_ref())
    }

    /// Tells whether it is one of tags alone: any other makes a new version.
    #[must_use]
    pub fn is_of_tags(&self) -> bool {
        let version = |state: &Option<ResourceState>| state.as_ref().map(|state| state.version);
        self.after.is_some() && version(&self.before) == version(&self.after)
    }

    /// Reads a stored change.
    ///
    /// # Errors
    ///
    /// [`Unreadable`].
    pub fn read(stored: &Stored) -> Result<Self, Unreadable> {
        let path = || stored.path.as_str().to_owned();
        serde_json::from_str(&stored.value).map_err(|source| Unreadable { path: path(), source })
    }

    /// Returns the write that stores it.
    ///
    /// # Panics
    ///
    /// Never: a change is plain data.
    #[must_use]
    pub fn put(&self) -> Write {
        let value = serde_json::to_string(self).expect("a change is plain data");
        Write::Put { path: Path::change(&self.resource, self.change), value }
    }
}
