//! The history: every change is recorded, in the commit that makes it.

use std::num::NonZeroU64;
use std::str::FromStr;

use super::{Plan, ReadSet};
use crate::api::App;
use crate::api::error::ApiError;
use crate::api::request::Call;
use crate::model::Key;
use crate::store::{Change, Guard, Path, Range, Resource, ResourceState, Store, Write};

/// The changes of each resource that are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryRetention {
    /// All.
    All,
    /// This number of the newest.
    Last(NonZeroU64),
}

/// The value is neither `all` nor a number of changes.
#[derive(Debug, thiserror::Error)]
#[error("expected `all` or a number of at least 1")]
pub struct InvalidRetention;

impl FromStr for HistoryRetention {
    type Err = InvalidRetention;

    fn from_str(text: &str) -> Result<Self, InvalidRetention> {
        match text {
            "all" => Ok(Self::All),
            number => number.parse().map(Self::Last).map_err(|_| InvalidRetention),
        }
    }
}

/// The change that a plan makes to one resource.
#[derive(Debug)]
pub(super) struct PlannedChange {
    resource: Key,
    before: Option<ResourceState>,
    after: Option<ResourceState>,
    at_ms: i64,
}

impl PlannedChange {
    pub(super) fn new(before: Option<Resource>, after: Option<Resource>) -> Option<Self> {
        let state = |resource: &Option<Resource>| resource.as_ref().map(ResourceState::from);
        let (state_before, state_after) = (state(&before), state(&after));
        let resource = after.or(before)?.key;
        let at_ms = super::now_ms();
        Some(Self { resource, before: state_before, after: state_after, at_ms })
    }
}

/// Number of expired changes that are deleted with each new one. One would do if the number of
/// changes to keep never decreased.
const SWEPT: usize = 16;

/// Size in bytes that the changes of one resource may take, where not all of them are kept: enough
/// for a thousand of the usual size. A spec can be as large as a request body, and is in a change
/// twice.
const MAX_BYTES: u64 = 16 << 20;

/// Returns the number of changes of a resource to keep besides one of `bytes`: at most `most`, and
/// not more than [`MAX_BYTES`] if all had that size. So changes of any size take little more.
fn kept(most: NonZeroU64, bytes: usize) -> u64 {
    most.get().min((MAX_BYTES / (bytes as u64).max(1)).max(1))
}

/// Returns the range of the newest change of `key`, which [`record`] reads.
pub(super) fn newest(key: &Key) -> Range {
    Range::changes(key).limit(1)
}

/// Adds the change that `plan` makes to its writes. Returns the range of the changes that it
/// expires, if there are any.
///
/// Two changes of one resource cannot get the same number: of two plans that saw the same resource,
/// the plan's own guards let only one through; if the resource was deleted and created in between,
/// the guard here lets only one through that saw the same history.
pub(super) fn record(app: &App, call: &Call, read: &ReadSet, plan: &mut Plan) -> Option<Range> {
    let PlannedChange { resource, before, after, at_ms } = plan.change.take()?;
    let last = read.within(&newest(&resource)).next();
    let last = last.and_then(|stored| stored.path.change_number()).unwrap_or(0);
    let change = Change {
        resource,
        change: last + 1,
        at_ms,
        seen: Some(read.revision()),
        who: call.auth.caller.arn.clone(),
        operation: call.operation.name.to_owned(),
        before,
        after,
    };
    let path = Path::change(&change.resource, change.change);
    plan.guards.push(Guard::At { path, revision: None });
    let put = change.put();
    let bytes = match &put {
        Write::Put { value, .. } => value.len(),
        Write::Delete { .. } | Write::Clear { .. } => 0,
    };
    plan.writes.push(put);
    let HistoryRetention::Last(most) = app.history else { return None };
    let newest_expired = change.change.checked_sub(kept(most, bytes)).filter(|last| *last > 0)?;
    let oldest_kept = Path::change(&change.resource, newest_expired + 1);
    Some(Range::changes(&change.resource).after(&oldest_kept).limit(SWEPT))
}

/// Returns the writes that delete the changes in the `expired` ranges. Reads the store only if
/// there are ranges.
pub(super) async fn sweep(store: &dyn Store, expired: &[Range]) -> Result<Vec<Write>, ApiError> {
    if expired.is_empty() {
        return Ok(Vec::new());
    }
    let (found, _) = store.read(expired).await?;
    Ok(found.into_iter().map(|stored| Write::Delete { path: stored.path }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_changes_are_kept_when_they_are_large() {
        let most = NonZeroU64::new(1000).unwrap();
        for (bytes, want) in [
            (0, 1000),
            (2 << 10, 1000),
            (16 << 10, 1000),
            (1 << 20, 16),
            (2 << 20, 8),
            (64 << 20, 1),
        ] {
            assert_eq!(kept(most, bytes), want, "{bytes} bytes");
        }
    }
}
