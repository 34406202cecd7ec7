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
        let bad = |error: String| ClientError::BadConfiguration(error);
        let source = aws_runtime::env_config::source::load(
            &Env::real(),
            &Fs::real(),
            &EnvConfigFiles::default(),
        )
        .await
        .map_err(|error| bad(error.to_string()))?;
        let sections = EnvConfigSections::parse(source).map_err(|error| bad(error.to_string()))?;
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

    /// Returns the value of one of the profile's own settings.
    #[must_use]
    pub fn get(&self, setting: &str) -> Option<&str> {
        self.sections.get_profile(&self.name)?.get(setting)
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
