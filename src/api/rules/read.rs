//! Describe and list.

use serde_json::{Map, Value};

use super::create::present;
use super::page::Pages;
use super::{Plan, Scene, above, key_of};
use crate::api::App;
use crate::api::error::ApiError;
use crate::api::request::Call;
use crate::model::{Key, Kind, Name};
use crate::store::{Path, Range, ResourceMeta};

/// Default page size (`docs/behaviour/api.md#pagination`).
const PAGE: usize = 100;

pub(super) async fn describe(app: &App, call: &Call) -> Result<Plan, ApiError> {
    let key = key_of(call, call.operation.kind().expect("describe operations have a kind"));
    let above = above(&key);
    let ranges: Vec<Range> = above.iter().chain([&key]).map(Range::one).collect();
    let scene = Scene::read(app, &ranges).await?;
    present(app, &scene, &above)?;
    match scene.resource(&key)? {
        Some((resource, _)) => Ok(resource.described(&app.identity).into()),
        None => Err(ApiError::not_present(&key, &app.identity.account)),
    }
}

/// Lists in the order of names, by keyset: a token names the last item of its page, so that
/// inserts and deletes between two pages neither repeat nor skip anything else.
pub(super) async fn list(app: &App, call: &Call) -> Result<Plan, ApiError> {
    let kind = call.operation.kind().expect("list operations without a kind are those of tags");
    // The key of an item that does not exist stands for all of them.
    let any = |name: Name| {
        let mut members = call.input.clone();
        members.insert(kind.name_member().to_owned(), name.as_str().into());
        Key::from_members(kind, &members).expect("the names above it are required, and checked")
    };
    let sample = any(Name::from("?"));
    let above = above(&sample);
    let limit = limit(call);
    let pages = Pages::of(call, &app.identity.account, &sample.path());
    let mut items = match kind {
        Kind::Mesh => Range::meshes(),
        kind => Range::members(kind, &sample.mesh, sample.parent.as_ref()),
    };
    // One more than the page holds tells whether another page follows.
    items = items.limit(limit + 1);
    if let Some(last) = pages.after(call)? {
        items = items.after(&Path::resource(&any(Name::from(last))));
    }
    let mut ranges: Vec<Range> = above.iter().map(Range::one).collect();
    ranges.push(items);
    let scene = Scene::read(app, &ranges).await?;
    present(app, &scene, &above)?;

    let found = scene.found[above.len()..].iter().map(ResourceMeta::read);
    let shown = |one: ResourceMeta| (one.key.name.to_string(), one.item(&app.identity));
    let items: Vec<(String, Value)> =
        found.map(|heading| heading.map(shown)).collect::<Result<_, _>>()?;
    Ok(page((kind, &pages), items, limit).into())
}

fn limit(call: &Call) -> usize {
    call.input.get("limit").and_then(Value::as_u64).map_or(PAGE, |limit| limit as usize)
}

/// Makes a page of items, each with what the token of the next page would say of it. There may be
/// more of them than the page takes.
fn page((kind, pages): (Kind, &Pages), mut items: Vec<(String, Value)>, limit: usize) -> Value {
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| more).map(|(last, _)| pages.token_after(last));
    let items: Vec<Value> = items.into_iter().map(|(_, item)| item).collect();
    let mut body = Map::new();
    body.insert(kind.plural().to_owned(), items.into());
    body.extend(next.map(|token| ("nextToken".to_owned(), token.into())));
    Value::Object(body)
}

/// Lists the caller's own meshes and those that are shared with it, in the order of names; of one
/// name its own comes first. `app` is that of the whole server.
pub(super) async fn meshes(app: &App, call: &Call) -> Result<Value, ApiError> {
    let (account, limit) = (&call.auth.caller.account, limit(call));
    let pages = Pages::of(call, account, "");
    let after = pages.after(call)?.unwrap_or_default();
    let after = after.split_once('/').unwrap_or((&after, ""));
    let mut range = Range::meshes().limit(limit + 1);
    if !after.0.is_empty() {
        range = range.after(&Path::resource(&Key::mesh(after.0)));
    }
    let own = app.for_account(account);
    let mut found: Vec<((String, String), Value)> = Vec::new();
    for stored in &Scene::read(&own, &[range]).await?.found {
        let mesh = ResourceMeta::read(stored)?;
        found.push(((mesh.key.name.to_string(), String::new()), mesh.item(&own.identity)));
    }
    let shared = call.auth.shared_meshes();
    for (owner, name) in shared.filter(|(owner, name)| (name.as_str(), owner.as_str()) > after) {
        let theirs = app.for_account(owner);
        let key = Key::mesh(name.clone());
        if let Some((mesh, _)) = Scene::read(&theirs, &[Range::one(&key)]).await?.resource(&key)? {
            found.push(((name.to_string(), owner.to_string()), mesh.meta().item(&theirs.identity)));
        }
    }
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    found.dedup_by(|(one, _), (other, _)| one == other);
    let token = |(name, owner): (String, String)| match owner.as_str() {
        "" => name,
        owner => format!("{name}/{owner}"),
    };
    let items = found.into_iter().map(|(place, item)| (token(place), item)).collect();
    Ok(page((Kind::Mesh, &pages), items, limit))
}
