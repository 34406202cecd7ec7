//! Create: a new name, under things that exist, with a spec that mentions things that exist.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{
    Plan, Scene, above, key_of, listeners, mentioned, now_ms, ownership, quota, tags, token,
};
use crate::api::App;
use crate::api::error::ApiError;
use crate::api::request::Call;
use crate::model::{Key, Spec};
use crate::store::{Guard, Path, Range, Resource};

pub(super) async fn plan(app: &App, call: &Call) -> Result<Plan, ApiError> {
    let tags = tags::given(call)?;
    let Draft { key, spec, typed, token, above, mentioned, scene } = Draft::read(app, call).await?;
    let mut guards = present(app, &scene, &above)?;
    if let Some(earlier) = token.replay(&scene, &key)? {
        return Ok(earlier.into());
    }
    if scene.stored(&key).is_some() {
        let text = format!("{} with name {} already exists", key.kind, key.name);
        return Err(ApiError::conflict(text));
    }
    ownership::keeps_to_itself(call, &app.identity, &scene, &key, &mentioned)?;
    guards.push(Guard::At { path: Path::resource(&key), revision: None });
    guards.extend(exist(&scene, &mentioned)?);
    guards.extend(listeners::check(app, &scene, &key, &typed).await?);
    quota::size(app, &key, &typed)?;
    guards.extend(quota::room(app, &scene, &key).await?);

    let now = now_ms();
    let uid = uuid::Uuid::new_v4().to_string();
    let owner = ownership::maker(call, &app.identity);
    let (created_ms, updated_ms) = (now, now);
    let resource = Resource { key, owner, uid, version: 1, created_ms, updated_ms, spec, tags };
    Ok(finish(app, &scene, guards, &resource, &token).altering(None, Some(resource)))
}

/// What a create or an update asks for, and what was read to judge it.
pub(super) struct Draft {
    pub(super) key: Key,
    pub(super) spec: Value,
    pub(super) typed: Arc<Spec>,
    pub(super) token: token::Token,
    /// What the resource hangs under.
    pub(super) above: Vec<Key>,
    /// What its spec mentions.
    pub(super) mentioned: Vec<Key>,
    pub(super) scene: Scene,
}

impl Draft {
    pub(super) async fn read(app: &App, call: &Call) -> Result<Self, ApiError> {
        let kind = call.operation.kind().expect("create and update operations have a kind");
        let key = key_of(call, kind);
        let spec = call.input.get("spec").cloned().unwrap_or_else(|| json!({}));
        let typed = call.spec.clone().expect("create and update operations have a spec");
        let token = token::Token::of(call, &key);
        let (above, mentioned) = (above(&key), mentioned(&key, &typed));
        let mut ranges: Vec<Range> = above.iter().chain(&mentioned).map(Range::one).collect();
        ranges.push(Range::one(&key));
        ranges.extend(token.ranges());
        ranges.extend(listeners::ranges(&key));
        let scene = Scene::read(app, &ranges).await?;
        Ok(Self { key, spec, typed, token, above, mentioned, scene })
    }
}

/// Stores `resource` and the token's answer, and answers with the resource.
pub(super) fn finish(
    app: &App,
    scene: &Scene,
    mut guards: Vec<Guard>,
    resource: &Resource,
    token: &token::Token,
) -> Plan {
    let body: Value = resource.echo(&app.identity);
    let mut writes = vec![resource.put()];
    guards.extend(token.guard(scene));
    writes.extend(token.remember(scene, &body, resource.updated_ms));
    Plan::new(guards, writes, body)
}

/// What the resource hangs under is there, else 404 in the words for a resource itself.
pub(super) fn present(app: &App, scene: &Scene, above: &[Key]) -> Result<Vec<Guard>, ApiError> {
    let mut guards = Vec::new();
    for key in above {
        if scene.stored(key).is_none() {
            return Err(ApiError::not_present(key, &app.identity.account));
        }
        guards.push(Guard::Exists { path: Path::resource(key) });
    }
    Ok(guards)
}

/// What the spec mentions is there, else 404 in the words for a mention.
pub(super) fn exist(scene: &Scene, mentioned: &[Key]) -> Result<Vec<Guard>, ApiError> {
    let mut guards = Vec::new();
    for key in mentioned {
        if scene.stored(key).is_none() {
            return Err(ApiError::missing(key));
        }
        guards.push(Guard::Exists { path: Path::resource(key) });
    }
    Ok(guards)
}
