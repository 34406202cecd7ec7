//! Whoever makes a request.

use crate::model::arn::{AccountId, partition};

/// Whoever makes a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The account that it acts for: whose meshes it means when it names no owner.
    pub account: AccountId,
    /// ARN of the principal, as messages and the history name it.
    pub arn: String,
}

impl Caller {
    /// Returns the owner of `account`, who may do everything in it: whoever calls a server that
    /// asks nobody who they are.
    #[must_use]
    pub fn root(account: &AccountId, region: &str) -> Self {
        let arn = format!("arn:{}:iam::{account}:root", partition(region));
        Self { account: account.clone(), arn }
    }
}
