//! Whether an Envoy may have the configuration of a virtual node.

use std::sync::Arc;

use futures_util::FutureExt as _;
use http::request::Parts;
use tokio::sync::watch;
use tonic::Status;
use tonic::transport::server::TcpConnectInfo;

use super::door::Door;
use super::resource::Identity;
use super::{Peer, access};
use crate::auth::{Accounts, Caller};
use crate::iam::Context;
use crate::iam::actions::STREAM;
use crate::model::arn::AccountId;
use crate::model::{Arn, Key, Kind};
use crate::xds::admission::{Admit, Pass};
use crate::xds::identity::Identity as Proxy;

/// Returns what lets Envoys in through `door`. One that is open lets in everybody, to the meshes
/// of the server's account: an Envoy that had its id from AWS has another account in it.
/// `encrypted` says whether all connections are.
#[must_use]
pub fn admit(door: Door, identity: Identity, encrypted: bool) -> Admit {
    Arc::new(move |head, proxy| match &door {
        Door::Open(_) => Ok(Pass { owner: None, ends: std::future::pending().boxed() }),
        Door::Guarded(accounts) => {
            let head = as_http(head, encrypted);
            admitted(&door, accounts, &identity, &head, proxy)
        }
    })
}

fn admitted(
    door: &Door,
    accounts: &watch::Receiver<Arc<Accounts>>,
    identity: &Identity,
    head: &Parts,
    proxy: &Proxy,
) -> Result<Pass, Status> {
    let refused =
        |refused: crate::auth::signature::Refused| Status::unauthenticated(refused.to_string());
    let caller = door.caller(identity, head, &[]).map_err(refused)?;
    let owner = judge(&caller, identity, proxy)?;
    let (mut accounts, identity, proxy) = (accounts.clone(), identity.clone(), proxy.clone());
    let own = owner == identity.account;
    let ends = async move {
        while accounts.changed().await.is_ok() {
            let now = Arc::clone(&accounts.borrow_and_update());
            let Some(caller) = now.again(&caller) else {
                return Status::unauthenticated("The key of the stream is no longer known");
            };
            let caller = Caller { accounts: Some(now), ..caller };
            if let Err(status) = judge(&caller, &identity, &proxy) {
                return status;
            }
        }
        std::future::pending().await
    };
    Ok(Pass { owner: (!own).then_some(owner), ends: ends.boxed() })
}

/// Says of a request over gRPC what others say: HTTP/2 has the host in its address.
fn as_http(head: &Parts, encrypted: bool) -> Parts {
    let mut head = head.clone();
    let connection = head.extensions.get::<TcpConnectInfo>();
    if let Some(address) = connection.and_then(TcpConnectInfo::remote_addr) {
        head.extensions.insert(Peer { address, encrypted });
    }
    if let Some(authority) = head.uri.authority()
        && let Ok(host) = http::HeaderValue::from_str(authority.as_str())
    {
        head.headers.entry(http::header::HOST).or_insert(host);
    }
    head
}

/// Holds the stream against the caller's policies, and returns whose mesh it is about.
fn judge(caller: &Caller, identity: &Identity, proxy: &Proxy) -> Result<AccountId, Status> {
    let account = proxy.account.clone().unwrap_or_else(|| caller.account.clone());
    let owner = proxy.mesh_owner.clone().unwrap_or_else(|| account.clone());
    let key = Key::member(Kind::VirtualNode, proxy.mesh.clone(), proxy.virtual_node.clone());
    let arn = Arn::new(&identity.region, &account, key).in_mesh_of(&owner).to_string();
    let unauthorized =
        || Status::permission_denied(format!("Unauthorized to perform {STREAM} for {arn}."));
    let all = caller.accounts.as_ref();
    let shared = all.is_some_and(|all| all.shares(&owner, &proxy.mesh, &caller.account));
    let near = account == caller.account && (owner == caller.account || shared);
    if !near || access::judge(caller, identity, STREAM, &arn, Context::default()).is_err() {
        return Err(unauthorized());
    }
    Ok(owner)
}
