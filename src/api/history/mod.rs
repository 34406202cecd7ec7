//! Queries of the history.

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

/// Default number of changes in a response.
const DEFAULT_LIMIT: usize = 100;

/// Maximum number of changes in a response.
const MAX_LIMIT: usize = 1000;

/// Maximum number of concurrent searches; further ones wait. A long search occupies a thread for
/// much of its time.
pub(super) const MAX_SEARCHES: usize = 2;

/// Number of changes per read, so that a long history is never in memory as a whole.
const PAGE_SIZE: usize = 64;

/// The parameters of a query.
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
        let mut filter = Self::default();
        for (name, value) in parameters(query) {
            let value = value?;
            let bad = || ApiError::bad_request(format!("Invalid value '{value}' for {name}"));
            let time = || value.parse().map(Some).map_err(|_| bad());
            match name.as_str() {
                "resource" => {
                    let whole = ["mesh/", "arn:"].iter().any(|start| value.starts_with(start));
                    let named = value.parse().ok().filter(|_| whole);
                    filter.resource = Some(named.ok_or_else(bad)?);
                }
                "mesh" => filter.mesh = Some(Name::from(value)),
                "since" => filter.since_ms = time()?,
                "until" => filter.until_ms = time()?,
                "limit" => {
                    let limit = value.parse().ok().filter(|limit| (1..=MAX_LIMIT).contains(limit));
                    filter.limit = Some(limit.ok_or_else(bad)?);
                }
                "after" => filter.after = Some(HistoryPosition::read(&value).ok_or_else(bad)?),
                _ => return Err(ApiError::bad_request(format!("unknown parameter {name}"))),
            }
        }
        if let (Some(named), Some(after)) = (&filter.resource, &filter.after)
            && named.key != after.resource
        {
            return Err(ApiError::bad_request("after is the token of another resource"));
        }
        Ok(filter)
    }

    /// Returns whether `change` is in the requested period.
    fn matches_period(&self, change: &Change) -> bool {
        self.since_ms.is_none_or(|since| change.at_ms >= since)
            && self.until_ms.is_none_or(|until| change.at_ms <= until)
    }
}

/// Returns the newest matching changes, newest first: of the caller's own meshes and of its
/// resources in meshes of other accounts, limited to those that it is allowed to describe.
pub(super) async fn answer(
    app: &App,
    auth: &AuthContext,
    query: &str,
) -> Result<ApiResponse, ApiError> {
    let filter = HistoryFilter::read(query)?;
    let scopes = search_scopes(app, auth, &filter)?;
    let _permit = app.concurrency.searching.acquire().await.expect("the semaphore is never closed");
    let mut newest =
        NewestChanges::new(filter.limit.unwrap_or(DEFAULT_LIMIT), filter.after.clone());
    for scope in &scopes {
        scope.search(&filter, &mut newest).await?;
    }
    let (changes, next) = newest.into_page();
    if let (Some(named), [scope]) = (&filter.resource, scopes.as_slice())
        && changes.is_empty()
    {
        scope.explain_no_changes(&named.key).await?;
    }
    let next = next.map(|last| last.token());
    Ok(json!(HistoryPage { changes, next, account: auth.caller.account.clone() }).into())
}

/// Determines where to search.
fn search_scopes<'a>(
    app: &'a App,
    auth: &'a AuthContext,
    filter: &HistoryFilter,
) -> Result<Vec<SearchScope<'a>>, ApiError> {
    let own = &auth.caller.account;
    let scope = |owner: &AccountId, range, only| SearchScope {
        app: app.for_account(owner),
        auth,
        range,
        owned_by: only,
    };
    if let Some(named) = &filter.resource {
        let owner = named.mesh_owner.as_ref().unwrap_or(own);
        let mut only = (owner != own).then(|| own.clone());
        if let Some(arn) = &named.arn {
            let text = arn.to_string();
            app.identity.check_region(arn, &text)?;
            if only.replace(arn.account.clone()).is_some_and(|own| own != arn.account) {
                return Err(foreign(&text, &arn.account));
            }
        }
        if !auth.can_enter(owner, &named.key.mesh) {
            let text = format!("{named} is in a mesh that is not shared with account {own}");
            return Err(ApiError::access_denied(text));
        }
        return Ok(vec![scope(owner, Range::changes(&named.key), only)]);
    }
    let mut scopes = vec![scope(own, Range::history(filter.mesh.as_ref()), None)];
    for (owner, mesh) in auth.shared_meshes() {
        if filter.mesh.as_ref().is_none_or(|filter| filter == mesh) {
            scopes.push(scope(owner, Range::history(Some(mesh)), Some(own.clone())));
        }
    }
    Ok(scopes)
}

/// A part of the history to search: that of the meshes of one account.
struct SearchScope<'a> {
    /// The API for the meshes of that account.
    app: Cow<'a, App>,
    auth: &'a AuthContext,
    range: Range,
    /// The owner of the resources to include; all resources if it is not set.
    owned_by: Option<AccountId>,
}

