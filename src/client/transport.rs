//! Sends requests with aws-sdk-appmesh.
//!
//! All requests use one operation of the SDK: an interceptor replaces its method, path and body with
//! those of the caller before the request is signed, and captures the raw response. JSON that the
//! SDK's types would reject or drop is preserved, while endpoint rules, credentials, signatures,
//! retries and timeouts are those of the SDK.

mod config;
mod connector_cache;
mod custom_tls;
mod endpoint;
mod http_client;
mod http_proxy;
mod in_process;
mod response;
mod sdk_error;
mod wire_log;

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use aws_sdk_appmesh::Client;
use aws_sdk_appmesh::config::retry::RetryConfig;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    AfterDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
    BeforeTransmitInterceptorContextRef,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;

pub(super) use self::config::{aws_configuration, check, check_explicit_region, region_or_default};
use self::endpoint::EndpointUrl;
use self::response::{AttemptSummary, RawResponse};
use super::error::ClientError;
use super::settings::Settings;
use super::target::Target;
use super::{EncodedResponse, OpenInProcess};
use crate::model::operation::OperationRequest;

/// Path of the SDK operation that is used for all requests, TagResource. Its output is empty, so the
/// SDK does not parse the response body.
const CARRIER: &str = "/v20190125/tag?resourceArn=-";

/// Sends requests to one target.
#[derive(Debug, Clone)]
pub(super) struct Sender {
    client: Client,
    /// Maximum number of attempts, if requests are retried.
    max_attempts: Option<u32>,
    /// Name of the source of credentials, if any are needed.
    credential_source: Option<&'static str>,
    /// Query of the endpoint URL, which precedes the query of every request.
    endpoint_query: Option<String>,
    /// Whether the server is a meshctl server; set by the first conclusive response.
    is_meshctl: Arc<OnceLock<bool>>,
}

impl Sender {
    /// Returns how long a response may take to begin; none if that is not limited.
    pub(super) fn read_timeout(&self) -> Option<Duration> {
        self.client.config().timeout_config()?.read_timeout()
    }

    pub(super) fn new(
        settings: &Settings,
        target: &Target,
        open: OpenInProcess,
    ) -> Result<Self, ClientError> {
        let (config, credential_source) = config::build(settings, target, open)?;
        let max_attempts = config.retry_config().filter(|_| !target.is_local());
        let max_attempts = max_attempts.map(RetryConfig::max_attempts);
        let endpoint_query = match target {
            Target::Endpoint { url } => EndpointUrl::parse(url)?.query().map(str::to_owned),
            _ => None,
        };
        let is_meshctl = match target {
            Target::InProcess { .. } | Target::Daemon { .. } => OnceLock::from(true),
            Target::Endpoint { .. } | Target::Aws => OnceLock::new(),
        };
        let (client, is_meshctl) = (Client::from_conf(config), Arc::new(is_meshctl));
        Ok(Self { client, max_attempts, credential_source, endpoint_query, is_meshctl })
    }

    /// Returns whether the server is a meshctl server; `None` before a conclusive response.
    pub(super) fn is_meshctl(&self) -> Option<bool> {
        self.is_meshctl.get().copied()
    }

    /// Sends a request; errors refer to it as `operation`.
    pub(super) async fn send(
        &self,
        operation: &str,
        request: OperationRequest,
    ) -> Result<EncodedResponse, ClientError> {
        let body = request.body.map(|body| (JSON, body.to_string()));
        let raw = RawRequest { method: request.method, target: request.target, body };
        let (response, attempts) = self.exchange(raw).await?;
        response.into_result(operation, attempts)
    }

    /// Sends a request with a body of JSON lines.
    pub(super) async fn send_lines(
        &self,
        operation: &str,
        method: &'static str,
        target: String,
        body: Option<String>,
    ) -> Result<EncodedResponse, ClientError> {
        let body = body.map(|body| (LINES, body));
        let (response, attempts) = self.exchange(RawRequest { method, target, body }).await?;
        response.into_result(operation, attempts)
    }

