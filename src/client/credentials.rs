//! Selection of the configured credentials in the order of AWS CLI v2
//! (`docs/behaviour/aws-cli.md#configuration-precedence`), and errors in their configuration.
//! Nothing is fetched here.

use std::path::PathBuf;

use aws_credential_types::Credentials;
use sha1::{Digest as _, Sha1};

use super::error::ClientError;
use super::settings::{Settings, variable};
use crate::aws_cli::config::{ConfigFile, Profile};
use crate::digest::hex;

/// A source of credentials.
#[derive(Debug, Clone)]
pub(super) enum CredentialSource {
    /// Access keys in the environment or the profile.
    Keys(Credentials),
    /// A role with a web identity token file, from the environment.
    WebIdentity,
    /// A method of the profile that the SDK implements.
    Profile(ProfileMethod),
    /// The `credential_process` of the profile, with its arguments.
    Process(String),
    /// The credentials endpoint of the container, from the environment.
    Container,
    /// The instance metadata service.
    InstanceMetadata,
}

impl CredentialSource {
    /// Returns botocore's name of the source, for errors and logs.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Keys(_) => "keys",
            Self::WebIdentity => ProfileMethod::WebIdentity.name(),
            Self::Profile(method) => method.name(),
            Self::Process(_) => "custom-process",
            Self::Container => "container-role",
            Self::InstanceMetadata => "instance",
        }
    }
}

/// How a profile obtains credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ProfileMethod {
    /// Assumes a role.
    Role,
    /// Assumes a role with a web identity token file.
    WebIdentity,
    /// IAM Identity Center (SSO) sign-in.
    Sso,
}

impl ProfileMethod {
    fn name(&self) -> &'static str {
        match self {
            Self::Role => "assume-role",
            Self::WebIdentity => "assume-role-with-web-identity",
            Self::Sso => "sso",
        }
    }
}

/// Returns the source of credentials for `settings`.
///
/// # Errors
///
/// [`ClientError`] if credentials are incomplete or the profile is invalid.
pub(super) fn source(settings: &Settings) -> Result<CredentialSource, ClientError> {
    let chosen = settings.profile_flag().is_some();
    if !chosen && let Some(keys) = environment_keys()? {
        return Ok(CredentialSource::Keys(keys));
    }
    let profile = settings.aws_profile()?;
    if profile.get("role_arn").is_some() && profile.get("web_identity_token_file").is_none() {
        check_role(profile, profile.name(), &mut Vec::new())?;
        return Ok(CredentialSource::Profile(ProfileMethod::Role));
    }
    let from_environment = |name| if chosen { None } else { variable(name) };
    if let Some(token) = from_environment("AWS_WEB_IDENTITY_TOKEN_FILE") {
        let role = from_environment("AWS_ROLE_ARN");
        check_web_identity(&token, role.as_deref().or(profile.get("role_arn")))?;
        return Ok(CredentialSource::WebIdentity);
    }
    if let Some(token) = profile.get("web_identity_token_file") {
        check_web_identity(token, profile.get("role_arn"))?;
        return Ok(CredentialSource::Profile(ProfileMethod::WebIdentity));
    }
    if uses_sso(profile)? {
        return Ok(CredentialSource::Profile(ProfileMethod::Sso));
    }
    if let Some(keys) = file_keys(profile, ConfigFile::Credentials)? {
        return Ok(CredentialSource::Keys(keys));
    }
    if let Some(command) = profile.get("credential_process") {
        return Ok(CredentialSource::Process(command.to_owned()));
    }
    if let Some(keys) = file_keys(profile, ConfigFile::Config)? {
        return Ok(CredentialSource::Keys(keys));
    }
    const CONTAINER: [&str; 2] =
        ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"];
    let in_container = CONTAINER.into_iter().any(|name| variable(name).is_some());
    Ok(if in_container { CredentialSource::Container } else { CredentialSource::InstanceMetadata })
}

/// Returns the access key of the environment. A secret without an ID is ignored.
fn environment_keys() -> Result<Option<Credentials>, ClientError> {
    let Some(id) = variable("AWS_ACCESS_KEY_ID") else { return Ok(None) };
    let missing = || partial("env", "AWS_SECRET_ACCESS_KEY");
    let secret = variable("AWS_SECRET_ACCESS_KEY").ok_or_else(missing)?;
    let token = variable("AWS_SESSION_TOKEN").or_else(|| variable("AWS_SECURITY_TOKEN"));
    Ok(Some(Credentials::new(id, secret, token, None, "environment")))
}

/// Returns the access key of the profile in one of the files. The files are not merged.
fn file_keys(profile: &Profile, file: ConfigFile) -> Result<Option<Credentials>, ClientError> {
    let get = |setting| profile.get_in(file, setting);
    let Some(id) = get("aws_access_key_id") else { return Ok(None) };
    let name = match file {
        ConfigFile::Credentials => "shared-credentials-file",
        ConfigFile::Config => "config-file",
    };
    let missing = || partial(name, "aws_secret_access_key");
    let secret = get("aws_secret_access_key").ok_or_else(missing)?;
    let token = get("aws_session_token").or_else(|| get("aws_security_token"));
    Ok(Some(Credentials::new(id, secret, token.map(str::to_owned), None, "profile")))
}

