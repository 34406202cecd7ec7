//! SDK configuration for a target.

use std::path::PathBuf;
use std::time::Duration;

use aws_config::credential_process::CredentialProcessProvider;
use aws_config::ecs::EcsCredentialsProvider;
use aws_config::imds::credentials::ImdsCredentialsProvider;
use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_config::web_identity_token::WebIdentityTokenCredentialsProvider;
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_appmesh::Config;
use aws_sdk_appmesh::config::{
    BehaviorVersion, Region, retry::RetryConfig, timeout::TimeoutConfig,
};

use super::custom_tls::TrustedCertificates;
use super::endpoint::EndpointUrl;
use super::http_client;
use super::in_process::InProcess;
use crate::aws_cli::python;
use crate::client::OpenInProcess;
use crate::client::credentials::{self, CredentialSource};
use crate::client::error::ClientError;
use crate::client::settings::{DEFAULT_TIMEOUT, Settings, variable_as_set};
use crate::client::target::Target;

/// The default region of a local control plane; the region of the App Mesh tutorial.
const DEFAULT_LOCAL_REGION: &str = "us-west-2";

/// Returns the configuration for a target, and the name of the source of its credentials, if it needs
/// any.
pub(super) fn build(
    settings: &Settings,
    target: &Target,
    open: OpenInProcess,
) -> Result<(Config, Option<&'static str>), ClientError> {
    let builder = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .timeout_config(timeouts(settings));
    if target.is_local() {
        let region = region_or_default(settings)?;
        let builder = match target {
            Target::InProcess { data } => builder.http_client(InProcess(open(data, &region))),
            Target::Daemon { url, ca: Some(ca), .. } => builder.http_client(
                http_client::http_client(Some(url), &TrustedCertificates::Bundle(ca.clone())),
            ),
            _ => builder.http_client(http_client::local_client()),
        };
        // A local control plane has no authentication, but the SDK requires credentials to sign.
        let keys = Credentials::new("local", "local", None, None, "local");
        let builder = builder
            .endpoint_url(target.url().unwrap_or_default())
            .region(Region::new(region))
            .retry_config(RetryConfig::disabled())
            .credentials_provider(keys);
        return Ok((builder.build(), None));
    }
    check(settings, target)?;
    let region = match target {
        Target::Daemon { signed_for: Some(region), .. } => region.clone(),
        _ => region(settings)?.ok_or(ClientError::NoRegion)?,
    };
    // The SDK requires a region, even with an endpoint URL.
    let signed_for =
        if region.is_empty() { DEFAULT_LOCAL_REGION.to_owned() } else { region.clone() };
    let url = target.url().map(|url| EndpointUrl::parse(url)?.base()).transpose()?;
    let mut builder = builder
        .http_client(http_client::http_client(url.as_deref(), &trusted_for(settings, target)?))
        .region(Region::new(signed_for))
        .retry_config(retries(settings)?);
    builder = match &url {
        Some(url) => builder.endpoint_url(url),
        // Variants of the AWS endpoint.
        None => builder
            .use_fips(settings.is_enabled(("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint"))?)
            .use_dual_stack(
                settings.is_enabled(("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint"))?,
            ),
    };
    if settings.unsigned {
        return Ok((builder.allow_no_auth().build(), None));
    }
    let source = credentials::source(settings)?;
    tracing::debug!(region, endpoint = url, credentials = source.name(), "target");
    let builder = builder.credentials_provider(provider(settings, &region, &source)?);
    Ok((builder.build(), Some(source.name())))
}

