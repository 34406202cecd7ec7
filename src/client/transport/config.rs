//! The SDK's configuration for a target.

use std::path::PathBuf;
use std::time::Duration;

use aws_credential_types::Credentials;
use aws_sdk_appmesh::Config;
use aws_sdk_appmesh::config::{
    BehaviorVersion, Region, retry::RetryConfig, timeout::TimeoutConfig,
};

use super::in_process::InProcess;
use super::tls;
use crate::client::Open;
use crate::client::error::ClientError;
use crate::client::profile::Profile;
use crate::client::settings::{PATIENCE, Settings, variable};
use crate::client::target::Target;

/// The region of a local control plane that was told none, as in the tutorial.
const LOCAL_REGION: &str = "us-west-2";

pub(super) async fn build(
    settings: &Settings,
    target: &Target,
    open: Open,
) -> Result<Config, ClientError> {
    let builder = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .timeout_config(timeouts(settings));
    if target.is_local() {
        let region = region_or_default(settings).await?;
        let builder = match target {
            Target::InProcess { data } => builder.http_client(InProcess(open(data, &region))),
            _ => builder.http_client(tls::http_client(target.url(), None)?),
        };
        // Our own control plane asks no one who they are, but the SDK wants to sign.
        let keys = Credentials::new("local", "local", None, None, "local");
        return Ok(builder
            .endpoint_url(target.url().unwrap_or_default())
            .region(Region::new(region))
            .retry_config(RetryConfig::disabled())
            .credentials_provider(keys)
            .build());
    }
    let region = region(settings).await?.ok_or(ClientError::NoRegion)?;
    check_region(&region)?;
    if settings.insecure && target.url().is_none_or(|url| url.starts_with("https:")) {
        return Err(ClientError::Unverified);
    }
    let mut builder = builder
        .http_client(tls::http_client(target.url(), ca_bundle(settings).as_deref())?)
        .region(Region::new(region.clone()))
        .retry_config(retries());
    if let Some(url) = target.url() {
        builder = builder.endpoint_url(url);
    }
    if settings.unsigned {
        return Ok(builder.allow_no_auth().build());
    }
    Ok(match from_environment(settings)? {
        Some(keys) => builder.credentials_provider(keys),
        None => {
            let shared = shared(settings, &region).await?;
            let provider = shared.credentials_provider().ok_or(ClientError::NoCredentials)?;
            builder.credentials_provider(provider)
        }
    }
    .build())
}

/// Finds the region for a local control plane.
pub(in crate::client) async fn region_or_default(
    settings: &Settings,
) -> Result<String, ClientError> {
    Ok(region(settings).await?.unwrap_or_else(|| LOCAL_REGION.to_owned()))
}

/// Checks that there is a region, unless the target is this machine.
pub(in crate::client) async fn check_region_for(
    settings: &Settings,
    target: &Target,
) -> Result<(), ClientError> {
    if target.is_local() {
        return Ok(());
    }
    check_region(&region(settings).await?.ok_or(ClientError::NoRegion)?)
}

/// Loads the AWS configuration for other services than App Mesh: their endpoints come from the
/// environment and the profile, not from `--endpoint-url`.
pub(in crate::client) async fn aws_configuration(
    settings: &Settings,
) -> Result<aws_types::SdkConfig, ClientError> {
    let region = region(settings).await?.ok_or(ClientError::NoRegion)?;
    check_region(&region)?;
    shared(settings, &region).await
}

/// Loads the AWS configuration as the AWS tools do.
async fn shared(settings: &Settings, region: &str) -> Result<aws_types::SdkConfig, ClientError> {
    let mut loader = aws_config::defaults(aws_config::BehaviorVersion::latest())
        .http_client(tls::http_client(None, ca_bundle(settings).as_deref())?)
        .region(Region::new(region.to_owned()))
        .timeout_config(timeouts(settings))
        .retry_config(retries());
    if let Some(profile) = Profile::chosen(settings) {
        loader = loader.profile_name(profile);
    }
    Ok(loader.load().await)
}

/// Keys from the environment, which go before those of a profile unless `--profile` is given
/// (`aws-cli-compat §13`). Taking them directly spares the chain of providers.
fn from_environment(settings: &Settings) -> Result<Option<Credentials>, ClientError> {
    if settings.profile.is_some() {
        return Ok(None);
    }
    match (variable("AWS_ACCESS_KEY_ID"), variable("AWS_SECRET_ACCESS_KEY")) {
        (Some(id), Some(secret)) => {
            let token = variable("AWS_SESSION_TOKEN");
            Ok(Some(Credentials::new(id, secret, token, None, "environment")))
        }
        (None, None) => Ok(None),
        (Some(_), None) => {
            Err(ClientError::PartialCredentials { missing: "AWS_SECRET_ACCESS_KEY" })
        }
        (None, Some(_)) => Err(ClientError::PartialCredentials { missing: "AWS_ACCESS_KEY_ID" }),
    }
}

/// Finds the region: `--region`, `AWS_REGION`, `AWS_DEFAULT_REGION`, the profile's.
async fn region(settings: &Settings) -> Result<Option<String>, ClientError> {
    let said = settings
        .region
        .clone()
        .or_else(|| variable("AWS_REGION"))
        .or_else(|| variable("AWS_DEFAULT_REGION"));
    match said {
        Some(region) => Ok(Some(region)),
        None => Ok(Profile::read(settings).await?.get("region").map(str::to_owned)),
    }
}

/// Finds the certificates to trust: `--ca-bundle`, `AWS_CA_BUNDLE`, else the system's.
fn ca_bundle(settings: &Settings) -> Option<PathBuf> {
    settings.ca_bundle.clone().or_else(|| variable("AWS_CA_BUNDLE").map(PathBuf::from))
}

fn check_region(region: &str) -> Result<(), ClientError> {
    let label = !region.is_empty()
        && region.len() <= 63
        && !region.starts_with('-')
        && !region.ends_with('-')
        && region.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if label { Ok(()) } else { Err(ClientError::BadRegion(region.to_owned())) }
}

fn timeouts(settings: &Settings) -> TimeoutConfig {
    let or_default = |given: Option<Option<Duration>>| given.unwrap_or(Some(PATIENCE));
    let mut builder = TimeoutConfig::builder();
    builder.set_connect_timeout(or_default(settings.connect_timeout));
    builder.set_read_timeout(or_default(settings.read_timeout));
    builder.build()
}

/// Three attempts, as AWS CLI v2 makes, or as many as `AWS_MAX_ATTEMPTS` says.
fn retries() -> RetryConfig {
    let attempts = variable("AWS_MAX_ATTEMPTS").and_then(|text| text.parse().ok());
    RetryConfig::standard().with_max_attempts(attempts.filter(|n| *n > 0).unwrap_or(3))
}
