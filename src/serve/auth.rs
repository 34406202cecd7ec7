//! Authentication flags, and reloading of the accounts file.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::api::{Authn, Identity};
use crate::auth::disk::{self, LoadedAccounts};
use crate::auth::{Accounts, AuthError};
use crate::fs::FileStamp;
use crate::model::arn::AccountId;

/// Authentication flags of `meshctl serve`.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Authentication")]
pub(super) struct AuthArgs {
    /// `none`, or a file of accounts, access keys and policies; reloaded when it changes (see
    /// `meshctl auth`)
    #[arg(long, value_name = "none|FILE", default_value = "none")]
    auth: AuthSource,
    /// AWS account ID of this server (12 digits); owns all resources unless `--auth` is set
    #[arg(long, value_name = "ID", default_value = "000000000000")]
    pub(super) account_id: AccountId,
    /// Allow non-loopback addresses without authentication or TLS
    #[arg(long)]
    pub(super) insecure: bool,
}

#[derive(Debug, Clone)]
enum AuthSource {
    None,
    File(PathBuf),
}

impl FromStr for AuthSource {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(if text == "none" { Self::None } else { Self::File(text.into()) })
    }
}

/// How often to check whether the accounts file has changed.
const POLL_INTERVAL: Duration = Duration::from_millis(250);

/// The authentication configuration, and the task that reloads it.
pub(super) struct AccountsReloader {
    pub(super) authn: Authn,
    file: Option<WatchedAccounts>,
}

/// An accounts file that is reloaded when it changes.
struct WatchedAccounts {
    path: PathBuf,
    region: String,
    stamp: FileStamp,
    sender: watch::Sender<Arc<Accounts>>,
}

impl AuthArgs {
    /// Returns whether requests must be authenticated.
    pub(super) fn is_enabled(&self) -> bool {
        matches!(self.auth, AuthSource::File(_))
    }

    /// Loads the accounts file, if one is configured.
    ///
    /// # Errors
    ///
    /// [`AuthError`] if the file or a policy that it names is not valid.
    pub(super) fn load(&self, identity: &Identity) -> Result<AccountsReloader, AuthError> {
        let AuthSource::File(path) = &self.auth else {
            return Ok(AccountsReloader { authn: Authn::disabled(identity), file: None });
        };
        let LoadedAccounts { accounts, stamp } = disk::load(path, &identity.region);
        let (sender, receiver) = watch::channel(Arc::new(accounts?));
        let region = identity.region.clone();
        let file = WatchedAccounts { path: path.clone(), region, stamp, sender };
        Ok(AccountsReloader { authn: Authn::Accounts(receiver), file: Some(file) })
    }
}

impl AccountsReloader {
    /// Reloads the file whenever it changes, until `stop` is cancelled. If the new content is not
    /// valid, the previous accounts stay in effect.
    pub(super) async fn run(mut self, stop: CancellationToken) -> anyhow::Result<()> {
        let Some(file) = &mut self.file else {
            stop.cancelled().await;
            return Ok(());
        };
        loop {
            tokio::select! {
                () = tokio::time::sleep(POLL_INTERVAL) => {}
                () = stop.cancelled() => return Ok(()),
            }
            if file.stamp.has_changed() {
                file.reload();
            }
        }
    }
}

impl WatchedAccounts {
    fn reload(&mut self) {
        let path: &Path = &self.path;
        let LoadedAccounts { accounts, stamp } = disk::load(path, &self.region);
        self.stamp = stamp;
        match accounts {
            Ok(accounts) => {
                self.sender.send_replace(Arc::new(accounts));
                tracing::info!(file = %path.display(), "accounts file reloaded");
            }
            Err(error) => {
                let error = format!("{:#}", anyhow::Error::from(error));
                tracing::error!(
                    file = %path.display(),
                    error,
                    "invalid accounts file; the previous accounts stay in effect"
                );
            }
        }
    }
}
