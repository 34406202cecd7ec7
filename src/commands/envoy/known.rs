//! Whether the resource of an Envoy exists. An Envoy of a resource that does not exist gets no
//! configuration and reports no error.

use std::time::Duration;

use crate::client::{Api, ClientError, OpenInProcess, Settings, Target};
use crate::error::quoted;
use crate::model::{Key, Kind, Name};
use crate::store::data_directory::ServerAddresses;

/// Timeout of the requests to the local server. Envoy is started regardless of their result.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(5);

/// Asks `server` for the virtual node or virtual gateway `resource`. Returns a message if it does
/// not exist; nothing if it does, or if the caller has no permission to know: Envoy may have other
/// credentials.
pub(super) async fn missing_resource(
    server: &ServerAddresses,
    resource: &Key,
    settings: &Settings,
    open: OpenInProcess,
) -> Option<String> {
    // Resources in a shared mesh are listed by the mesh's owner.
    if resource.mesh.as_str().contains('@') {
        return None;
    }
    let (url, signed_for, ca) = (server.api.clone(), server.signed_for.clone(), server.ca.clone());
    let timeout = Some(Some(REQUEST_TIMEOUT));
    let settings = Settings { connect_timeout: timeout, read_timeout: timeout, ..settings.clone() };
    let target = Target::Daemon { url, signed_for, ca };
    let lookup = async {
        let api = Api::connect_to(target, &settings, open)?;
        look_up(&api, resource).await
    };
    match lookup.await {
        Ok(missing) => missing,
        Err(error) => {
            tracing::debug!(%error, "cannot determine whether the resource exists");
            None
        }
    }
}

async fn look_up(api: &Api, resource: &Key) -> Result<Option<String>, ClientError> {
    if api.describe(resource).await?.is_some() {
        return Ok(None);
    }
    let message = |what: &str, existing: Vec<Name>| {
        let existing = if existing.is_empty() { "none".to_owned() } else { quoted(existing) };
        format!(
            "{what} not found (existing: {existing}); Envoy gets no configuration until it is created"
        )
    };
    let Key { mesh, kind, name, .. } = resource;
    Ok(Some(match api.members(*kind, mesh, None).await {
        Ok(keys) => {
            let what = if *kind == Kind::VirtualGateway { "gateway" } else { "node" };
            let existing = keys.into_iter().map(|key| key.name).collect();
            message(&format!("virtual {what} `{name}` in mesh `{mesh}`"), existing)
        }
        Err(error) if error.is_not_found() => {
            message(&format!("mesh `{mesh}`"), api.meshes().await?)
        }
        Err(error) => return Err(error),
    }))
}
