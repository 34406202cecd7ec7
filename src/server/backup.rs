//! Everything that the store holds, out of it and into it again.

use axum::body::Body;
use futures_util::stream::{self, StreamExt as _};
use http::request::Parts;
use serde_json::json;
use tokio::sync::OwnedSemaphorePermit;

use super::error::ApiError;
use super::request::parameters;
use super::respond::{Answer, Content};
use super::{App, BODY_LIMIT_BYTES, access};
use crate::auth::Caller;
use crate::iam::Context;
use crate::model::own::{self, Revision};
use crate::store::backup::{Backup, Header, Scribe};
use crate::store::{Guard, Range, Snapshot, StoreError, Write};

/// Largest backup that is taken over a socket, in bytes: it is in memory once while it is checked.
const LIMIT_BYTES: usize = 256 << 20;

/// Room for the body of a request.
pub(super) struct Room {
    pub(super) limit_bytes: usize,
    _place: Option<OwnedSemaphorePermit>,
}

impl Room {
    /// Returns the room that the request with this `head` gets. A backup that is to be restored is
    /// large, so there is room for one at a time.
    ///
    /// # Errors
    ///
    /// `ServiceUnavailableException` if there is none.
    pub(super) fn of(app: &App, head: &Parts) -> Result<Self, ApiError> {
        if head.uri.path().strip_prefix(own::ROOT) != Some(own::RESTORE) {
            return Ok(Self { limit_bytes: BODY_LIMIT_BYTES, _place: None });
        }
        let limit_bytes = if app.in_process { usize::MAX } else { LIMIT_BYTES };
        Ok(Self { limit_bytes, _place: Some(place(app)?) })
    }
}

fn place(app: &App) -> Result<OwnedSemaphorePermit, ApiError> {
    app.copying.clone().try_acquire_owned().map_err(|_| ApiError::copying())
}

/// Holds `caller` against its policies. The store is that of all accounts, so only callers of the
/// server's own may have the permission.
fn allow(app: &App, caller: &Caller, action: &str) -> Result<(), ApiError> {
    if caller.account != app.identity.account {
        let text = format!(
            "User: {} is not authorized to perform: {action} on resource: *: the store is that of \
             account {}",
            caller.arn, app.identity.account
        );
        return Err(ApiError::access_denied(text));
    }
    access::judge(caller, &app.identity, action, "*", Context::default())
}

/// Answers with a backup, line by line as the store yields it. Whoever reads it knows by its last
/// line that it is whole.
pub(super) async fn backup(app: &App, caller: &Caller) -> Result<Answer, ApiError> {
    allow(app, caller, "meshctl:Backup")?;
    let now_ms = jiff::Timestamp::now().as_millisecond();
    let place = place(app)?;
    let Snapshot { revision, chunks } = app.store.snapshot().await?;
    let (account, region) = (app.identity.account.to_string(), app.identity.region.clone());
    let mut scribe = Scribe::default();
    let begin = scribe.begin(&Header::new(account, region, now_ms, revision));
    let rest = stream::unfold((Some(scribe), chunks, place), |(scribe, mut chunks, place)| async {
        let mut scribe = scribe?;
        let (line, scribe): (Result<String, StoreError>, _) = match chunks.next().await {
            Some(Ok(chunk)) => (Ok(scribe.entries(chunk)), Some(scribe)),
            Some(Err(error)) => (Err(error), None),
            None => (Ok(scribe.end()), None),
        };
        Some((line, (scribe, chunks, place)))
    });
    let lines = stream::iter([Ok(begin)]).chain(rest);
    Ok(Answer { body: Content::Lines(Body::from_stream(lines)), revision: None })
}

/// Stores what a backup holds, in one commit: in the place of everything if `replace=true` is in
/// the query, else only if there is nothing.
pub(super) async fn restore(
    app: &App,
    caller: &Caller,
    query: &str,
    body: &[u8],
) -> Result<Answer, ApiError> {
    allow(app, caller, "meshctl:Restore")?;
    let mut replace = false;
    for (name, value) in parameters(query) {
        match (name, value?.as_str()) {
            ("replace", "true") => replace = true,
            ("replace", "false") => replace = false,
            _ => return Err(ApiError::bad_request(format!("{name} is no parameter"))),
        }
    }
    let refused = |why: &dyn std::fmt::Display| {
        ApiError::bad_request(format!("The backup cannot be restored: {why}"))
    };
    let text = std::str::from_utf8(body).map_err(|error| refused(&error))?;
    let backup = Backup::read(text).map_err(|error| refused(&error))?;
    let (range, entries) = (Range::everything(), backup.writes.len());
    let (guards, writes) = if replace {
        (Vec::new(), [vec![Write::Clear { range }], backup.writes].concat())
    } else {
        (vec![Guard::Quiet { range, since: Revision(0) }], backup.writes)
    };
    match app.store.commit(guards, writes).await {
        Ok(revision) => {
            tracing::info!(entries, %revision, replace, who = caller.arn, "restored");
            let body = json!({
                "entries": entries,
                "account": app.identity.account.to_string(),
                "region": app.identity.region,
            });
            Ok(Answer { body: body.into(), revision: Some(revision) })
        }
        Err(StoreError::Guard { .. }) => Err(ApiError::conflict("The store is not empty")),
        Err(error) => Err(error.into()),
    }
}
