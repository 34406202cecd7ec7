//! Amazon Resource Names of App Mesh resources.

use std::fmt;
use std::str::FromStr;

use super::key::Key;

/// An AWS account ID: 12 digits.
#[derive(
    Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String")]
pub struct AccountId(String);

impl TryFrom<String> for AccountId {
    type Error = BadAccountId;

    fn try_from(text: String) -> Result<Self, BadAccountId> {
        text.parse()
    }
}

/// The string is not an account ID.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not an account ID: expected 12 digits")]
pub struct BadAccountId(String);

impl FromStr for AccountId {
    type Err = BadAccountId;

    fn from_str(text: &str) -> Result<Self, BadAccountId> {
        let digits = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits { Ok(Self(text.to_owned())) } else { Err(BadAccountId(text.to_owned())) }
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AccountId {
    /// Returns the default account of a local server: `000000000000`.
    #[must_use]
    pub fn local() -> Self {
        Self("0".repeat(12))
    }

    /// Returns the digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Returns the partition of a region: `aws`, `aws-cn` or `aws-us-gov`.
#[must_use]
pub fn partition(region: &str) -> &'static str {
    match region {
        region if region.starts_with("cn-") => "aws-cn",
        region if region.starts_with("us-gov-") => "aws-us-gov",
        _ => "aws",
    }
}

/// The ARN of a resource (`docs/behaviour/api.md#arns`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arn {
    /// `aws`, `aws-cn` or `aws-us-gov`.
    pub partition: String,
    /// Region, such as `us-west-2`.
    pub region: String,
    /// Account that owns the resource.
    pub account: AccountId,
    /// Account that owns the mesh, if the ARN includes it: `mesh/shop@111122223333/…`.
    pub mesh_owner: Option<AccountId>,
    /// The resource.
    pub key: Key,
}

impl Arn {
    /// Returns the ARN of `key` in `account` and `region`; the partition follows from the region.
    #[must_use]
    pub fn new(region: &str, account: &AccountId, key: Key) -> Self {
        let (partition, region) = (partition(region).to_owned(), region.to_owned());
        Self { partition, region, account: account.clone(), mesh_owner: None, key }
    }

    /// Sets the mesh owner; the ARN includes it only if it differs from the resource owner.
    #[must_use]
    pub fn in_mesh_of(mut self, owner: &AccountId) -> Self {
        self.mesh_owner = (*owner != self.account).then(|| owner.clone());
        self
    }
}

impl fmt::Display for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { partition, region, account, mesh_owner, key } = self;
        let path = path_in_mesh_of(key, mesh_owner.as_ref());
        write!(f, "arn:{partition}:appmesh:{region}:{account}:{path}")
    }
}

/// Returns the path of `key`, with the mesh owner if one is given: the inverse of [`mesh_owner`] and
/// [`Key::from_path`].
#[must_use]
pub fn path_in_mesh_of(key: &Key, owner: Option<&AccountId>) -> String {
    let Some(owner) = owner else { return key.path() };
    let mesh = format!("mesh/{}", key.mesh);
    format!("{mesh}@{owner}{}", &key.path()[mesh.len()..])
}

/// Returns the mesh owner in the path of an ARN, if any. ARNs of resources that a consumer created
/// in a shared mesh include it: `mesh/shop@111122223333/…` (`docs/behaviour/api.md#arns`).
#[must_use]
pub fn mesh_owner(path: &str) -> Option<AccountId> {
    let mesh = path.strip_prefix("mesh/")?.split('/').next()?;
    mesh.rsplit_once('@')?.1.parse().ok()
}

/// The string is not the ARN of an App Mesh resource.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not the ARN of an App Mesh resource")]
pub struct BadArn(String);

impl FromStr for Arn {
    type Err = BadArn;

    fn from_str(text: &str) -> Result<Self, BadArn> {
        let parse = || {
            let parts: Vec<&str> = text.splitn(6, ':').collect();
            let ["arn", partition, "appmesh", region, account, path] = parts.as_slice() else {
                return None;
            };
            let account = account.parse().ok()?;
            let key = Key::from_path(path)?;
            let mesh_owner = mesh_owner(path).filter(|owner| *owner != account);
            Some(Self {
                partition: (*partition).to_owned(),
                region: (*region).to_owned(),
                account,
                mesh_owner,
                key,
            })
        };
        parse().ok_or_else(|| BadArn(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_round_trip() {
        for text in [
            "arn:aws:appmesh:us-west-2:111122223333:mesh/shop",
            "arn:aws-cn:appmesh:cn-north-1:111122223333:mesh/shop/virtualRouter/r/route/x",
            "arn:aws:appmesh:us-west-2:111122223333:mesh/a@b@444455556666/virtualNode/n",
        ] {
            assert_eq!(text.parse::<Arn>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn other_arns_are_rejected() {
        for text in ["", "mesh/shop", "arn:aws:iam::1:user/x", "arn:aws:appmesh:r:12:mesh/shop"] {
            assert!(text.parse::<Arn>().is_err(), "{text}");
        }
    }
}
