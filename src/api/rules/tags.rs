//! Tags (`docs/behaviour/api.md#tags`).

use std::str::FromStr as _;

use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::page::PageTokens;
use super::{Plan, ReadSet, history};
use crate::api::App;
use crate::api::error::ApiError;
use crate::api::request::Call;
use crate::digest::hex;
use crate::model::{Arn, Verb};
use crate::store::{Guard, Path, Range, Resource, Revision, Tag};

/// Maximum number of tags of one resource.
const MAX_TAGS: usize = 50;

/// Returns the tags in a request, after checking them among themselves.
///
/// # Errors
///
/// `BadRequestException` for a duplicate or reserved key.
pub(super) fn given(call: &Call) -> Result<Vec<Tag>, ApiError> {
    let tags: Vec<Tag> = call.input.get("tags").map_or_else(Vec::new, |tags| {
        serde_json::from_value(tags.clone()).expect("the model has checked their shape")
    });
    for (at, tag) in tags.iter().enumerate() {
        if tags[..at].iter().any(|other| other.key == tag.key) {
            let text = format!("Duplicate tag key '{}'", tag.key);
            return Err(ApiError::bad_request(text));
        }
        if tag.key.to_ascii_lowercase().starts_with("aws:") {
            let text = format!("Tag key '{}' begins with the reserved prefix aws:", tag.key);
            return Err(ApiError::bad_request(text));
        }
    }
    Ok(tags)
}

/// Returns the ranges of the store that the operations on tags read.
pub(super) fn ranges(call: &Call) -> Vec<Range> {
    let Ok(arn) = arn(call) else { return Vec::new() };
    let mut ranges = vec![Range::one(&arn.key)];
    if call.operation.verb != Verb::List {
        ranges.push(history::newest(&arn.key));
    }
    ranges
}

/// Lists tags in the order in which they were added. A page token names the tags of the pages
/// before it, so that it stays valid while tags are added and removed.
pub(super) fn list(app: &App, call: &Call, read: &ReadSet) -> Result<Plan, ApiError> {
    let (resource, _) = tagged(app, call, read)?;
    let limit = call.input.get("limit").and_then(Value::as_u64).unwrap_or(MAX_TAGS as u64);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let pages = PageTokens::of(call, &app.identity.account, &resource.key.path());
    let mut listed = pages.after(call)?.unwrap_or_default();
    let mut left: Vec<&Tag> =
        resource.tags.iter().filter(|tag| !listed.contains(&fingerprint(tag))).collect();
    let more = left.len() > limit;
    left.truncate(limit);
    let mut body = Map::new();
    body.insert("tags".to_owned(), json!(left));
    if more {
        listed.extend(left.iter().map(|tag| fingerprint(tag)));
        body.insert("nextToken".to_owned(), pages.token_after(&listed).into());
    }
    Ok(Value::Object(body).into())
}

/// Returns a few characters that stand for the key of `tag` in a page token. None of them begins
/// inside another one.
fn fingerprint(tag: &Tag) -> String {
    format!(".{}", &hex(&Sha256::digest(&tag.key))[..16])
}

/// Adds tags and replaces values: all of the tags in the request, or none.
pub(super) fn tag(app: &App, call: &Call, read: &ReadSet) -> Result<Plan, ApiError> {
    let new = given(call)?;
    let (before, revision) = tagged(app, call, read)?;
    let mut resource = before.clone();
    for tag in new {
        match resource.tags.iter_mut().find(|old| old.key == tag.key) {
            Some(old) => *old = tag,
            None => resource.tags.push(tag),
        }
    }
    if resource.tags.len() > MAX_TAGS {
        let text = format!("A resource can have up to {MAX_TAGS} tags");
        return Err(ApiError::too_many_tags(text));
    }
    Ok(retag(before, resource, revision))
}

/// Removes tags; keys that the resource does not have are ignored.
pub(super) fn untag(app: &App, call: &Call, read: &ReadSet) -> Result<Plan, ApiError> {
    let (before, revision) = tagged(app, call, read)?;
    let mut resource = before.clone();
    let keys = call.input.get("tagKeys").and_then(Value::as_array);
    for key in keys.into_iter().flatten() {
        resource.tags.retain(|tag| key != tag.key.as_str());
    }
    Ok(retag(before, resource, revision))
}

/// Tagging changes neither the version nor the time of the last update.
fn retag(before: Resource, resource: Resource, revision: Revision) -> Plan {
    let path = Path::resource(&resource.key);
    let guards = vec![Guard::At { path, revision: Some(revision) }];
    let plan = Plan::new(guards, vec![resource.put()], json!({}));
    plan.changing(Some(before), Some(resource))
}

fn arn(call: &Call) -> Result<Arn, ApiError> {
    let text = call.text("resourceArn").unwrap_or_default();
    Arn::from_str(text).map_err(|error| ApiError::bad_request(error.to_string()))
}

fn tagged(app: &App, call: &Call, read: &ReadSet) -> Result<(Resource, Revision), ApiError> {
    let arn = arn(call)?;
    app.identity.check_region(&arn, call.text("resourceArn").unwrap_or_default())?;
    // A resource of another account with the same name is another resource.
    let own = |found: &(Resource, Revision)| *found.0.owner(&app.identity) == arn.account;
    let found = read.resource(&arn.key)?.filter(own);
    found.ok_or_else(|| ApiError::not_present(&arn.key, &app.identity.account))
}
