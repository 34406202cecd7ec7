//! What is asked of the history.

mod position;

use std::borrow::Cow;

use serde_json::json;

use self::position::{HistoryPosition, NewestChanges};
use super::auth_context::AuthContext;
use super::error::ApiError;
use super::request::parameters;
use super::respond::ApiResponse;
use super::rules::ownership::{belongs, foreign};
use super::{App, authz};
use crate::model::arn::AccountId;
use crate::model::extension::Revision;
use crate::model::{Key, Name, ResourceRef};
use crate::store::{Change, HistoryEntry, HistoryPage, Path, Range, Resource};

/// Changes in one answer when the caller does not say, and at the most.
const USUAL: usize = 100;
const MOST: usize = 1000;

/// Searches at the same time; further ones wait. A long one takes a thread for much of its time.
pub(super) const SEARCHES: usize = 2;

/// Changes that are looked at in one read, so that a long history is never in memory.
const PAGE: usize = 64;

/// What is asked.
#[derive(Debug, Default, PartialEq)]
struct HistoryFilter {
    resource: Option<ResourceRef>,
    mesh: Option<Name>,
    since_ms: Option<i64>,
    until_ms: Option<i64>,
    limit: Option<usize>,
    after: Option<HistoryPosition>,
}

impl HistoryFilter {
    fn read(query: &str) -> Result<Self, ApiError> {
        let mut asked = Self::default();
        for (name, value) in parameters(query) {
            let value = value?;
            let bad = || ApiError::bad_request(format!("{name} cannot be '{value}'"));
            let time = || value.parse().map(Some).map_err(|_| bad());
            match name.as_str() {
                "resource" => {
                    let whole = ["mesh/", "arn:"].iter().any(|start| value.starts_with(start));
                    let named = value.parse().ok().filter(|_| whole);
                    asked.resource = Some(named.ok_or_else(bad)?);
                }
                "mesh" => asked.mesh = Some(Name::from(value)),
                "since" => asked.since_ms = time()?,
                "until" => asked.until_ms = time()?,
                "limit" => {
                    let limit = value.parse().ok().filter(|limit| (1..=MOST).contains(limit));
                    asked.limit = Some(limit.ok_or_else(bad)?);
                }
                "after" => asked.after = Some(HistoryPosition::read(&value).ok_or_else(bad)?),
                _ => return Err(ApiError::bad_request(format!("{name} is no parameter"))),
            }
        }
        if let (Some(named), Some(after)) = (&asked.resource, &asked.after)
            && named.key != after.resource
        {
            return Err(ApiError::bad_request("after is of another resource"));
        }
        Ok(asked)
    }

    /// Whether it was in the time that is asked for.
    fn is_in_time(&self, change: &Change) -> bool {
        self.since_ms.is_none_or(|since| change.at_ms >= since)
            && self.until_ms.is_none_or(|until| change.at_ms <= until)
    }
}

/// Answers with the newest changes that are asked for, the newest first: those of the caller's own
/// meshes and of what it has in the meshes of others, and of all this what it may describe.
pub(super) async fn answer(
    app: &App,
    auth: &AuthContext,
    query: &str,
) -> Result<ApiResponse, ApiError> {
    let asked = HistoryFilter::read(query)?;
    let parts = parts(app, auth, &asked)?;
    let _place = app.concurrency.searching.acquire().await.expect("it is never closed");
    let mut newest = NewestChanges::new(asked.limit.unwrap_or(USUAL), asked.after.clone());
    for part in &parts {
        part.search(&asked, &mut newest).await?;
    }
    let (changes, next) = newest.told();
    if let (Some(named), [part]) = (&asked.resource, parts.as_slice())
        && changes.is_empty()
    {
        part.explain(&named.key).await?;
    }
    let next = next.map(|last| last.token());
    Ok(json!(HistoryPage { changes, next, account: auth.caller.account.clone() }).into())
}

