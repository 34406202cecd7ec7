//! Describe and list.

use serde_json::{Map, Value};

use super::create::present;
use super::{Plan, Scene, above, key_of, page};
use crate::model::{Key, Kind, Name};
use crate::server::App;
use crate::server::error::ApiError;
use crate::server::request::Call;
use crate::store::{Heading, Path, Range};

/// Items on a page when the caller does not say (`api-behaviour §8`).
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
    let limit =
        call.input.get("limit").and_then(Value::as_u64).map_or(PAGE, |limit| limit as usize);

    let mut items = match kind {
        Kind::Mesh => Range::meshes(),
        kind => Range::members(kind, &sample.mesh, sample.parent.as_ref()),
    };
    // One more than the page holds tells whether another page follows.
    items = items.limit(limit + 1);
    if let Some(token) = call.text("nextToken") {
        items = items.after(&Path::resource(&any(Name::from(page::last(token)?))));
    }
    let mut ranges: Vec<Range> = above.iter().map(Range::one).collect();
    ranges.push(items);
    let scene = Scene::read(app, &ranges).await?;
    present(app, &scene, &above)?;

    let found: Vec<Heading> =
        scene.found[above.len()..].iter().map(Heading::read).collect::<Result<_, _>>()?;
    let mut body = Map::new();
    let shown = &found[..found.len().min(limit)];
    let items: Vec<Value> = shown.iter().map(|heading| heading.item(&app.identity)).collect();
    body.insert(kind.plural().to_owned(), items.into());
    if found.len() > limit
        && let Some(last) = shown.last()
    {
        body.insert("nextToken".to_owned(), page::token_after(last.key.name.as_str()).into());
    }
    Ok(Value::Object(body).into())
}
