//! Which credentials are configured, in the order in which AWS CLI v2 looks for them
//! (`docs/behaviour/aws-cli.md#configuration-precedence`), and what is wrong with the
//! configuration. Nothing is fetched here.

use std::path::PathBuf;

use aws_credential_types::Credentials;
use sha1::{Digest as _, Sha1};

use super::error::ClientError;
use super::settings::{Settings, variable};
use crate::aws_cli::config::{ConfigFile, Profile};
use crate::digest::hex;

/// Where credentials come from.
#[derive(Debug, Clone)]
pub(super) enum Source {
    /// Keys that are there: of the environment or of the profile.
    Keys(Credentials),
    /// A token in a file that the environment names, for a role.
    WebIdentity,
    /// What the profile says, which the SDK carries out.
    Profile(Method),
    /// A program that the profile names, with its arguments.
    Process(String),
    /// What the container that this runs in is given, as the environment says.
    Container,
    /// What the instance that this runs on is given, if it is one.
    Surroundings,
}

impl Source {
    /// Returns the name that AWS gives it in errors; logs have it too.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Keys(_) => "keys",
            Self::WebIdentity => Method::WebIdentity.name(),
            Self::Profile(method) => method.name(),
            Self::Process(_) => "custom-process",
            Self::Container => "container-role",
            Self::Surroundings => "instance",
        }
    }
}

/// How a profile gets credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Method {
    /// It takes a role.
    Role,
    /// It takes a role with a token of a file.
    WebIdentity,
    /// Someone has signed in.
    Sso,
}

impl Method {
    fn name(&self) -> &'static str {
        match self {
            Self::Role => "assume-role",
            Self::WebIdentity => "assume-role-with-web-identity",
            Self::Sso => "sso",
        }
    }
}

/// Finds where the credentials for `settings` come from.
///
/// # Errors
///
/// [`ClientError`] if keys are there in part, or the profile cannot be followed.
pub(super) fn source(settings: &Settings) -> Result<Source, ClientError> {
    let chosen = settings.profile_flag().is_some();
    if !chosen && let Some(keys) = of_environment()? {
        return Ok(Source::Keys(keys));
    }
    let profile = settings.aws_profile()?;
    if profile.get("role_arn").is_some() && profile.get("web_identity_token_file").is_none() {
        role(profile, profile.name(), &mut Vec::new())?;
        return Ok(Source::Profile(Method::Role));
    }
    let from_environment = |name| if chosen { None } else { variable(name) };
    if let Some(token) = from_environment("AWS_WEB_IDENTITY_TOKEN_FILE") {
        let role = from_environment("AWS_ROLE_ARN");
        web_identity(&token, role.as_deref().or(profile.get("role_arn")))?;
        return Ok(Source::WebIdentity);
    }
    if let Some(token) = profile.get("web_identity_token_file") {
        web_identity(token, profile.get("role_arn"))?;
        return Ok(Source::Profile(Method::WebIdentity));
    }
    if sso(profile)? {
        return Ok(Source::Profile(Method::Sso));
    }
    if let Some(keys) = of_file(profile, ConfigFile::Credentials)? {
        return Ok(Source::Keys(keys));
    }
    if let Some(command) = profile.get("credential_process") {
        return Ok(Source::Process(command.to_owned()));
    }
    if let Some(keys) = of_file(profile, ConfigFile::Config)? {
        return Ok(Source::Keys(keys));
    }
    const CONTAINER: [&str; 2] =
        ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"];
    let contained = CONTAINER.into_iter().any(|name| variable(name).is_some());
    Ok(if contained { Source::Container } else { Source::Surroundings })
}

/// Keys from the environment. A secret alone is none.
fn of_environment() -> Result<Option<Credentials>, ClientError> {
    let Some(id) = variable("AWS_ACCESS_KEY_ID") else { return Ok(None) };
    let missing = || partial("env", "AWS_SECRET_ACCESS_KEY");
    let secret = variable("AWS_SECRET_ACCESS_KEY").ok_or_else(missing)?;
    let token = variable("AWS_SESSION_TOKEN").or_else(|| variable("AWS_SECURITY_TOKEN"));
    Ok(Some(Credentials::new(id, secret, token, None, "environment")))
}

/// The profile's keys in one of the files; the other has no part in them.
fn of_file(profile: &Profile, file: ConfigFile) -> Result<Option<Credentials>, ClientError> {
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

/// Settings by which a profile that takes no role has credentials.
const OWN: [&str; 4] = ["aws_access_key_id", "credential_process", "sso_session", "sso_start_url"];

/// Follows the profiles from which a role is taken, down to the one that has credentials.
fn role(profile: &Profile, name: &str, visited: &mut Vec<String>) -> Result<(), ClientError> {
    let bad = |text: String| Err(ClientError::Credentials(text));
    let get = |setting| profile.get_of(name, setting);
    if let Some(serial) = get("mfa_serial") {
        return bad(format!(
            "the profile `{name}` asks for a code of {serial}, which cannot be entered here: get \
             a session with `aws sts get-session-token` and put its keys into the environment"
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
            let own_keys = profile.get_of(source, "aws_access_key_id").is_some();
            if !profile.exists(source) {
                return bad(format!(
                    "The source_profile \"{source}\" referenced in the profile \"{name}\" does \
                     not exist."
                ));
            }
            if source == name && own_keys {
                return Ok(());
            }
            if profile.get_of(source, "role_arn").is_none() {
                let has_credentials = OWN.iter().any(|own| profile.get_of(source, own).is_some());
                return if has_credentials {
                    Ok(())
                } else {
                    bad(format!("The source profile \"{source}\" must have credentials."))
                };
            }
            if visited.iter().any(|one| one == source) {
                return bad(format!(
                    "Infinite loop in credential configuration detected. Attempting to load from \
                     profile {source} which has already been visited. Visited profiles: [{}]",
                    visited.iter().map(|one| format!("'{one}'")).collect::<Vec<_>>().join(", ")
                ));
            }
            role(profile, source, visited)
        }
    }
}

fn web_identity(token: &str, role: Option<&str>) -> Result<(), ClientError> {
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

/// Tells whether the profile's way is to sign in, and checks that someone has: the token of a
/// session, or of an address, is in a file called by its hash.
fn sso(profile: &Profile) -> Result<bool, ClientError> {
    let session = profile.get("sso_session");
    if let Some(session) = session.filter(|session| !profile.has_sso_session(session)) {
        return Err(ClientError::Credentials(format!(
            "The specified sso-session does not exist: \"{session}\""
        )));
    }
    let get = |name| profile.get(name).or_else(|| profile.get_of_sso_session(session?, name));
    const NEEDED: [&str; 4] = ["sso_role_name", "sso_account_id", "sso_start_url", "sso_region"];
    let missing: Vec<&str> = NEEDED.into_iter().filter(|name| get(name).is_none()).collect();
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
        // A session that only its own commands need says nothing about credentials.
        _ if NEEDED.iter().all(|name| profile.get(name).is_none()) => Ok(false),
        _ => Err(ClientError::Credentials(format!(
            "The profile \"{}\" is configured to use SSO but is missing required configuration: {}",
            profile.name(),
            missing.join(", ")
        ))),
    }
}