/// Finds out where to look for what is asked.
fn parts<'a>(
    app: &'a App,
    auth: &'a AuthContext,
    asked: &HistoryFilter,
) -> Result<Vec<SearchScope<'a>>, ApiError> {
    let own = &auth.caller.account;
    let part = |owner: &AccountId, range, only| SearchScope {
        app: app.for_account(owner),
        auth,
        range,
        only,
    };
    if let Some(named) = &asked.resource {
        let owner = named.mesh_owner.as_ref().unwrap_or(own);
        let mut only = (owner != own).then(|| own.clone());
        if let Some(arn) = &named.arn {
            let text = arn.to_string();
            app.identity.is_region_of(arn, &text)?;
            if only.replace(arn.account.clone()).is_some_and(|own| own != arn.account) {
                return Err(foreign(&text, &arn.account));
            }
        }
        if !auth.can_enter(owner, &named.key.mesh) {
            let text = format!("{named} is in a mesh that is not shared with account {own}");
            return Err(ApiError::access_denied(text));
        }
        return Ok(vec![part(owner, Range::changes(&named.key), only)]);
    }
    let mut parts = vec![part(own, Range::history(asked.mesh.as_ref()), None)];
    for (owner, mesh) in auth.shared_meshes() {
        if asked.mesh.as_ref().is_none_or(|asked| asked == mesh) {
            parts.push(part(owner, Range::history(Some(mesh)), Some(own.clone())));
        }
    }
    Ok(parts)
}

/// A part of the history in which is searched: of the meshes of one account.
struct SearchScope<'a> {
    /// As it looks from that account.
    app: Cow<'a, App>,
    auth: &'a AuthContext,
    range: Range,
    /// Whose resources are meant, if not everybody's.
    only: Option<AccountId>,
}

