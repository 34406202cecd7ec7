//! The caller's profile in the AWS configuration files.

mod files;
mod ini;

use aws_runtime::env_config::file::EnvConfigFiles;

use self::files::Files;
use self::ini::{Section, Setting};
use super::error::ClientError;
use super::settings::{Settings, variable_as_set};

/// One profile of `~/.aws/config` and `~/.aws/credentials`, or of the files that the environment
/// names instead.
#[derive(Debug)]
pub struct Profile {
    files: Files,
    name: String,
}

/// One of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// `~/.aws/credentials`.
    CredentialsFile,
    /// `~/.aws/config`.
    ConfigFile,
}

impl Profile {
    /// Returns the profile that `settings` or the environment choose: `--profile`, `AWS_PROFILE`,
    /// `AWS_DEFAULT_PROFILE`, `default`. Its files are read once for the same settings.
    ///
    /// # Errors
    ///
    /// [`ClientError::NoProfile`] if one is chosen that does not exist,
    /// [`ClientError::BadConfiguration`] if the files cannot be read.
    pub async fn read(settings: &Settings) -> Result<&Self, ClientError> {
        settings.profile_read.get_or_try_init(async || Self::from_files(settings)).await
    }

    fn from_files(settings: &Settings) -> Result<Self, ClientError> {
        let files = Files::read()?;
        let name = Self::chosen(settings).unwrap_or_else(|| "default".to_owned());
        let profile = Self { files, name };
        if profile.name == "default" || profile.exists(&profile.name) {
            return Ok(profile);
        }
        Err(ClientError::NoProfile(profile.name))
    }

    /// Returns the profile's name if the caller or the environment chose one.
    #[must_use]
    pub fn chosen(settings: &Settings) -> Option<String> {
        settings
            .said_profile()
            .map(str::to_owned)
            .or_else(|| variable_as_set("AWS_PROFILE"))
            .or_else(|| variable_as_set("AWS_DEFAULT_PROFILE"))
    }

    /// Returns the profile's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the value of one of the profile's own settings.
    #[must_use]
    pub fn get(&self, setting: &str) -> Option<&str> {
        self.of(&self.name, setting)
    }

    /// Returns the value of a setting of the profile called `name`.
    #[must_use]
    pub fn of(&self, name: &str, setting: &str) -> Option<&str> {
        let places = [Place::CredentialsFile, Place::ConfigFile];
        places.into_iter().find_map(|place| text(self.section(place, name)?, setting))
    }

    /// Returns the value of a setting of the profile in one of the files alone.
    #[must_use]
    pub fn get_in(&self, place: Place, setting: &str) -> Option<&str> {
        text(self.section(place, &self.name)?, setting)
    }

    /// Tells whether there is a profile called `name`.
    #[must_use]
    pub fn exists(&self, name: &str) -> bool {
        let places = [Place::CredentialsFile, Place::ConfigFile];
        places.into_iter().any(|place| self.section(place, name).is_some())
    }

    fn section(&self, place: Place, name: &str) -> Option<&Section> {
        let sections = match place {
            Place::CredentialsFile => &self.files.credentials,
            Place::ConfigFile => &self.files.configured,
        };
        sections.get(name)
    }

    /// Tells whether there is an SSO session called `name`.
    #[must_use]
    pub fn has_sso_session(&self, name: &str) -> bool {
        self.files.sso_sessions.contains_key(name)
    }

    /// Returns the value of a setting of the SSO session called `name`.
    #[must_use]
    pub fn of_sso_session(&self, name: &str, setting: &str) -> Option<&str> {
        text(self.files.sso_sessions.get(name)?, setting)
    }

    /// Returns both files as the SDK is to read them.
    #[must_use]
    pub fn for_sdk(&self) -> EnvConfigFiles {
        self.files.for_sdk()
    }

    /// Returns the endpoint that the profile configures for App Mesh: in its `services` section,
    /// else for all services (`docs/behaviour/aws-cli.md#configuration-precedence`).
    ///
    /// # Errors
    ///
    /// [`ClientError::NoServices`] if it names a section that is not there, or has nothing in it.
    pub fn endpoint_url(&self) -> Result<Option<&str>, ClientError> {
        let Some(name) = self.get("services") else { return Ok(self.get("endpoint_url")) };
        let services = self.files.services.get(name).filter(|services| !services.is_empty());
        let services = services.ok_or_else(|| ClientError::NoServices(name.to_owned()))?;
        let of_service = match services.get("app_mesh") {
            Some(Setting::Nested(settings)) => settings.get("endpoint_url").map(String::as_str),
            Some(Setting::Text(_)) => return Err(ClientError::BadServices(name.to_owned())),
            None => None,
        };
        Ok(of_service.or_else(|| self.get("endpoint_url")))
    }
}

fn text<'a>(section: &'a Section, setting: &str) -> Option<&'a str> {
    match section.get(setting)? {
        Setting::Text(text) => Some(text),
        Setting::Nested(_) => None,
    }
}
