//! Who may call, and who it is that calls.

use std::sync::Arc;

use http::request::Parts;
use jiff::Timestamp;
use tokio::sync::watch;

use super::auth_context::AuthContext;
use super::error::ApiError;
use super::resource::Identity;
use super::{ConnectionInfo, aws_query};
use crate::auth::caller::Origin;
use crate::auth::signature::{SignatureClaim, SignatureError, SignatureScope, SignedRequest};
use crate::auth::{Accounts, Caller};

/// Who may call.
#[derive(Debug, Clone)]
pub enum Authn {
    /// Everybody, and all are this caller.
    Disabled(Arc<Caller>),
    /// Whoever is in the file of accounts, as it is now, and signs.
    Accounts(watch::Receiver<Arc<Accounts>>),
}

/// Region that IAM is in everywhere, and that STS was once.
const GLOBAL: &str = "us-east-1";

impl Authn {
    /// Returns a authn that is open to everybody, as the owner of the server's account.
    #[must_use]
    pub fn disabled(identity: &Identity) -> Self {
        Self::Disabled(Arc::new(Caller::root(&identity.account, &identity.region)))
    }

    /// Authenticates a whole request.
    pub(super) fn authenticate(
        &self,
        identity: &Identity,
        head: &Parts,
        body: &[u8],
    ) -> Result<AuthContext, SignatureError> {
        let unverified = self.precheck_headers(identity, head)?;
        self.verify(&unverified, head, body)
    }

    /// Looks at all of the claim to be somebody that does not need the body, so that nothing is
    /// kept for strangers.
    pub(super) fn precheck_headers(
        &self,
        identity: &Identity,
        head: &Parts,
    ) -> Result<UnverifiedClaim, SignatureError> {
        let Self::Accounts(accounts) = self else { return Ok(UnverifiedClaim(None)) };
        let claim = SignatureClaim::read(&signed(head, &[]))?;
        let own = identity.region.as_str();
        let (service, regions) = match aws_query::SERVICES.iter().find(|one| **one == claim.service)
        {
            Some(service) if aws_query::is_query_request(head) => (*service, vec![own, GLOBAL]),
            None if aws_query::is_query_request(head) => {
                (aws_query::SERVICES[0], vec![own, GLOBAL])
            }
            _ => ("appmesh", vec![own]),
        };
        let now = Timestamp::now();
        claim.in_scope(&SignatureScope { regions: &regions, service, now })?;
        accounts.borrow().precheck(&claim, now)?;
        Ok(UnverifiedClaim(Some((claim, now))))
    }

    /// Finds out whether the claim is true, by those who are known when the whole request is there.
    pub(super) fn verify(
        &self,
        unverified: &UnverifiedClaim,
        head: &Parts,
        body: &[u8],
    ) -> Result<AuthContext, SignatureError> {
        let (accounts, (claim, now)) = match (self, &unverified.0) {
            (Self::Disabled(caller), _) => {
                return Ok(AuthContext { caller: Arc::clone(caller), accounts: None });
            }
            (Self::Accounts(accounts), Some(claim)) => (Arc::clone(&accounts.borrow()), claim),
            (Self::Accounts(_), None) => return Err(SignatureError::Missing),
        };
        let caller = accounts.verify(&signed(head, body), claim, *now)?;
        let caller = Arc::new(Caller { origin: origin(head), ..caller });
        Ok(AuthContext { caller, accounts: Some(accounts) })
    }
}

/// A claim to be somebody, and when it was made; none where nobody is asked. It can be true: the
/// key is known, and the time and what it was signed for are right.
#[derive(Debug)]
pub(super) struct UnverifiedClaim(Option<(SignatureClaim, Timestamp)>);

fn signed<'a>(head: &'a Parts, body: &'a [u8]) -> SignedRequest<'a> {
    SignedRequest {
        method: head.method.as_str(),
        path: head.uri.path(),
        query: head.uri.query().unwrap_or(""),
        headers: &head.headers,
        body,
    }
}

fn origin(head: &Parts) -> Origin {
    let text = |name| Some(head.headers.get(name)?.to_str().ok()?.to_owned());
    let peer = head.extensions.get::<ConnectionInfo>();
    Origin {
        address: peer.map(|peer| peer.address.ip().to_canonical()),
        encrypted: peer.is_some_and(|peer| peer.encrypted),
        user_agent: text(http::header::USER_AGENT),
        referer: text(http::header::REFERER),
    }
}

impl From<SignatureError> for ApiError {
    fn from(refused: SignatureError) -> Self {
        Self::unauthenticated(refused.code(), refused.to_string())
    }
}
