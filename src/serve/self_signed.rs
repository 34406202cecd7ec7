//! A certificate authority of the server's own, for clients that are told to trust it.
//!
//! The authority is made once and kept, so that a client that trusts it goes on doing so; the
//! server's certificate is made anew at every start, for the names that it has then.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};

use super::tls::TlsError;
use crate::fs::{self, Visibility};

/// Where the certificates are.
pub(super) struct Authority {
    /// The server's, and its key.
    pub(super) cert: PathBuf,
    pub(super) key: PathBuf,
    /// The authority's.
    pub(super) ca: PathBuf,
}

/// Makes a certificate for `names` in `folder`, by the authority that is there or a new one.
pub(super) fn issue_server_cert(folder: &Path, names: Vec<String>) -> Result<Authority, TlsError> {
    let unwritten = |source| TlsError::Unwritten { path: folder.to_owned(), source };
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(unwritten)?;
    let (ca, ca_key) = (folder.join("ca.pem"), folder.join("ca.key"));
    let (cert, key) = (folder.join("server.pem"), folder.join("server.key"));
    let kept = std::fs::read_to_string(&ca_key).ok().filter(|_| ca.exists());
    let own = match kept {
        Some(pem) => {
            let own = KeyPair::from_pem(&pem).map_err(TlsError::Made)?;
            write(&ca_key, &pem)?;
            own
        }
        None => {
            let own = KeyPair::generate().map_err(TlsError::Made)?;
            let made = of_authority().self_signed(&own).map_err(TlsError::Made)?;
            write(&ca_key, &own.serialize_pem())?;
            write(&ca, &made.pem())?;
            own
        }
    };
    let authority = Issuer::new(of_authority(), own);
    let mut params = CertificateParams::new(names).map_err(TlsError::Made)?;
    params.distinguished_name.push(DnType::CommonName, "meshctl serve");
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    let own = KeyPair::generate().map_err(TlsError::Made)?;
    let made = params.signed_by(&own, &authority).map_err(TlsError::Made)?;
    write(&key, &own.serialize_pem())?;
    write(&cert, &made.pem())?;
    Ok(Authority { cert, key, ca })
}

/// The authority itself: the same each time, so that its key alone must be kept.
fn of_authority() -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, "meshctl serve, its own authority");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.not_before = date_time_ymd(2020, 1, 1);
    params
}

/// Writes a file that is its owner's alone, in the place of any other: whoever could read that one
/// cannot read this.
fn write(path: &Path, text: &str) -> Result<(), TlsError> {
    fs::write_atomically(path, text.as_bytes(), Visibility::OwnerOnly)
        .map_err(|source| TlsError::Unwritten { path: path.to_owned(), source })
}
