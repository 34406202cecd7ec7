//! Create: a resource with a new name, whose ancestors and references exist.

use super::draft::{self, Draft};
use super::existence::{require_ancestors, require_referenced};
use super::{Plan, ReadSet, listeners, now_ms, ownership, quota, tags};
use crate::api::App;
use crate::api::error::ApiError;
use crate::api::request::Call;
use crate::store::{Guard, Path, Range, Resource};

/// Returns the ranges of the store that [`plan`] reads.
pub(super) fn ranges(app: &App, call: &Call) -> Vec<Range> {
    let draft = Draft::of(call);
    let mut ranges = draft.ranges();
    ranges.extend(quota::range(app, &draft.key));
    ranges
}

pub(super) fn plan(app: &App, call: &Call, read: &ReadSet) -> Result<Plan, ApiError> {
    let tags = tags::given(call)?;
    let Draft { key, spec, json, token, ancestors, referenced } = Draft::of(call);
    let mut guards = require_ancestors(app, read, &ancestors)?;
    if let Some(earlier) = token.replay(read, &key)? {
        return Ok(earlier.into());
    }
    if read.exists(&key) {
        let text = format!("{} with name {} already exists", key.kind, key.name);
        return Err(ApiError::conflict(text));
    }
    ownership::check_ownership(call, &app.identity, read, &key, &referenced)?;
    guards.push(Guard::At { path: Path::resource(&key), revision: None });
    guards.extend(require_referenced(read, &referenced)?);
    guards.extend(listeners::check(read, &key, &spec)?);
    quota::check_items(app, &key, &spec)?;
    guards.extend(quota::check_count(app, read, &key)?);

    let now = now_ms();
    let uid = uuid::Uuid::new_v4().to_string();
    let owner = ownership::new_owner(call, &app.identity);
    let (created_ms, updated_ms) = (now, now);
    let resource =
        Resource { key, owner, uid, version: 1, created_ms, updated_ms, spec: json, tags };
    Ok(draft::store(app, read, guards, &resource, &token).changing(None, Some(resource)))
}
