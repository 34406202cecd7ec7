//! Describe and list.

use serde_json::{Map, Value};

use super::existence::{ancestors, require_ancestors};
use super::page::PageTokens;
use super::{Plan, ReadSet, key_of};
use crate::api::App;
use crate::api::error::ApiError;
use crate::api::request::Call;
use crate::model::{Key, Kind, Name};
use crate::store::{Path, Range, ResourceMeta};

/// Default page size (`docs/behaviour/api.md#pagination`).
const PAGE: usize = 100;

/// Returns the ranges of the store that [`describe`] reads.
pub(super) fn describe_ranges(call: &Call) -> Vec<Range> {
    let key = described(call);
    ancestors(&key).iter().chain([&key]).map(Range::one).collect()
}

pub(super) fn describe(app: &App, call: &Call, read: &ReadSet) -> Result<Plan, ApiError> {
    let key = described(call);
    require_ancestors(app, read, &ancestors(&key))?;
    match read.resource(&key)? {
        Some((resource, _)) => Ok(resource.described(&app.identity).into()),
        None => Err(ApiError::not_present(&key, &app.identity.account)),
    }
}

fn described(call: &Call) -> Key {
    key_of(call, call.operation.kind().expect("describe operations have a kind"))
}

/// A list operation.
struct Listing {
    kind: Kind,
    ancestors: Vec<Key>,
    pages: PageTokens,
    limit: usize,
    /// The items of the page, and one more if another page follows.
    items: Range,
}

impl Listing {
    /// Reads the list operation from `call`.
    ///
    /// # Errors
    ///
    /// `BadRequestException` if the page token is invalid.
    fn of(app: &App, call: &Call) -> Result<Self, ApiError> {
        let kind = call.operation.kind().expect("only lists of tags have no kind");
        // The key of an item that does not exist stands for all of them.
        let item = |name: Name| {
            let mut members = call.input.clone();
            members.insert(kind.name_member().to_owned(), name.as_str().into());
            Key::from_members(kind, &members)
                .expect("its ancestors' names are required, and checked")
        };
        let sample = item(Name::from("?"));
        let limit = limit(call);
        let pages = PageTokens::of(call, &app.identity.account, &sample.path());
        let mut items = match kind {
            Kind::Mesh => Range::meshes(),
            kind => Range::members(kind, &sample.mesh, sample.parent.as_ref()),
        };
        items = items.limit(limit + 1);
        if let Some(last) = pages.after(call)? {
            items = items.after(&Path::resource(&item(Name::from(last))));
        }
        Ok(Self { kind, ancestors: ancestors(&sample), pages, limit, items })
    }
}

/// Returns the ranges of the store that [`list`] reads.
pub(super) fn list_ranges(app: &App, call: &Call) -> Vec<Range> {
    Listing::of(app, call).map_or_else(
        |_| Vec::new(),
        |listing| listing.ancestors.iter().map(Range::one).chain([listing.items]).collect(),
    )
}

/// Lists in the order of names. A page token names the last item of its page, so that items that
/// are created or deleted between two pages do not cause others to be repeated or skipped.
pub(super) fn list(app: &App, call: &Call, read: &ReadSet) -> Result<Plan, ApiError> {
    let Listing { kind, ancestors, pages, limit, items } = Listing::of(app, call)?;
    require_ancestors(app, read, &ancestors)?;
    let item = |meta: ResourceMeta| (meta.key.name.to_string(), meta.item(&app.identity));
    let items: Vec<(String, Value)> = read
        .within(&items)
        .map(|stored| ResourceMeta::read(stored).map(item))
        .collect::<Result<_, _>>()?;
    Ok(page(kind, &pages, items, limit).into())
}

fn limit(call: &Call) -> usize {
    let limit = call.input.get("limit").and_then(Value::as_u64);
    limit.map_or(PAGE, |limit| usize::try_from(limit).unwrap_or(usize::MAX))
}

/// Returns a page of at most `limit` of `items`, each with the position that a page token after it
/// names.
fn page(kind: Kind, pages: &PageTokens, mut items: Vec<(String, Value)>, limit: usize) -> Value {
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| more).map(|(last, _)| pages.token_after(last));
    let items: Vec<Value> = items.into_iter().map(|(_, item)| item).collect();
    let mut body = Map::new();
    body.insert(kind.plural().to_owned(), items.into());
    body.extend(next.map(|token| ("nextToken".to_owned(), token.into())));
    Value::Object(body)
}

/// Lists the caller's own meshes and those that are shared with it, in the order of names; of
/// meshes with the same name, the caller's own comes first. `app` is that of the whole server.
pub(super) async fn meshes(app: &App, call: &Call) -> Result<Value, ApiError> {
    let (account, limit) = (&call.auth.caller.account, limit(call));
    let pages = PageTokens::of(call, account, "");
    let after = pages.after(call)?.unwrap_or_default();
    let after = after.split_once('/').unwrap_or((&after, ""));
    let mut range = Range::meshes().limit(limit + 1);
    if !after.0.is_empty() {
        range = range.after(&Path::resource(&Key::mesh(after.0)));
    }
    let own = app.for_account(account);
    let mut found: Vec<((String, String), Value)> = Vec::new();
    for stored in ReadSet::read(&*own.store, [range.clone()]).await?.within(&range) {
        let mesh = ResourceMeta::read(stored)?;
        found.push(((mesh.key.name.to_string(), String::new()), mesh.item(&own.identity)));
    }
    let shared = call.auth.shared_meshes();
    for (owner, name) in shared.filter(|(owner, name)| (name.as_str(), owner.as_str()) > after) {
        let theirs = app.for_account(owner);
        let key = Key::mesh(name.clone());
        let read = ReadSet::read(&*theirs.store, [Range::one(&key)]).await?;
        if let Some((mesh, _)) = read.resource(&key)? {
            let position = (name.to_string(), owner.to_string());
            found.push((position, mesh.meta().item(&theirs.identity)));
        }
    }
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    found.dedup_by(|(one, _), (other, _)| one == other);
    let token = |(name, owner): (String, String)| match owner.as_str() {
        "" => name,
        owner => format!("{name}/{owner}"),
    };
    let items = found.into_iter().map(|(position, item)| (token(position), item)).collect();
    Ok(page(Kind::Mesh, &pages, items, limit))
}