impl SearchScope<'_> {
    async fn search(
        &self,
        asked: &HistoryFilter,
        newest: &mut NewestChanges,
    ) -> Result<(), ApiError> {
        let owner = &self.app.identity.account;
        // The changes of one resource come newest first.
        let mut newer = asked.after.clone().filter(|_| asked.resource.is_some());
        let after = newer.as_ref().map(|after| Path::change(&after.resource, after.change));
        let mut range = self.range.clone();
        range = after.iter().fold(range, Range::after);
        let mut living = None;
        loop {
            let (page, _) = self.app.store.read(&[range.clone().limit(PAGE)]).await?;
            for stored in &page {
                // Most changes of a long history are older than those that are wanted already.
                if newest.is_beyond(stored.revision) {
                    continue;
                }
                let change = Change::read(stored)?;
                let place = HistoryPosition::of(stored, &change, owner, newer.as_ref());
                newer = Some(place.clone());
                if newest.takes(&place)
                    && asked.is_in_time(&change)
                    && self.includes(&change)
                    && self.may_describe(&change, &mut living).await?
                {
                    let told = self.told(change, stored.revision);
                    newest.put(place, told, stored.value.len());
                }
            }
            let Some(last) = page.last().filter(|_| page.len() == PAGE) else { break };
            if asked.resource.is_some() && newest.is_full() {
                break;
            }
            range = range.after(&last.path);
            // Reading does not wait for anything: without this, neither others nor the time that a
            // request has would get their turn.
            tokio::task::yield_now().await;
        }
        Ok(())
    }

    fn owner<'b>(&'b self, change: &'b Change) -> &'b AccountId {
        change.owner().unwrap_or(&self.app.identity.account)
    }

    /// Returns whether `change` is included. An account sees tags of its own resources only
    /// (`docs/behaviour/api.md#tags`).
    fn includes(&self, change: &Change) -> bool {
        let owner = self.owner(change);
        self.only.as_ref().is_none_or(|only| only == owner)
            && (*owner == self.auth.caller.account || !change.is_of_tags())
    }

    /// Returns what the caller is told of `change`.
    fn told(&self, mut change: Change, revision: Revision) -> HistoryEntry {
        let (asking, mesh_owner) = (&self.auth.caller.account, &self.app.identity.account);
        if self.owner(&change) != asking {
            for state in change.before.iter_mut().chain(&mut change.after) {
                state.tags.clear();
            }
        }
        change.seen = None;
        let mesh_owner = (mesh_owner != asking).then(|| mesh_owner.clone());
        HistoryEntry { change, revision, mesh_owner }
    }

    /// Whether the caller may describe what was changed, with the tags that it has: those of the
    /// change if it is gone. `living` keeps what was found to live last.
    async fn may_describe(
        &self,
        change: &Change,
        living: &mut Option<(Key, Option<Resource>)>,
    ) -> Result<bool, ApiError> {
        let (key, identity) = (&change.resource, &self.app.identity);
        let mut tags = change.last().map_or(&[][..], |state| &state.tags);
        if authz::uses_resource_tags(&self.auth.caller) {
            if living.as_ref().is_none_or(|(found, _)| found != key) {
                let (found, _) = self.app.store.read(&[Range::one(key)]).await?;
                let resource = found.first().map(Resource::read).transpose()?;
                *living = Some((key.clone(), resource));
            }
            let now = living.as_ref().and_then(|(_, found)| found.as_ref());
            let uid = change.last().map(|state| &state.uid);
            if let Some(now) = now.filter(|now| Some(&now.uid) == uid) {
                tags = &now.tags;
            }
        }
        let owner = change.owner();
        Ok(authz::authorize_describe(&self.auth.caller, identity, key, owner, tags).is_ok())
    }

    /// Says why nothing is told of `key`, unless nothing is kept.
    async fn explain(&self, key: &Key) -> Result<(), ApiError> {
        let (caller, identity) = (&self.auth.caller, &self.app.identity);
        let found =
            authz::read_if_needed(&*self.app.store, self.auth, &identity.account, key).await?;
        let owner = found.as_ref().map_or_else(
            || self.only.as_ref().unwrap_or(&caller.account),
            |found| found.owner(identity),
        );
        let tags = authz::tags(found.as_ref());
        authz::authorize_describe(caller, identity, key, Some(owner), tags)?;
        match &self.only {
            Some(only) if found.is_some() && only != owner => {
                Err(ApiError::access_denied(belongs(key, owner)))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use futures_util::FutureExt as _;

    use super::*;
    use crate::api::Identity;
    use crate::auth::Caller;
    use crate::store::Memory;

    #[tokio::test]
    async fn a_long_search_lets_others_have_their_turn() {
        let identity = Identity { account: AccountId::local(), region: "us-west-2".to_owned() };
        let caller = Arc::new(Caller::root(&identity.account, &identity.region));
        let auth = AuthContext { caller, accounts: None };
        let app = App::new(Arc::new(Memory::default()), identity);
        let change = |change| Change {
            resource: Key::mesh("m"),
            change,
            at_ms: 0,
            seen: None,
            who: String::new(),
            operation: String::new(),
            before: None,
            after: None,
        };
        let search = || answer(&app, &auth, "mesh=m").now_or_never();
        for (changes, is_done) in [(PAGE as u64 - 1, true), (2 * PAGE as u64, false)] {
            let writes = (0..changes).map(|number| change(number).put()).collect();
            app.store.commit(Vec::new(), writes).await.unwrap();
            assert_eq!(search().is_some(), is_done, "{changes}");
        }
    }

    #[test]
    fn a_question_is_read_from_its_query() {
        let key = Key::from_path("mesh/m/virtualNode/n").unwrap();
        let all = "resource=mesh%2Fm%2FvirtualNode%2Fn&mesh=a+b&since=-1&until=1&limit=1000";
        let read = HistoryFilter {
            resource: Some(ResourceRef { key, mesh_owner: None, arn: None }),
            mesh: Some(Name::from("a b")),
            since_ms: Some(-1),
            until_ms: Some(1),
            limit: Some(1000),
            after: None,
        };
        for (query, want) in [("", Some(HistoryFilter::default())), (all, Some(read))] {
            assert_eq!(HistoryFilter::read(query).ok(), want, "{query}");
        }
        for query in [
            "resource=m",
            "since=x",
            "until=",
            "after=x",
            "limit=0",
            "limit=1001",
            "order=up",
            "mesh=%ff",
        ] {
            let refused = HistoryFilter::read(query).unwrap_err();
            assert_eq!(refused.code, "BadRequestException", "{query}");
        }
    }
}
