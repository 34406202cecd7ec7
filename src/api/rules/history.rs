//! The history: every change is kept, in the commit that makes it.

use std::num::NonZeroU64;
use std::str::FromStr;

use super::Plan;
use crate::api::App;
use crate::api::error::ApiError;
use crate::api::request::Call;
use crate::store::{Change, Guard, Path, Range, Resource, ResourceState, Write};

/// How many changes of a resource are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryRetention {
    /// All.
    All,
    /// The last ones.
    Last(NonZeroU64),
}

/// The text says no number of changes.
#[derive(Debug, thiserror::Error)]
#[error("`all` or a number of 1 or more is needed")]
pub struct BadKeep;

impl FromStr for HistoryRetention {
    type Err = BadKeep;

    fn from_str(text: &str) -> Result<Self, BadKeep> {
        match text {
            "all" => Ok(Self::All),
            number => number.parse().map(Self::Last).map_err(|_| BadKeep),
        }
    }
}

/// What a plan changes.
#[derive(Debug)]
pub(super) struct Altered {
    resource: crate::model::Key,
    before: Option<ResourceState>,
    after: Option<ResourceState>,
    at_ms: i64,
}

impl Altered {
    pub(super) fn of(before: Option<Resource>, after: Option<Resource>) -> Option<Self> {
        let state = |resource: &Option<Resource>| resource.as_ref().map(ResourceState::from);
        let (was, is) = (state(&before), state(&after));
        let resource = after.or(before)?.key;
        Some(Self { resource, before: was, after: is, at_ms: super::now_ms() })
    }
}

/// How many changes that are too old are removed with each new one: one would do if the number of
/// those that are kept never became smaller.
const SWEPT: usize = 16;

/// What the changes of one resource may take, in bytes, where not all of them are kept: room for a
/// thousand of the usual size. A spec can be as large as a body, and is in a change twice.
const ROOM_BYTES: u64 = 16 << 20;

/// How many changes of a resource are kept besides one of `bytes`: so many of its size as there is
/// room for. So those of all sizes take little more than the room.
fn kept(most: NonZeroU64, bytes: usize) -> u64 {
    most.get().min((ROOM_BYTES / (bytes as u64).max(1)).max(1))
}

/// Adds to `plan` what keeps its change, and removes what is too old.
///
/// Two changes of one resource cannot get the same number: the plan's own guards let only one of
/// two through that saw the same resource, and the guard here one of two that saw the same
/// history, should the resource have come and gone between.
pub(super) async fn keep(app: &App, call: &Call, plan: &mut Plan) -> Result<(), ApiError> {
    let Some(Altered { resource, before, after, at_ms }) = plan.altered.take() else {
        return Ok(());
    };
    let newest = Range::changes(&resource).limit(1);
    let (found, seen) = app.store.read(&[newest]).await?;
    let last = found.first().and_then(|stored| stored.path.change_number()).unwrap_or(0);
    let change = Change {
        resource,
        change: last + 1,
        at_ms,
        seen: Some(seen),
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
    if let HistoryRetention::Last(most) = app.history
        && let Some(oldest) = change.change.checked_sub(kept(most, bytes)).filter(|over| *over > 0)
    {
        let kept = Path::change(&change.resource, oldest + 1);
        let too_old = Range::changes(&change.resource).after(&kept).limit(SWEPT);
        let (found, _) = app.store.read(&[too_old]).await?;
        plan.writes.extend(found.into_iter().map(|stored| Write::Delete { path: stored.path }));
    }
    Ok(())
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
