//! Where commands go (`docs/architecture.md` decision 10).

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::error::ClientError;
use super::local;
use super::profile::Profile;
use super::settings::{Settings, variable};
use crate::fs::{self, Visibility};

/// Where commands go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The store of this machine, opened in this process.
    InProcess {
        /// Folder of the store.
        data: PathBuf,
    },
    /// The `meshctl serve` that runs on this machine's store.
    Daemon {
        /// Its address.
        url: String,
        /// Region to sign for, if it asks who calls.
        signed_for: Option<String>,
        /// Certificates to trust besides those that the caller names.
        ca: Option<PathBuf>,
    },
    /// An address that the caller or the configuration gave.
    Endpoint {
        /// The address.
        url: String,
    },
    /// AWS's own endpoint for the region. App Mesh ended there on 30 September 2026.
    Aws,
}

impl Target {
    /// Tells whether this machine's own control plane is meant, which asks no one for permission.
    #[must_use]
    pub fn is_local(&self) -> bool {
        matches!(self, Self::InProcess { .. } | Self::Daemon { signed_for: None, .. })
    }

    /// Returns the certificates that this machine's server has made, to be trusted.
    #[must_use]
    pub fn ca(&self) -> Option<&std::path::Path> {
        match self {
            Self::Daemon { ca, .. } => ca.as_deref(),
            _ => None,
        }
    }

    /// Returns the address to send to, where there is one to be given.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        match self {
            // Never looked up: the request is handed over in process.
            Self::InProcess { .. } => Some("http://local"),
            Self::Daemon { url, .. } | Self::Endpoint { url } => Some(url),
            Self::Aws => None,
        }
    }
}

/// The named contexts of this user.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Contexts {
    /// The one in use when the command line and the environment name none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<String>,
    /// Addresses by name.
    #[serde(default)]
    pub named: BTreeMap<String, String>,
}

impl Contexts {
    /// Returns the file that holds them: `meshctl/contexts.json` in the XDG configuration home.
    ///
    /// # Errors
    ///
    /// [`ClientError::NoHome`].
    pub fn file() -> Result<PathBuf, ClientError> {
        Ok(local::xdg_directory("XDG_CONFIG_HOME", ".config")?
            .join("meshctl")
            .join("contexts.json"))
    }

    /// Reads the contexts; no file is no contexts.
    ///
    /// # Errors
    ///
    /// [`ClientError::Contexts`].
    pub fn read() -> Result<Self, ClientError> {
        // With no place for contexts there are none.
        let Ok(path) = Self::file() else { return Ok(Self::default()) };
        let text = match std::fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            Err(error) => return Err(Self::failed(&path, error.into())),
        };
        serde_json::from_slice(&text).map_err(|error| Self::failed(&path, error.into()))
    }

    /// Writes the contexts.
    ///
    /// # Errors
    ///
    /// [`ClientError::Contexts`].
    pub fn write(&self) -> Result<(), ClientError> {
        let path = Self::file()?;
        let text = serde_json::to_string_pretty(self).expect("contexts are plain data");
        let write = || {
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            fs::write_atomically(&path, (text + "\n").as_bytes(), Visibility::Default)
        };
        write().map_err(|error: std::io::Error| Self::failed(&path, error.into()))
    }

    fn failed(path: &std::path::Path, source: anyhow::Error) -> ClientError {
        ClientError::Contexts { path: path.display().to_string(), source }
    }

    /// Returns the names that can be used: the two built in and the user's own.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let own = self.named.keys().cloned();
        ["local", "aws"].map(str::to_owned).into_iter().chain(own).collect()
    }
}

/// Returns where commands go. The first that is set wins: `--endpoint-url`, `--context`,
/// `AWS_ENDPOINT_URL_APP_MESH`, `AWS_ENDPOINT_URL`, the profile's endpoint, `MESHCTL_CONTEXT`, the
/// context in use, else the local control plane.
///
/// An explicit `--context` overrides the environment.
pub(super) async fn resolve(settings: &Settings) -> Result<Target, ClientError> {
    if let Some(url) = &settings.endpoint_url {
        return Ok(Target::Endpoint { url: url.clone() });
    }
    if let Some(name) = &settings.context {
        return named(name, settings);
    }
    const IGNORED: (&str, &str) =
        ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls");
    if !settings.switched_on(IGNORED).await? {
        let from_environment =
            variable("AWS_ENDPOINT_URL_APP_MESH").or_else(|| variable("AWS_ENDPOINT_URL"));
        if let Some(url) = from_environment {
            return Ok(Target::Endpoint { url });
        }
        let profile = Profile::read(settings).await?;
        if let Some(url) = profile.endpoint_url()? {
            return Ok(Target::Endpoint { url: url.to_owned() });
        }
    }
    if let Some(name) = variable("MESHCTL_CONTEXT") {
        return named(&name, settings);
    }
    match Contexts::read()?.current {
        Some(name) => named(&name, settings),
        None => local::find(settings),
    }
}

fn named(name: &str, settings: &Settings) -> Result<Target, ClientError> {
    match name {
        "local" => local::find(settings),
        "aws" => Ok(Target::Aws),
        name => {
            let contexts = Contexts::read()?;
            match contexts.named.get(name) {
                Some(url) => Ok(Target::Endpoint { url: url.clone() }),
                None => {
                    Err(ClientError::NoContext { name: name.to_owned(), known: contexts.names() })
                }
            }
        }
    }
}
