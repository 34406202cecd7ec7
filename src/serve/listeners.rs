//! Where the server listens, and how it says so.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;

use tokio::net::TcpListener;

use super::ServeError;
use super::tls::Encrypted;
use crate::fs::{self, Visibility};
use crate::store::data_directory::ServerAddresses;
use crate::value_parser::socket_address;

/// Where the server listens.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Addresses")]
pub(super) struct Addresses {
    /// Address of the API; port 0 picks a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:9470", value_parser = socket_address)]
    listen: SocketAddr,
    /// Address of the Envoy management service
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:18000", value_parser = socket_address)]
    xds_listen: SocketAddr,
    /// Address of health checks and metrics
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:9471", value_parser = socket_address)]
    admin_listen: SocketAddr,
    /// File to write the addresses to, as JSON, once all of them accept connections
    #[arg(long, value_name = "FILE")]
    pub(super) ready_file: Option<PathBuf>,
    /// Listen beyond this machine although nobody is asked who they are, or anybody could read it
    #[arg(long)]
    insecure: bool,
}

/// The flag of the pages that never ask anybody.
const ADMIN: &str = "--admin-listen";

/// The sockets that the server listens on.
pub(super) struct Sockets {
    pub(super) api: TcpListener,
    pub(super) xds: TcpListener,
    pub(super) admin: TcpListener,
}

impl Addresses {
    /// Refuses addresses that others can reach where nobody is asked who they are, or where
    /// anybody on the way could read it. With `guarded` the API and xDS are neither.
    pub(super) fn on_this_machine(&self, guarded: bool) -> Result<(), ServeError> {
        for (flag, address) in self.flags() {
            let guarded = guarded && flag != ADMIN;
            if !address.ip().is_loopback() && !self.insecure && !guarded {
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
        [("--listen", self.listen), ("--xds-listen", self.xds_listen), (ADMIN, self.admin_listen)]
    }
}

async fn bind((flag, address): (&'static str, SocketAddr)) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address).await.map_err(|source| ServeError::Bind { flag, address, source })
}

impl Sockets {
    /// Returns the addresses that connections to be encrypted come to.
    pub(super) fn listened(&self) -> Vec<IpAddr> {
        let mut addresses: Vec<IpAddr> =
            [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()].into();
        for listener in [&self.api, &self.xds] {
            let address = listener.local_addr().map(|at| at.ip()).ok();
            addresses.extend(address.filter(|ip| !ip.is_unspecified()));
        }
        addresses.sort();
        addresses.dedup();
        addresses
    }

    /// Returns the addresses as they have become.
    pub(super) fn ready(&self, encrypted: Option<&Encrypted>) -> ServerAddresses {
        let address = |listener: &TcpListener| {
            listener.local_addr().map(|at| at.to_string()).unwrap_or_default()
        };
        let scheme = if encrypted.is_some() { "https" } else { "http" };
        ServerAddresses {
            api: format!("{scheme}://{}", address(&self.api)),
            xds: address(&self.xds),
            admin: format!("http://{}", address(&self.admin)),
            pid: std::process::id(),
            signed_for: None,
            ca: encrypted.and_then(|encrypted| encrypted.ca.clone()),
        }
    }
}

/// The files that tell where a server listens, gone when this is dropped.
pub(super) struct Announced(Vec<PathBuf>);

impl Announced {
    /// Writes `ready` to `asked`, which anybody may read whom the user lets, and to `own`, which
    /// lies among the data.
    pub(super) fn to(
        asked: Option<PathBuf>,
        own: Option<PathBuf>,
        ready: &ServerAddresses,
    ) -> Result<Self, ServeError> {
        let mut announced = Self(Vec::new());
        // Its own first: whoever waits for the other may type commands at once.
        let files = [(own, Visibility::OwnerOnly), (asked, Visibility::Default)];
        for (file, visibility) in files.into_iter().filter_map(|(file, who)| Some((file?, who))) {
            // Whole, so that whoever sees the file sees all of it.
            let text = serde_json::to_string(ready).expect("addresses are plain data") + "\n";
            fs::write_atomically(&file, text.as_bytes(), visibility)
                .map_err(|source| ServeError::Unannounced { path: file.clone(), source })?;
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