/// Returns the credentials provider for `source`.
fn provider(
    settings: &Settings,
    region: &str,
    source: &CredentialSource,
) -> Result<SharedCredentialsProvider, ClientError> {
    if let CredentialSource::Keys(keys) = source {
        return Ok(SharedCredentialsProvider::new(keys.clone()));
    }
    let config = ProviderConfig::without_region()
        .with_region(Some(Region::new(region.to_owned())))
        .with_http_client(http_client::http_client(None, &trusted_certificates(settings)?));
    Ok(match source {
        CredentialSource::Keys(_) | CredentialSource::WebIdentity => {
            SharedCredentialsProvider::new(
                WebIdentityTokenCredentialsProvider::builder().configure(&config).build(),
            )
        }
        CredentialSource::Profile(_) => {
            let profile = settings.aws_profile()?;
            let builder = ProfileFileCredentialsProvider::builder()
                .configure(&config)
                .profile_files(profile.for_sdk())
                .profile_name(profile.name());
            SharedCredentialsProvider::new(builder.build())
        }
        CredentialSource::Process(command) => {
            // The AWS CLI splits the command at white space, line breaks included.
            let command = command.replace('\n', " ");
            SharedCredentialsProvider::new(CredentialProcessProvider::new(command))
        }
        CredentialSource::Container => SharedCredentialsProvider::new(
            EcsCredentialsProvider::builder().configure(&config).build(),
        ),
        // Only instance metadata: the SDK's default chain starts with the environment, which must not
        // override the profile.
        CredentialSource::InstanceMetadata => SharedCredentialsProvider::new(
            ImdsCredentialsProvider::builder().configure(&config).build(),
        ),
    })
}

/// Returns the region for a local control plane.
pub(in crate::client) fn region_or_default(settings: &Settings) -> Result<String, ClientError> {
    let configured = region(settings)?.filter(|region| !region.is_empty());
    let region = configured.unwrap_or_else(|| DEFAULT_LOCAL_REGION.to_owned());
    check_region(&region)?;
    Ok(region)
}

/// Checks the settings for a target that is not local.
pub(in crate::client) fn check(settings: &Settings, target: &Target) -> Result<(), ClientError> {
    if matches!(target, Target::InProcess { .. } | Target::Daemon { .. }) {
        return Ok(());
    }
    check_explicit_region(settings)?;
    if !settings.unsigned {
        credentials::source(settings)?;
    }
    let region = region(settings)?.ok_or(ClientError::NoRegion)?;
    check_region(&region)?;
    retries(settings)?;
    if region.is_empty() && target.url().is_none() {
        return Err(ClientError::BadEndpoint("https://appmesh..amazonaws.com".to_owned()));
    }
    target.url().map_or(Ok(()), |url| EndpointUrl::parse(url).map(drop))
}

/// Loads the AWS configuration for services other than App Mesh. Their endpoints come from the
/// environment and the profile, not from `--endpoint-url`.
pub(in crate::client) async fn aws_configuration(
    settings: &Settings,
    target: &Target,
) -> Result<aws_types::SdkConfig, ClientError> {
    let region = match target {
        Target::Daemon { signed_for: Some(region), .. } => region.clone(),
        // IAM is global; its requests are signed for this region.
        _ => region(settings)?.unwrap_or_else(|| "us-east-1".to_owned()),
    };
    check_region(&region)?;
    let shared = shared(settings, &region).await?;
    Ok(match target {
        // A local server with authentication implements STS and IAM.
        Target::Daemon { url, .. } => shared
            .to_builder()
            .endpoint_url(url)
            .http_client(http_client::http_client(Some(url), &trusted_for(settings, target)?))
            .build(),
        _ => shared,
    })
}

/// Loads the AWS configuration as AWS tools do.
async fn shared(settings: &Settings, region: &str) -> Result<aws_types::SdkConfig, ClientError> {
    let source = credentials::source(settings)?;
    let profile = settings.aws_profile()?;
    let loader = aws_config::defaults(aws_config::BehaviorVersion::latest())
        .http_client(http_client::http_client(None, &trusted_certificates(settings)?))
        .region(Region::new(region.to_owned()))
        .timeout_config(timeouts(settings))
        .retry_config(retries(settings)?)
        .credentials_provider(provider(settings, region, &source)?)
        .profile_files(profile.for_sdk())
        .profile_name(profile.name());
    Ok(loader.load().await)
}

