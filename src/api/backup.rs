//! Everything that the store holds, out of it and into it again.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use futures_util::stream::{self, StreamExt as _};
use http::request::Parts;
use serde_json::json;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::time::{Instant, timeout_at};
use tokio_stream::wrappers::ReceiverStream;
use tokio_util::task::AbortOnDropHandle;

use super::error::ApiError;
use super::request::parameters;
use super::respond::{ApiResponse, ResponseBody};
use super::{App, BODY_LIMIT_BYTES, authz};
use crate::auth::Caller;
use crate::iam::RequestContext;
use crate::model::extension::{self, Revision};
use crate::store::backup::{Backup, BackupWriter, Header};
use crate::store::{Guard, Range, Snapshot, StoreError, Write};

/// Largest backup that is taken over a socket, in bytes: it is in memory once while it is checked.
const LIMIT_BYTES: usize = 256 << 20;

/// How fast a backup must be taken, and how long a client may be behind. Until its end, what is
/// replaced in the store stays on the disk, and nobody else has a backup.
const PACE_BYTES_PER_S: u64 = 256 << 10;
const PATIENCE: Duration = Duration::from_secs(60);

/// Room for the body of a request.
pub(super) struct BodyLimit {
    pub(super) limit_bytes: usize,
    _place: Option<OwnedSemaphorePermit>,
}

impl BodyLimit {
    /// Returns the room that the request with this `head` gets. A backup that is to be restored is
    /// large, so there is room for one at a time.
    ///
    /// # Errors
    ///
    /// `ServiceUnavailableException` if there is none.
    pub(super) fn of(app: &App, head: &Parts) -> Result<Self, ApiError> {
        if head.uri.path().strip_prefix(extension::ROOT) != Some(extension::RESTORE) {
            return Ok(Self { limit_bytes: BODY_LIMIT_BYTES, _place: None });
        }
        let limit_bytes = if app.in_process { usize::MAX } else { LIMIT_BYTES };
        Ok(Self { limit_bytes, _place: Some(place(&app.concurrency.receiving)?) })
    }
}

fn place(places: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, ApiError> {
    Arc::clone(places).try_acquire_owned().map_err(|_| ApiError::backup_in_progress())
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
    authz::authorize_action(caller, &app.identity, action, "*", RequestContext::default())
}

/// Answers with a backup, line by line as the store yields it. Whoever reads it knows by its last
/// line that it is whole.
pub(super) async fn backup(app: &App, caller: &Caller) -> Result<ApiResponse, ApiError> {
    allow(app, caller, "meshctl:Backup")?;
    let now_ms = jiff::Timestamp::now().as_millisecond();
    let place = place(&app.concurrency.copying)?;
    let snapshot = app.store.snapshot().await?;
    let (account, region) = (app.identity.account.to_string(), app.identity.region.clone());
    let header = Header::new(account, region, now_ms, snapshot.revision);
    let body = lines(place, &header, snapshot, PATIENCE);
    Ok(ApiResponse { body: ResponseBody::Lines(body), revision: None })
}

/// The lines of a backup, for a reader who is never more than `patience` behind its pace.
fn lines(
    place: OwnedSemaphorePermit,
    header: &Header,
    snapshot: Snapshot,
    patience: Duration,
) -> Body {
    let mut writer = BackupWriter::default();
    let begin = writer.begin(header);
    let mut chunks = snapshot.chunks;
    let (lines, taken) = mpsc::channel(1);
    // Nobody polls a body that its reader does not take: the time is kept by a task, which ends
    // with the body, or before.
    let writer_task = AbortOnDropHandle::new(tokio::spawn(async move {
        let _place = place;
        let mut out = Out { lines, sent_bytes: 0, begun: Instant::now(), patience };
        out.put(begin).await?;
        while let Some(chunk) = chunks.next().await {
            match chunk {
                Ok(chunk) => out.put(writer.entries(chunk)).await?,
                Err(error) => return Err(BackupInterrupted::Store(error)),
            }
        }
        out.put(writer.end()).await
    }));
    let end = stream::once(writer_task).filter_map(|ended| async {
        match ended.unwrap_or(Err(BackupInterrupted::Late)) {
            Ok(()) => None,
            Err(BackupInterrupted::Store(error)) => {
                let cause = format!("{:#}", anyhow::Error::from(error));
                tracing::error!(cause, "a backup breaks off");
                Some(Err(cause.into()))
            }
            Err(late) => Some(Err(late.into())),
        }
    });
    Body::from_stream(ReceiverStream::new(taken).map(Ok::<_, axum::BoxError>).chain(end))
}

/// Why a backup ends before its last line.
#[derive(Debug, thiserror::Error)]
enum BackupInterrupted {
    #[error(transparent)]
    Store(StoreError),
    #[error("the backup was not taken in time")]
    Late,
}

/// Where the lines of a backup go, and how fast.
struct Out {
    lines: mpsc::Sender<String>,
    sent_bytes: u64,
    begun: Instant,
    patience: Duration,
}

impl Out {
    /// Waits until `lines` can go out, as long as the reader keeps its pace.
    async fn put(&mut self, lines: String) -> Result<(), BackupInterrupted> {
        let due = Duration::from_secs(self.sent_bytes / PACE_BYTES_PER_S) + self.patience;
        self.sent_bytes += lines.len() as u64;
        match timeout_at(self.begun + due, self.lines.send(lines)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(BackupInterrupted::Late),
        }
    }
}

/// Stores what a backup holds, in one commit: in the place of everything if `replace=true` is in
/// the query, else only if there is nothing.
pub(super) async fn restore(
    app: &App,
    caller: &Caller,
    query: &str,
    body: &[u8],
) -> Result<ApiResponse, ApiError> {
    allow(app, caller, "meshctl:Restore")?;
    let mut replace = false;
    for (name, value) in parameters(query) {
        match (name.as_str(), value?.as_str()) {
            ("replace", "true") => replace = true,
            ("replace", "false") => replace = false,
            _ => return Err(ApiError::bad_request(format!("{name} is no parameter"))),
        }
    }
    let _place = place(&app.concurrency.copying)?;
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
            Ok(ApiResponse { body: body.into(), revision: Some(revision) })
        }
        Err(StoreError::Guard { .. }) => Err(ApiError::conflict("The store is not empty")),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Identity;
    use crate::model::arn::AccountId;
    use crate::store::Memory;

    #[tokio::test]
    async fn who_does_not_take_a_backup_loses_its_place() {
        let identity = Identity { account: AccountId::local(), region: "us-west-2".to_owned() };
        let app = App::new(Arc::new(Memory::default()), identity);
        let header = Header::new(String::new(), String::new(), 0, Revision(0));
        let begin = async |patience| {
            let permit = place(&app.concurrency.copying).unwrap();
            lines(permit, &header, app.store.snapshot().await.unwrap(), patience)
        };
        let taken = begin(Duration::from_millis(1)).await;
        let refused = place(&app.concurrency.copying).unwrap_err();
        assert_eq!(refused.code, "ServiceUnavailableException");
        drop(app.concurrency.copying.acquire().await.unwrap());
        let whole = |body| axum::body::to_bytes(body, usize::MAX);
        let torn = whole(taken).await.unwrap_err();
        assert_eq!(torn.to_string(), "the backup was not taken in time");
        assert!(whole(begin(PATIENCE).await).await.is_ok(), "another one is whole");
    }
}
