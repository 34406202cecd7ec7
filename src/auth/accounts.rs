//! The indexed accounts: principals, their access keys and their policies.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::caller::Caller;
use super::error::AuthError;
use super::file::{AccessKey, AccountsFile, AttachedPolicy, MeshShare, PrincipalEntry};
use super::managed_policies;
use super::principal::{Permissions, Principal, PrincipalKind};
use super::signature::{SignatureClaim, SignatureError, SignedRequest, SigningKey};
use crate::iam::Policy;
use crate::model::Name;
use crate::model::arn::{AccountId, partition};

/// All known principals, access keys and shared meshes.
#[derive(Debug, Default)]
pub struct Accounts {
    keys: HashMap<String, Credential>,
    principals: HashMap<String, Arc<Principal>>,
    shares: Vec<MeshShare>,
}

/// An access key and the caller that it authenticates.
#[derive(Debug)]
struct Credential {
    key: Arc<AccessKey>,
    caller: Caller,
    /// Cached signing keys by region and service, each with its day.
    signing_keys: Mutex<HashMap<String, (String, SigningKey)>>,
}

impl Accounts {
    /// Builds the index of an accounts file. `region` determines the partition of ARNs; `read`
    /// returns the content of a policy file.
    ///
    /// # Errors
    ///
    /// [`AuthError`] if a policy or a name is invalid, or if an access key is defined twice.
    pub fn new(
        file: &AccountsFile,
        region: &str,
        mut read: impl FnMut(&str) -> Result<String, AuthError>,
    ) -> Result<Self, AuthError> {
        let mut found = Self { shares: file.shares.clone(), ..Self::default() };
        let partition = partition(region);
        for (account, members) in &file.accounts {
            for key in members.root.iter().flat_map(|root| &root.keys) {
                found.add_key(key, Caller::root(account, region))?;
            }
            type Kind = (fn(String) -> PrincipalKind, &'static str);
            let (user, role): (Kind, Kind) =
                ((PrincipalKind::User, "user"), (PrincipalKind::Role, "role"));
            let users = members.users.iter().map(|one| (user, one));
            let roles = members.roles.iter().map(|one| (role, one));
            for ((standing, kind), (name, member)) in users.chain(roles) {
                let path = member.path.as_deref().unwrap_or("/");
                let arn =
                    format!("arn:{partition}:iam::{account}:{kind}{path}{}", validate_name(name)?);
                let standing = standing(name.clone());
                let principal = principal(account, standing, arn, member, &mut read)?;
                let principal = Arc::new(principal);
                for key in &member.keys {
                    let session = validate_name(key.session.as_deref().unwrap_or(&key.id))?;
                    found.add_key(key, Caller::of(&principal, session, partition))?;
                }
                found.principals.insert(principal.arn.clone(), principal);
            }
        }
        Ok(found)
    }

    fn add_key(&mut self, key: &AccessKey, caller: Caller) -> Result<(), AuthError> {
        let held = Arc::new(key.clone());
        let caller = Caller { key: Some(Arc::clone(&held)), ..caller };
        let credential = Credential { key: held, caller, signing_keys: Mutex::default() };
        match self.keys.insert(key.id.clone(), credential) {
            None => Ok(()),
            Some(_) => Err(AuthError::DuplicateKey { id: key.id.clone() }),
        }
    }

    /// Verifies the signature of `request` as `claim` describes it, and returns the caller.
    ///
    /// # Errors
    ///
    /// [`SignatureError`] if the access key does not exist, the session token is not that of the
    /// key or has expired, or the signature is wrong.
    pub fn verify(
        &self,
        request: &SignedRequest<'_>,
        claim: &SignatureClaim,
        now: Timestamp,
    ) -> Result<Caller, SignatureError> {
        let credential = self.credential_for(claim, now)?;
        claim.verify(request, &credential.signing_key(claim))?;
        Ok(credential.caller.clone())
    }

    /// Checks what does not depend on the body: that the access key of `claim` exists with this
    /// session token and has not expired at `now`.
    ///
    /// # Errors
    ///
    /// As [`Self::verify`], except for a wrong signature.
    pub fn precheck(&self, claim: &SignatureClaim, now: Timestamp) -> Result<(), SignatureError> {
        self.credential_for(claim, now).map(drop)
    }

    fn credential_for(
        &self,
        claim: &SignatureClaim,
        now: Timestamp,
    ) -> Result<&Credential, SignatureError> {
        let credential = self.keys.get(&claim.key_id).ok_or(SignatureError::UnknownKey)?;
        // Compare hashes, so that the duration reveals nothing about the token.
        let hash = |token: &str| Sha256::digest(token);
        let expected = credential.key.token.as_ref().map(|token| hash(token.reveal()));
        if expected != claim.token.as_deref().map(hash) {
            return Err(SignatureError::UnknownKey);
        }
        if credential.key.has_expired(now) {
            return Err(SignatureError::Expired);
        }
        Ok(credential)
    }

    /// Returns `caller`, which authenticated before, as it is known at `now`.
    ///
    /// # Errors
    ///
    /// [`SignatureError::UnknownKey`] if its access key was revoked, belongs to another principal
    /// now or has another secret; [`SignatureError::Expired`] if it has expired. Other keys of the
    /// same principal do not count.
    pub fn reauthenticate(
        &self,
        caller: &Caller,
        now: Timestamp,
    ) -> Result<Caller, SignatureError> {
        let signed_with = caller.key.as_ref().ok_or(SignatureError::UnknownKey)?;
        let credential = self.keys.get(&signed_with.id).ok_or(SignatureError::UnknownKey)?;
        let is_the_same = credential.caller.arn == caller.arn
            && credential.key.secret == signed_with.secret
            && credential.key.token == signed_with.token;
        if !is_the_same {
            return Err(SignatureError::UnknownKey);
        }
        if credential.key.has_expired(now) {
            return Err(SignatureError::Expired);
        }
        Ok(Caller { origin: caller.origin.clone(), ..credential.caller.clone() })
    }

    /// Returns the user or role with this ARN. The path can be omitted, as STS does.
    #[must_use]
    pub fn principal(&self, arn: &str) -> Option<&Arc<Principal>> {
        let named = |full: &str| {
            let (head, path) = full.split_once('/').unwrap_or((full, ""));
            format!("{head}/{}", path.rsplit('/').next().unwrap_or(path))
        };
        self.principals
            .get(arn)
            .or_else(|| self.principals.values().find(|one| named(&one.arn) == arn))
    }

    /// Returns whether `owner` shares a mesh.
    #[must_use]
    pub fn shares_any_of(&self, owner: &AccountId) -> bool {
        self.shares.iter().any(|one| one.owner == *owner)
    }

    /// Returns whether `owner` shares `mesh` with `account`.
    #[must_use]
    pub fn shares(&self, owner: &AccountId, mesh: &Name, account: &AccountId) -> bool {
        self.shares
            .iter()
            .any(|one| one.owner == *owner && one.mesh == *mesh && one.with == *account)
    }

    /// Returns the meshes that other accounts share with `account`, with their owners.
    pub fn shared_with(&self, account: &AccountId) -> impl Iterator<Item = (&AccountId, &Name)> {
        let shares = self.shares.iter().filter(move |one| one.with == *account);
        shares.map(|one| (&one.owner, &one.mesh))
    }
}

impl Credential {
    /// Returns the signing key for the day, region and service of `claim`. Deriving it takes four
    /// HMACs, so it is cached for the day. The number of regions is bounded: they were checked
    /// before.
    fn signing_key(&self, claim: &SignatureClaim) -> SigningKey {
        let SignatureClaim { date, region, service, .. } = claim;
        let mut signing_keys = self.signing_keys.lock().unwrap_or_else(PoisonError::into_inner);
        let scope = format!("{region}/{service}");
        if let Some((day, key)) = signing_keys.get(&scope)
            && day == date
        {
            return key.clone();
        }
        let key = SigningKey::derive(self.key.secret.reveal(), date, region, service);
        signing_keys.insert(scope, (date.clone(), key.clone()));
        key
    }
}

/// Validates a name that is a part of an ARN: IAM allows letters, digits and `+=,.@_-`.
fn validate_name(name: &str) -> Result<&str, AuthError> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "+=,.@_-".contains(c);
    let fits = (1..=64).contains(&name.len()) && name.chars().all(allowed);
    if fits { Ok(name) } else { Err(AuthError::InvalidName(name.to_owned())) }
}

