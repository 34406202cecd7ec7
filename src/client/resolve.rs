//! Determines where commands are sent (`docs/architecture.md` decision 10).

use super::contexts::Contexts;
use super::error::ClientError;
use super::local;
use super::settings::{Settings, variable};
use super::target::Target;

/// Determines the target. The first of these that is set is used: `--endpoint-url`, `--context`,
/// `AWS_ENDPOINT_URL_APP_MESH`, `AWS_ENDPOINT_URL`, the profile's endpoint, `MESHCTL_CONTEXT`, the
/// current context, else the local control plane.
pub(super) fn resolve(settings: &Settings) -> Result<Target, ClientError> {
    if let Some(url) = &settings.endpoint_url {
        return Ok(Target::Endpoint { url: url.clone() });
    }
    if let Some(name) = &settings.context {
        return context(name, settings);
    }
    const IGNORED: (&str, &str) =
        ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls");
    if !settings.is_enabled(IGNORED)? {
        let from_environment =
            variable("AWS_ENDPOINT_URL_APP_MESH").or_else(|| variable("AWS_ENDPOINT_URL"));
        if let Some(url) = from_environment {
            return Ok(Target::Endpoint { url });
        }
        if let Some(url) = settings.aws_profile()?.endpoint_url()? {
            return Ok(Target::Endpoint { url: url.to_owned() });
        }
    }
    if let Some(name) = variable("MESHCTL_CONTEXT") {
        return context(&name, settings);
    }
    match Contexts::read()?.current {
        Some(name) => context(&name, settings),
        None => local::find(settings.data.as_deref()),
    }
}

/// Returns the target of the context called `name`.
fn context(name: &str, settings: &Settings) -> Result<Target, ClientError> {
    match name {
        "local" => local::find(settings.data.as_deref()),
        "aws" => Ok(Target::Aws),
        name => {
            let contexts = Contexts::read()?;
            match contexts.named.get(name) {
                Some(url) => Ok(Target::Endpoint { url: url.clone() }),
                None => {
                    Err(ClientError::NoContext { name: name.to_owned(), known: contexts.names() })
                }
            }
        }
    }
}
