//! Whoever makes a request.

use std::net::IpAddr;
use std::sync::Arc;

use super::file::AccessKey;
use super::principal::{Principal, PrincipalKind};
use crate::model::arn::{AccountId, partition};

/// Where a request comes from, and how.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// The client's address; none in process.
    pub address: Option<IpAddr>,
    /// Whether the connection is encrypted.
    pub encrypted: bool,
    /// What the client calls itself.
    pub user_agent: Option<String>,
    /// Where the client says that it comes from.
    pub referer: Option<String>,
}

/// Whoever makes a request.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The account that it acts for: whose meshes it means when it names no owner.
    pub account: AccountId,
    /// ARN of the principal, as messages and the history name it.
    pub arn: String,
    /// What IAM calls it by: `AIDA…`, `AROA…:SESSION`, or the account.
    pub id: String,
    /// Whose policies count; nobody's for the owner of an account, who may do everything.
    pub principal: Option<Arc<Principal>>,
    /// What it signed with, where everybody is asked who they are.
    pub key: Option<Arc<AccessKey>>,
    /// Where the request comes from; only where everybody is asked who they are.
    pub origin: Origin,
}

impl Caller {
    /// Returns the owner of `account`, who may do everything in it: whoever calls a server that
    /// asks nobody who they are.
    #[must_use]
    pub fn root(account: &AccountId, region: &str) -> Self {
        let arn = format!("arn:{}:iam::{account}:root", partition(region));
        Self::new(account, arn, account.to_string(), None)
    }

    /// Returns `principal` as it calls: a role as its `session`.
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