fn principal(
    account: &AccountId,
    standing: PrincipalKind,
    arn: String,
    member: &PrincipalEntry,
    read: &mut impl FnMut(&str) -> Result<String, AuthError>,
) -> Result<Principal, AuthError> {
    let mut policies = Vec::new();
    for (at, attached) in member.policies.iter().enumerate() {
        policies.push(policy(&arn, &(at + 1).to_string(), attached, read)?);
    }
    let boundary = member.boundary.as_ref();
    let boundary = boundary.map(|one| policy(&arn, "boundary", one, read)).transpose()?;
    let tags = member.tags.clone().into_iter().collect();
    Ok(Principal::new(account.clone(), standing, arn, Permissions { policies, boundary, tags }))
}

fn policy(
    principal: &str,
    at: &str,
    attached: &AttachedPolicy,
    read: &mut impl FnMut(&str) -> Result<String, AuthError>,
) -> Result<Policy, AuthError> {
    let bad = |source| AuthError::InvalidPolicy {
        principal: principal.to_owned(),
        at: at.to_owned(),
        source,
    };
    let name = match attached {
        AttachedPolicy::Document(value) => {
            return Policy::from_value(format!("policy {at}"), value).map_err(bad);
        }
        AttachedPolicy::Named(name) => name,
    };
    let last = name.rsplit("policy/").next().unwrap_or(name);
    if let Some(document) = managed_policies::document(last) {
        return Policy::from_value(last, &document).map_err(bad);
    }
    if !name.ends_with(".json") {
        let (principal, name) = (principal.to_owned(), name.clone());
        return Err(AuthError::PolicyNotFound { principal, name });
    }
    Policy::parse(name.as_str(), &read(name)?).map_err(bad)
}
