//! Which other resources must exist (`docs/behaviour/api.md#referential-integrity`).

use super::ReadSet;
use crate::api::App;
use crate::api::error::ApiError;
use crate::model::{Key, Kind, Spec};
use crate::store::{Guard, Path};

/// Returns the mesh of `key`, and its virtual router or gateway, in this order. A mesh has no
/// ancestors.
pub(super) fn ancestors(key: &Key) -> Vec<Key> {
    let mesh = (key.kind != Kind::Mesh).then(|| Key::mesh(key.mesh.clone()));
    mesh.into_iter().chain(key.parent_key()).collect()
}

/// Returns the resources, besides ancestors, that `spec` refers to and that must exist.
pub(super) fn referenced(key: &Key, spec: &Spec) -> Vec<Key> {
    let ancestors = ancestors(key);
    let binding = spec.references(key).into_iter().filter(|reference| reference.role.is_binding());
    binding.map(|reference| reference.to).filter(|to| !ancestors.contains(to)).collect()
}

/// Checks that `ancestors` exist, and returns guards for that.
///
/// # Errors
///
/// `NotFoundException` with the message for the resource of a request itself.
pub(super) fn require_ancestors(
    app: &App,
    read: &ReadSet,
    ancestors: &[Key],
) -> Result<Vec<Guard>, ApiError> {
    require(read, ancestors, |key| ApiError::not_present(key, &app.identity.account))
}

/// Checks that `referenced` exist, and returns guards for that.
///
/// # Errors
///
/// `NotFoundException` with the message for a reference.
pub(super) fn require_referenced(
    read: &ReadSet,
    referenced: &[Key],
) -> Result<Vec<Guard>, ApiError> {
    require(read, referenced, ApiError::missing)
}

fn require(
    read: &ReadSet,
    keys: &[Key],
    error: impl Fn(&Key) -> ApiError,
) -> Result<Vec<Guard>, ApiError> {
    let guard = |key| match read.exists(key) {
        true => Ok(Guard::Exists { path: Path::resource(key) }),
        false => Err(error(key)),
    };
    keys.iter().map(guard).collect()
}
