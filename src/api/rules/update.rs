//! Update: another spec for a resource that exists. The whole spec is replaced.

use super::create::{Draft, exist, finish, present};
use super::{Plan, listeners, now_ms, ownership, quota};
use crate::api::App;
use crate::api::error::ApiError;
use crate::api::request::Call;
use crate::model::extension::EXPECTED_VERSION;
use crate::store::{Guard, Path};

pub(super) async fn plan(app: &App, call: &Call) -> Result<Plan, ApiError> {
    let Draft { key, spec, typed, token, above, mentioned, scene } = Draft::read(app, call).await?;
    let mut guards = present(app, &scene, &above)?;
    if let Some(earlier) = token.replay(&scene, &key)? {
        return Ok(earlier.into());
    }
    let Some((mut resource, revision)) = scene.resource(&key)? else {
        return Err(ApiError::not_present(&key, &app.identity.account));
    };
    ownership::may_change(call, &app.identity, &resource)?;
    ownership::keeps_to_itself(call, &app.identity, &scene, &key, &mentioned)?;
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
    guards.extend(exist(&scene, &mentioned)?);
    guards.extend(listeners::check(app, &scene, &key, &typed).await?);
    quota::size(app, &key, &typed)?;

    let before = resource.clone();
    resource.version += 1;
    resource.updated_ms = now_ms().max(resource.updated_ms);
    resource.spec = spec;
    Ok(finish(app, &scene, guards, &resource, &token).altering(Some(before), Some(resource)))
}
