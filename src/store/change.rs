//! Recorded changes of resources: the history.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Path, Resource, Stored, Tag, Unreadable, Write};
use crate::model::Key;
use crate::model::arn::AccountId;
use crate::model::extension::Revision;

/// A change of a resource, as stored in the history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// The changed resource.
    pub resource: Key,
    /// Number of the change, from 1. Numbers continue when the resource is deleted and created
    /// again.
    pub change: u64,
    /// When the change was made, in milliseconds since the Unix epoch.
    pub at_ms: i64,
    /// Store revision when the change was recorded. It orders two changes of the same millisecond.
    /// Changes recorded by old versions, and those in API responses, do not have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Revision>,
    /// ARN of the principal that made the change.
    pub who: String,
    /// API name of the operation: `UpdateRoute`.
    pub operation: String,
    /// The resource before the change; absent if the change created it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<ResourceState>,
    /// The resource after the change; absent if the change deleted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<ResourceState>,
}

/// A page of the history, as the server returns it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HistoryPage {
    /// The matching changes, newest first.
    pub changes: Vec<HistoryEntry>,
    /// Token for the next page; absent if there are no older changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Account of the caller.
    pub account: AccountId,
}

/// A change, as the server returns it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HistoryEntry {
    /// The change.
    #[serde(flatten)]
    pub change: Change,
    /// The commit that stored the change; after a restore, the commit of the restore.
    pub revision: Revision,
    /// Account that owns the mesh, if it is not the caller's account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mesh_owner: Option<AccountId>,
}

/// The state of a resource before or after a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResourceState {
    /// Identifies the resource among those that had the same name over time.
    pub uid: String,
    /// Account that owns the resource, if it is not the mesh owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<AccountId>,
    /// 1 for a new resource, incremented by every update.
    pub version: u64,
    /// The spec, as it was sent.
    pub spec: Value,
    /// Tags in the order in which they were added.
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
    /// Returns the account that owns the resource, if it is not the mesh owner.
    #[must_use]
    pub fn owner(&self) -> Option<&AccountId> {
        self.latest_state()?.owner.as_ref()
    }

    /// Returns the state after the change, or before it if the resource was deleted.
    #[must_use]
    pub fn latest_state(&self) -> Option<&ResourceState> {
        self.after.as_ref().or(self.before.as_ref())
    }

    /// Returns whether the change only affects tags: every other change increments the version.
    #[must_use]
    pub fn changes_only_tags(&self) -> bool {
        let version = |state: &Option<ResourceState>| state.as_ref().map(|state| state.version);
        self.after.is_some() && version(&self.before) == version(&self.after)
    }

    /// Parses a stored change.
    ///
    /// # Errors
    ///
    /// [`Unreadable`] if the value is not a change.
    pub fn read(stored: &Stored) -> Result<Self, Unreadable> {
        let path = || stored.path.as_str().to_owned();
        serde_json::from_str(&stored.value).map_err(|source| Unreadable { path: path(), source })
    }

    /// Returns the write that stores the change.
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
