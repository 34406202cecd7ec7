//! Delete: only resources that nothing else refers to (`docs/behaviour/api.md#deletion`).

use super::create::present;
use super::{Plan, Scene, above, key_of, now_ms, ownership};
use crate::api::App;
use crate::api::error::ApiError;
use crate::api::request::Call;
use crate::model::{Key, Kind};
use crate::store::{Guard, Path, Range, Write};

pub(super) async fn plan(app: &App, call: &Call) -> Result<Plan, ApiError> {
    let key = key_of(call, call.operation.kind().expect("delete operations have a kind"));
    let above = above(&key);
    let holders: Vec<Range> = holders(&key);
    let own = above.iter().chain([&key]).map(Range::one);
    let ranges: Vec<Range> = own.chain(holders.iter().cloned()).collect();
    let scene = Scene::read(app, &ranges).await?;

    let mut guards = present(app, &scene, &above)?;
    let Some((resource, revision)) = scene.resource(&key)? else {
        return Err(ApiError::not_present(&key, &app.identity.account));
    };
    ownership::may_change(call, &app.identity, &resource)?;
    refuse(app, &scene, &key)?;
    guards.push(Guard::At { path: Path::resource(&key), revision: Some(revision) });
    let since = scene.revision;
    guards.extend(holders.into_iter().map(|range| Guard::Quiet { range, since }));

    let writes = vec![Write::Delete { path: Path::resource(&key) }];
    let body = resource.clone().deleted(&app.identity, now_ms());
    Ok(Plan::new(guards, writes, body).altering(Some(resource), None))
}

/// Where the resources lie that could need `key`, in the order in which they are named.
fn holders(key: &Key) -> Vec<Range> {
    let all = |kind| Range::members(kind, &key.mesh, None);
    match key.kind {
        Kind::Mesh => MEMBERS.map(|kind| all(kind).limit(1)).to_vec(),
        Kind::VirtualNode => vec![all(Kind::VirtualService), all(Kind::Route)],
        Kind::VirtualRouter => {
            let routes = Range::members(Kind::Route, &key.mesh, Some(&key.name)).limit(1);
            vec![routes, all(Kind::VirtualService)]
        }
        Kind::VirtualService => vec![all(Kind::GatewayRoute)],
        Kind::VirtualGateway => {
            vec![Range::members(Kind::GatewayRoute, &key.mesh, Some(&key.name)).limit(1)]
        }
        Kind::Route | Kind::GatewayRoute => Vec::new(),
    }
}

/// What keeps a mesh; routes and gateway routes are kept by their parents.
const MEMBERS: [Kind; 4] =
    [Kind::VirtualService, Kind::VirtualGateway, Kind::VirtualRouter, Kind::VirtualNode];

/// Rejects the deletion while something refers to `key`, with the messages of
/// `docs/behaviour/api.md#known-messages`.
fn refuse(app: &App, scene: &Scene, key: &Key) -> Result<(), ApiError> {
    let Key { kind, name, mesh, .. } = key;
    if *kind == Kind::Mesh {
        let account = &app.identity.account;
        for kind in MEMBERS {
            if scene.resources(kind).next().is_some() {
                return Err(ApiError::in_use(format!(
                    "Mesh {mesh} for account {account} has active {kind}s, please delete {kind}s \
                     before deleting the Mesh"
                )));
            }
        }
    }
    if let Some(child) = kind.child()
        && scene.resources(child).next().is_some()
    {
        return Err(ApiError::in_use(format!(
            "{kind} with name {name} cannot be deleted because it has active {child}s"
        )));
    }
    let held_by = |holder: Kind| -> Result<Vec<String>, ApiError> {
        let mut names = Vec::new();
        for resource in scene.resources(holder) {
            let resource = resource?;
            let references = resource.typed_spec()?.references(&resource.key);
            if references.iter().any(|reference| reference.to == *key) {
                names.push(resource.key.name.to_string());
            }
        }
        Ok(names)
    };
    let refused = match kind {
        Kind::VirtualNode | Kind::VirtualRouter if !held_by(Kind::VirtualService)?.is_empty() => {
            format!(
                "{kind} with name {name} cannot be deleted because it is a VirtualService provider"
            )
        }
        Kind::VirtualNode if !held_by(Kind::Route)?.is_empty() => format!(
            "{kind} with name {name} cannot be deleted because it is the target of one or more \
             routes."
        ),
        Kind::VirtualService => {
            let routes = held_by(Kind::GatewayRoute)?;
            if routes.is_empty() {
                return Ok(());
            }
            let routes = routes.join(", ");
            format!("{kind} {name} is being referenced in the following: GATEWAY_ROUTE: [{routes}]")
        }
        _ => return Ok(()),
    };
    Err(ApiError::in_use(refused))
}
