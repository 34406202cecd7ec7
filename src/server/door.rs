//! Who may call, and who it is that calls.

use std::sync::Arc;

use http::request::Parts;
use jiff::Timestamp;
use tokio::sync::watch;

use super::error::ApiError;
use super::resource::Identity;
use super::{Peer, query};
use crate::auth::caller::Origin;
use crate::auth::signature::{Claim, Refused, Scope, Signed};
use crate::auth::{Accounts, Caller};

/// Who may call.
#[derive(Debug, Clone)]
pub enum Door {
    /// Everybody, and all are this caller.
    Open(Arc<Caller>),
    /// Whoever is in the file of accounts, as it is now, and signs.
    Guarded(watch::Receiver<Arc<Accounts>>),
}

/// Region that IAM is in everywhere, and that STS was once.
const GLOBAL: &str = "us-east-1";

impl Door {
    /// Returns a door that is open to everybody, as the owner of the server's account.
    #[must_use]
    pub fn open(identity: &Identity) -> Self {
        Self::Open(Arc::new(Caller::root(&identity.account, &identity.region)))
    }

    /// Finds out who calls.
    pub(super) fn caller(
        &self,
        identity: &Identity,
        head: &Parts,
        body: &[u8],
    ) -> Result<Arc<Caller>, Refused> {
        let accounts = match self {
            Self::Open(caller) => return Ok(Arc::clone(caller)),
            Self::Guarded(accounts) => Arc::clone(&accounts.borrow()),
        };
        let request = Signed {
            method: head.method.as_str(),
            path: head.uri.path(),
            query: head.uri.query().unwrap_or(""),
            headers: &head.headers,
            body,
        };
        let claim = Claim::read(&request)?;
        let own = identity.region.as_str();
        let (service, regions) = match query::SERVICES.iter().find(|one| **one == claim.service) {
            Some(service) if query::is_asked(head) => (*service, vec![own, GLOBAL]),
            None if query::is_asked(head) => (query::SERVICES[0], vec![own, GLOBAL]),
            _ => ("appmesh", vec![own]),
        };
        let now = Timestamp::now();
        claim.in_scope(&Scope { regions: &regions, service, now })?;
        let caller = accounts.verify(&request, &claim, now)?;
        let origin = origin(head);
        Ok(Arc::new(Caller { origin, accounts: Some(accounts), ..caller }))
    }
}

fn origin(head: &Parts) -> Origin {
    let text = |name| Some(head.headers.get(name)?.to_str().ok()?.to_owned());
    let peer = head.extensions.get::<Peer>();
    Origin {
        address: peer.map(|peer| peer.address.ip().to_canonical()),
        encrypted: peer.is_some_and(|peer| peer.encrypted),
        user_agent: text(http::header::USER_AGENT),
        referer: text(http::header::REFERER),
    }
}

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> Self {
        Self::refused(refused.code(), refused.to_string())
    }
}