    /// Sends a request and returns the raw response and a summary of the attempts.
    async fn exchange(
        &self,
        mut request: RawRequest,
    ) -> Result<(RawResponse, AttemptSummary), ClientError> {
        if let Some(first) = &self.endpoint_query {
            request.target = match request.target.split_once('?') {
                Some((path, query)) => format!("{path}?{first}&{query}"),
                None => format!("{}?{first}", request.target),
            };
        }
        let interceptor =
            RawRequestInterceptor { request: Arc::new(request), exchange: Arc::default() };
        let carrier = self.client.tag_resource().resource_arn("-").set_tags(Some(Vec::new()));
        let sent = carrier.customize().interceptor(interceptor.clone()).send().await;
        let exchange = std::mem::take(&mut *interceptor.exchange());
        match (exchange.response, sent) {
            // The SDK may fail to parse the response of another operation; the caller parses it.
            (Some(response), _) => {
                if let Some(is_meshctl) = response.is_from_meshctl() {
                    self.is_meshctl.get_or_init(|| is_meshctl);
                }
                // AWS reports the number of retries with the last error, even one without retries.
                let last = self.max_attempts.filter(|max| exchange.attempts >= *max);
                let retries = last.map(|_| exchange.attempts.saturating_sub(1));
                let lost_response = exchange.lost_response;
                Ok((response, AttemptSummary { retries, lost_response }))
            }
            (None, Err(error)) => {
                Err(sdk_error::client_error(&error, exchange.url, self.credential_source))
            }
            (None, Ok(_)) => Err(ClientError::Sdk("the response was not captured".to_owned())),
        }
    }
}

/// Content types of bodies.
const JSON: &str = "application/json";
const LINES: &str = "application/x-ndjson";

/// A request to send in place of the SDK's.
#[derive(Debug)]
struct RawRequest {
    method: &'static str,
    /// Path and query, percent-encoded.
    target: String,
    /// Content type and content.
    body: Option<(&'static str, String)>,
}

/// Replaces the request of the SDK and captures the response.
#[derive(Debug, Clone)]
struct RawRequestInterceptor {
    request: Arc<RawRequest>,
    exchange: Arc<Mutex<Exchange>>,
}

/// The state of an exchange, over all attempts.
#[derive(Debug, Default)]
struct Exchange {
    url: String,
    attempts: u32,
    /// Whether an attempt before the last ended without a response.
    lost_response: bool,
    response: Option<RawResponse>,
}

impl RawRequestInterceptor {
    fn exchange(&self) -> std::sync::MutexGuard<'_, Exchange> {
        self.exchange.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint]
impl Intercept for RawRequestInterceptor {
    fn name(&self) -> &'static str {
        "RawRequestInterceptor"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request_mut();
        let base = request.uri().strip_suffix(CARRIER);
        // In a retry, the request has been replaced already.
        if let Some(base) = base {
            let url = format!("{base}{}", self.request.target);
            request.set_uri(url.as_str())?;
        }
        request.set_method(self.request.method)?;
        let headers = request.headers_mut();
        if let Some((content_type, content)) = &self.request.body {
            headers.insert("content-type", *content_type);
            headers.insert("content-length", content.len().to_string());
            *request.body_mut() = SdkBody::from(content.as_str());
        } else {
            headers.remove("content-type");
            headers.remove("content-length");
            *request.body_mut() = SdkBody::empty();
        }
        let mut exchange = self.exchange();
        exchange.url = request.uri().split('?').next().unwrap_or_default().to_owned();
        exchange.lost_response |= exchange.attempts > 0 && exchange.response.is_none();
        exchange.attempts += 1;
        exchange.response = None;
        Ok(())
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        wire_log::request(context.request(), self.exchange().attempts);
        Ok(())
    }

    // Before deserialization, the body of the response has not been read from the network.
    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        wire_log::response(context.response());
        self.exchange().response = Some(RawResponse::capture(context.response()));
        Ok(())
    }
}
