//! What the file of `--auth` holds, as it is written.
//!
//! Policies are documents, names of files beside it, or names of AWS's own for App Mesh.

use indexmap::IndexMap;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::Name;
use crate::model::arn::AccountId;

/// The whole file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountsFile {
    /// Accounts, by their id.
    #[serde(default)]
    pub accounts: IndexMap<AccountId, AccountEntry>,
    /// Meshes that their owners share, as they would with AWS RAM.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<MeshShare>,
}

/// An account and who is in it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountEntry {
    /// The owner, whom no policy limits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<RootEntry>,
    /// Users by name.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub users: IndexMap<String, PrincipalEntry>,
    /// Roles by name.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub roles: IndexMap<String, PrincipalEntry>,
}

/// The owner of an account.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RootEntry {
    /// Access keys.
    #[serde(default)]
    pub keys: Vec<AccessKey>,
}

/// A user or role.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrincipalEntry {
    /// Path in its ARN, `/` if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Policies that are attached to it.
    #[serde(default)]
    pub policies: Vec<AttachedPolicy>,
    /// Policy that limits all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boundary: Option<AttachedPolicy>,
    /// Its tags: `aws:PrincipalTag/…`.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub tags: IndexMap<String, String>,
    /// Access keys; those of a role are its sessions.
    #[serde(default)]
    pub keys: Vec<AccessKey>,
}

/// A policy: a document, or where there is one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AttachedPolicy {
    /// Name or ARN of one of AWS's own, or a file ending in `.json`.
    Named(String),
    /// The document itself.
    Document(Value),
}

/// An access key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessKey {
    /// Its id.
    pub id: String,
    /// Its secret.
    pub secret: Secret,
    /// Session token that is sent with each request; temporary keys have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<Secret>,
    /// When it ends by itself, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
    /// Name of the session, of a role's key; the key's id if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
}

impl AccessKey {
    /// Whether it has ended by itself.
    #[must_use]
    pub fn has_ended(&self, now: Timestamp) -> bool {
        self.expires.is_some_and(|end| now >= end)
    }
}

/// A mesh of one account that another one may use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeshShare {
    /// Account that owns the mesh.
    pub owner: AccountId,
    /// The mesh.
    pub mesh: Name,
    /// Account that may use it.
    pub with: AccountId,
}

/// A text that is never shown.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Makes a secret of a text.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// Returns the text.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}
