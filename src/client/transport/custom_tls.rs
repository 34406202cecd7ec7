//! HTTPS with a CA bundle or without certificate verification.
//!
//! The SDK's client supports neither all that OpenSSL accepts in a bundle (a certificate in it may be
//! the server certificate, as created by `openssl req -x509`) nor skipping verification.

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

use super::connector_cache::ConnectorCache;
use super::http_proxy::ProxyRoute;
use crate::error::causes;

/// The server certificates to trust.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TrustedCertificates {
    /// Certificates issued by the CAs of the system.
    System,
    /// Certificates issued by the CAs in a PEM file only. The file is read when a certificate is
    /// verified.
    Bundle(PathBuf),
    /// Any certificate: `--no-verify-ssl`.
    Any,
}

/// The CA bundle cannot be used.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub(super) struct BadCaBundle(String);

/// Returns an HTTPS client that trusts the given certificates.
pub(super) fn client(trusted: TrustedCertificates, route: ProxyRoute) -> SharedHttpClient {
    if trusted == TrustedCertificates::Any {
        tracing::warn!("TLS certificates are not verified");
    }
    SharedHttpClient::new(ConnectorCache::new(move |settings, _| {
        SharedHttpConnector::new(CustomTlsConnector::new(&trusted, &route, settings))
    }))
}

/// An HTTPS connector. An unusable CA bundle is reported when it is called, as the AWS CLI does.
#[derive(Debug)]
struct CustomTlsConnector {
    /// Connectors for direct connections and for connections through the proxy.
    connectors: Result<(SharedHttpConnector, Option<SharedHttpConnector>), BadCaBundle>,
    proxies: Matcher,
}

impl CustomTlsConnector {
    fn new(
        trusted: &TrustedCertificates,
        route: &ProxyRoute,
        settings: &HttpConnectorSettings,
    ) -> Self {
        let proxies = route.matcher();
        let connectors = tls_config(trusted).map(|tls| {
            let mut tcp = Tcp::new();
            tcp.enforce_http(false);
            tcp.set_connect_timeout(settings.connect_timeout());
            // The environment has one proxy for all HTTPS hosts.
            let proxy = proxies.intercept(&http::Uri::from_static("https://any.invalid"));
            let proxied = proxy.map(|proxy| {
                let tunnel = Tunnel::new(proxy.uri().clone(), tcp.clone());
                let tunnel = match proxy.basic_auth() {
                    Some(auth) => tunnel.with_auth(auth.clone()),
                    None => tunnel,
                };
                SharedHttpConnector::new(Https::new(tunnel, tls.clone()))
            });
            (SharedHttpConnector::new(Https::new(tcp, tls)), proxied)
        });
        Self { connectors, proxies }
    }
}

impl HttpConnector for CustomTlsConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let uri = request.uri().parse::<http::Uri>();
        let is_proxied = uri.is_ok_and(|uri| self.proxies.intercept(&uri).is_some());
        match &self.connectors {
            Ok((_, Some(proxied))) if is_proxied => proxied.call(request),
            Ok((direct, _)) => direct.call(request),
            Err(error) => {
                let error = ConnectorError::other(Box::new(error.clone()), None);
                HttpConnectorFuture::new(async { Err(error) })
            }
        }
    }
}

/// A hyper client with rustls, over connections of connector `C`.
struct Https<C>(Client<HttpsConnector<C>, SdkBody>);

impl<C> Https<C>
where
    HttpsConnector<C>: Connect + Clone,
{
    fn new(connector: C, tls: ClientConfig) -> Self {
        let connector = HttpsConnector::from((connector, tls));
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
                let timed_out = causes(&error).any(is_timeout);
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

fn is_timeout(error: &(dyn std::error::Error + 'static)) -> bool {
    let kind = error.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
    kind == Some(std::io::ErrorKind::TimedOut)
}

fn tls_config(trusted: &TrustedCertificates) -> Result<ClientConfig, BadCaBundle> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let bundle = match trusted {
        TrustedCertificates::Bundle(path) => Some(CaBundle::read(path, &provider)?),
        TrustedCertificates::System | TrustedCertificates::Any => None,
    };
    let verifier = Arc::new(CertificateVerifier { bundle, provider: Arc::clone(&provider) });
    let builder =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder.map_err(|error| BadCaBundle(error.to_string()))?;
    let builder = builder.dangerous().with_custom_certificate_verifier(verifier);
    Ok(builder.with_no_client_auth())
}

/// The certificates of a CA bundle. It accepts server certificates that they issued, and each of the
/// certificates themselves for the names in it, even if it is a CA certificate.
#[derive(Debug)]
struct CaBundle {
    issuers: Arc<WebPkiServerVerifier>,
    certificates: Vec<CertificateDer<'static>>,
}

impl CaBundle {
    fn read(path: &Path, provider: &Arc<CryptoProvider>) -> Result<Self, BadCaBundle> {
        let error = |why: String| BadCaBundle(format!("{}: {why}", path.display()));
        let pem = std::fs::read(path).map_err(|cause| error(cause.to_string()))?;
        let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
        let certificates = certificates.map_err(|cause| error(cause.to_string()))?;
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(certificates.iter().cloned());
        if roots.is_empty() {
            return Err(error("no certificate found".to_owned()));
        }
        let issuers =
            WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(provider));
        let issuers = issuers.build().map_err(|cause| error(cause.to_string()))?;
        Ok(Self { issuers, certificates })
    }
}

/// Verifies server certificates against a CA bundle, or accepts all of them.
#[derive(Debug)]
struct CertificateVerifier {
    bundle: Option<CaBundle>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for CertificateVerifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let Some(bundle) = &self.bundle else { return Ok(ServerCertVerified::assertion()) };
        if bundle.certificates.contains(&end_entity.clone().into_owned()) {
            let certificate = ParsedCertificate::try_from(end_entity)?;
            rustls::client::verify_server_name(&certificate, name)?;
            return Ok(ServerCertVerified::assertion());
        }
        bundle.issuers.verify_server_cert(end_entity, intermediates, name, ocsp, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let Some(bundle) = &self.bundle else { return Ok(HandshakeSignatureValid::assertion()) };
        bundle.issuers.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let Some(bundle) = &self.bundle else { return Ok(HandshakeSignatureValid::assertion()) };
        bundle.issuers.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
