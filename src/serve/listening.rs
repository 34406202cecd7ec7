//! Where the server listens, and how it says so.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use tokio::net::TcpListener;

use super::ServeError;
use crate::store::folder::Ready;

/// Where the server listens.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Addresses")]
pub(super) struct Addresses {
    /// Address of the API; port 0 picks a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:9470")]
    listen: SocketAddr,
    /// Address of the Envoy management service
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:18000")]
    xds_listen: SocketAddr,
    /// Address of health checks and metrics
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:9471")]
    admin_listen: SocketAddr,
    /// File to write the addresses to, as JSON, once all of them accept connections
    #[arg(long, value_name = "FILE")]
    pub(super) ready_file: Option<PathBuf>,
    /// Listen beyond this machine although nobody is asked who they are
    #[arg(long)]
    insecure: bool,
}

/// The sockets that the server listens on.
pub(super) struct Sockets {
    pub(super) api: TcpListener,
    pub(super) xds: TcpListener,
    pub(super) admin: TcpListener,
}

impl Addresses {
    /// Refuses addresses that others can reach, since nobody is asked who they are.
    pub(super) fn on_this_machine(&self) -> Result<(), ServeError> {
        for (flag, address) in self.flags() {
            if !address.ip().is_loopback() && !self.insecure {
                return Err(ServeError::Open { flag, address });
            }
        }
        Ok(())
    }

    /// Listens on all of them.
    pub(super) async fn open(&self) -> Result<Sockets, ServeError> {
        let [api, xds, admin] = self.flags();
        Ok(Sockets { api: bind(api).await?, xds: bind(xds).await?, admin: bind(admin).await? })
    }

    fn flags(&self) -> [(&'static str, SocketAddr); 3] {
        [
            ("--listen", self.listen),
            ("--xds-listen", self.xds_listen),
            ("--admin-listen", self.admin_listen),
        ]
    }
}

async fn bind((flag, address): (&'static str, SocketAddr)) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address).await.map_err(|source| ServeError::Bind { flag, address, source })
}

impl Sockets {
    /// Returns the addresses as they have become.
    pub(super) fn ready(&self) -> Ready {
        let address = |listener: &TcpListener| {
            listener.local_addr().map(|at| at.to_string()).unwrap_or_default()
        };
        Ready {
            api: format!("http://{}", address(&self.api)),
            xds: address(&self.xds),
            admin: format!("http://{}", address(&self.admin)),
            pid: std::process::id(),
        }
    }
}

/// The files that tell where a server listens, gone when this is dropped.
pub(super) struct Announced(Vec<PathBuf>);

impl Announced {
    /// Writes `ready` to `files`.
    pub(super) fn to(
        files: impl IntoIterator<Item = PathBuf>,
        ready: &Ready,
    ) -> Result<Self, ServeError> {
        let mut announced = Self(Vec::new());
        for file in files {
            announce(&file, ready).map_err(ServeError::Ended)?;
            announced.0.push(file);
        }
        Ok(announced)
    }
}

impl Drop for Announced {
    fn drop(&mut self) {
        for file in &self.0 {
            // Best done, and nobody is harmed if not: the lock says whether a server is there.
            drop(std::fs::remove_file(file));
        }
    }
}

/// Writes the addresses beside and renames, so that whoever sees the file sees all of it.
fn announce(file: &Path, ready: &Ready) -> anyhow::Result<()> {
    let context = || format!("the ready file `{}`", file.display());
    let new = file.with_extension("new");
    std::fs::write(&new, serde_json::to_string(ready)? + "\n").with_context(context)?;
    std::fs::rename(&new, file).with_context(context)
}
