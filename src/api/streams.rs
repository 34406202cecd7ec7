//! Whether an Envoy may have the configuration of a virtual node.

use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use http::request::Parts;
use jiff::Timestamp;
use tokio::sync::watch;
use tonic::transport::server::TcpConnectInfo;
use tonic::{Code, Status};

use super::authn::{AuthContext, Authn};
use super::resource::Identity;
use super::{ConnectionInfo, authz};
use crate::auth::signature::SignatureError;
use crate::auth::{Accounts, Caller};
use crate::iam::RequestContext;
use crate::iam::actions::STREAM;
use crate::model::arn::AccountId;
use crate::model::{Key, Kind};
use crate::store::{AccountStore, Store};
use crate::xds::identity::Identity as Proxy;
use crate::xds::stream_auth::{StreamAuthorizer, StreamPermit};

/// How often a stream is judged again when nothing is known to have changed: by then the time, or
/// the tags of the node, may let a condition decide otherwise.
const AGAIN: Duration = Duration::from_secs(60);

/// What streams are judged by, besides who calls.
#[derive(Clone)]
pub struct Judge {
    /// Where the nodes are, with their owners and tags.
    pub store: Arc<dyn Store>,
    /// The server's own account.
    pub identity: Identity,
}

/// Returns what lets Envoys in through `authn`. One that is open lets in everybody, to the meshes
/// of the server's account: an Envoy that had its id from AWS has another account in it.
/// `encrypted` says whether all connections are.
#[must_use]
pub fn authorizer(authn: Authn, judge: Judge, encrypted: bool) -> StreamAuthorizer {
    Arc::new(move |head, proxy| match &authn {
        Authn::Disabled(_) => {
            let pass = StreamPermit { owner: None, revoked: std::future::pending().boxed() };
            std::future::ready(Ok(pass)).boxed()
        }
        Authn::Accounts(accounts) => {
            let stream = Stream { judge: judge.clone(), accounts: accounts.clone(), proxy };
            let (authn, head) = (authn.clone(), as_http(&head, encrypted));
            async move { stream.admitted(&authn, &head).await }.boxed()
        }
    })
}

/// A stream that somebody asks for or has.
struct Stream {
    judge: Judge,
    accounts: watch::Receiver<Arc<Accounts>>,
    proxy: Proxy,
}

impl Stream {
    async fn admitted(self, authn: &Authn, head: &Parts) -> Result<StreamPermit, Status> {
        let auth = authn.authenticate(&self.judge.identity, head, &[]).map_err(unauthenticated)?;
        let owner = self.judge.judge(&auth, &self.proxy).await?;
        let own = owner == self.judge.identity.account;
        let revoked = self.revoked(auth.caller).boxed();
        Ok(StreamPermit { owner: (!own).then_some(owner), revoked })
    }

    /// Waits until `caller` may have the stream no longer: its key has gone or ended, or its
    /// permission has.
    async fn revoked(mut self, caller: Arc<Caller>) -> Status {
        loop {
            tokio::select! {
                changed = self.accounts.changed() => if changed.is_err() {
                    // The server is stopping, and its streams are told so.
                    return std::future::pending().await;
                },
                () = tokio::time::sleep(until_again(&caller)) => {}
            }
            let accounts = Arc::clone(&self.accounts.borrow_and_update());
            let auth = match accounts.reauthenticate(&caller, Timestamp::now()) {
                Ok(caller) => AuthContext { caller: Arc::new(caller), accounts: Some(accounts) },
                Err(refused) => return unauthenticated(refused),
            };
            match self.judge.judge(&auth, &self.proxy).await {
                Ok(_) => {}
                Err(status) if status.code() == Code::Unavailable => {
                    let (node, why) = (&self.proxy.node_id, status.message());
                    tracing::warn!(node, why, "a stream goes on without being judged again");
                }
                Err(status) => return status,
            }
        }
    }
}

/// How long it takes until `caller` has to be judged again.
fn until_again(caller: &Caller) -> Duration {
    let end = caller.key.as_ref().and_then(|key| key.expires);
    let left = end.map(|end| Timestamp::now().duration_until(end));
    left.map_or(AGAIN, |left| Duration::try_from(left).unwrap_or_default().min(AGAIN))
}

fn unauthenticated(refused: SignatureError) -> Status {
    Status::unauthenticated(refused.to_string())
}

/// Says of a request over gRPC what others say: HTTP/2 has the host in its address.
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

impl Judge {
    /// Holds the stream against the caller's policies, and returns whose mesh it is about.
    async fn judge(&self, auth: &AuthContext, proxy: &Proxy) -> Result<AccountId, Status> {
        let caller = &auth.caller;
        let account = proxy.account.clone().unwrap_or_else(|| caller.account.clone());
        let owner = proxy.mesh_owner.clone().unwrap_or_else(|| account.clone());
        let key = Key::member(Kind::VirtualNode, proxy.mesh.clone(), proxy.virtual_node.clone());
        let identity = Identity { account: owner.clone(), ..self.identity.clone() };
        let unauthorized = |arn: &str| {
            Status::permission_denied(format!("Unauthorized to perform {STREAM} for {arn}."))
        };
        if account != caller.account || !auth.can_enter(&owner, &proxy.mesh) {
            return Err(unauthorized(&identity.arn(&key, &account)));
        }
        let found = authz::read_if_needed(&*self.store_of(&owner), auth, &owner, &key).await;
        let found = found.map_err(|error| Status::unavailable(error.message))?;
        let arn = authz::arn(&identity, &key, found.as_ref(), &account);
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
