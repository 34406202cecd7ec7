//! Tags (`docs/behaviour/api.md#tags`).

use std::str::FromStr as _;

use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::page::Pages;
use super::{Plan, Scene};
use crate::api::App;
use crate::api::error::ApiError;
use crate::api::request::Call;
use crate::digest::hex;
use crate::model::{Arn, Key};
use crate::store::{Guard, Path, Range, Resource, Revision, Tag};

/// Tags that one resource can have.
const MOST: usize = 50;

/// Returns the tags that a request gives, checked among themselves.
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

/// Lists in the order in which they came. A token says which tags were on the pages before it, so
/// that it is good whatever comes and goes.
pub(super) async fn list(app: &App, call: &Call) -> Result<Plan, ApiError> {
    let (resource, _) = tagged(app, call).await?;
    let limit = call.input.get("limit").and_then(Value::as_u64).unwrap_or(MOST as u64) as usize;
    let pages = Pages::of(call, &app.identity.account, &resource.key.path());
    let mut seen = pages.after(call)?.unwrap_or_default();
    let mut left: Vec<&Tag> =
        resource.tags.iter().filter(|tag| !seen.contains(&mark(tag))).collect();
    let more = left.len() > limit;
    left.truncate(limit);
    let mut body = Map::new();
    body.insert("tags".to_owned(), json!(left));
    if more {
        seen.extend(left.iter().map(|tag| mark(tag)));
        body.insert("nextToken".to_owned(), pages.token_after(&seen).into());
    }
    Ok(Value::Object(body).into())
}

/// A few characters that stand for a tag's key in a token; none of them begins within another one.
fn mark(tag: &Tag) -> String {
    format!(".{}", &hex(&Sha256::digest(&tag.key))[..16])
}

/// Adds and overwrites; all of the request's tags, or none.
pub(super) async fn tag(app: &App, call: &Call) -> Result<Plan, ApiError> {
    let new = given(call)?;
    let (before, revision) = tagged(app, call).await?;
    let mut resource = before.clone();
    for tag in new {
        match resource.tags.iter_mut().find(|old| old.key == tag.key) {
            Some(old) => *old = tag,
            None => resource.tags.push(tag),
        }
    }
    if resource.tags.len() > MOST {
        let text = format!("A resource can have up to {MOST} tags");
        return Err(ApiError::too_many_tags(text));
    }
    Ok(retagged(before, resource, revision))
}

/// Removes; keys that are not there are read over.
pub(super) async fn untag(app: &App, call: &Call) -> Result<Plan, ApiError> {
    let (before, revision) = tagged(app, call).await?;
    let mut resource = before.clone();
    let keys = call.input.get("tagKeys").and_then(Value::as_array);
    for key in keys.into_iter().flatten() {
        resource.tags.retain(|tag| key != tag.key.as_str());
    }
    Ok(retagged(before, resource, revision))
}

/// Tagging changes neither the version nor the time of the last update.
fn retagged(before: Resource, resource: Resource, revision: Revision) -> Plan {
    let path = Path::resource(&resource.key);
    let guards = vec![Guard::At { path, revision: Some(revision) }];
    let plan = Plan::new(guards, vec![resource.put()], json!({}));
    plan.altering(Some(before), Some(resource))
}

async fn tagged(app: &App, call: &Call) -> Result<(Resource, Revision), ApiError> {
    let text = call.text("resourceArn").unwrap_or_default();
    let arn = Arn::from_str(text).map_err(|error| ApiError::bad_request(error.to_string()))?;
    app.identity.check_region(&arn, text)?;
    let key: Key = arn.key;
    let scene = Scene::read(app, &[Range::one(&key)]).await?;
    // One of the same name that another account has is another one.
    let own = |found: &(Resource, Revision)| *found.0.owner(&app.identity) == arn.account;
    let found = scene.resource(&key)?.filter(own);
    found.ok_or_else(|| ApiError::not_present(&key, &app.identity.account))
}
