//! The caller of a request, and the accounts that it was authenticated against.

use std::sync::Arc;

use crate::auth::{Accounts, Caller};
use crate::model::Name;
use crate::model::arn::AccountId;

/// The result of authentication, for one whole request.
#[derive(Debug, Clone)]
pub(super) struct AuthContext {
    pub(super) caller: Arc<Caller>,
    /// The accounts that the caller was authenticated against; absent if authentication is
    /// disabled.
    pub(super) accounts: Option<Arc<Accounts>>,
}

impl AuthContext {
    /// Returns whether `mesh` of `owner` is the caller's own, or shared with its account.
    pub(super) fn can_enter(&self, owner: &AccountId, mesh: &Name) -> bool {
        let own = &self.caller.account;
        owner == own || self.accounts.as_ref().is_some_and(|all| all.shares(owner, mesh, own))
    }

    /// Returns the meshes that are shared with the caller's account, with their owners.
    pub(super) fn shared_meshes(&self) -> impl Iterator<Item = (&AccountId, &Name)> {
        self.accounts.iter().flat_map(|all| all.shared_with(&self.caller.account))
    }

    /// Returns whether the meshes of `owner` can hold resources of other accounts.
    pub(super) fn shares_any_of(&self, owner: &AccountId) -> bool {
        self.accounts.as_ref().is_some_and(|all| all.shares_any_of(owner))
    }
}
