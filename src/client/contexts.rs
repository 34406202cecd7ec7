//! The saved contexts: names for endpoints, managed with `meshctl context`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::ClientError;
use super::local;
use crate::fs::{self, Visibility};

/// The contexts of this user.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Contexts {
    /// The context that is used if neither the command line nor the environment names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<String>,
    /// URLs by context name.
    #[serde(default)]
    pub named: BTreeMap<String, String>,
}

impl Contexts {
    /// Returns the path of the file that stores them: `meshctl/contexts.json` in the XDG
    /// configuration directory.
    ///
    /// # Errors
    ///
    /// [`ClientError::NoHome`].
    pub fn file() -> Result<PathBuf, ClientError> {
        Ok(local::xdg_directory("XDG_CONFIG_HOME", ".config")?
            .join("meshctl")
            .join("contexts.json"))
    }

    /// Reads the contexts; without a file there are none.
    ///
    /// # Errors
    ///
    /// [`ClientError::Contexts`].
    pub fn read() -> Result<Self, ClientError> {
        let Ok(path) = Self::file() else { return Ok(Self::default()) };
        let contents = match std::fs::read(&path) {
            Ok(contents) => contents,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            Err(error) => return Err(Self::failed(&path, error.into())),
        };
        serde_json::from_slice(&contents).map_err(|error| Self::failed(&path, error.into()))
    }

    /// Writes the contexts.
    ///
    /// # Errors
    ///
    /// [`ClientError::Contexts`].
    pub fn write(&self) -> Result<(), ClientError> {
        let path = Self::file()?;
        let contents = serde_json::to_string_pretty(self).expect("contexts are plain data");
        let write = || {
            if let Some(directory) = path.parent() {
                std::fs::create_dir_all(directory)?;
            }
            fs::write_atomically(&path, (contents + "\n").as_bytes(), Visibility::Default)
        };
        write().map_err(|error: std::io::Error| Self::failed(&path, error.into()))
    }

    fn failed(path: &Path, source: anyhow::Error) -> ClientError {
        ClientError::Contexts { path: path.display().to_string(), source }
    }

    /// Returns the names of all contexts: the two built-in ones, then the saved ones.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let saved = self.named.keys().cloned();
        ["local", "aws"].map(str::to_owned).into_iter().chain(saved).collect()
    }
}
