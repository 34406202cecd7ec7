//! Changes to a file of accounts: keys come and go. Pure, but for the chance that keys are made of.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use uuid::Uuid;

use super::error::AuthError;
use super::file::{AccessKey, AccountsFile, AttachedPolicy, PrincipalEntry, RootEntry, Secret};
use crate::model::arn::AccountId;

/// Who the new key is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyOwner {
    /// The account's own.
    Root,
    /// A user's, who is made if there is none of that name.
    User(String),
    /// A session of a role, which is made if there is none of that name.
    Role {
        /// The role.
        name: String,
        /// Name of the session.
        session: String,
    },
}

/// A key to add.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// The account; if there is none, the only one of the file.
    pub account: Option<AccountId>,
    /// Who the key is for.
    pub owner: KeyOwner,
    /// Policies to attach that are not attached yet.
    pub policies: Vec<AttachedPolicy>,
    /// When the key shall end by itself. Such a key has a session token.
    pub expires: Option<Timestamp>,
}

/// Adds a key to `file` and returns it with its account.
///
/// # Errors
///
/// [`AuthError::WhichAccount`] if no account was said and the file has several.
pub fn add_key(
    file: &mut AccountsFile,
    wanted: NewKey,
) -> Result<(AccountId, AccessKey), AuthError> {
    let known: Vec<&AccountId> = file.accounts.keys().collect();
    let account = match (wanted.account, known.as_slice()) {
        (Some(account), _) => account,
        (None, []) => AccountId::local(),
        (None, [only]) => (*only).clone(),
        (None, several) => {
            let known = several.iter().map(ToString::to_string).collect();
            return Err(AuthError::WhichAccount { known });
        }
    };
    let members = file.accounts.entry(account.clone()).or_default();
    let temporary = wanted.expires.is_some() || matches!(wanted.owner, KeyOwner::Role { .. });
    let mut key = fresh(temporary);
    key.expires = wanted.expires;
    let member: &mut PrincipalEntry = match wanted.owner {
        KeyOwner::Root => {
            members.root.get_or_insert_with(RootEntry::default).keys.push(key.clone());
            return Ok((account, key));
        }
        KeyOwner::User(name) => members.users.entry(name).or_default(),
        KeyOwner::Role { name, session } => {
            key.session = Some(session);
            members.roles.entry(name).or_default()
        }
    };
    for policy in wanted.policies {
        if !member.policies.contains(&policy) {
            member.policies.push(policy);
        }
    }
    member.keys.push(key.clone());
    Ok((account, key))
}

/// Removes the key `id`. Whoever had it stays, with its policies.
///
/// # Errors
///
/// [`AuthError::NoSuchKey`].
pub fn revoke(file: &mut AccountsFile, id: &str) -> Result<(), AuthError> {
    for members in file.accounts.values_mut() {
        let root = members.root.iter_mut().map(|root| &mut root.keys);
        let others = members.users.values_mut().chain(members.roles.values_mut());
        for keys in root.chain(others.map(|member| &mut member.keys)) {
            let before = keys.len();
            keys.retain(|key| key.id != id);
            if keys.len() < before {
                return Ok(());
            }
        }
    }
    Err(AuthError::NoSuchKey { id: id.to_owned() })
}

/// A key that nobody has, of the form that AWS's have.
fn fresh(temporary: bool) -> AccessKey {
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bytes = || [*Uuid::new_v4().as_bytes(), *Uuid::new_v4().as_bytes()].concat();
    let id = bytes();
    let id = id.iter().step_by(2).map(|byte| char::from(letters[usize::from(byte % 32)]));
    let prefix = if temporary { "ASIA" } else { "AKIA" };
    // 244 bits of chance, in 40 characters as AWS's have.
    let text = || STANDARD.encode([bytes(), bytes()].concat());
    AccessKey {
        id: prefix.chars().chain(id).collect(),
        secret: Secret::new(text()[..40].to_owned()),
        token: temporary.then(|| Secret::new(text())),
        expires: None,
        session: None,
    }
}
