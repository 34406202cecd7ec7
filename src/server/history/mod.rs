//! What is asked of the history.

mod place;

use serde_json::json;

use self::place::{Newest, Place};
use super::error::ApiError;
use super::request::parameters;
use super::respond::Answer;
use super::{App, access};
use crate::auth::Caller;
use crate::model::{Key, Name};
use crate::store::{Change, Changes, Path, Range, Told};

/// Changes in one answer when the caller does not say, and at the most.
const USUAL: usize = 100;
const MOST: usize = 1000;

/// Searches at the same time; further ones wait. A long one takes a thread for much of its time.
pub(super) const SEARCHES: usize = 2;

/// Changes that are looked at in one read, so that a long history is never in memory.
const PAGE: usize = 64;

/// What is asked.
#[derive(Debug, Default, PartialEq)]
struct Question {
    resource: Option<Key>,
    mesh: Option<Name>,
    since_ms: Option<i64>,
    until_ms: Option<i64>,
    limit: Option<usize>,
    after: Option<Place>,
}

impl Question {
    fn read(query: &str) -> Result<Self, ApiError> {
        let mut asked = Self::default();
        for (name, value) in parameters(query) {
            let value = value?;
            let bad = || ApiError::bad_request(format!("{name} cannot be '{value}'"));
            let time = || value.parse().map(Some).map_err(|_| bad());
            match name.as_str() {
                "resource" => asked.resource = Some(Key::from_path(&value).ok_or_else(bad)?),
                "mesh" => asked.mesh = Some(Name::from(value)),
                "since" => asked.since_ms = time()?,
                "until" => asked.until_ms = time()?,
                "limit" => {
                    let limit = value.parse().ok().filter(|limit| (1..=MOST).contains(limit));
                    asked.limit = Some(limit.ok_or_else(bad)?);
                }
                "after" => asked.after = Some(Place::read(&value).ok_or_else(bad)?),
                _ => return Err(ApiError::bad_request(format!("{name} is no parameter"))),
            }
        }
        if let (Some(key), Some(after)) = (&asked.resource, &asked.after)
            && *key != after.resource
        {
            return Err(ApiError::bad_request("after is of another resource"));
        }
        Ok(asked)
    }

    fn range(&self) -> Range {
        match &self.resource {
            Some(key) => Range::changes(key),
            None => Range::history(self.mesh.as_ref()),
        }
    }

    /// Whether it was in the time that is asked for.
    fn is_in_time(&self, change: &Change) -> bool {
        self.since_ms.is_none_or(|since| change.at_ms >= since)
            && self.until_ms.is_none_or(|until| change.at_ms <= until)
    }
}

/// Answers with the newest changes that are asked for, the newest first: those of the caller's own
/// meshes, and of what it may describe.
pub(super) async fn answer(app: &App, caller: &Caller, query: &str) -> Result<Answer, ApiError> {
    let app = &*app.of(&caller.account);
    let asked = Question::read(query)?;
    let _place = app.places.searching.acquire().await.expect("it is never closed");
    let mut newest = Newest::new(asked.limit.unwrap_or(USUAL), asked.after.clone());
    search(app, caller, &asked, &mut newest).await?;
    let (changes, next) = newest.told();
    let next = next.map(|last| last.token());
    Ok(json!(Changes { changes, next, account: caller.account.clone() }).into())
}

async fn search(
    app: &App,
    caller: &Caller,
    asked: &Question,
    newest: &mut Newest,
) -> Result<(), ApiError> {
    let owner = &app.identity.account;
    // The changes of one resource come newest first.
    let mut newer = asked.after.clone().filter(|_| asked.resource.is_some());
    let after = newer.as_ref().map(|after| Path::change(&after.resource, after.change));
    let mut range = after.iter().fold(asked.range(), Range::after);
    loop {
        let (page, _) = app.store.read(&[range.clone().limit(PAGE)]).await?;
        for stored in &page {
            // Most changes of a long history are older than those that are wanted already.
            if newest.is_beyond(stored.revision) {
                continue;
            }
            let mut change = Change::read(stored)?;
            let place = Place::of(stored, &change, owner, newer.as_ref());
            newer = Some(place.clone());
            if newest.takes(&place)
                && asked.is_in_time(&change)
                && access::may_describe(caller, &app.identity, &change.resource, change.owner())
            {
                change.seen = None;
                let told = Told { change, revision: stored.revision };
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use futures_util::FutureExt as _;

    use super::*;
    use crate::model::arn::AccountId;
    use crate::server::Identity;
    use crate::store::Memory;

    #[tokio::test]
    async fn a_long_search_lets_others_have_their_turn() {
        let identity = Identity { account: AccountId::local(), region: "us-west-2".to_owned() };
        let caller = Caller::root(&identity.account, &identity.region);
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
        let search = || answer(&app, &caller, "mesh=m").now_or_never();
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
        let read = Question {
            resource: Some(key),
            mesh: Some(Name::from("a b")),
            since_ms: Some(-1),
            until_ms: Some(1),
            limit: Some(1000),
            after: None,
        };
        for (query, want) in [("", Some(Question::default())), (all, Some(read))] {
            assert_eq!(Question::read(query).ok(), want, "{query}");
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
            let refused = Question::read(query).unwrap_err();
            assert_eq!(refused.code, "BadRequestException", "{query}");
        }
    }
}
