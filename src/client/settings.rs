//! The options that determine where a command goes and how it connects.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use crate::aws_cli::config::{ConfigError, Profile};

/// The options that every command has, as given on the command line. Environment variables are read
/// where they are used, so that a flag always takes precedence.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// `--endpoint-url`.
    pub endpoint_url: Option<String>,
    /// `--region`.
    pub region: Option<String>,
    /// `--profile`.
    pub profile: Option<String>,
    /// `--context`: `local`, `aws` or the name of a saved context.
    pub context: Option<String>,
    /// `--data`: directory of the local store.
    pub data: Option<PathBuf>,
    /// `--no-sign-request`: send requests without a signature.
    pub unsigned: bool,
    /// `--no-verify-ssl`: do not verify TLS certificates.
    pub insecure: bool,
    /// `--ca-bundle`: file with the CA certificates to trust.
    pub ca_bundle: Option<PathBuf>,
    /// `--cli-connect-timeout`; `Some(None)` for no limit, [`DEFAULT_TIMEOUT`] if `None`.
    pub connect_timeout: Option<Option<Duration>>,
    /// `--cli-read-timeout`; `Some(None)` for no limit, [`DEFAULT_TIMEOUT`] if `None`.
    pub read_timeout: Option<Option<Duration>>,
    /// The profile once it has been read; clones share it, so its files are read only once.
    pub(crate) profile_cache: Arc<OnceLock<Profile>>,
}

impl Settings {
    /// Returns `--profile`; as in the AWS CLI, an empty name is ignored.
    pub(crate) fn profile_flag(&self) -> Option<&str> {
        self.profile.as_deref().filter(|name| !name.is_empty())
    }

    /// Returns the AWS profile that `--profile` or the environment selects. Its files are read on
    /// the first call.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] if the profile does not exist or a file cannot be parsed.
    pub fn aws_profile(&self) -> Result<&Profile, ConfigError> {
        if let Some(profile) = self.profile_cache.get() {
            return Ok(profile);
        }
        let profile = Profile::read(self.profile_flag())?;
        Ok(self.profile_cache.get_or_init(|| profile))
    }

    /// Returns whether a switch is on: its value in the environment, else in the profile, is
    /// `true` in any case.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] if the profile is needed and cannot be read.
    pub(crate) fn is_enabled(&self, (name, setting): (&str, &str)) -> Result<bool, ConfigError> {
        let value = match variable(name) {
            Some(value) => Some(value),
            None => self.aws_profile()?.get(setting).map(str::to_owned),
        };
        Ok(value.is_some_and(|value| value.eq_ignore_ascii_case("true")))
    }
}

/// Returns the value of an environment variable that is set and not empty.
#[must_use]
pub fn variable(name: &str) -> Option<String> {
    variable_as_set(name).filter(|value| !value.is_empty())
}

/// Returns the value of an environment variable that is set, possibly to the empty string, which
/// has a meaning for some of AWS's variables.
#[must_use]
pub fn variable_as_set(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Default timeout for connecting, and for reading a response.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(60);
