//! Encryption of the server's connections.
//!
//! A certificate from files, which are read again when they change, or one that the server makes
//! with an authority of its own, whose certificate lies in the data folder for clients to trust.

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;

use super::self_signed::{self, Authority};
use crate::auth::disk::FileStamp;
use crate::error::{ErrorKind, Explain};
use crate::value_parser::host_or_ip;

/// Encryption of the server's connections.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Encryption of the API and of xDS")]
pub(super) struct Encryption {
    /// Certificate to show, with those that lead to its authority, in PEM; read again when it
    /// changes
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Key of the certificate, in PEM
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Make a certificate, of an authority whose own is then in tls/ca.pem in the data folder
    #[arg(long, conflicts_with = "tls_cert")]
    tls_self_signed: bool,
    /// Name or address that the certificate is for, besides localhost and those listened on;
    /// repeatable
    #[arg(long, value_name = "NAME", requires = "tls_self_signed", value_parser = host_or_ip)]
    tls_san: Vec<String>,
}

/// What can be wrong with a certificate.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub(super) enum TlsError {
    #[error("`{}` cannot be read as PEM", path.display())]
    Pem {
        path: PathBuf,
        #[source]
        source: rustls::pki_types::pem::Error,
    },
    #[error("there is no certificate in `{}`", .0.display())]
    Empty(PathBuf),
    #[error("the key `{}` is not that of the certificate `{}`", key.display(), cert.display())]
    Unfit { key: PathBuf, cert: PathBuf },
    #[error("the key `{}` cannot be used", path.display())]
    Key {
        path: PathBuf,
        #[source]
        source: rustls::Error,
    },
    #[error("no certificate can be made")]
    Made(#[source] rcgen::Error),
    #[error("`{}` cannot be written", path.display())]
    Unwritten {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
}

impl Explain for TlsError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Failed
    }

    fn hint(&self) -> Option<String> {
        None
    }
}

/// How often to look whether the files have changed.
const LOOK: Duration = Duration::from_millis(250);

/// The certificate that is shown now.
#[derive(Debug)]
struct Shown(RwLock<Arc<CertifiedKey>>);

impl ResolvesServerCert for Shown {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner)))
    }
}

/// What encrypts, and what keeps its certificate up to date.
pub(super) struct Encrypted {
    shown: Arc<Shown>,
    cert: PathBuf,
    key: PathBuf,
    stamp: FileStamp,
    /// Certificate of our own authority, if the server's is of it.
    pub(super) ca: Option<PathBuf>,
}

impl Encryption {
    /// Whether connections are to be encrypted.
    pub(super) fn is_on(&self) -> bool {
        self.tls_self_signed || self.tls_cert.is_some()
    }

    /// Reads the certificate, or makes one in the folder `data` for the addresses `listened` on.
    pub(super) fn open(
        &self,
        data: &Path,
        listened: &[IpAddr],
    ) -> Result<Option<Encrypted>, TlsError> {
        let (cert, key, ca) = match (&self.tls_cert, &self.tls_key) {
            (Some(cert), Some(key)) => (cert.clone(), key.clone(), None),
            _ if !self.tls_self_signed => return Ok(None),
            _ => {
                let mut names = vec!["localhost".to_owned()];
                names.extend(listened.iter().map(ToString::to_string));
                names.extend(self.tls_san.iter().cloned());
                let Authority { cert, key, ca } =
                    self_signed::issue_server_cert(&data.join("tls"), names)?;
                (cert, key, Some(ca))
            }
        };
        let stamp = FileStamp::of([cert.clone(), key.clone()]);
        let shown = Arc::new(Shown(RwLock::new(Arc::new(read(&cert, &key)?))));
        Ok(Some(Encrypted { shown, cert, key, stamp, ca }))
    }
}

impl Encrypted {
    /// Returns what encrypts connections that speak `protocol`: `http/1.1` or `h2`.
    pub(super) fn acceptor(&self, protocol: &str) -> TlsAcceptor {
        let provider = Arc::new(ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("ring has all that TLS 1.2 and 1.3 need")
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(&self.shown) as Arc<dyn ResolvesServerCert>);
        config.alpn_protocols = vec![protocol.as_bytes().to_vec()];
        TlsAcceptor::from(Arc::new(config))
    }

    /// Reads the certificate again whenever it changes, until `stop` is cancelled. One that is
    /// wrong changes nothing: between the change of the one file and that of the other, none fits.
    pub(super) async fn keep_up(mut self, stop: CancellationToken) -> anyhow::Result<()> {
        loop {
            tokio::select! {
                () = tokio::time::sleep(LOOK) => {}
                () = stop.cancelled() => return Ok(()),
            }
            if !self.stamp.has_changed() {
                continue;
            }
            self.stamp = self.stamp.now();
            let file = self.cert.display();
            match read(&self.cert, &self.key) {
                Ok(new) => {
                    let mut shown = self.shown.0.write().unwrap_or_else(PoisonError::into_inner);
                    *shown = Arc::new(new);
                    tracing::info!(%file, "the certificate was read again");
                }
                Err(error) => {
                    let error = format!("{:#}", anyhow::Error::from(error));
                    tracing::error!(%file, error, "the certificate stays as it was");
                }
            }
        }
    }
}

fn read(cert: &Path, key: &Path) -> Result<CertifiedKey, TlsError> {
    let pem = |path: &Path| {
        let path = path.to_owned();
        |source| TlsError::Pem { path, source }
    };
    let chain: Vec<CertificateDer<'static>> =
        CertificateDer::pem_file_iter(cert).and_then(Iterator::collect).map_err(pem(cert))?;
    if chain.is_empty() {
        return Err(TlsError::Empty(cert.to_owned()));
    }
    let der = PrivateKeyDer::from_pem_file(key).map_err(pem(key))?;
    let unusable = |source| TlsError::Key { path: key.to_owned(), source };
    let signer = ring::sign::any_supported_type(&der).map_err(unusable)?;
    let certified = CertifiedKey::new(chain, signer);
    match certified.keys_match() {
        Ok(()) | Err(rustls::Error::InconsistentKeys(rustls::InconsistentKeys::Unknown)) => {
            Ok(certified)
        }
        Err(_) => Err(TlsError::Unfit { key: key.to_owned(), cert: cert.to_owned() }),
    }
}