fn partial(place: &'static str, missing: &'static str) -> ClientError {
    ClientError::PartialCredentials { place, missing }
}

/// Settings with which a profile without a role provides credentials.
const CREDENTIAL_SETTINGS: [&str; 4] =
    ["aws_access_key_id", "credential_process", "sso_session", "sso_start_url"];

/// Checks the chain of source profiles of a role, up to the one with credentials.
fn check_role(profile: &Profile, name: &str, visited: &mut Vec<String>) -> Result<(), ClientError> {
    let bad = |message: String| Err(ClientError::Credentials(message));
    let get = |setting| profile.get_of(name, setting);
    if let Some(serial) = get("mfa_serial") {
        return bad(format!(
            "the profile `{name}` requires an MFA code from {serial}, for which meshctl does not \
             prompt: get a session with `aws sts get-session-token` and set its keys in the \
             environment"
        ));
    }
    match (get("source_profile"), get("credential_source")) {
        (Some(_), Some(_)) => bad(format!(
            "The profile \"{name}\" contains both source_profile and credential_source."
        )),
        (None, None) => Err(partial("assume-role", "source_profile or credential_source")),
        (None, Some("Environment" | "Ec2InstanceMetadata" | "EcsContainer")) => Ok(()),
        (None, Some(source)) => bad(format!(
            "The credential source \"{source}\" referenced in profile \"{name}\" is not valid."
        )),
        (Some(source), None) => {
            visited.push(name.to_owned());
            let has_keys = profile.get_of(source, "aws_access_key_id").is_some();
            if !profile.exists(source) {
                return bad(format!(
                    "The source_profile \"{source}\" referenced in the profile \"{name}\" does \
                     not exist."
                ));
            }
            if source == name && has_keys {
                return Ok(());
            }
            if profile.get_of(source, "role_arn").is_none() {
                let has_credentials = CREDENTIAL_SETTINGS
                    .iter()
                    .any(|setting| profile.get_of(source, setting).is_some());
                return if has_credentials {
                    Ok(())
                } else {
                    bad(format!("The source profile \"{source}\" must have credentials."))
                };
            }
            if visited.iter().any(|name| name == source) {
                return bad(format!(
                    "Infinite loop in credential configuration detected. Attempting to load from \
                     profile {source} which has already been visited. Visited profiles: [{}]",
                    visited.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ")
                ));
            }
            check_role(profile, source, visited)
        }
    }
}

fn check_web_identity(token: &str, role: Option<&str>) -> Result<(), ClientError> {
    if role.is_none() {
        return Err(ClientError::Credentials(
            "The provided profile or the current environment is configured to assume role with \
             web identity but has no role ARN configured. Ensure that the profile has the \
             role_arnconfiguration set or the AWS_ROLE_ARN env var is set."
                .to_owned(),
        ));
    }
    if std::path::Path::new(token).exists() {
        return Ok(());
    }
    Err(ClientError::Credentials(format!("[Errno 2] No such file or directory: '{token}'")))
}

/// Returns whether the profile uses SSO, and checks that a token is cached. The file name is the hash
/// of the session name or the start URL.
fn uses_sso(profile: &Profile) -> Result<bool, ClientError> {
    let session = profile.get("sso_session");
    if let Some(session) = session.filter(|session| !profile.has_sso_session(session)) {
        return Err(ClientError::Credentials(format!(
            "The specified sso-session does not exist: \"{session}\""
        )));
    }
    let get = |name| profile.get(name).or_else(|| profile.get_of_sso_session(session?, name));
    const REQUIRED: [&str; 4] = ["sso_role_name", "sso_account_id", "sso_start_url", "sso_region"];
    let missing: Vec<&str> = REQUIRED.into_iter().filter(|name| get(name).is_none()).collect();
    match missing[..] {
        [] => {
            let name = session.or_else(|| get("sso_start_url")).unwrap_or_default();
            let hash = hex(&Sha1::digest(name));
            let home = PathBuf::from(variable("HOME").unwrap_or_default());
            if home.join(".aws/sso/cache").join(format!("{hash}.json")).is_file() {
                return Ok(true);
            }
            Err(ClientError::Credentials(format!(
                "Error loading SSO Token: Token for {name} does not exist"
            )))
        }
        // A profile with only `sso_session` does not configure credentials.
        _ if REQUIRED.iter().all(|name| profile.get(name).is_none()) => Ok(false),
        _ => Err(ClientError::Credentials(format!(
            "The profile \"{}\" is configured to use SSO but is missing required configuration: {}",
            profile.name(),
            missing.join(", ")
        ))),
    }
}
