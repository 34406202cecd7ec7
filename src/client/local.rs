//! Finding this machine's own control plane.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::error::ClientError;
use super::settings::{Settings, variable};
use super::target::Target;
use crate::store::data_directory::{Holder, ServerAddresses, holder};

/// How long to wait for a server that is just starting to leave its addresses.
const STARTING: Duration = Duration::from_secs(5);

/// Returns the folder of the local store: `--data`, `MESHCTL_DATA`, else `meshctl` in the XDG data
/// home.
///
/// # Errors
///
/// [`ClientError::NoHome`].
pub fn data_directory(data: Option<&Path>) -> Result<PathBuf, ClientError> {
    match data.map(Path::to_owned).or_else(|| variable("MESHCTL_DATA").map(PathBuf::from)) {
        Some(folder) => Ok(folder),
        None => Ok(xdg_directory("XDG_DATA_HOME", ".local/share")?.join("meshctl")),
    }
}

/// Returns an XDG base folder: the variable, else `default` in the home folder.
///
/// # Errors
///
/// [`ClientError::NoHome`] if neither is set: a folder that depends on where one stands would
/// show another mesh in every folder.
pub fn xdg_directory(name: &str, default: &str) -> Result<PathBuf, ClientError> {
    let absolute = |name| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let own = absolute(name).or_else(|| Some(absolute("HOME")?.join(default)));
    own.ok_or(ClientError::NoHome)
}

/// Finds this machine's control plane: the server that holds the folder, else the store itself.
pub(super) fn find(settings: &Settings) -> Result<Target, ClientError> {
    let data = data_directory(settings.data.as_deref())?;
    let until = Instant::now() + STARTING;
    loop {
        match holder(&data)? {
            Holder::Commands => return Ok(Target::InProcess { data }),
            Holder::Server(ServerAddresses { api: url, signed_for, ca, .. }) => {
                return Ok(Target::Daemon { url, signed_for, ca });
            }
            Holder::Starting if Instant::now() > until => {
                return Err(ClientError::Busy { path: data.display().to_string() });
            }
            Holder::Starting => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}
