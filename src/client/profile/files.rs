//! The two AWS configuration files together, as botocore puts them together.

use std::path::Path;

use aws_runtime::env_config::file::{EnvConfigFileKind, EnvConfigFiles};
use indexmap::IndexMap;

use super::ini::{self, Section, Setting};
use crate::aws_cli::python::path::expand;
use crate::client::error::ClientError;
use crate::client::settings::variable_as_set;

/// All that is configured, by the names of profiles, sessions and services.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// Profiles of the configuration file.
    pub(super) configured: IndexMap<String, Section>,
    /// Profiles of the credentials file, which go before the others, a setting at a time.
    pub(super) credentials: IndexMap<String, Section>,
    pub(super) sso_sessions: IndexMap<String, Section>,
    pub(super) services: IndexMap<String, Section>,
}

impl Files {
    /// Reads `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE`, by default `~/.aws/config` and
    /// `~/.aws/credentials`.
    pub(super) fn read() -> Result<Self, ClientError> {
        let config = file("AWS_CONFIG_FILE", "~/.aws/config")?;
        let mut files = Self::of_config(config);
        files.credentials = file("AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials")?;
        Ok(files)
    }

    /// Sorts the sections of the configuration file; of two with the same name the last counts.
    fn of_config(sections: IndexMap<String, Section>) -> Self {
        let mut files = Self::default();
        for (title, section) in sections {
            let (kind, name) = if title == "default" {
                (&mut files.configured, Some(title))
            } else if title.starts_with("profile") {
                (&mut files.configured, named(&title))
            } else if title.starts_with("sso-session") {
                (&mut files.sso_sessions, named(&title))
            } else {
                (&mut files.services, named(&title).filter(|_| title.starts_with("services")))
            };
            if let Some(name) = name {
                kind.insert(name, section);
            }
        }
        files
    }

    /// Writes profiles and sessions as the SDK's reader takes them, which follows roles and sessions
    /// for us. It knows no way to write a name with a blank, or ` #` in a value.
    pub(super) fn for_sdk(&self) -> EnvConfigFiles {
        let sections = [
            (EnvConfigFileKind::Config, "profile ", &self.configured),
            (EnvConfigFileKind::Config, "sso-session ", &self.sso_sessions),
            (EnvConfigFileKind::Credentials, "", &self.credentials),
        ];
        let written = sections.into_iter().map(|(kind, title, sections)| {
            let mut text = String::new();
            for (name, section) in sections {
                text.push_str(&format!("[{title}{name}]\n"));
                for (name, setting) in section {
                    if let Setting::Text(value) = setting {
                        text.push_str(&format!("{name} = {}\n", value.replace('\n', " ")));
                    }
                }
            }
            (kind, text)
        });
        let files = written
            .fold(EnvConfigFiles::builder(), |files, (kind, text)| files.with_contents(kind, text));
        files.build()
    }
}

/// The name in `profile NAME`, which may be in quotes.
fn named(title: &str) -> Option<String> {
    match <[String; 2]>::try_from(shlex::split(title)?) {
        Ok([_, name]) => Some(name),
        Err(_) => None,
    }
}

/// Reads the file that a variable names. What is no file, or may not be read, is empty.
fn file(variable: &str, default: &str) -> Result<IndexMap<String, Section>, ClientError> {
    let path = variable_as_set(variable).unwrap_or_else(|| default.to_owned());
    let path = expand(&path, variable_as_set);
    let bytes = match std::fs::read(&path) {
        Ok(bytes) if Path::new(&path).is_file() => bytes,
        _ => return Ok(IndexMap::new()),
    };
    let sections = String::from_utf8(bytes).ok().and_then(|text| ini::read(&text));
    sections.ok_or(ClientError::BadConfiguration(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_sorted_by_their_titles() {
        let config = "[profile a]\n[profile 'b c']\n[profile d e]\n[profile \"f]\n[g]\n[default]\n\
                      [sso-session h]\n[services i]\n[profile default]\nx = 1\n";
        let files = Files::of_config(ini::read(config).unwrap());
        let names = |sections: &IndexMap<String, Section>| sections.keys().cloned().collect();
        let all: [Vec<String>; 3] =
            [&files.configured, &files.sso_sessions, &files.services].map(names);
        assert_eq!(all, [vec!["a", "b c", "default"], vec!["h"], vec!["i"]]);
        assert_eq!(files.configured["default"]["x"], Setting::Text("1".to_owned()));
    }
}
