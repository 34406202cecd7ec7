//! The authenticated sender of a request.

use std::net::IpAddr;
use std::sync::Arc;

use super::file::AccessKey;
use super::principal::{Principal, PrincipalKind};
use crate::model::arn::{AccountId, partition};

/// Where a request comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// The client's IP address; absent in process.
    pub address: Option<IpAddr>,
    /// Whether the connection uses TLS.
    pub encrypted: bool,
    /// The `User-Agent` header.
    pub user_agent: Option<String>,
    /// The `Referer` header.
    pub referer: Option<String>,
}

/// The authenticated sender of a request.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The account that it belongs to: the default mesh owner of its requests.
    pub account: AccountId,
    /// ARN of the principal, for messages and the history.
    pub arn: String,
    /// Its unique ID in IAM: `AIDA…`, `AROA…:SESSION`, or the account ID of a root user.
    pub id: String,
    /// The user or role with its policies; absent for a root user, which is allowed to do
    /// everything.
    pub principal: Option<Arc<Principal>>,
    /// The access key that signed the request, if authentication is enabled.
    pub key: Option<Arc<AccessKey>>,
    /// Where the request comes from, if authentication is enabled.
    pub origin: Origin,
}

impl Caller {
    /// Returns the root user of `account`, which is allowed to do everything in it. Without
    /// authentication, this is every caller.
    #[must_use]
    pub fn root(account: &AccountId, region: &str) -> Self {
        let arn = format!("arn:{}:iam::{account}:root", partition(region));
        Self::new(account, arn, account.to_string(), None)
    }

    /// Returns `principal` as a caller: a user, or a role with its `session`.
    pub(super) fn of(principal: &Arc<Principal>, session: &str, partition: &str) -> Self {
        let Principal { account, kind, arn, .. } = &**principal;
        let (arn, id) = match kind {
            PrincipalKind::Role(role) => (
                format!("arn:{partition}:sts::{account}:assumed-role/{role}/{session}"),
                format!("{}:{session}", principal.id()),
            ),
            PrincipalKind::User(_) => (arn.clone(), principal.id()),
        };
        Self::new(account, arn, id, Some(Arc::clone(principal)))
    }

    fn new(
        account: &AccountId,
        arn: String,
        id: String,
        principal: Option<Arc<Principal>>,
    ) -> Self {
        let (account, origin) = (account.clone(), Origin::default());
        Self { account, arn, id, principal, key: None, origin }
    }
}
