//! `GET /meshctl/v1/proxies`: lists the connected proxies, and can wait until they have acknowledged
//! a revision.
//!
//! A waiting request holds its connection and nothing else: no permit of [`super::ConcurrencyLimits`]
//! and no lock. It ends with its connection, and when the server shuts down.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tokio::sync::watch;
use tokio::time::Instant;

use super::auth_context::AuthContext;
use super::error::ApiError;
use super::request::parameters;
use super::respond::ApiResponse;
use super::{App, authz};
use crate::model::arn::AccountId;
use crate::model::extension::{MAX_PROXY_WAIT, Proxy, ProxyQuery, Revision, is_rollout_over};
use crate::model::{Key, Name};
use crate::value_parser;

/// After a look at the proxies, a waiting request pauses for this multiple of the time that the look
/// took, so that many changes of many proxies cost it a tenth of one core at most.
const PAUSE_FACTOR: u32 = 9;

/// Responds with the proxies that match the query and that the caller may describe, after the wait
/// that the query requests.
pub(super) async fn list(
    app: &App,
    auth: &AuthContext,
    query: &str,
) -> Result<ApiResponse, ApiError> {
    let query = parse(query)?;
    let mut visible = VisibleProxies::new(app, auth, &query);
    let proxies = match query.revision.zip(query.wait) {
        Some((revision, wait)) => {
            let wait = wait.min(MAX_PROXY_WAIT).min(app.request_timeout / 2);
            wait_for(&mut visible, revision, Instant::now() + wait).await?
        }
        None => visible.list().await?,
    };
    let proxies: Vec<&Proxy> = proxies.iter().map(|proxy| &**proxy).collect();
    Ok(json!({ "proxies": proxies }).into())
}

fn parse(query: &str) -> Result<ProxyQuery, ApiError> {
    let mut parsed = ProxyQuery::default();
    for (name, value) in parameters(query) {
        let value = value?;
        let invalid = || ApiError::bad_request(format!("invalid value '{value}' for {name}"));
        match name.as_str() {
            "mesh" => parsed.mesh = Some(Name::from(value)),
            "meshOwner" => parsed.mesh_owner = Some(value.parse().map_err(|_| invalid())?),
            "resource" => parsed.resource = Some(Key::from_path(&value).ok_or_else(invalid)?),
            "revision" => {
                parsed.revision = Some(Revision(value.parse().map_err(|_| invalid())?));
            }
            "wait" => {
                parsed.wait = Some(value_parser::duration(&value).map_err(|_| invalid())?);
            }
            _ => return Err(ApiError::bad_request(format!("unknown parameter {name}"))),
        }
    }
    if parsed.wait.is_some() && parsed.revision.is_none() {
        return Err(ApiError::bad_request("wait requires revision"));
    }
    Ok(parsed)
}

/// Waits until the rollout of `revision` is over for the visible proxies, until `deadline`, or until
/// the server shuts down. Returns the proxies as they are then.
async fn wait_for(
    visible: &mut VisibleProxies<'_>,
    revision: Revision,
    deadline: Instant,
) -> Result<Vec<Arc<Proxy>>, ApiError> {
    let mut changes = visible.app.proxies.changes();
    loop {
        changes.mark_unchanged();
        let begun = Instant::now();
        let proxies = visible.list().await?;
        let is_over = is_rollout_over(proxies.iter().map(|proxy| &**proxy), revision);
        if is_over || begun >= deadline {
            return Ok(proxies);
        }
        let pause = begun.elapsed() * PAUSE_FACTOR;
        tokio::select! {
            () = next_change(&mut changes, pause) => {}
            () = tokio::time::sleep_until(deadline) => {}
            () = visible.app.proxies.closed() => return Ok(proxies),
        }
    }
}

/// Waits for `pause`, then for a change since the last look.
async fn next_change(changes: &mut watch::Receiver<()>, pause: Duration) {
    tokio::time::sleep(pause).await;
    if changes.changed().await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// The proxies that one caller may see: those of the caller's own meshes whose resources it may
/// describe.
struct VisibleProxies<'a> {
    app: Cow<'a, App>,
    auth: &'a AuthContext,
    query: &'a ProxyQuery,
    /// Owner of the caller's meshes as proxies have it: none if it is the server's own account.
    mesh_owner: Option<AccountId>,
    /// Whether the caller may describe a resource, for those that were looked up.
    may_describe: HashMap<Key, bool>,
}

impl<'a> VisibleProxies<'a> {
    fn new(app: &'a App, auth: &'a AuthContext, query: &'a ProxyQuery) -> Self {
        let account = &auth.caller.account;
        let mesh_owner = (*account != app.identity.account).then(|| account.clone());
        let app = app.for_account(account);
        Self { app, auth, query, mesh_owner, may_describe: HashMap::new() }
    }

    /// Returns the visible proxies that match the query, ordered by stream number.
    async fn list(&mut self) -> Result<Vec<Arc<Proxy>>, ApiError> {
        if self.query.mesh_owner.as_ref().is_some_and(|owner| *owner != self.auth.caller.account) {
            return Ok(Vec::new());
        }
        let mut proxies = Vec::new();
        for proxy in self.app.proxies.list() {
            if proxy.mesh_owner == self.mesh_owner
                && self.query.matches(&proxy)
                && self.may_describe(&proxy.resource).await?
            {
                proxies.push(proxy);
            }
        }
        Ok(proxies)
    }

    async fn may_describe(&mut self, key: &Key) -> Result<bool, ApiError> {
        if let Some(known) = self.may_describe.get(key) {
            return Ok(*known);
        }
        let (caller, identity) = (&self.auth.caller, &self.app.identity);
        let found =
            authz::read_if_needed(&*self.app.store, self.auth, &caller.account, key).await?;
        let owner = found.as_ref().and_then(|resource| resource.owner.as_ref());
        let tags = authz::tags(found.as_ref());
        let is_allowed = authz::authorize_describe(caller, identity, key, owner, tags).is_ok();
        self.may_describe.insert(key.clone(), is_allowed);
        Ok(is_allowed)
    }
}

#[cfg(test)]
mod tests;
