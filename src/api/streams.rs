//! Authorization of ADS streams: whether a caller may receive the configuration of a resource.

use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use http::request::Parts;
use jiff::Timestamp;
use tokio::sync::watch;
use tonic::transport::server::TcpConnectInfo;
use tonic::{Code, Status};

use super::auth_context::AuthContext;
use super::authn::Authn;
use super::resource::Identity;
use super::{ConnectionInfo, authz};
use crate::auth::signature::SignatureError;
use crate::auth::{Accounts, Caller};
use crate::iam::RequestContext;
use crate::iam::actions::STREAM;
use crate::model::arn::AccountId;
use crate::store::{AccountStore, Store};
use crate::xds::identity::ProxyIdentity;
use crate::xds::stream_auth::{StreamAuthorizer, StreamPermit};

/// Interval at which a stream is authorized again if no account changed: a condition on the time or
/// on tags of the resource may have a different result by then.
const REAUTHORIZATION_INTERVAL: Duration = Duration::from_secs(60);

/// What streams are authorized against.
#[derive(Clone)]
pub struct StreamPolicy {
    /// The store with the resources, their owners and tags.
    pub store: Arc<dyn Store>,
    /// The server's own account.
    pub identity: Identity,
}

/// Returns an authorizer that authenticates through `authn`. Without authentication every stream is
/// permitted, in the meshes of the server's account: the account in the node id of an Envoy that was
/// set up for AWS is ignored. `encrypted` means that all connections use TLS.
#[must_use]
pub fn authorizer(authn: Authn, policy: StreamPolicy, encrypted: bool) -> StreamAuthorizer {
    Arc::new(move |head, proxy| match &authn {
        Authn::Disabled(_) => {
            let permit = StreamPermit { mesh_owner: None, revoked: std::future::pending().boxed() };
            std::future::ready(Ok(permit)).boxed()
        }
        Authn::Accounts(accounts) => {
            let (policy, accounts) = (policy.clone(), accounts.clone());
            let stream = StreamRequest { policy, accounts, proxy };
            let (authn, head) = (authn.clone(), as_http(&head, encrypted));
            async move { stream.authorize(&authn, &head).await }.boxed()
        }
    })
}

/// A stream that was requested, or is open.
struct StreamRequest {
    policy: StreamPolicy,
    accounts: watch::Receiver<Arc<Accounts>>,
    proxy: ProxyIdentity,
}

impl StreamRequest {
    async fn authorize(self, authn: &Authn, head: &Parts) -> Result<StreamPermit, Status> {
        let auth = authn.authenticate(&self.policy.identity, head, &[]).map_err(unauthenticated)?;
        let owner = self.policy.authorize(&auth, &self.proxy).await?;
        let own = owner == self.policy.identity.account;
        let revoked = self.revoked(auth.caller).boxed();
        Ok(StreamPermit { mesh_owner: (!own).then_some(owner), revoked })
    }

    /// Waits until `caller` loses the stream: its access key was deleted or has expired, or its
    /// permission was withdrawn.
    async fn revoked(mut self, caller: Arc<Caller>) -> Status {
        loop {
            tokio::select! {
                changed = self.accounts.changed() => if changed.is_err() {
                    // The server is shutting down, which ends the streams.
                    return std::future::pending().await;
                },
                () = tokio::time::sleep(next_authorization(&caller)) => {}
            }
            let accounts = Arc::clone(&self.accounts.borrow_and_update());
            let auth = match accounts.reauthenticate(&caller, Timestamp::now()) {
                Ok(caller) => AuthContext { caller: Arc::new(caller), accounts: Some(accounts) },
                Err(refused) => return unauthenticated(refused),
            };
            match self.policy.authorize(&auth, &self.proxy).await {
                Ok(_) => {}
                Err(status) if status.code() == Code::Unavailable => {
                    let (node, reason) = (&self.proxy.node_id, status.message());
                    tracing::warn!(
                        node,
                        reason,
                        "the stream could not be authorized again and stays open"
                    );
                }
                Err(status) => return status,
            }
        }
    }
}

/// Time until `caller` has to be authorized again.
fn next_authorization(caller: &Caller) -> Duration {
    let end = caller.key.as_ref().and_then(|key| key.expires);
    let left = end.map(|end| Timestamp::now().duration_until(end));
    left.map_or(REAUTHORIZATION_INTERVAL, |left| {
        Duration::try_from(left).unwrap_or_default().min(REAUTHORIZATION_INTERVAL)
    })
}

fn unauthenticated(refused: SignatureError) -> Status {
    Status::unauthenticated(refused.to_string())
}

/// Returns the head of a gRPC request in the form of an API request: with the peer as an extension,
/// and a `Host` header, for which HTTP/2 has the authority in the URI.
fn as_http(head: &Parts, encrypted: bool) -> Parts {
    let mut head = head.clone();
    let connection = head.extensions.get::<TcpConnectInfo>();
    if let Some(address) = connection.and_then(TcpConnectInfo::remote_addr) {
        head.extensions.insert(ConnectionInfo { address, encrypted });
    }
    if let Some(authority) = head.uri.authority()
        && let Ok(host) = http::HeaderValue::from_str(authority.as_str())
    {
        head.headers.entry(http::header::HOST).or_insert(host);
    }
    head
}

impl StreamPolicy {
    /// Evaluates the caller's policies, and returns the owner of the proxy's mesh.
    async fn authorize(
        &self,
        auth: &AuthContext,
        proxy: &ProxyIdentity,
    ) -> Result<AccountId, Status> {
        let caller = &auth.caller;
        let account = proxy.account.clone().unwrap_or_else(|| caller.account.clone());
        let owner = proxy.mesh_owner.clone().unwrap_or_else(|| account.clone());
        let key = &proxy.resource;
        let identity = Identity { account: owner.clone(), ..self.identity.clone() };
        let unauthorized = |arn: &str| {
            Status::permission_denied(format!("Unauthorized to perform {STREAM} for {arn}."))
        };
        if account != caller.account || !auth.can_enter(&owner, &key.mesh) {
            return Err(unauthorized(&identity.arn(key, &account)));
        }
        let found = authz::read_if_needed(&*self.store_of(&owner), auth, &owner, key).await;
        let found = found.map_err(|error| Status::unavailable(error.message))?;
        let arn = authz::arn(&identity, key, found.as_ref(), &account);
        let context = authz::with_tags(RequestContext::default(), authz::tags(found.as_ref()));
        match authz::authorize_action(caller, &self.identity, STREAM, &arn, context) {
            Ok(()) => Ok(owner),
            Err(_) => Err(unauthorized(&arn)),
        }
    }

    fn store_of(&self, owner: &AccountId) -> Arc<dyn Store> {
        if *owner == self.identity.account {
            return Arc::clone(&self.store);
        }
        Arc::new(AccountStore::new(owner, Arc::clone(&self.store)))
    }
}
