//! The format of the accounts file.
//!
//! A policy is a document, the name of a file next to the accounts file, or the name of an AWS
//! managed policy for App Mesh.

use indexmap::IndexMap;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::Name;
use crate::model::arn::AccountId;

/// An accounts file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountsFile {
    /// Accounts by ID.
    #[serde(default)]
    pub accounts: IndexMap<AccountId, AccountEntry>,
    /// Meshes that their owners share with other accounts, as with AWS RAM.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<MeshShare>,
}

/// An account and its principals.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountEntry {
    /// The root user, which no policy restricts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<RootEntry>,
    /// Users by name.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub users: IndexMap<String, PrincipalEntry>,
    /// Roles by name.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub roles: IndexMap<String, PrincipalEntry>,
}

/// The root user of an account.
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
    /// Path in its ARN; `/` by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Attached policies.
    #[serde(default)]
    pub policies: Vec<AttachedPolicy>,
    /// Permissions boundary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boundary: Option<AttachedPolicy>,
    /// Its tags, for `aws:PrincipalTag/…`.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub tags: IndexMap<String, String>,
    /// Access keys; those of a role are its sessions.
    #[serde(default)]
    pub keys: Vec<AccessKey>,
}

/// An attached policy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AttachedPolicy {
    /// Name or ARN of an AWS managed policy, or a file name that ends in `.json`.
    Named(String),
    /// A policy document.
    Document(Value),
}

/// An access key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessKey {
    /// Access key ID.
    pub id: String,
    /// Secret access key.
    pub secret: Secret,
    /// Session token, sent with each request; temporary keys have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<Secret>,
    /// When the key expires, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
    /// Session name of a role's key; the key's ID by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
}

impl AccessKey {
    /// Returns whether the key has expired at `now`.
    #[must_use]
    pub fn has_expired(&self, now: Timestamp) -> bool {
        self.expires.is_some_and(|end| now >= end)
    }
}

/// A mesh of one account that another account can use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeshShare {
    /// Account that owns the mesh.
    pub owner: AccountId,
    /// The mesh.
    pub mesh: Name,
    /// Account that can use it.
    pub with: AccountId,
}

/// A string that is never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Returns `text` as a secret.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// Returns the string.
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
