//! Errors that prevent the server from starting, or that stop it.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use crate::error::{ErrorKind, Explain};

/// An error that prevents the server from starting, or that stops it.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The API or xDS would be reachable by others without authentication or TLS.
    #[error(
        "{flag} {address} is not a loopback address, and authentication or TLS is not configured"
    )]
    Exposed {
        /// The flag that sets the address.
        flag: &'static str,
        /// The address.
        address: SocketAddr,
    },
    /// The admin endpoints, which have no authentication, would be reachable by others.
    #[error(
        "{flag} {address} is not a loopback address, and the admin endpoints have no authentication"
    )]
    AdminExposed {
        /// The flag that sets the address.
        flag: &'static str,
        /// The address.
        address: SocketAddr,
    },
    /// Another process holds the lock of the data directory.
    #[error("the data directory `{}` is in use by another meshctl{}", data.display(), with_pid(*pid))]
    Locked {
        /// The data directory.
        data: PathBuf,
        /// Process ID of a server, if it is known.
        pid: Option<u32>,
    },
    /// A socket cannot be bound.
    #[error("cannot listen on {address} ({flag})")]
    Bind {
        /// The flag that sets the address.
        flag: &'static str,
        /// The address.
        address: SocketAddr,
        /// The system's error.
        #[source]
        source: io::Error,
    },
    /// The ready file cannot be written.
    #[error("cannot write the ready file `{}`", path.display())]
    ReadyFile {
        /// The file.
        path: PathBuf,
        /// The system's error.
        #[source]
        source: io::Error,
    },
    /// A task of the server failed.
    #[error("the server stopped")]
    Stopped(#[source] anyhow::Error),
}

fn with_pid(pid: Option<u32>) -> String {
    pid.map(|pid| format!(" (process {pid})")).unwrap_or_default()
}

const EXPOSED_HINT: &str = "set --auth FILE, and --tls-cert or --tls-self-signed; on a trusted \
                            network, pass --insecure instead";

impl Explain for ServeError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Exposed { .. } | Self::AdminExposed { .. } => ErrorKind::Usage,
            _ => ErrorKind::Failed,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Exposed { .. } => Some(EXPOSED_HINT.to_owned()),
            Self::AdminExposed { .. } => {
                Some("use a loopback address; on a trusted network, pass --insecure".to_owned())
            }
            Self::Locked { .. } => {
                Some("stop that process, or use another directory with --data".to_owned())
            }
            Self::Bind { address, source, .. }
                if source.kind() == io::ErrorKind::AddrNotAvailable =>
            {
                Some(format!("{} is not an address of this host", address.ip()))
            }
            Self::Bind { .. } => Some("choose another port; 0 picks a free port".to_owned()),
            Self::ReadyFile { .. } | Self::Stopped(_) => None,
        }
    }
}
