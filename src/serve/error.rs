//! Why the server did not start, or ended.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use crate::error::{ErrorKind, Explain};

/// Why the server did not start, or ended.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum ServeError {
    #[error(
        "{flag} {address} is beyond this machine, and nobody is asked who they are, or anybody can \
         read it"
    )]
    Open { flag: &'static str, address: SocketAddr },
    #[error("another meshctl uses `{}`{}", data.display(), by(*pid))]
    Locked { data: PathBuf, pid: Option<u32> },
    #[error("{flag} {address} cannot be listened on")]
    Bind {
        flag: &'static str,
        address: SocketAddr,
        #[source]
        source: io::Error,
    },
    #[error("`{}`, the ready file, cannot be written", path.display())]
    Unannounced {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("the server ended")]
    Ended(#[source] anyhow::Error),
}

fn by(pid: Option<u32>) -> String {
    pid.map(|pid| format!(" (process {pid})")).unwrap_or_default()
}

const OPEN: &str = "ask with --auth FILE and encrypt with --tls-cert or --tls-self-signed, or add \
                    --insecure if the network is yours alone";

impl Explain for ServeError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Open { .. } => ErrorKind::Usage,
            _ => ErrorKind::Failed,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Open { .. } => Some(OPEN.to_owned()),
            Self::Locked { .. } => Some("end it, or use another folder with --data".to_owned()),
            Self::Bind { address, source, .. }
                if source.kind() == io::ErrorKind::AddrNotAvailable =>
            {
                Some(format!("{} is no address of this machine", address.ip()))
            }
            Self::Bind { .. } => Some("choose another port; 0 picks a free one".to_owned()),
            Self::Unannounced { .. } | Self::Ended(_) => None,
        }
    }
}