/// Returns the region: `--region`, `AWS_REGION`, `AWS_DEFAULT_REGION`, the profile's.
fn region(settings: &Settings) -> Result<Option<String>, ClientError> {
    match explicit_region(settings) {
        Some(region) => Ok(Some(region)),
        None => Ok(settings.aws_profile()?.get("region").map(str::to_owned)),
    }
}

/// Returns the certificates to trust: any with `--no-verify-ssl`, those of `--ca-bundle`,
/// `AWS_CA_BUNDLE` or the profile's `ca_bundle`, else those of the system.
fn trusted_certificates(settings: &Settings) -> Result<TrustedCertificates, ClientError> {
    if settings.insecure {
        return Ok(TrustedCertificates::Any);
    }
    let set = || variable_as_set("AWS_CA_BUNDLE").map(PathBuf::from);
    let path = match settings.ca_bundle.clone().or_else(set) {
        Some(path) => Some(path),
        None => settings.aws_profile()?.get("ca_bundle").map(PathBuf::from),
    };
    match path {
        None => Ok(TrustedCertificates::System),
        Some(path) if path.to_string_lossy().trim().is_empty() => Err(ClientError::NoBundle),
        Some(path) => Ok(TrustedCertificates::Bundle(path)),
    }
}

/// Returns the certificates to trust for `target`: those that a local server issued, unless the
/// command line overrides them.
fn trusted_for(settings: &Settings, target: &Target) -> Result<TrustedCertificates, ClientError> {
    let overridden = settings.insecure || settings.ca_bundle.is_some();
    match target.ca() {
        Some(ca) if !overridden => Ok(TrustedCertificates::Bundle(ca.to_owned())),
        _ => trusted_certificates(settings),
    }
}

/// Returns the region of the command line or the environment; as in the AWS CLI, it may be empty.
fn explicit_region(settings: &Settings) -> Option<String> {
    let set = variable_as_set;
    settings.region.clone().or_else(|| set("AWS_REGION")).or_else(|| set("AWS_DEFAULT_REGION"))
}

/// Checks the region of the command line or the environment, if any.
pub(in crate::client) fn check_explicit_region(settings: &Settings) -> Result<(), ClientError> {
    explicit_region(settings).map_or(Ok(()), |region| check_region(&region))
}

fn check_region(region: &str) -> Result<(), ClientError> {
    let label = region.len() <= 63
        && (region.is_empty() || region.chars().any(|c| !c.is_ascii_digit()))
        && !region.starts_with('-')
        && !region.ends_with('-')
        && region.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if label { Ok(()) } else { Err(ClientError::BadRegion(region.to_owned())) }
}

fn timeouts(settings: &Settings) -> TimeoutConfig {
    let or_default = |given: Option<Option<Duration>>| given.unwrap_or(Some(DEFAULT_TIMEOUT));
    let mut builder = TimeoutConfig::builder();
    builder.set_connect_timeout(or_default(settings.connect_timeout));
    builder.set_read_timeout(or_default(settings.read_timeout));
    builder.build()
}

/// Returns the retry configuration of the environment or the profile; by default 3 attempts in
/// standard mode, as in AWS CLI v2.
fn retries(settings: &Settings) -> Result<RetryConfig, ClientError> {
    let profile = settings.aws_profile()?;
    let configured =
        |name, setting| variable_as_set(name).or_else(|| profile.get(setting).map(str::to_owned));
    let attempts = match configured("AWS_MAX_ATTEMPTS", "max_attempts") {
        None => 3,
        Some(text) => {
            let attempts = python::int(&text).ok_or(ClientError::NoNumber(text))?;
            let max = u32::try_from(attempts).ok().filter(|attempts| *attempts > 0);
            max.ok_or(ClientError::BadAttempts(attempts))?
        }
    };
    let config = match configured("AWS_RETRY_MODE", "retry_mode") {
        None => RetryConfig::standard(),
        Some(mode) => match mode.to_ascii_lowercase().as_str() {
            "standard" => RetryConfig::standard(),
            "adaptive" => RetryConfig::adaptive(),
            _ => return Err(ClientError::BadRetryMode(mode)),
        },
    };
    Ok(config.with_max_attempts(attempts))
}
