//! A local certificate authority for `--tls-self-signed`.
//!
//! The CA is created once and kept, so that clients that trust it continue to do so. The server
//! certificate is issued at every start, for the names and addresses that the server has then.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};

use super::tls::TlsError;
use crate::fs::{self, Visibility};

/// Paths of an issued certificate.
pub(super) struct CertificatePaths {
    /// The server certificate.
    pub(super) cert: PathBuf,
    /// The private key of the server certificate.
    pub(super) key: PathBuf,
    /// The CA certificate.
    pub(super) ca: PathBuf,
}

/// Issues a server certificate for `names` in `directory`, with the CA found there or a new one.
///
/// # Errors
///
/// [`TlsError::Issue`] or [`TlsError::Write`].
pub(super) fn issue_server_cert(
    directory: &Path,
    names: Vec<String>,
) -> Result<CertificatePaths, TlsError> {
    let unwritten = |source| TlsError::Write { path: directory.to_owned(), source };
    DirBuilder::new().recursive(true).mode(0o700).create(directory).map_err(unwritten)?;
    let (ca, ca_key) = (directory.join("ca.pem"), directory.join("ca.key"));
    let (cert, key) = (directory.join("server.pem"), directory.join("server.key"));
    let existing = std::fs::read_to_string(&ca_key).ok().filter(|_| ca.exists());
    let ca_key_pair = match existing {
        Some(pem) => {
            let key_pair = KeyPair::from_pem(&pem).map_err(TlsError::Issue)?;
            // Written again, so that a key that others could read gets its permissions back.
            write(&ca_key, &pem)?;
            key_pair
        }
        None => {
            let key_pair = KeyPair::generate().map_err(TlsError::Issue)?;
            let certificate = ca_params().self_signed(&key_pair).map_err(TlsError::Issue)?;
            write(&ca_key, &key_pair.serialize_pem())?;
            write(&ca, &certificate.pem())?;
            key_pair
        }
    };
    let issuer = Issuer::new(ca_params(), ca_key_pair);
    let mut params = CertificateParams::new(names).map_err(TlsError::Issue)?;
    params.distinguished_name.push(DnType::CommonName, "meshctl serve");
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    let key_pair = KeyPair::generate().map_err(TlsError::Issue)?;
    let certificate = params.signed_by(&key_pair, &issuer).map_err(TlsError::Issue)?;
    write(&key, &key_pair.serialize_pem())?;
    write(&cert, &certificate.pem())?;
    Ok(CertificatePaths { cert, key, ca })
}

/// Returns the parameters of the CA certificate. They never change, the common name included, so
/// that the key and the certificate of an earlier start stay usable.
fn ca_params() -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, "meshctl serve, its own authority");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.not_before = date_time_ymd(2020, 1, 1);
    params
}

/// Replaces a file with one that only its owner can read. A process that has the old file open
/// cannot read the new one.
fn write(path: &Path, text: &str) -> Result<(), TlsError> {
    fs::write_atomically(path, text.as_bytes(), Visibility::OwnerOnly)
        .map_err(|source| TlsError::Write { path: path.to_owned(), source })
}
