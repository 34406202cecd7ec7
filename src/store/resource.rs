//! A resource as it is stored.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Path, Stored, Write};
use crate::model::arn::AccountId;
use crate::model::{Key, Spec};

/// A resource as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Resource {
    /// Which it is.
    pub key: Key,
    /// The account that made it in a mesh that another one shares; none for the mesh's owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<AccountId>,
    /// Random, new for every resource that is made.
    pub uid: String,
    /// 1 when made, one more with every update.
    pub version: u64,
    /// When it was made, in milliseconds since 1970.
    pub created_ms: i64,
    /// When it was last updated, in milliseconds since 1970.
    pub updated_ms: i64,
    /// The spec, as it was sent.
    pub spec: Value,
    /// Tags, in the order in which they were given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
}

/// A resource without its spec and tags, which take most of the time to read: what lists show.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ResourceMeta {
    /// Which it is.
    pub key: Key,
    /// As [`Resource::owner`].
    #[serde(default)]
    pub owner: Option<AccountId>,
    /// Random, new for every resource that is made.
    pub uid: String,
    /// 1 when made, one more with every update.
    pub version: u64,
    /// When it was made, in milliseconds since 1970.
    pub created_ms: i64,
    /// When it was last updated, in milliseconds since 1970.
    pub updated_ms: i64,
}

/// A tag of a resource.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tag {
    /// Its key; one resource has it once.
    pub key: String,
    /// Its value; may be empty.
    pub value: String,
}

/// What is stored cannot be read: a newer or a broken meshctl wrote it.
#[derive(Debug, thiserror::Error)]
#[error("what is stored at `{path}` cannot be read")]
pub struct Unreadable {
    /// Where it is stored.
    pub path: String,
    /// Where it goes wrong.
    #[source]
    pub source: serde_json::Error,
}

fn read<T: serde::de::DeserializeOwned>(stored: &Stored) -> Result<T, Unreadable> {
    let path = || stored.path.as_str().to_owned();
    serde_json::from_str(&stored.value).map_err(|source| Unreadable { path: path(), source })
}

impl ResourceMeta {
    /// Reads a stored resource, and leaves its spec and tags unread.
    ///
    /// # Errors
    ///
    /// [`Unreadable`].
    pub fn read(stored: &Stored) -> Result<Self, Unreadable> {
        read(stored)
    }
}

impl Resource {
    /// Reads a stored resource.
    ///
    /// # Errors
    ///
    /// [`Unreadable`].
    pub fn read(stored: &Stored) -> Result<Self, Unreadable> {
        read(stored)
    }

    /// Reads its spec.
    ///
    /// # Errors
    ///
    /// [`Unreadable`].
    pub fn typed_spec(&self) -> Result<Spec, Unreadable> {
        Spec::read(&self.key, &self.spec).map_err(|error| {
            let path = Path::resource(&self.key).as_str().to_owned();
            Unreadable { path, source: error.source }
        })
    }

    /// Returns all of it but its spec and tags.
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

    /// Returns the write that stores it.
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
