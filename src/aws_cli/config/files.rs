//! Combines the two AWS configuration files as botocore does.

use std::path::Path;

use aws_runtime::env_config::file::{EnvConfigFileKind, EnvConfigFiles};
use indexmap::IndexMap;

use super::configparser::{self, Section, Setting};
use super::error::ConfigError;
use crate::aws_cli::python::path::expand;

/// The sections of both files, by the names of profiles, SSO sessions and services.
#[derive(Debug, Default)]
pub(super) struct ConfigFiles {
    /// Profiles of the config file.
    pub(super) profiles: IndexMap<String, Section>,
    /// Profiles of the credentials file. Each of their settings takes precedence over the same
    /// setting in `profiles`.
    pub(super) credentials: IndexMap<String, Section>,
    pub(super) sso_sessions: IndexMap<String, Section>,
    pub(super) services: IndexMap<String, Section>,
}

impl ConfigFiles {
    /// Reads the files in `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE`, by default
    /// `~/.aws/config` and `~/.aws/credentials`.
    pub(super) fn read() -> Result<Self, ConfigError> {
        let config = sections_of("AWS_CONFIG_FILE", "~/.aws/config")?;
        let mut files = Self::from_config(config);
        files.credentials = sections_of("AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials")?;
        Ok(files)
    }

    /// Sorts the sections of the config file by type; of two with the same name the last is used.
    fn from_config(sections: IndexMap<String, Section>) -> Self {
        let mut files = Self::default();
        for (title, section) in sections {
            let (target, name) = if title == "default" {
                (&mut files.profiles, Some(title))
            } else if title.starts_with("profile") {
                (&mut files.profiles, name_in(&title))
            } else if title.starts_with("sso-session") {
                (&mut files.sso_sessions, name_in(&title))
            } else {
                (&mut files.services, name_in(&title).filter(|_| title.starts_with("services")))
            };
            if let Some(name) = name {
                target.insert(name, section);
            }
        }
        files
    }

    /// Writes profiles and SSO sessions in the syntax of the SDK's reader, which resolves roles and
    /// sessions. That syntax cannot express a name with a space, or ` #` in a value.
    pub(super) fn for_sdk(&self) -> EnvConfigFiles {
        let sections = [
            (EnvConfigFileKind::Config, "profile ", &self.profiles),
            (EnvConfigFileKind::Config, "sso-session ", &self.sso_sessions),
            (EnvConfigFileKind::Credentials, "", &self.credentials),
        ];
        let written = sections.into_iter().map(|(kind, title, sections)| {
            let mut contents = String::new();
            for (name, section) in sections {
                contents.push_str(&format!("[{title}{name}]\n"));
                for (name, setting) in section {
                    if let Setting::Plain(value) = setting {
                        contents.push_str(&format!("{name} = {}\n", value.replace('\n', " ")));
                    }
                }
            }
            (kind, contents)
        });
        let files = written.fold(EnvConfigFiles::builder(), |files, (kind, contents)| {
            files.with_contents(kind, contents)
        });
        files.build()
    }
}

/// Returns the name in `profile NAME`, which may be quoted.
fn name_in(title: &str) -> Option<String> {
    match <[String; 2]>::try_from(shlex::split(title)?) {
        Ok([_, name]) => Some(name),
        Err(_) => None,
    }
}

/// Reads the file in the environment variable `variable`. A file that does not exist, is not
/// readable or is not a regular file counts as empty.
fn sections_of(variable: &str, default: &str) -> Result<IndexMap<String, Section>, ConfigError> {
    let variable_value = |name: &str| std::env::var(name).ok();
    let path = variable_value(variable).unwrap_or_else(|| default.to_owned());
    let path = expand(&path, variable_value);
    let bytes = match std::fs::read(&path) {
        Ok(bytes) if Path::new(&path).is_file() => bytes,
        _ => return Ok(IndexMap::new()),
    };
    let sections = String::from_utf8(bytes).ok().and_then(|file| configparser::parse(&file));
    sections.ok_or(ConfigError::Unparsable(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_sorted_by_their_titles() {
        let config = "[profile a]\n[profile 'b c']\n[profile d e]\n[profile \"f]\n[g]\n[default]\n\
                      [sso-session h]\n[services i]\n[profile default]\nx = 1\n";
        let files = ConfigFiles::from_config(configparser::parse(config).unwrap());
        let names = |sections: &IndexMap<String, Section>| sections.keys().cloned().collect();
        let all: [Vec<String>; 3] =
            [&files.profiles, &files.sso_sessions, &files.services].map(names);
        assert_eq!(all, [vec!["a", "b c", "default"], vec!["h"], vec!["i"]]);
        assert_eq!(files.profiles["default"]["x"], Setting::Plain("1".to_owned()));
    }
}
