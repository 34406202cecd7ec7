//! Finds the local control plane and the user's directories.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::error::ClientError;
use super::settings::variable;
use super::target::Target;
use crate::store::data_directory::{Holder, ServerAddresses, holder};

/// How long to wait for a server that is starting to write its addresses.
const START_TIMEOUT: Duration = Duration::from_secs(5);

/// Returns the directory of the local store: `data` (`--data`), `MESHCTL_DATA`, else `meshctl` in
/// the XDG data directory.
///
/// # Errors
///
/// [`ClientError::NoHome`].
pub fn data_directory(data: Option<&Path>) -> Result<PathBuf, ClientError> {
    match data.map(Path::to_owned).or_else(|| variable("MESHCTL_DATA").map(PathBuf::from)) {
        Some(directory) => Ok(directory),
        None => Ok(xdg_directory("XDG_DATA_HOME", ".local/share")?.join("meshctl")),
    }
}

/// Returns an XDG base directory: the variable called `name`, else `default` in the home directory.
/// Both must be absolute: a path relative to the working directory would show a different mesh in
/// each directory.
///
/// # Errors
///
/// [`ClientError::NoHome`] if neither is set.
pub fn xdg_directory(name: &str, default: &str) -> Result<PathBuf, ClientError> {
    let absolute = |name| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let directory = absolute(name).or_else(|| Some(absolute("HOME")?.join(default)));
    directory.ok_or(ClientError::NoHome)
}

/// Finds the local control plane: the server that has locked the data directory, else the store
/// itself.
pub(super) fn find(data: Option<&Path>) -> Result<Target, ClientError> {
    let data = data_directory(data)?;
    let deadline = Instant::now() + START_TIMEOUT;
    loop {
        match holder(&data)? {
            Holder::Commands => return Ok(Target::InProcess { data }),
            Holder::Server(ServerAddresses { api: url, signed_for, ca, .. }) => {
                return Ok(Target::Daemon { url, signed_for, ca });
            }
            Holder::Starting if Instant::now() > deadline => {
                return Err(ClientError::Busy { path: data.display().to_string() });
            }
            Holder::Starting => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}
