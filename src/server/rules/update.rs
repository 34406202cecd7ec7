//! Update: another spec for a resource that exists. The whole spec is replaced.

use serde_json::json;

use super::create::{exist, finish, present};
use super::{Plan, Scene, above, key_of, listeners, mentioned, now_ms, token};
use crate::model::own::EXPECTED_VERSION;
use crate::server::App;
use crate::server::error::ApiError;
use crate::server::request::Call;
use crate::store::{Guard, Path, Range};

pub(super) async fn plan(app: &App, call: &Call) -> Result<Plan, ApiError> {
    let kind = call.operation.kind().expect("update operations have a kind");
    let key = key_of(call, kind);
    let spec = call.input.get("spec").cloned().unwrap_or_else(|| json!({}));
    let token = token::Token::of(call, &key);

    let (above, mentioned) = (above(&key), mentioned(&key, &spec));
    let mut ranges: Vec<Range> = above.iter().chain(&mentioned).map(Range::one).collect();
    ranges.push(Range::one(&key));
    ranges.extend(token.ranges());
    ranges.extend(listeners::ranges(&key, &spec));
    let scene = Scene::read(app, &ranges).await?;

    let mut guards = present(app, &scene, &above)?;
    if let Some(earlier) = token.replay(&scene)? {
        return Ok(earlier.into());
    }
    let Some((mut resource, revision)) = scene.resource(&key)? else {
        return Err(ApiError::not_present(&key, &app.identity.account));
    };
    if let Some(expected) = call.input.get(EXPECTED_VERSION)
        && expected.as_u64() != Some(resource.version)
    {
        let text = format!(
            "{kind} with name {} has version {}, not {expected}",
            key.name, resource.version
        );
        return Err(ApiError::conflict(text));
    }
    guards.push(Guard::At { path: Path::resource(&key), revision: Some(revision) });
    guards.extend(exist(&scene, &mentioned)?);
    guards.extend(listeners::check(&scene, &key, &spec)?);

    resource.version += 1;
    resource.updated_ms = now_ms().max(resource.updated_ms);
    resource.spec = spec;
    Ok(finish(app, &scene, guards, &resource, &token))
}
