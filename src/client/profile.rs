//! The caller's profile in the AWS configuration files.

use aws_runtime::env_config::file::EnvConfigFiles;
use aws_runtime::env_config::property::PropertiesKey;
use aws_runtime::env_config::section::EnvConfigSections;
use aws_types::os_shim_internal::{Env, Fs};

use super::error::ClientError;
use super::settings::{Settings, variable};

/// One profile of `~/.aws/config` and `~/.aws/credentials`, or of the files that the environment
/// names instead.
#[derive(Debug)]
pub struct Profile {
    sections: EnvConfigSections,
    name: String,
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
        settings.profile_read.get_or_try_init(|| Self::from_files(settings)).await
    }

    async fn from_files(settings: &Settings) -> Result<Self, ClientError> {
        let sections = sections(&EnvConfigFiles::default()).await?;
        let chosen = Self::chosen(settings);
        if let Some(name) = &chosen
            && sections.get_profile(name).is_none()
            && name != "default"
        {
            return Err(ClientError::NoProfile(name.clone()));
        }
        Ok(Self { sections, name: chosen.unwrap_or_else(|| "default".to_owned()) })
    }

    /// Returns the profile's name if the caller or the environment chose one.
    #[must_use]
    pub fn chosen(settings: &Settings) -> Option<String> {
        settings
            .profile
            .clone()
            .or_else(|| variable("AWS_PROFILE"))
            .or_else(|| variable("AWS_DEFAULT_PROFILE"))
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
        self.sections.get_profile(name)?.get(setting)
    }

    /// Tells whether there is a profile called `name`.
    #[must_use]
    pub fn exists(&self, name: &str) -> bool {
        self.sections.get_profile(name).is_some()
    }

    /// Tells whether there is an SSO session called `name`.
    #[must_use]
    pub fn has_sso_session(&self, name: &str) -> bool {
        self.sections.sso_session(name).is_some()
    }

    /// Returns the value of a setting of the SSO session called `name`.
    #[must_use]
    pub fn of_sso_session(&self, name: &str, setting: &str) -> Option<&str> {
        self.sections.sso_session(name)?.get(setting)
    }

    /// Tells whether a setting of the profile is in the credentials file, not in the other.
    pub async fn is_in_credentials_file(&self, setting: &str) -> bool {
        let file = EnvConfigFiles::builder().include_default_credentials_file(true).build();
        let sections = sections(&file).await;
        let profile = sections.as_ref().ok().and_then(|all| all.get_profile(&self.name));
        profile.is_some_and(|profile| profile.get(setting).is_some())
    }

    /// Returns the endpoint that the profile names for App Mesh: in its `services` section, else
    /// for all services (`aws-cli-compat §13`).
    #[must_use]
    pub fn endpoint_url(&self) -> Option<&str> {
        let of_service = self.get("services").and_then(|services| {
            let key = PropertiesKey::builder()
                .section_key("services")
                .section_name(services)
                .property_name("app_mesh")
                .sub_property_name("endpoint_url")
                .build()
                .ok()?;
            Some(self.sections.other_sections().get(&key)?.as_str())
        });
        of_service.or_else(|| self.get("endpoint_url"))
    }
}

async fn sections(files: &EnvConfigFiles) -> Result<EnvConfigSections, ClientError> {
    let bad = |error: String| ClientError::BadConfiguration(error);
    let source = aws_runtime::env_config::source::load(&Env::real(), &Fs::real(), files)
        .await
        .map_err(|error| bad(error.to_string()))?;
    // "error parsing PATH on line 1: …"; AWS's own words end with the path.
    let unread = |error: String| bad(error.trim_start_matches("error parsing ").to_owned());
    EnvConfigSections::parse(source).map_err(|error| unread(error.to_string()))
}
