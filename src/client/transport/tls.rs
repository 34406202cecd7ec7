//! The HTTP client for the network: whose certificates are trusted, and through which proxy.

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

use super::pool::Pool;
use super::proxy::Way;
use super::trust::{self, Trust};

/// Returns an HTTP client for this machine: no TLS, no proxy.
pub(super) fn local_client() -> SharedHttpClient {
    timed(Builder::new().build_http())
}

/// Returns an HTTP client for the network. Certificates are read only when `url` needs them,
/// since reading the system's takes longer than a whole call without.
pub(super) fn http_client(url: Option<&str>, trust: &Trust) -> SharedHttpClient {
    let plain = url.is_some_and(|url| url.starts_with("http://"));
    let way = Way::to(url);
    timed(match (trust, &way) {
        (Trust::Bundle(_) | Trust::Everyone, _) if !plain => trust::client(trust.clone(), way),
        (_, Way::Straight) if plain => Builder::new().build_http(),
        (_, Way::Straight) => {
            Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https()
        }
        _ => proxied_client(way, plain),
    })
}

fn proxied_client(way: Way, plain: bool) -> SharedHttpClient {
    SharedHttpClient::new(Pool::new(move |settings, components| {
        let mut builder =
            Connector::builder().proxy_config(way.config()).connector_settings(settings.clone());
        builder.set_sleep_impl(components.sleep_impl());
        SharedHttpConnector::new(match plain {
            true => builder.build_http(),
            false => builder.tls_provider(Provider::Rustls(CryptoMode::Ring)).build(),
        })
    }))
}

/// No answer came within the time allowed, though a connection may have been there.
#[derive(Debug, thiserror::Error)]
#[error("no answer within {0:?}")]
pub(super) struct NoAnswer(Duration);

/// Lets `inner` make connections, and waits for answers itself: the SDK's own error does not tell
/// the one wait from the other.
fn timed(inner: SharedHttpClient) -> SharedHttpClient {
    SharedHttpClient::new(Timed(inner))
}

#[derive(Debug)]
struct Timed(SharedHttpClient);

impl HttpClient for Timed {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let mut connecting = HttpConnectorSettings::builder();
        connecting.set_connect_timeout(settings.connect_timeout());
        let inner = self.0.http_connector(&connecting.build(), components);
        match settings.read_timeout() {
            Some(patience) => SharedHttpConnector::new(Patient { inner, patience }),
            None => inner,
        }
    }
}

#[derive(Debug)]
struct Patient {
    inner: SharedHttpConnector,
    patience: Duration,
}

impl HttpConnector for Patient {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let (answer, patience) = (self.inner.call(request), self.patience);
        HttpConnectorFuture::new(async move {
            let no_answer = |_| ConnectorError::timeout(Box::new(NoAnswer(patience)));
            tokio::time::timeout(patience, answer).await.map_err(no_answer)?
        })
    }
}
