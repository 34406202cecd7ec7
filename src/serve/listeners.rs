//! The server's listen addresses, and the ready file that publishes them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;

use tokio::net::TcpListener;

use super::ServeError;
use super::tls::ServerTls;
use crate::fs::{self, Visibility};
use crate::store::data_directory::ServerAddresses;
use crate::value_parser::socket_address;

/// Listen addresses of `meshctl serve`.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Listeners")]
pub(super) struct ListenArgs {
    /// Address of the API; port 0 picks a free port
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:9470", value_parser = socket_address)]
    listen: SocketAddr,
    /// Address of the xDS server for Envoy
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:18000", value_parser = socket_address)]
    xds_listen: SocketAddr,
    /// Address of the admin endpoints: /healthz, /readyz and /metrics
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:9471", value_parser = socket_address)]
    admin_listen: SocketAddr,
    /// File to write the addresses to, as JSON, once the server accepts connections
    #[arg(long, value_name = "FILE")]
    pub(super) ready_file: Option<PathBuf>,
}

/// The flag of the endpoints that have no authentication.
const ADMIN_FLAG: &str = "--admin-listen";

/// The listening sockets.
pub(super) struct Sockets {
    pub(super) api: TcpListener,
    pub(super) xds: TcpListener,
    pub(super) admin: TcpListener,
}

impl ListenArgs {
    /// Rejects non-loopback addresses of unprotected listeners. `protected` says whether the API
    /// and xDS have both authentication and TLS; the admin endpoints never have.
    ///
    /// # Errors
    ///
    /// [`ServeError::Exposed`] or [`ServeError::AdminExposed`].
    pub(super) fn check_exposure(&self, protected: bool) -> Result<(), ServeError> {
        for (flag, address) in self.flags() {
            if address.ip().is_loopback() {
                continue;
            }
            if !protected {
                return Err(ServeError::Exposed { flag, address });
            }
            if flag == ADMIN_FLAG {
                return Err(ServeError::AdminExposed { flag, address });
            }
        }
        Ok(())
    }

    /// Binds all sockets.
    ///
    /// # Errors
    ///
    /// [`ServeError::Bind`].
    pub(super) async fn bind(&self) -> Result<Sockets, ServeError> {
        let [api, xds, admin] = self.flags();
        Ok(Sockets { api: bind(api).await?, xds: bind(xds).await?, admin: bind(admin).await? })
    }

    fn flags(&self) -> [(&'static str, SocketAddr); 3] {
        [
            ("--listen", self.listen),
            ("--xds-listen", self.xds_listen),
            (ADMIN_FLAG, self.admin_listen),
        ]
    }
}

async fn bind((flag, address): (&'static str, SocketAddr)) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address).await.map_err(|source| ServeError::Bind { flag, address, source })
}

impl Sockets {
    /// Returns the IP addresses at which TLS clients reach the server.
    pub(super) fn tls_addresses(&self) -> Vec<IpAddr> {
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

    /// Returns the bound addresses, for the ready file.
    pub(super) fn addresses(&self, tls: Option<&ServerTls>) -> ServerAddresses {
        let address = |listener: &TcpListener| {
            listener.local_addr().map(|at| at.to_string()).unwrap_or_default()
        };
        let scheme = if tls.is_some() { "https" } else { "http" };
        ServerAddresses {
            api: format!("{scheme}://{}", address(&self.api)),
            xds: address(&self.xds),
            admin: format!("http://{}", address(&self.admin)),
            pid: std::process::id(),
            signed_for: None,
            ca: tls.and_then(|tls| tls.ca.clone()),
        }
    }
}

/// The files that contain the server's addresses; removed when this is dropped.
pub(super) struct ReadyFile(Vec<PathBuf>);

impl ReadyFile {
    /// Writes `addresses` to `requested`, with the permissions of the user's umask, and to
    /// `in_data`, the file in the data directory, which only its owner can read.
    ///
    /// # Errors
    ///
    /// [`ServeError::ReadyFile`].
    pub(super) fn write(
        requested: Option<PathBuf>,
        in_data: Option<PathBuf>,
        addresses: &ServerAddresses,
    ) -> Result<Self, ServeError> {
        let mut written = Self(Vec::new());
        // The file in the data directory comes first: a script that waits for the other one can
        // run commands right away.
        let files = [(in_data, Visibility::OwnerOnly), (requested, Visibility::Default)];
        for (file, visibility) in files.into_iter().filter_map(|(file, mode)| Some((file?, mode))) {
            // Written atomically, so that a reader never sees a part of it.
            let text = serde_json::to_string(addresses).expect("addresses are plain data") + "\n";
            fs::write_atomically(&file, text.as_bytes(), visibility)
                .map_err(|source| ServeError::ReadyFile { path: file.clone(), source })?;
            written.0.push(file);
        }
        Ok(written)
    }
}

impl Drop for ReadyFile {
    fn drop(&mut self) {
        for file in &self.0 {
            // Best effort: the lock of the data directory decides whether a server is running.
            drop(std::fs::remove_file(file));
        }
    }
}