impl SearchScope<'_> {
    async fn search(
        &self,
        filter: &HistoryFilter,
        newest: &mut NewestChanges,
    ) -> Result<(), ApiError> {
        let owner = &self.app.identity.account;
        // The changes of one resource come newest first.
        let mut newer = filter.after.clone().filter(|_| filter.resource.is_some());
        let after = newer.as_ref().map(|after| Path::change(&after.resource, after.change));
        let mut range = self.range.clone();
        range = after.iter().fold(range, Range::after);
        let mut current = None;
        loop {
            let (page, _) = self.app.store.read(&[range.clone().limit(PAGE_SIZE)]).await?;
            for stored in &page {
                // In a long history, most changes are older than those that are already found.
                if newest.is_beyond(stored.revision) {
                    continue;
                }
                let change = Change::read(stored)?;
                let position = HistoryPosition::of(stored, &change, owner, newer.as_ref());
                newer = Some(position.clone());
                if newest.accepts(&position)
                    && filter.matches_period(&change)
                    && self.includes(&change)
                    && self.may_describe(&change, &mut current).await?
                {
                    let entry = self.entry(change, stored.revision);
                    newest.insert(position, entry, stored.value.len());
                }
            }
            let Some(last) = page.last().filter(|_| page.len() == PAGE_SIZE) else { break };
            if filter.resource.is_some() && newest.is_full() {
                break;
            }
            range = range.after(&last.path);
            // Reading does not wait for anything: without this, other tasks and the request timeout
            // would not run.
            tokio::task::yield_now().await;
        }
        Ok(())
    }

    fn owner<'b>(&'b self, change: &'b Change) -> &'b AccountId {
        change.owner().unwrap_or(&self.app.identity.account)
    }

    /// Returns whether `change` is in this scope. An account only sees tag changes of
    /// resources that it owns (`docs/behaviour/api.md#tags`).
    fn includes(&self, change: &Change) -> bool {
        let owner = self.owner(change);
        self.owned_by.as_ref().is_none_or(|only| only == owner)
            && (*owner == self.auth.caller.account || !change.changes_only_tags())
    }

    /// Returns `change` as the caller sees it.
    fn entry(&self, mut change: Change, revision: Revision) -> HistoryEntry {
        let (caller, mesh_owner) = (&self.auth.caller.account, &self.app.identity.account);
        if self.owner(&change) != caller {
            for state in change.before.iter_mut().chain(&mut change.after) {
                state.tags.clear();
            }
        }
        change.seen = None;
        let mesh_owner = (mesh_owner != caller).then(|| mesh_owner.clone());
        HistoryEntry { change, revision, mesh_owner }
    }

    /// Returns whether the caller is allowed to describe the changed resource. Its current tags
    /// count, or those of the change if it is deleted. `current` caches the last resource that was
    /// read.
    async fn may_describe(
        &self,
        change: &Change,
        current: &mut Option<(Key, Option<Resource>)>,
    ) -> Result<bool, ApiError> {
        let (key, identity) = (&change.resource, &self.app.identity);
        let mut tags = change.latest_state().map_or(&[][..], |state| &state.tags);
        if authz::uses_resource_tags(&self.auth.caller) {
            if current.as_ref().is_none_or(|(found, _)| found != key) {
                let (found, _) = self.app.store.read(&[Range::one(key)]).await?;
                let resource = found.first().map(Resource::read).transpose()?;
                *current = Some((key.clone(), resource));
            }
            let now = current.as_ref().and_then(|(_, found)| found.as_ref());
            let uid = change.latest_state().map(|state| &state.uid);
            if let Some(now) = now.filter(|now| Some(&now.uid) == uid) {
                tags = &now.tags;
            }
        }
        let owner = change.owner();
        Ok(authz::authorize_describe(&self.auth.caller, identity, key, owner, tags).is_ok())
    }

    /// Returns an error if there are no changes of `key` because the caller is not allowed to see
    /// them.
    async fn explain_no_changes(&self, key: &Key) -> Result<(), ApiError> {
        let (caller, identity) = (&self.auth.caller, &self.app.identity);
        let found =
            authz::read_if_needed(&*self.app.store, self.auth, &identity.account, key).await?;
        let owner = found.as_ref().map_or_else(
            || self.owned_by.as_ref().unwrap_or(&caller.account),
            |found| found.owner(identity),
        );
        let tags = authz::tags(found.as_ref());
        authz::authorize_describe(caller, identity, key, Some(owner), tags)?;
        match &self.owned_by {
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
    async fn long_search_yields_to_other_tasks() {
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
        for (changes, is_done) in [(PAGE_SIZE as u64 - 1, true), (2 * PAGE_SIZE as u64, false)] {
            let writes = (0..changes).map(|number| change(number).put()).collect();
            app.store.commit(Vec::new(), writes).await.unwrap();
            assert_eq!(search().is_some(), is_done, "{changes}");
        }
    }

    #[test]
    fn filter_parses_the_query() {
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
