//! HTTPS with certificates that the caller vouches for: those of a file, or any at all.
//!
//! The SDK's own client can do neither all that OpenSSL does with a file (a certificate in it may
//! be the server's own, as `openssl req -x509` makes them) nor pass over the check.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::legacy::connect::{Connect, HttpConnector as Tcp};
use hyper_util::client::proxy::matcher::Matcher;
use hyper_util::rt::TokioExecutor;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};

use super::pool::Pool;
use super::proxy::Way;
use crate::error::causes;

/// Which server certificates are trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trust {
    /// Those of the system's CAs.
    System,
    /// Only those in a PEM file, which is read when a certificate is verified.
    Bundle(PathBuf),
    /// All (`--no-verify-ssl`).
    Everyone,
}

/// The certificates to trust cannot be used.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub(super) struct Unusable(String);

/// Returns an HTTP client that trusts as it is told.
pub(super) fn client(trust: Trust, way: Way) -> SharedHttpClient {
    if trust == Trust::Everyone {
        tracing::warn!("certificates are not checked");
    }
    SharedHttpClient::new(Pool::new(move |settings, _| {
        SharedHttpConnector::new(Trusting::new(&trust, &way, settings))
    }))
}

/// A connector, or why there is none: told when it is called, since that is when AWS tells.
#[derive(Debug)]
struct Trusting {
    /// For what goes straight there, and for what goes through the environment's proxy.
    ways: Result<(SharedHttpConnector, Option<SharedHttpConnector>), Unusable>,
    proxies: Matcher,
}

impl Trusting {
    fn new(trust: &Trust, way: &Way, settings: &HttpConnectorSettings) -> Self {
        let proxies = way.matcher();
        let ways = configuration(trust).map(|tls| {
            let mut tcp = Tcp::new();
            tcp.enforce_http(false);
            tcp.set_connect_timeout(settings.connect_timeout());
            // One proxy is named for all of HTTPS, whoever is asked.
            let proxy = proxies.intercept(&http::Uri::from_static("https://any.invalid"));
            let through = proxy.map(|proxy| {
                let tunnel = Tunnel::new(proxy.uri().clone(), tcp.clone());
                let tunnel = match proxy.basic_auth() {
                    Some(auth) => tunnel.with_auth(auth.clone()),
                    None => tunnel,
                };
                SharedHttpConnector::new(Https::new(tunnel, tls.clone()))
            });
            (SharedHttpConnector::new(Https::new(tcp, tls)), through)
        });
        Self { ways, proxies }
    }
}

impl HttpConnector for Trusting {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let uri = request.uri().parse::<http::Uri>();
        let is_proxied = uri.is_ok_and(|uri| self.proxies.intercept(&uri).is_some());
        match &self.ways {
            Ok((_, Some(proxied))) if is_proxied => proxied.call(request),
            Ok((straight, _)) => straight.call(request),
            Err(why) => {
                let error = ConnectorError::other(Box::new(why.clone()), None);
                HttpConnectorFuture::new(async { Err(error) })
            }
        }
    }
}

/// hyper's client over rustls, on connections that `C` makes.
struct Https<C>(Client<HttpsConnector<C>, SdkBody>);

impl<C> Https<C>
where
    HttpsConnector<C>: Connect + Clone,
{
    fn new(connections: C, tls: ClientConfig) -> Self {
        let connector = HttpsConnector::from((connections, tls));
        Self(Client::builder(TokioExecutor::new()).build(connector))
    }
}

impl<C> fmt::Debug for Https<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Https").finish_non_exhaustive()
    }
}

impl<C> HttpConnector for Https<C>
where
    C: Send + Sync,
    HttpsConnector<C>: Connect + Clone + Send + Sync + 'static,
{
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let client = self.0.clone();
        HttpConnectorFuture::new(async move {
            let request = request.try_into_http1x();
            let request = request.map_err(|error| ConnectorError::user(error.into()))?;
            let response = client.request(request).await.map_err(|error| {
                let timed_out = causes(&error).any(is_time_out);
                match timed_out {
                    true => ConnectorError::timeout(error.into()),
                    false => ConnectorError::io(error.into()),
                }
            })?;
            HttpResponse::try_from(response.map(SdkBody::from_body_1_x))
                .map_err(|error| ConnectorError::other(error.into(), None))
        })
    }
}

fn is_time_out(error: &(dyn std::error::Error + 'static)) -> bool {
    let kind = error.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
    kind == Some(std::io::ErrorKind::TimedOut)
}

fn configuration(trust: &Trust) -> Result<ClientConfig, Unusable> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let file = match trust {
        Trust::Bundle(path) => Some(OfFile::read(path, &provider)?),
        Trust::System | Trust::Everyone => None,
    };
    let verifier = Arc::new(Verifier { file, provider: Arc::clone(&provider) });
    let builder =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder.map_err(|error| Unusable(error.to_string()))?;
    let builder = builder.dangerous().with_custom_certificate_verifier(verifier);
    Ok(builder.with_no_client_auth())
}

/// The certificates of a file. It takes what they vouch for, and, for the names that it bears,
/// each of them itself, though it be one of an authority: whoever put it into the file knows it.
#[derive(Debug)]
struct OfFile {
    authorities: Arc<WebPkiServerVerifier>,
    own: Vec<CertificateDer<'static>>,
}

impl OfFile {
    fn read(path: &Path, provider: &Arc<CryptoProvider>) -> Result<Self, Unusable> {
        let named = |why: String| Unusable(format!("{}: {why}", path.display()));
        let pem = std::fs::read(path).map_err(|error| named(error.to_string()))?;
        let own: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
        let own = own.map_err(|error| named(error.to_string()))?;
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(own.iter().cloned());
        if roots.is_empty() {
            return Err(named("no certificate found".to_owned()));
        }
        let authorities =
            WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(provider));
        let authorities = authorities.build().map_err(|error| named(error.to_string()))?;
        Ok(Self { authorities, own })
    }
}

/// Holds certificates against those of a file, or against nothing.
#[derive(Debug)]
struct Verifier {
    file: Option<OfFile>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let Some(file) = &self.file else { return Ok(ServerCertVerified::assertion()) };
        if file.own.contains(&end_entity.clone().into_owned()) {
            let certificate = ParsedCertificate::try_from(end_entity)?;
            rustls::client::verify_server_name(&certificate, name)?;
            return Ok(ServerCertVerified::assertion());
        }
        file.authorities.verify_server_cert(end_entity, intermediates, name, ocsp, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let Some(file) = &self.file else { return Ok(HandshakeSignatureValid::assertion()) };
        file.authorities.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let Some(file) = &self.file else { return Ok(HandshakeSignatureValid::assertion()) };
        file.authorities.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
