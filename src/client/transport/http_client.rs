//! HTTP clients: trusted certificates, HTTP proxy and read timeout.

use std::time::Duration;

use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::{Builder, Connector};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;

use super::connector_cache::ConnectorCache;
use super::custom_tls::{self, TrustedCertificates};
use super::http_proxy::ProxyRoute;

/// Returns an HTTP client for local connections: no TLS, no proxy.
pub(super) fn local_client() -> SharedHttpClient {
    with_read_timeout(Builder::new().build_http())
}

/// Returns an HTTP client for the network. Certificates are loaded only if `url` needs them, since
/// loading those of the system takes longer than a plain HTTP call.
pub(super) fn http_client(url: Option<&str>, trusted: &TrustedCertificates) -> SharedHttpClient {
    let plain = url.is_some_and(|url| url.starts_with("http://"));
    let route = ProxyRoute::to(url);
    with_read_timeout(match (trusted, &route) {
        (TrustedCertificates::Bundle(_) | TrustedCertificates::Any, _) if !plain => {
            custom_tls::client(trusted.clone(), route)
        }
        (_, ProxyRoute::Direct) if plain => Builder::new().build_http(),
        (_, ProxyRoute::Direct) => {
            Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https()
        }
        _ => proxied_client(route, plain),
    })
}

fn proxied_client(route: ProxyRoute, plain: bool) -> SharedHttpClient {
    SharedHttpClient::new(ConnectorCache::new(move |settings, components| {
        let mut builder =
            Connector::builder().proxy_config(route.config()).connector_settings(settings.clone());
        builder.set_sleep_impl(components.sleep_impl());
        SharedHttpConnector::new(match plain {
            true => builder.build_http(),
            false => builder.tls_provider(Provider::Rustls(CryptoMode::Ring)).build(),
        })
    }))
}

/// No response within the read timeout.
#[derive(Debug, thiserror::Error)]
#[error("no response within {0:?}")]
pub(super) struct ReadTimedOut(Duration);

/// Wraps `inner` to enforce the read timeout, since the SDK's error does not distinguish connect and
/// read timeouts.
fn with_read_timeout(inner: SharedHttpClient) -> SharedHttpClient {
    SharedHttpClient::new(ReadTimeoutClient(inner))
}

#[derive(Debug)]
struct ReadTimeoutClient(SharedHttpClient);

impl HttpClient for ReadTimeoutClient {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let mut connect_only = HttpConnectorSettings::builder();
        connect_only.set_connect_timeout(settings.connect_timeout());
        let inner = self.0.http_connector(&connect_only.build(), components);
        match settings.read_timeout() {
            Some(timeout) => SharedHttpConnector::new(ReadTimeoutConnector { inner, timeout }),
            None => inner,
        }
    }
}

#[derive(Debug)]
struct ReadTimeoutConnector {
    inner: SharedHttpConnector,
    timeout: Duration,
}

impl HttpConnector for ReadTimeoutConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let (response, timeout) = (self.inner.call(request), self.timeout);
        HttpConnectorFuture::new(async move {
            let timed_out = |_| ConnectorError::timeout(Box::new(ReadTimedOut(timeout)));
            tokio::time::timeout(timeout, response).await.map_err(timed_out)?
        })
    }
}
