//! Whether the virtual node of a sidecar is there: an Envoy of another one waits without a word.

use std::time::Duration;

use crate::client::{Api, ClientError, OpenInProcess, Settings, Target};
use crate::error::quoted;
use crate::model::{Key, Kind, Name};
use crate::store::data_directory::ServerAddresses;

/// How long the server of this machine may take to say so. A sidecar starts without it, too.
const PATIENCE: Duration = Duration::from_secs(5);

/// Asks `server` for the virtual node, and returns what there is to say if it is not there. Nothing
/// if it is, or if the server does not tell this caller: Envoy may have other credentials.
pub(super) async fn doubt(
    server: &ServerAddresses,
    (mesh, node): (&Name, &Name),
    settings: &Settings,
    open: OpenInProcess,
) -> Option<String> {
    // What another account shares is its owner's to list.
    if mesh.as_str().contains('@') {
        return None;
    }
    let (url, signed_for, ca) = (server.api.clone(), server.signed_for.clone(), server.ca.clone());
    let time = Some(Some(PATIENCE));
    let settings = Settings { connect_timeout: time, read_timeout: time, ..settings.clone() };
    let target = Target::Daemon { url, signed_for, ca };
    let asked = async {
        let api = Api::connect_to(target, &settings, open)?;
        missing(&api, mesh, node).await
    };
    match asked.await {
        Ok(missing) => missing,
        Err(error) => {
            tracing::debug!(%error, "nobody knows whether the virtual node is there");
            None
        }
    }
}

async fn missing(api: &Api, mesh: &Name, node: &Name) -> Result<Option<String>, ClientError> {
    let key = Key::member(Kind::VirtualNode, mesh.clone(), node.clone());
    if api.describe(&key).await?.is_some() {
        return Ok(None);
    }
    let what = |of: &str, name: &Name, there: Vec<Name>| {
        let there = if there.is_empty() { "none".to_owned() } else { quoted(there) };
        format!(
            "there is no {of} `{name}` (there are: {there}); Envoy is sent nothing until it is made"
        )
    };
    Ok(Some(match api.members(Kind::VirtualNode, mesh, None).await {
        Ok(nodes) => {
            let nodes = nodes.into_iter().map(|key| key.name).collect();
            what(&format!("virtual node in mesh `{mesh}` called"), node, nodes)
        }
        Err(error) if error.is_not_found() => what("mesh", mesh, api.meshes().await?),
        Err(error) => return Err(error),
    }))
}
