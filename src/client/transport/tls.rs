//! The HTTP client for the network.

use std::path::Path;

use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use aws_smithy_runtime_api::client::http::SharedHttpClient;

use crate::client::error::ClientError;

/// Returns an HTTP client. Certificates are read only when `url` needs them, since reading the
/// system's takes longer than a whole call without.
pub(crate) fn http_client(
    url: Option<&str>,
    ca_bundle: Option<&Path>,
) -> Result<SharedHttpClient, ClientError> {
    let builder = aws_smithy_http_client::Builder::new();
    if url.is_some_and(|url| url.starts_with("http://")) {
        return Ok(builder.build_http());
    }
    let builder = builder.tls_provider(Provider::Rustls(CryptoMode::Ring));
    let Some(path) = ca_bundle else { return Ok(builder.build_https()) };
    let unread = |why: String| ClientError::Certificates { path: path.display().to_string(), why };
    let pem = std::fs::read(path).map_err(|error| unread(error.to_string()))?;
    let trust = TrustStore::empty().with_pem_certificate(pem);
    let context = TlsContext::builder()
        .with_trust_store(trust)
        .build()
        .map_err(|error| unread(error.to_string()))?;
    Ok(builder.tls_context(context).build_https())
}
