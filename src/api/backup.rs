//! Backup and restore of the whole store.

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

/// Maximum size of a backup in a restore request, in bytes. The whole backup is held in memory
/// while it is verified.
const MAX_BACKUP_BYTES: usize = 256 << 20;

/// Minimum speed at which a client must read a backup. Until the end of the backup, replaced
/// entries occupy disk space and no other backup can start.
const MIN_BYTES_PER_S: u64 = 256 << 10;

/// How far a client may fall behind the minimum speed.
const READ_TIMEOUT: Duration = Duration::from_secs(60);

/// The maximum size of a request body. A large body holds a permit while it is received.
pub(super) struct BodyLimit {
    pub(super) limit_bytes: usize,
    _permit: Option<OwnedSemaphorePermit>,
}

impl BodyLimit {
    /// Returns the limit for the request with this `head`. A backup to be restored is large, so the
    /// server receives one at a time.
    ///
    /// # Errors
    ///
    /// `ServiceUnavailableException` if another backup is being received.
    pub(super) fn of(app: &App, head: &Parts) -> Result<Self, ApiError> {
        if head.uri.path().strip_prefix(extension::ROOT) != Some(extension::RESTORE) {
            return Ok(Self { limit_bytes: BODY_LIMIT_BYTES, _permit: None });
        }
        let limit_bytes = if app.in_process { usize::MAX } else { MAX_BACKUP_BYTES };
        Ok(Self { limit_bytes, _permit: Some(acquire(&app.concurrency.receiving)?) })
    }
}

fn acquire(semaphore: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, ApiError> {
    Arc::clone(semaphore).try_acquire_owned().map_err(|_| ApiError::backup_in_progress())
}

/// Authorizes `caller`. The store contains the resources of all accounts, so only callers of the
/// server's own account can have the permission.
fn authorize(app: &App, caller: &Caller, action: &str) -> Result<(), ApiError> {
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

/// Returns a backup, streamed line by line. The reader recognizes a complete backup by its last
/// line.
pub(super) async fn backup(app: &App, caller: &Caller) -> Result<ApiResponse, ApiError> {
    authorize(app, caller, "meshctl:Backup")?;
    let now_ms = jiff::Timestamp::now().as_millisecond();
    let permit = acquire(&app.concurrency.copying)?;
    let snapshot = app.store.snapshot().await?;
    let (account, region) = (app.identity.account.to_string(), app.identity.region.clone());
    let header = Header::new(account, region, now_ms, snapshot.revision);
    let body = lines(permit, &header, snapshot, READ_TIMEOUT);
    Ok(ApiResponse { body: ResponseBody::Lines(body), revision: None })
}

/// Returns the lines of a backup as a body. It fails if the reader is more than `timeout` behind
/// the minimum speed.
fn lines(
    permit: OwnedSemaphorePermit,
    header: &Header,
    snapshot: Snapshot,
    timeout: Duration,
) -> Body {
    let mut writer = BackupWriter::default();
    let begin = writer.header(header);
    let mut chunks = snapshot.chunks;
    let (lines, receiver) = mpsc::channel(1);
    // A body that its reader does not read is not polled, so a task watches the time. The task ends
    // with the body at the latest.
    let writer_task = AbortOnDropHandle::new(tokio::spawn(async move {
        let _permit = permit;
        let mut sender = PacedSender { lines, sent_bytes: 0, begun: Instant::now(), timeout };
        sender.send(begin).await?;
        while let Some(chunk) = chunks.next().await {
            match chunk {
                Ok(chunk) => sender.send(writer.entries(chunk)).await?,
                Err(error) => return Err(BackupInterrupted::Store(error)),
            }
        }
        sender.send(writer.footer()).await
    }));
    let end = stream::once(writer_task).filter_map(|ended| async {
        match ended.unwrap_or(Err(BackupInterrupted::ReadTimeout)) {
            Ok(()) => None,
            Err(BackupInterrupted::Store(error)) => {
                let cause = format!("{:#}", anyhow::Error::from(error));
                tracing::error!(cause, "backup interrupted");
                Some(Err(cause.into()))
            }
            Err(timeout) => Some(Err(timeout.into())),
        }
    });
    Body::from_stream(ReceiverStream::new(receiver).map(Ok::<_, axum::BoxError>).chain(end))
}

/// Why a backup ends before its last line.
#[derive(Debug, thiserror::Error)]
enum BackupInterrupted {
    #[error(transparent)]
    Store(StoreError),
    #[error("the client reads the backup too slowly")]
    ReadTimeout,
}

/// Sends the lines of a backup, and enforces the minimum speed.
struct PacedSender {
    lines: mpsc::Sender<String>,
    sent_bytes: u64,
    begun: Instant,
    timeout: Duration,
}

impl PacedSender {
    /// Waits until the reader takes `lines`.
    async fn send(&mut self, lines: String) -> Result<(), BackupInterrupted> {
        let due = Duration::from_secs(self.sent_bytes / MIN_BYTES_PER_S) + self.timeout;
        self.sent_bytes += lines.len() as u64;
        match timeout_at(self.begun + due, self.lines.send(lines)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(BackupInterrupted::ReadTimeout),
        }
    }
}

/// Stores the content of a backup in one commit. With `replace=true` in the query it replaces
/// everything, otherwise the store must be empty.
pub(super) async fn restore(
    app: &App,
    caller: &Caller,
    query: &str,
    body: &[u8],
) -> Result<ApiResponse, ApiError> {
    authorize(app, caller, "meshctl:Restore")?;
    let mut replace = false;
    for (name, value) in parameters(query) {
        match (name.as_str(), value?.as_str()) {
            ("replace", "true") => replace = true,
            ("replace", "false") => replace = false,
            _ => return Err(ApiError::bad_request(format!("unknown parameter {name}"))),
        }
    }
    let _permit = acquire(&app.concurrency.copying)?;
    let invalid = |why: &dyn std::fmt::Display| {
        ApiError::bad_request(format!("The backup cannot be restored: {why}"))
    };
    let text = std::str::from_utf8(body).map_err(|error| invalid(&error))?;
    let backup = Backup::read(text).map_err(|error| invalid(&error))?;
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
    async fn backup_times_out_when_the_client_does_not_read() {
        let identity = Identity { account: AccountId::local(), region: "us-west-2".to_owned() };
        let app = App::new(Arc::new(Memory::default()), identity);
        let header = Header::new(String::new(), String::new(), 0, Revision(0));
        let start = async |timeout| {
            let permit = acquire(&app.concurrency.copying).unwrap();
            lines(permit, &header, app.store.snapshot().await.unwrap(), timeout)
        };
        let unread = start(Duration::from_millis(1)).await;
        let unavailable = acquire(&app.concurrency.copying).unwrap_err();
        assert_eq!(unavailable.code, "ServiceUnavailableException");
        drop(app.concurrency.copying.acquire().await.unwrap());
        let read_all = |body| axum::body::to_bytes(body, usize::MAX);
        let error = read_all(unread).await.unwrap_err();
        assert_eq!(error.to_string(), "the client reads the backup too slowly");
        assert!(read_all(start(READ_TIMEOUT).await).await.is_ok(), "the next backup is complete");
    }
}
