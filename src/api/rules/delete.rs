//! Delete: only resources that nothing else refers to (`docs/behaviour/api.md#deletion`).

use super::existence::{ancestors, require_ancestors};
use super::{Plan, ReadSet, history, key_of, now_ms, ownership};
use crate::api::App;
use crate::api::error::ApiError;
use crate::api::request::Call;
use crate::model::{Key, Kind};
use crate::store::{Guard, Path, Range, Write};

/// Returns the ranges of the store that [`plan`] reads.
pub(super) fn ranges(call: &Call) -> Vec<Range> {
    let key = key(call);
    let keys = ancestors(&key);
    let mut ranges: Vec<Range> = keys.iter().chain([&key]).map(Range::one).collect();
    ranges.extend(referrers(&key));
    ranges.push(history::newest(&key));
    ranges
}

pub(super) fn plan(app: &App, call: &Call, read: &ReadSet) -> Result<Plan, ApiError> {
    let key = key(call);
    let mut guards = require_ancestors(app, read, &ancestors(&key))?;
    let Some((resource, revision)) = read.resource(&key)? else {
        return Err(ApiError::not_present(&key, &app.identity.account));
    };
    ownership::check_owner(call, &app.identity, &resource)?;
    check_not_in_use(app, read, &key)?;
    guards.push(Guard::At { path: Path::resource(&key), revision: Some(revision) });
    let since = read.revision();
    guards.extend(referrers(&key).into_iter().map(|range| Guard::Quiet { range, since }));

    let writes = vec![Write::Delete { path: Path::resource(&key) }];
    let body = resource.clone().deleted(&app.identity, now_ms());
    Ok(Plan::new(guards, writes, body).changing(Some(resource), None))
}

fn key(call: &Call) -> Key {
    key_of(call, call.operation.kind().expect("delete operations have a kind"))
}

/// Returns the ranges of the resources that can refer to `key`.
fn referrers(key: &Key) -> Vec<Range> {
    match key.kind {
        Kind::Mesh => MEMBERS.map(|kind| all(key, kind).limit(1)).to_vec(),
        Kind::VirtualNode => vec![all(key, Kind::VirtualService), all(key, Kind::Route)],
        Kind::VirtualRouter => vec![children(key, Kind::Route), all(key, Kind::VirtualService)],
        Kind::VirtualService => vec![all(key, Kind::GatewayRoute)],
        Kind::VirtualGateway => vec![children(key, Kind::GatewayRoute)],
        Kind::Route | Kind::GatewayRoute => Vec::new(),
    }
}

/// The resources of `kind` in the mesh of `key`.
fn all(key: &Key, kind: Kind) -> Range {
    Range::members(kind, &key.mesh, None)
}

/// The first child of the router or gateway `key`.
fn children(key: &Key, kind: Kind) -> Range {
    Range::members(kind, &key.mesh, Some(&key.name)).limit(1)
}

/// Kinds that keep a mesh in use, in the order of the messages. Routes and gateway routes keep
/// their parents in use.
const MEMBERS: [Kind; 4] =
    [Kind::VirtualService, Kind::VirtualGateway, Kind::VirtualRouter, Kind::VirtualNode];

/// Checks that nothing refers to `key`.
///
/// # Errors
///
/// `ResourceInUseException`, with the messages of `docs/behaviour/api.md#known-messages`.
fn check_not_in_use(app: &App, read: &ReadSet, key: &Key) -> Result<(), ApiError> {
    let Key { kind, name, mesh, .. } = key;
    let exists = |range: &Range| read.within(range).next().is_some();
    if *kind == Kind::Mesh {
        let account = &app.identity.account;
        if let Some(kind) = MEMBERS.into_iter().find(|kind| exists(&all(key, *kind).limit(1))) {
            return Err(ApiError::in_use(format!(
                "Mesh {mesh} for account {account} has active {kind}s, please delete {kind}s \
                 before deleting the Mesh"
            )));
        }
        return Ok(());
    }
    if let Some(child) = kind.child()
        && exists(&children(key, child))
    {
        return Err(ApiError::in_use(format!(
            "{kind} with name {name} cannot be deleted because it has active {child}s"
        )));
    }
    let text = match kind {
        Kind::VirtualNode | Kind::VirtualRouter
            if !names_of_referrers(read, key, Kind::VirtualService)?.is_empty() =>
        {
            format!(
                "{kind} with name {name} cannot be deleted because it is a VirtualService provider"
            )
        }
        Kind::VirtualNode if !names_of_referrers(read, key, Kind::Route)?.is_empty() => format!(
            "{kind} with name {name} cannot be deleted because it is the target of one or more \
             routes."
        ),
        Kind::VirtualService => {
            let routes = names_of_referrers(read, key, Kind::GatewayRoute)?;
            if routes.is_empty() {
                return Ok(());
            }
            let routes = routes.join(", ");
            format!("{kind} {name} is being referenced in the following: GATEWAY_ROUTE: [{routes}]")
        }
        _ => return Ok(()),
    };
    Err(ApiError::in_use(text))
}

/// Returns the names of the resources of `kind` that refer to `key`.
fn names_of_referrers(read: &ReadSet, key: &Key, kind: Kind) -> Result<Vec<String>, ApiError> {
    let mut names = Vec::new();
    for resource in read.resources(&all(key, kind)) {
        let resource = resource?;
        let references = resource.typed_spec()?.references(&resource.key);
        if references.iter().any(|reference| reference.to == *key) {
            names.push(resource.key.name.to_string());
        }
    }
    Ok(names)
}
