//! An HTTP client that passes requests to a router in the same process.

use std::error::Error;
use std::sync::Arc;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use axum::Router;
use axum::body::Body;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use crate::store::StoreError;

/// Passes requests to a router.
#[derive(Debug, Clone)]
pub(super) struct InProcess(pub(super) Router);

impl HttpClient for InProcess {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for InProcess {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let router = self.0.clone();
        HttpConnectorFuture::new(async move {
            let other = |error: Box<dyn Error + Send + Sync>| ConnectorError::other(error, None);
            let request = request.try_into_http1x().map_err(|error| other(error.into()))?;
            let request = request.map(Body::new);
            let response = match router.oneshot(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            let (head, body) = response.into_parts();
            // The store is in this process: its errors are reported like those of any other file,
            // not as a response of a service.
            if let Some(error) = head.extensions.get::<Arc<StoreError>>() {
                return Err(other(Box::new(Arc::clone(error))));
            }
            let collected = body.collect().await.map_err(|error| other(body_error(error)));
            let bytes = collected?.to_bytes();
            let response = http::Response::from_parts(head, SdkBody::from(bytes));
            response.try_into().map_err(|error| ConnectorError::other(Box::new(error), None))
        })
    }
}

/// Returns the error that ended a body; unwraps errors of the store.
fn body_error(error: axum::Error) -> Box<dyn Error + Send + Sync> {
    match error.into_inner().downcast::<StoreError>() {
        Ok(error) => Box::new(Arc::new(*error)),
        Err(other) => other,
    }
}
