//! What the caller says about where to go and how.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::OnceCell;

use super::error::ClientError;
use super::profile::Profile;

/// The options that every command has, as they were typed. The environment is read where it
/// counts, so that a flag always wins.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// `--endpoint-url`.
    pub endpoint_url: Option<String>,
    /// `--region`.
    pub region: Option<String>,
    /// `--profile`.
    pub profile: Option<String>,
    /// `--context`: `local`, `aws` or a named one.
    pub context: Option<String>,
    /// `--data`: folder of the local store.
    pub data: Option<PathBuf>,
    /// `--no-sign-request`: send no signature.
    pub unsigned: bool,
    /// `--no-verify-ssl`: take any certificate.
    pub insecure: bool,
    /// `--ca-bundle`: a file with certificates to trust.
    pub ca_bundle: Option<PathBuf>,
    /// `--cli-connect-timeout`; `Some(None)` for no limit, 60 s by default.
    pub connect_timeout: Option<Option<Duration>>,
    /// `--cli-read-timeout`; `Some(None)` for no limit, 60 s by default.
    pub read_timeout: Option<Option<Duration>>,
    /// The profile, once it has been read: several questions are asked of it, and its files are
    /// read for the first only.
    pub(crate) profile_read: Arc<OnceCell<Profile>>,
}

impl Settings {
    /// Returns the profile that the caller names; as with AWS, an empty name names none.
    pub(crate) fn said_profile(&self) -> Option<&str> {
        self.profile.as_deref().filter(|name| !name.is_empty())
    }

    /// Tells whether a switch is on: `true` in the environment, else in the profile.
    ///
    /// # Errors
    ///
    /// [`ClientError`] if the profile cannot be read.
    pub(crate) async fn switched_on(
        &self,
        (name, setting): (&str, &str),
    ) -> Result<bool, ClientError> {
        let said = match variable(name) {
            Some(said) => Some(said),
            None => Profile::read(self).await?.get(setting).map(str::to_owned),
        };
        Ok(said.is_some_and(|said| said.eq_ignore_ascii_case("true")))
    }
}

/// Returns the value of an environment variable that is set and not empty.
#[must_use]
pub fn variable(name: &str) -> Option<String> {
    variable_as_set(name).filter(|value| !value.is_empty())
}

/// Returns the value of an environment variable that is set, also to nothing: some of AWS's count
/// then as well.
#[must_use]
pub fn variable_as_set(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Time allowed for a connection, and for an answer, unless the caller says otherwise.
pub const PATIENCE: Duration = Duration::from_secs(60);
