//! Update: replaces the whole spec of a resource that exists.

use super::draft::{self, Draft};
use super::existence::{require_ancestors, require_referenced};
use super::{Plan, ReadSet, listeners, now_ms, ownership, quota};
use crate::api::App;
use crate::api::error::ApiError;
use crate::api::request::Call;
use crate::model::extension::EXPECTED_VERSION;
use crate::store::{Guard, Path, Range};

/// Returns the ranges of the store that [`plan`] reads.
pub(super) fn ranges(call: &Call) -> Vec<Range> {
    Draft::of(call).ranges()
}

pub(super) fn plan(app: &App, call: &Call, read: &ReadSet) -> Result<Plan, ApiError> {
    let Draft { key, spec, json, token, ancestors, referenced } = Draft::of(call);
    let mut guards = require_ancestors(app, read, &ancestors)?;
    if let Some(earlier) = token.replay(read, &key)? {
        return Ok(earlier.into());
    }
    let Some((mut resource, revision)) = read.resource(&key)? else {
        return Err(ApiError::not_present(&key, &app.identity.account));
    };
    ownership::check_owner(call, &app.identity, &resource)?;
    ownership::check_ownership(call, &app.identity, read, &key, &referenced)?;
    if let Some(expected) = call.input.get(EXPECTED_VERSION)
        && expected.as_u64() != Some(resource.version)
    {
        let text = format!(
            "{} with name {} has version {}, not {expected}",
            key.kind, key.name, resource.version
        );
        return Err(ApiError::conflict(text));
    }
    guards.push(Guard::At { path: Path::resource(&key), revision: Some(revision) });
    guards.extend(require_referenced(read, &referenced)?);
    guards.extend(listeners::check(read, &key, &spec)?);
    quota::check_items(app, &key, &spec)?;

    let before = resource.clone();
    resource.version += 1;
    resource.updated_ms = now_ms().max(resource.updated_ms);
    resource.spec = json;
    Ok(draft::store(app, read, guards, &resource, &token).changing(Some(before), Some(resource)))
}
