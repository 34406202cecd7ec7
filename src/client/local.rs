//! Finding this machine's own control plane.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::error::ClientError;
use super::settings::{Settings, variable};
use super::target::Target;
use crate::store::folder::{Holder, holder};

/// How long to wait for a server that is just starting to leave its addresses.
const STARTING: Duration = Duration::from_secs(5);

/// Returns the folder of the local store: `--data`, `MESHCTL_DATA`, else `meshctl` in the XDG data
/// home.
#[must_use]
pub fn folder(data: Option<&Path>) -> PathBuf {
    data.map(Path::to_owned)
        .or_else(|| variable("MESHCTL_DATA").map(PathBuf::from))
        .unwrap_or_else(|| home("XDG_DATA_HOME", ".local/share").join("meshctl"))
}

/// Returns an XDG base folder: the variable, else `default` in the home folder.
#[must_use]
pub fn home(name: &str, default: &str) -> PathBuf {
    let own = variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    own.unwrap_or_else(|| {
        let home = variable("HOME").map_or_else(|| PathBuf::from("."), PathBuf::from);
        home.join(default)
    })
}

/// Finds this machine's control plane: the server that holds the folder, else the store itself.
pub(super) fn find(settings: &Settings) -> Result<Target, ClientError> {
    let data = folder(settings.data.as_deref());
    let until = Instant::now() + STARTING;
    loop {
        match holder(&data)? {
            Holder::Commands => return Ok(Target::InProcess { data }),
            Holder::Server(ready) => return Ok(Target::Daemon { url: ready.api }),
            Holder::Starting if Instant::now() > until => {
                return Err(ClientError::Busy { path: data.display().to_string() });
            }
            Holder::Starting => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}
