//! Who may call, and who it is that calls.

use std::sync::Arc;

use super::resource::Identity;
use crate::auth::Caller;

/// Who may call.
#[derive(Debug, Clone)]
pub enum Door {
    /// Everybody, and all are this caller.
    Open(Arc<Caller>),
}

impl Door {
    /// Returns a door that is open to everybody, as the owner of the server's account.
    #[must_use]
    pub fn open(identity: &Identity) -> Self {
        Self::Open(Arc::new(Caller::root(&identity.account, &identity.region)))
    }

    /// Finds out who calls.
    pub(super) fn caller(&self) -> Arc<Caller> {
        match self {
            Self::Open(caller) => Arc::clone(caller),
        }
    }
}
