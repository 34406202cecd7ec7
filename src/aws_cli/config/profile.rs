//! One profile of the AWS configuration files.

use aws_runtime::env_config::file::EnvConfigFiles;

use super::configparser::{Section, Setting};
use super::error::ConfigError;
use super::files::ConfigFiles;

/// The profile that is in effect, with the other profiles and SSO sessions of the same files, which
/// it may refer to.
#[derive(Debug)]
pub struct Profile {
    files: ConfigFiles,
    name: String,
}

/// One of the AWS configuration files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfigFile {
    /// `~/.aws/credentials`, or the file in `AWS_SHARED_CREDENTIALS_FILE`.
    Credentials,
    /// `~/.aws/config`, or the file in `AWS_CONFIG_FILE`.
    Config,
}

/// Both files, in order of precedence.
const BY_PRECEDENCE: [ConfigFile; 2] = [ConfigFile::Credentials, ConfigFile::Config];

impl Profile {
    /// Reads the AWS configuration files and selects a profile: `name` (`--profile`), else
    /// `AWS_PROFILE`, `AWS_DEFAULT_PROFILE`, `default`. An empty `name` is ignored, as by the AWS
    /// CLI; the profile `default` need not exist.
    ///
    /// # Errors
    ///
    /// [`ConfigError::NoProfile`] if the selected profile does not exist,
    /// [`ConfigError::Unparsable`] if a file cannot be parsed.
    pub fn read(name: Option<&str>) -> Result<Self, ConfigError> {
        let files = ConfigFiles::read()?;
        let variable = |name| std::env::var(name).ok();
        let name = name
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .or_else(|| variable("AWS_PROFILE"))
            .or_else(|| variable("AWS_DEFAULT_PROFILE"))
            .unwrap_or_else(|| "default".to_owned());
        let profile = Self { files, name };
        if profile.name == "default" || profile.exists(&profile.name) {
            return Ok(profile);
        }
        Err(ConfigError::NoProfile(profile.name))
    }

    /// Returns the profile's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the value of a setting of this profile.
    #[must_use]
    pub fn get(&self, setting: &str) -> Option<&str> {
        self.get_of(&self.name, setting)
    }

    /// Returns the value of a setting of the profile called `name`.
    #[must_use]
    pub fn get_of(&self, name: &str, setting: &str) -> Option<&str> {
        BY_PRECEDENCE.into_iter().find_map(|file| plain(self.section(file, name)?, setting))
    }

    /// Returns the value of a setting of this profile in one file; the other file is ignored.
    #[must_use]
    pub fn get_in(&self, file: ConfigFile, setting: &str) -> Option<&str> {
        plain(self.section(file, &self.name)?, setting)
    }

    /// Returns whether a profile called `name` exists in either file.
    #[must_use]
    pub fn exists(&self, name: &str) -> bool {
        BY_PRECEDENCE.into_iter().any(|file| self.section(file, name).is_some())
    }

    fn section(&self, file: ConfigFile, name: &str) -> Option<&Section> {
        let sections = match file {
            ConfigFile::Credentials => &self.files.credentials,
            ConfigFile::Config => &self.files.profiles,
        };
        sections.get(name)
    }

    /// Returns whether an SSO session called `name` exists.
    #[must_use]
    pub fn has_sso_session(&self, name: &str) -> bool {
        self.files.sso_sessions.contains_key(name)
    }

    /// Returns the value of a setting of the SSO session called `name`.
    #[must_use]
    pub fn get_of_sso_session(&self, name: &str, setting: &str) -> Option<&str> {
        plain(self.files.sso_sessions.get(name)?, setting)
    }

    /// Returns both files, rewritten for the SDK's reader.
    #[must_use]
    pub fn for_sdk(&self) -> EnvConfigFiles {
        self.files.for_sdk()
    }

    /// Returns the endpoint configured for App Mesh: in the profile's `services` section, else the
    /// profile's `endpoint_url` (`docs/behaviour/aws-cli.md#configuration-precedence`).
    ///
    /// # Errors
    ///
    /// [`ConfigError::NoServices`] if the `services` section does not exist or is empty,
    /// [`ConfigError::BadServices`] if its `app_mesh` is not a list of settings.
    pub fn endpoint_url(&self) -> Result<Option<&str>, ConfigError> {
        let Some(name) = self.get("services") else { return Ok(self.get("endpoint_url")) };
        let services = self.files.services.get(name).filter(|services| !services.is_empty());
        let services = services.ok_or_else(|| ConfigError::NoServices(name.to_owned()))?;
        let of_service = match services.get("app_mesh") {
            Some(Setting::Nested(settings)) => settings.get("endpoint_url").map(String::as_str),
            Some(Setting::Plain(_)) => return Err(ConfigError::BadServices(name.to_owned())),
            None => None,
        };
        Ok(of_service.or_else(|| self.get("endpoint_url")))
    }
}

fn plain<'a>(section: &'a Section, setting: &str) -> Option<&'a str> {
    match section.get(setting)? {
        Setting::Plain(value) => Some(value),
        Setting::Nested(_) => None,
    }
}
