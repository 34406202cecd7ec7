//! Changes of an accounts file: adds and revokes access keys. Pure, except for random keys.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use uuid::Uuid;

use super::error::AuthError;
use super::file::{AccessKey, AccountsFile, AttachedPolicy, PrincipalEntry, RootEntry, Secret};
use crate::model::arn::AccountId;

/// The owner of a new access key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyOwner {
    /// The root user of the account.
    Root,
    /// A user; created if it does not exist.
    User(String),
    /// A session of a role; the role is created if it does not exist.
    Role {
        /// Name of the role.
        name: String,
        /// Name of the session.
        session: String,
    },
}

/// An access key to add.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// The account; by default the only one of the file.
    pub account: Option<AccountId>,
    /// Its owner.
    pub owner: KeyOwner,
    /// Policies to attach to the owner, in addition to those that are attached.
    pub policies: Vec<AttachedPolicy>,
    /// When the key expires. A key that expires has a session token.
    pub expires: Option<Timestamp>,
}

/// Adds an access key to `file`. Returns the key and its account.
///
/// # Errors
///
/// [`AuthError::AmbiguousAccount`] if no account is given and the file has several.
pub fn add_key(file: &mut AccountsFile, new: NewKey) -> Result<(AccountId, AccessKey), AuthError> {
    let known: Vec<&AccountId> = file.accounts.keys().collect();
    let account = match (new.account, known.as_slice()) {
        (Some(account), _) => account,
        (None, []) => AccountId::local(),
        (None, [only]) => (*only).clone(),
        (None, several) => {
            let known = several.iter().map(ToString::to_string).collect();
            return Err(AuthError::AmbiguousAccount { known });
        }
    };
    let members = file.accounts.entry(account.clone()).or_default();
    let temporary = new.expires.is_some() || matches!(new.owner, KeyOwner::Role { .. });
    let mut key = generate_key(temporary);
    key.expires = new.expires;
    let member: &mut PrincipalEntry = match new.owner {
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
    for policy in new.policies {
        if !member.policies.contains(&policy) {
            member.policies.push(policy);
        }
    }
    member.keys.push(key.clone());
    Ok((account, key))
}

/// Removes the access key `id`. Its owner and the owner's policies remain.
///
/// # Errors
///
/// [`AuthError::KeyNotFound`].
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
    Err(AuthError::KeyNotFound { id: id.to_owned() })
}

/// Generates an access key in the format of AWS's keys.
fn generate_key(temporary: bool) -> AccessKey {
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bytes = || [*Uuid::new_v4().as_bytes(), *Uuid::new_v4().as_bytes()].concat();
    let id = bytes();
    let id = id.iter().step_by(2).map(|byte| char::from(letters[usize::from(byte % 32)]));
    let prefix = if temporary { "ASIA" } else { "AKIA" };
    // 244 random bits in 40 characters, the length of AWS's secrets.
    let text = || STANDARD.encode([bytes(), bytes()].concat());
    AccessKey {
        id: prefix.chars().chain(id).collect(),
        secret: Secret::new(text()[..40].to_owned()),
        token: temporary.then(|| Secret::new(text())),
        expires: None,
        session: None,
    }
}
