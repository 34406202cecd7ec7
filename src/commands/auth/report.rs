//! The results of `meshctl auth add-key`, `list` and `revoke`.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::Serialize;

use crate::auth::file::{AccessKey, AccountsFile, AttachedPolicy, MeshShare, PrincipalEntry};
use crate::commands::Report;
use crate::model::arn::AccountId;
use crate::output::{TextTable, text_table};

/// Result of `meshctl auth add-key`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AddKeyReport {
    /// Account of the key.
    pub account: AccountId,
    /// Access key ID.
    pub access_key_id: String,
    /// Secret access key, which is shown only here.
    pub secret_access_key: String,
    /// Session token of a role's key; null for other keys.
    pub session_token: Option<String>,
    /// When the key expires; null if never.
    pub expires: Option<Timestamp>,
    /// Accounts file that the key was added to.
    pub file: PathBuf,
}

impl AddKeyReport {
    /// Returns the report on `key`, which was added to `file`.
    pub(super) fn new(account: &AccountId, key: &AccessKey, file: &Path) -> Self {
        Self {
            account: account.clone(),
            access_key_id: key.id.clone(),
            secret_access_key: key.secret.reveal().to_owned(),
            session_token: key.token.as_ref().map(|token| token.reveal().to_owned()),
            expires: key.expires,
            file: file.to_owned(),
        }
    }
}

impl Report for AddKeyReport {
    fn text(&self) -> String {
        let mut rows = TextTable::new(["VARIABLE", "VALUE"]);
        rows.push(["AWS_ACCESS_KEY_ID", &self.access_key_id]);
        rows.push(["AWS_SECRET_ACCESS_KEY", &self.secret_access_key]);
        if let Some(token) = &self.session_token {
            rows.push(["AWS_SESSION_TOKEN", token]);
        }
        rows.render()
    }

    fn notes(&self) -> Vec<String> {
        vec!["the secret access key is not shown again".to_owned()]
    }
}

/// Result of `meshctl auth list`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct KeyListReport {
    /// Every access key, and every user and role without one, in the order of the file.
    pub keys: Vec<ListedKey>,
    /// Meshes shared between accounts.
    pub shares: Vec<MeshShare>,
}

/// An access key in a list, without its secret.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ListedKey {
    /// Account of the principal.
    pub account: AccountId,
    /// `root`, `user/NAME` or `role/NAME`.
    pub principal: String,
    /// Access key ID; null if the principal has no key.
    pub access_key_id: Option<String>,
    /// Session name of a role's key; null for other keys.
    pub session: Option<String>,
    /// When the key expires; null if never.
    pub expires: Option<Timestamp>,
    /// Policies attached to the principal, by name; `(document)` is one without an `Id`.
    pub policies: Vec<String>,
}

impl KeyListReport {
    /// Lists the keys in `file`.
    pub(super) fn new(file: &AccountsFile) -> Self {
        let mut keys = Vec::new();
        for (account, members) in &file.accounts {
            if let Some(root) = &members.root {
                keys.extend(listed(account, "root".to_owned(), &[], &root.keys));
            }
            for (kind, group) in [("user", &members.users), ("role", &members.roles)] {
                for (name, PrincipalEntry { policies, keys: held, .. }) in group {
                    keys.extend(listed(account, format!("{kind}/{name}"), policies, held));
                }
            }
        }
        Self { keys, shares: file.shares.clone() }
    }
}

fn listed(
    account: &AccountId,
    principal: String,
    policies: &[AttachedPolicy],
    keys: &[AccessKey],
) -> Vec<ListedKey> {
    let entry = |key: Option<&AccessKey>| ListedKey {
        account: account.clone(),
        principal: principal.clone(),
        access_key_id: key.map(|key| key.id.clone()),
        session: key.and_then(|key| key.session.clone()),
        expires: key.and_then(|key| key.expires),
        policies: policies.iter().map(policy_name).collect(),
    };
    match keys {
        [] => vec![entry(None)],
        keys => keys.iter().map(|key| entry(Some(key))).collect(),
    }
}

fn policy_name(policy: &AttachedPolicy) -> String {
    match policy {
        AttachedPolicy::Named(name) => name.clone(),
        AttachedPolicy::Document(document) => {
            document["Id"].as_str().map_or_else(|| "(document)".to_owned(), str::to_owned)
        }
    }
}

impl Report for KeyListReport {
    fn text(&self) -> String {
        let mut rows = TextTable::new(["ACCOUNT", "PRINCIPAL", "KEY", "EXPIRES", "POLICIES"]);
        for key in &self.keys {
            rows.push([
                key.account.to_string(),
                key.principal.clone(),
                key.access_key_id.clone().unwrap_or_default(),
                key.expires.map(|end| end.to_string()).unwrap_or_default(),
                key.policies.join(", "),
            ]);
        }
        rows.render()
    }
}

/// Result of `meshctl auth revoke`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RevokeReport {
    /// ID of the access key that was revoked.
    pub revoked: String,
}

impl Report for RevokeReport {
    fn text(&self) -> String {
        text_table(&["REVOKED"], &[[self.revoked.clone()]])
    }
}
