//! Who may call the server.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::api::{Authn, Identity};
use crate::auth::disk::{self, FileStamp, LoadedAccounts};
use crate::auth::{Accounts, AuthError};

/// Who may call.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Who may call")]
pub(super) struct Guarding {
    /// `none`: everybody on this machine; or a file of accounts, keys and policies, which is read
    /// again when it changes (see `meshctl auth`)
    #[arg(long, value_name = "none|FILE", default_value = "none")]
    auth: Auth,
}

#[derive(Debug, Clone)]
enum Auth {
    None,
    File(PathBuf),
}

impl FromStr for Auth {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(if text == "none" { Self::None } else { Self::File(text.into()) })
    }
}

/// How often to look whether the file has changed.
const LOOK: Duration = Duration::from_millis(250);

/// The authn, and what keeps it up to date.
pub(super) struct Guard {
    pub(super) authn: Authn,
    file: Option<Watched>,
}

/// A file that is read again when it changes.
struct Watched {
    path: PathBuf,
    region: String,
    stamp: FileStamp,
    tell: watch::Sender<Arc<Accounts>>,
}

impl Guarding {
    /// Whether anybody is asked who they are.
    pub(super) fn asks(&self) -> bool {
        matches!(self.auth, Auth::File(_))
    }

    /// Reads the file, if there is one.
    pub(super) fn open(&self, identity: &Identity) -> Result<Guard, AuthError> {
        let Auth::File(path) = &self.auth else {
            return Ok(Guard { authn: Authn::disabled(identity), file: None });
        };
        let LoadedAccounts { accounts, stamp } = disk::load(path, &identity.region);
        let (tell, told) = watch::channel(Arc::new(accounts?));
        let file = Watched { path: path.clone(), region: identity.region.clone(), stamp, tell };
        Ok(Guard { authn: Authn::Accounts(told), file: Some(file) })
    }
}

impl Guard {
    /// Reads the file again whenever it changes, until `stop` is cancelled. One that is wrong
    /// changes nothing.
    pub(super) async fn keep_up(mut self, stop: CancellationToken) -> anyhow::Result<()> {
        let Some(file) = &mut self.file else {
            stop.cancelled().await;
            return Ok(());
        };
        loop {
            tokio::select! {
                () = tokio::time::sleep(LOOK) => {}
                () = stop.cancelled() => return Ok(()),
            }
            if file.stamp.has_changed() {
                file.read_again();
            }
        }
    }
}

impl Watched {
    fn read_again(&mut self) {
        let path: &Path = &self.path;
        let LoadedAccounts { accounts, stamp } = disk::load(path, &self.region);
        self.stamp = stamp;
        match accounts {
            Ok(accounts) => {
                self.tell.send_replace(Arc::new(accounts));
                tracing::info!(file = %path.display(), "the accounts were read again");
            }
            Err(error) => {
                let error = anyhow::Error::from(error);
                let error = format!("{error:#}");
                tracing::error!(file = %path.display(), error, "the accounts stay as they were");
            }
        }
    }
}
