//! Stored resources.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Path, Stored, Write};
use crate::model::arn::AccountId;
use crate::model::{Key, Spec};

/// A stored resource.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Resource {
    /// Its kind and names.
    pub key: Key,
    /// The account that created it in a mesh shared by another account; absent if the mesh owner
    /// did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<AccountId>,
    /// Random; new for every resource that is created.
    pub uid: String,
    /// 1 for a new resource, incremented by every update.
    pub version: u64,
    /// When it was created, in milliseconds since the Unix epoch.
    pub created_ms: i64,
    /// When it was last updated, in milliseconds since the Unix epoch.
    pub updated_ms: i64,
    /// The spec, as it was sent.
    pub spec: Value,
    /// Tags in the order in which they were added.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
}

/// A resource without its spec and tags, for lists: parsing those takes most of the time.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ResourceMeta {
    /// Its kind and names.
    pub key: Key,
    /// As [`Resource::owner`].
    #[serde(default)]
    pub owner: Option<AccountId>,
    /// Random; new for every resource that is created.
    pub uid: String,
    /// 1 for a new resource, incremented by every update.
    pub version: u64,
    /// When it was created, in milliseconds since the Unix epoch.
    pub created_ms: i64,
    /// When it was last updated, in milliseconds since the Unix epoch.
    pub updated_ms: i64,
}

/// A tag of a resource.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tag {
    /// Its key, unique within a resource.
    pub key: String,
    /// Its value; may be empty.
    pub value: String,
}

/// A stored entry that cannot be parsed: a newer or a defective meshctl wrote it.
#[derive(Debug, thiserror::Error)]
#[error("cannot parse the stored entry `{path}`")]
pub struct Unreadable {
    /// Path of the entry.
    pub path: String,
    /// The parse error.
    #[source]
    pub source: serde_json::Error,
}

fn read<T: serde::de::DeserializeOwned>(stored: &Stored) -> Result<T, Unreadable> {
    let path = || stored.path.as_str().to_owned();
    serde_json::from_str(&stored.value).map_err(|source| Unreadable { path: path(), source })
}

impl ResourceMeta {
    /// Parses a stored resource without its spec and tags.
    ///
    /// # Errors
    ///
    /// [`Unreadable`] if the value is not a resource.
    pub fn read(stored: &Stored) -> Result<Self, Unreadable> {
        read(stored)
    }
}

impl Resource {
    /// Parses a stored resource.
    ///
    /// # Errors
    ///
    /// [`Unreadable`] if the value is not a resource.
    pub fn read(stored: &Stored) -> Result<Self, Unreadable> {
        read(stored)
    }

    /// Parses the spec.
    ///
    /// # Errors
    ///
    /// [`Unreadable`] if it is not valid for the kind of the resource.
    pub fn typed_spec(&self) -> Result<Spec, Unreadable> {
        Spec::read(&self.key, &self.spec).map_err(|error| {
            let path = Path::resource(&self.key).as_str().to_owned();
            Unreadable { path, source: error.source }
        })
    }

    /// Returns the resource without its spec and tags.
    #[must_use]
    pub fn meta(&self) -> ResourceMeta {
        let Self { key, owner, uid, version, created_ms, updated_ms, .. } = self;
        ResourceMeta {
            key: key.clone(),
            owner: owner.clone(),
            uid: uid.clone(),
            version: *version,
            created_ms: *created_ms,
            updated_ms: *updated_ms,
        }
    }

    /// Returns the write that stores the resource.
    ///
    /// # Panics
    ///
    /// Never: a resource is plain data.
    #[must_use]
    pub fn put(&self) -> Write {
        let value = serde_json::to_string(self).expect("a resource is plain data");
        Write::Put { path: Path::resource(&self.key), value }
    }
}
