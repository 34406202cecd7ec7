//! Authentication of API requests.

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

/// How requests are authenticated.
#[derive(Debug, Clone)]
pub enum Authn {
    /// Not at all: every request is from this caller.
    Disabled(Arc<Caller>),
    /// By a signature with an access key of these accounts, which can be reloaded at any time.
    Accounts(watch::Receiver<Arc<Accounts>>),
}

/// The region of the global IAM endpoint, and of the legacy STS endpoint.
const GLOBAL: &str = "us-east-1";

impl Authn {
    /// Returns the configuration without authentication: every caller is the root user of the
    /// server's account.
    #[must_use]
    pub fn disabled(identity: &Identity) -> Self {
        Self::Disabled(Arc::new(Caller::root(&identity.account, &identity.region)))
    }

    /// Authenticates a request.
    pub(super) fn authenticate(
        &self,
        identity: &Identity,
        request: &Parts,
        body: &[u8],
    ) -> Result<AuthContext, SignatureError> {
        let unverified = self.precheck_headers(identity, request)?;
        self.verify(&unverified, request, body)
    }

    /// Checks the part of the signature that does not depend on the body: key, time, region and
    /// service. It rejects unauthenticated requests before their body is buffered.
    pub(super) fn precheck_headers(
        &self,
        identity: &Identity,
        request: &Parts,
    ) -> Result<UnverifiedClaim, SignatureError> {
        let Self::Accounts(accounts) = self else { return Ok(UnverifiedClaim(None)) };
        let claim = SignatureClaim::read(&signed(request, &[]))?;
        let own = identity.region.as_str();
        let (service, regions) = match aws_query::SERVICES.iter().find(|one| **one == claim.service)
        {
            Some(service) if aws_query::is_query_request(request) => (*service, vec![own, GLOBAL]),
            None if aws_query::is_query_request(request) => {
                (aws_query::SERVICES[0], vec![own, GLOBAL])
            }
            _ => ("appmesh", vec![own]),
        };
        let now = Timestamp::now();
        claim.in_scope(&SignatureScope { regions: &regions, service, now })?;
        accounts.borrow().precheck(&claim, now)?;
        Ok(UnverifiedClaim(Some((claim, now))))
    }

    /// Verifies the signature of the whole request, with the accounts as they are now.
    pub(super) fn verify(
        &self,
        unverified: &UnverifiedClaim,
        request: &Parts,
        body: &[u8],
    ) -> Result<AuthContext, SignatureError> {
        let (accounts, (claim, now)) = match (self, &unverified.0) {
            (Self::Disabled(caller), _) => {
                return Ok(AuthContext { caller: Arc::clone(caller), accounts: None });
            }
            (Self::Accounts(accounts), Some(claim)) => (Arc::clone(&accounts.borrow()), claim),
            (Self::Accounts(_), None) => return Err(SignatureError::Missing),
        };
        let caller = accounts.verify(&signed(request, body), claim, *now)?;
        let caller = Arc::new(Caller { origin: origin(request), ..caller });
        Ok(AuthContext { caller, accounts: Some(accounts) })
    }
}

/// A claimed identity whose signature has not been verified, with the time of the check; nothing if
/// authentication is disabled. Its key exists, and its time, region and service are valid.
#[derive(Debug)]
pub(super) struct UnverifiedClaim(Option<(SignatureClaim, Timestamp)>);

fn signed<'a>(request: &'a Parts, body: &'a [u8]) -> SignedRequest<'a> {
    SignedRequest {
        method: request.method.as_str(),
        path: request.uri.path(),
        query: request.uri.query().unwrap_or(""),
        headers: &request.headers,
        body,
    }
}

fn origin(request: &Parts) -> Origin {
    let text = |name| Some(request.headers.get(name)?.to_str().ok()?.to_owned());
    let peer = request.extensions.get::<ConnectionInfo>();
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
