//! Connectors that stay, so that their connections do.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;

/// Makes a connector once for each time-out: the SDK asks for one with every request.
pub(super) struct Pool<F> {
    make: F,
    made: Mutex<HashMap<Option<Duration>, SharedHttpConnector>>,
}

impl<F> Pool<F>
where
    F: Fn(&HttpConnectorSettings, &RuntimeComponents) -> SharedHttpConnector + Send + Sync,
{
    pub(super) fn new(make: F) -> Self {
        Self { make, made: Mutex::default() }
    }
}

impl<F> fmt::Debug for Pool<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool").finish_non_exhaustive()
    }
}

impl<F> HttpClient for Pool<F>
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
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let connector = made.entry(settings.connect_timeout());
        connector.or_insert_with(|| (self.make)(settings, components)).clone()
    }
}
