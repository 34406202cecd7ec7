//! TLS flags, and reloading of the server certificate.
//!
//! The certificate comes from files, which are reloaded when they change, or is issued by a local
//! CA, whose certificate clients find in the data directory.

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

use super::self_signed::{self, CertificatePaths};
use crate::error::{ErrorKind, Explain};
use crate::fs::FileStamp;
use crate::value_parser::host_or_ip;

/// TLS flags of `meshctl serve`. They apply to the API and to xDS.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "TLS")]
pub(super) struct TlsArgs {
    /// Server certificate chain (PEM); reloaded when the file changes
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Private key of the server certificate (PEM); reloaded when the file changes
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Issue a certificate from a local CA; the CA certificate is written to `tls/ca.pem` in the
    /// data directory
    #[arg(long, conflicts_with = "tls_cert")]
    tls_self_signed: bool,
    /// Host name or IP address to add to the issued certificate, besides localhost and the listen
    /// addresses; repeatable
    #[arg(long, value_name = "NAME", requires = "tls_self_signed", value_parser = host_or_ip)]
    tls_san: Vec<String>,
}

/// An error in the server certificate or its private key.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub(super) enum TlsError {
    #[error("cannot read `{}` as PEM", path.display())]
    Pem {
        path: PathBuf,
        #[source]
        source: rustls::pki_types::pem::Error,
    },
    #[error("`{}` does not contain a certificate", .0.display())]
    NoCertificate(PathBuf),
    #[error("the private key `{}` does not match the certificate `{}`", key.display(), cert.display())]
    KeyMismatch { key: PathBuf, cert: PathBuf },
    #[error("unsupported private key `{}`", path.display())]
    UnsupportedKey {
        path: PathBuf,
        #[source]
        source: rustls::Error,
    },
    #[error("cannot issue a server certificate")]
    Issue(#[source] rcgen::Error),
    #[error("cannot write `{}`", path.display())]
    Write {
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

/// How often to check whether the certificate files have changed.
const POLL_INTERVAL: Duration = Duration::from_millis(250);

/// The certificate that new connections receive.
#[derive(Debug)]
struct CurrentCertificate(RwLock<Arc<CertifiedKey>>);

impl ResolvesServerCert for CurrentCertificate {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner)))
    }
}

/// The server's TLS configuration, and the task that reloads its certificate.
pub(super) struct ServerTls {
    current: Arc<CurrentCertificate>,
    cert: PathBuf,
    key: PathBuf,
    stamp: FileStamp,
    /// The certificate of the local CA, if it issued the server certificate.
    pub(super) ca: Option<PathBuf>,
}

impl TlsArgs {
    /// Returns whether TLS is configured.
    pub(super) fn is_enabled(&self) -> bool {
        self.tls_self_signed || self.tls_cert.is_some()
    }

    /// Loads the certificate, or issues one in the directory `data` for the `listen_addresses`.
    /// Returns nothing if TLS is not configured.
    ///
    /// # Errors
    ///
    /// [`TlsError`].
    pub(super) fn load(
        &self,
        data: &Path,
        listen_addresses: &[IpAddr],
    ) -> Result<Option<ServerTls>, TlsError> {
        let (cert, key, ca) = match (&self.tls_cert, &self.tls_key) {
            (Some(cert), Some(key)) => (cert.clone(), key.clone(), None),
            _ if !self.tls_self_signed => return Ok(None),
            _ => {
                let mut names = vec!["localhost".to_owned()];
                names.extend(listen_addresses.iter().map(ToString::to_string));
                names.extend(self.tls_san.iter().cloned());
                let CertificatePaths { cert, key, ca } =
                    self_signed::issue_server_cert(&data.join("tls"), names)?;
                (cert, key, Some(ca))
            }
        };
        let stamp = FileStamp::of([cert.clone(), key.clone()]);
        let certified = Arc::new(read_certified_key(&cert, &key)?);
        let current = Arc::new(CurrentCertificate(RwLock::new(certified)));
        Ok(Some(ServerTls { current, cert, key, stamp, ca }))
    }
}

impl ServerTls {
    /// Returns an acceptor for connections with the ALPN `protocol`: `http/1.1` or `h2`.
    pub(super) fn acceptor(&self, protocol: &str) -> TlsAcceptor {
        let provider = Arc::new(ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("ring supports TLS 1.2 and 1.3")
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(&self.current) as Arc<dyn ResolvesServerCert>);
        config.alpn_protocols = vec![protocol.as_bytes().to_vec()];
        TlsAcceptor::from(Arc::new(config))
    }

    /// Reloads the certificate whenever its files change, until `stop` is cancelled.
    ///
    /// If the new files are not valid, the previous certificate stays in effect: between the
    /// change of one file and that of the other, certificate and key do not match.
    pub(super) async fn run(mut self, stop: CancellationToken) -> anyhow::Result<()> {
        loop {
            tokio::select! {
                () = tokio::time::sleep(POLL_INTERVAL) => {}
                () = stop.cancelled() => return Ok(()),
            }
            if !self.stamp.has_changed() {
                continue;
            }
            self.stamp = self.stamp.now();
            let file = self.cert.display();
            match read_certified_key(&self.cert, &self.key) {
                Ok(new) => {
                    let mut current =
                        self.current.0.write().unwrap_or_else(PoisonError::into_inner);
                    *current = Arc::new(new);
                    tracing::info!(%file, "certificate reloaded");
                }
                Err(error) => {
                    let error = format!("{:#}", anyhow::Error::from(error));
                    tracing::error!(
                        %file,
                        error,
                        "invalid certificate; the previous one stays in effect"
                    );
                }
            }
        }
    }
}

fn read_certified_key(cert: &Path, key: &Path) -> Result<CertifiedKey, TlsError> {
    let pem = |path: &Path| {
        let path = path.to_owned();
        |source| TlsError::Pem { path, source }
    };
    let chain: Vec<CertificateDer<'static>> =
        CertificateDer::pem_file_iter(cert).and_then(Iterator::collect).map_err(pem(cert))?;
    if chain.is_empty() {
        return Err(TlsError::NoCertificate(cert.to_owned()));
    }
    let der = PrivateKeyDer::from_pem_file(key).map_err(pem(key))?;
    let unsupported = |source| TlsError::UnsupportedKey { path: key.to_owned(), source };
    let signer = ring::sign::any_supported_type(&der).map_err(unsupported)?;
    let certified = CertifiedKey::new(chain, signer);
    match certified.keys_match() {
        Ok(()) | Err(rustls::Error::InconsistentKeys(rustls::InconsistentKeys::Unknown)) => {
            Ok(certified)
        }
        Err(_) => Err(TlsError::KeyMismatch { key: key.to_owned(), cert: cert.to_owned() }),
    }
}
