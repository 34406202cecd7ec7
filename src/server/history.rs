//! What is asked of the history.

use serde_json::json;

use super::error::ApiError;
use super::request::parameters;
use super::respond::Answer;
use super::{App, access};
use crate::auth::Caller;
use crate::model::own::Revision;
use crate::model::{Key, Name};
use crate::store::{Change, Range};

/// Changes in one answer when the caller does not say, and at the most.
const USUAL: usize = 100;
const MOST: usize = 1000;

/// Searches at the same time; further ones wait. A long one takes a thread for much of its time.
pub(super) const SEARCHES: usize = 2;

/// Changes that are looked at in one read, so that a long history is never in memory.
const PAGE: usize = 256;

/// What is asked.
#[derive(Debug, Default, PartialEq)]
struct Question {
    resource: Option<Key>,
    mesh: Option<Name>,
    since_ms: Option<i64>,
    limit: Option<usize>,
}

impl Question {
    fn read(query: &str) -> Result<Self, ApiError> {
        let mut asked = Self::default();
        for (name, value) in parameters(query) {
            let value = value?;
            let bad = || ApiError::bad_request(format!("{name} cannot be '{value}'"));
            match name.as_str() {
                "resource" => asked.resource = Some(Key::from_path(&value).ok_or_else(bad)?),
                "mesh" => asked.mesh = Some(Name::from(value)),
                "since" => asked.since_ms = Some(value.parse().map_err(|_| bad())?),
                "limit" => {
                    let limit = value.parse().ok().filter(|limit| (1..=MOST).contains(limit));
                    asked.limit = Some(limit.ok_or_else(bad)?);
                }
                _ => return Err(ApiError::bad_request(format!("{name} is no parameter"))),
            }
        }
        Ok(asked)
    }

    fn range(&self) -> Range {
        match &self.resource {
            Some(key) => Range::changes(key),
            None => Range::history(self.mesh.as_ref()),
        }
    }
}

/// Answers with the newest changes that are asked for, the newest first: those of the caller's own
/// meshes, and of what it may describe.
pub(super) async fn answer(app: &App, caller: &Caller, query: &str) -> Result<Answer, ApiError> {
    let app = &*app.of(&caller.account);
    let asked = Question::read(query)?;
    let limit = asked.limit.unwrap_or(USUAL);
    let _place = app.places.searching.acquire().await.expect("it is never closed");
    let mut newest: Vec<(Revision, Change)> = Vec::new();
    let mut range = asked.range().limit(PAGE);
    loop {
        let (page, _) = app.store.read(&[range]).await?;
        // Most changes of a long history are older than those that are wanted already.
        let oldest = newest.get(limit - 1).map(|(revision, _)| *revision);
        for stored in page.iter().filter(|stored| Some(stored.revision) > oldest) {
            let change = Change::read(stored)?;
            if asked.since_ms.is_none_or(|since| change.at_ms >= since)
                && access::may_describe(caller, &app.identity, &change.resource, change.owner())
            {
                newest.push((stored.revision, change));
            }
        }
        newest.sort_by_key(|(revision, _)| std::cmp::Reverse(*revision));
        newest.truncate(limit);
        let Some(last) = page.last().filter(|_| page.len() == PAGE) else { break };
        // The changes of one resource come newest first: the others of it are older still.
        if asked.resource.is_some() && newest.len() == limit {
            break;
        }
        range = asked.range().after(&last.path).limit(PAGE);
        // Reading does not wait for anything: without this, neither others nor the time that a
        // request has would get their turn.
        tokio::task::yield_now().await;
    }
    let changes = newest.into_iter().map(|(revision, change)| {
        let mut shown = json!(change);
        shown["revision"] = json!(revision);
        shown
    });
    Ok(json!({ "changes": changes.collect::<Vec<_>>() }).into())
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
        let all = "resource=mesh%2Fm%2FvirtualNode%2Fn&mesh=a+b&since=-1&limit=1000";
        let read = Question {
            resource: Some(key),
            mesh: Some(Name::from("a b")),
            since_ms: Some(-1),
            limit: Some(1000),
        };
        for (query, want) in [("", Some(Question::default())), (all, Some(read))] {
            assert_eq!(Question::read(query).ok(), want, "{query}");
        }
        for query in ["resource=m", "since=x", "limit=0", "limit=1001", "order=up", "mesh=%ff"] {
            let refused = Question::read(query).unwrap_err();
            assert_eq!(refused.code, "BadRequestException", "{query}");
        }
    }
}
