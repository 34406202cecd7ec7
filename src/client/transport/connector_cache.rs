//! A cache of connectors, so that their connections are reused.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;

/// Creates one connector for each connect timeout. The SDK requests a connector for every request.
pub(super) struct ConnectorCache<F> {
    create: F,
    connectors: Mutex<HashMap<Option<Duration>, SharedHttpConnector>>,
}

impl<F> ConnectorCache<F>
where
    F: Fn(&HttpConnectorSettings, &RuntimeComponents) -> SharedHttpConnector + Send + Sync,
{
    pub(super) fn new(create: F) -> Self {
        Self { create, connectors: Mutex::default() }
    }
}

impl<F> fmt::Debug for ConnectorCache<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConnectorCache").finish_non_exhaustive()
    }
}

impl<F> HttpClient for ConnectorCache<F>
where
    F: Fn(&HttpConnectorSettings, &RuntimeComponents) -> SharedHttpConnector
        + Send
        + Sync
        + 'static,
{
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let mut connectors = self.connectors.lock().unwrap_or_else(PoisonError::into_inner);
        let connector = connectors.entry(settings.connect_timeout());
        connector.or_insert_with(|| (self.create)(settings, components)).clone()
    }
}
