//! Requests through aws-sdk-appmesh.
//!
//! One operation of the SDK carries all of ours: an interceptor puts the caller's method, path and
//! body in the place of the SDK's before the request is signed, and keeps the response as it
//! came. So a JSON that the SDK's types would refuse or forget gets through untouched,
//! while endpoint rules, credentials, signature, retries and time-outs stay the SDK's.

mod config;
mod in_process;
mod pool;
mod tls;
mod trace;
mod trouble;
mod trust;

use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_appmesh::Client;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    AfterDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
    BeforeTransmitInterceptorContextRef,
};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use serde_json::Value;

pub(super) use self::config::{aws_configuration, check, region_or_default};
use super::error::ClientError;
use super::settings::Settings;
use super::target::Target;
use super::{Open, Reply};
use crate::model::operation::Wire;
use crate::model::own::{REVISION_HEADER, Revision, SERVER_HEADER};

/// Path of the operation that carries the others: TagResource. Its answer has no members, so the
/// SDK reads none of what comes back.
const CARRIER: &str = "/v20190125/tag?resourceArn=-";

/// Sends requests to one target.
#[derive(Debug, Clone)]
pub(super) struct Sender {
    client: Client,
    /// Whether requests are tried again.
    patient: bool,
    /// What credentials come from, if it needs any.
    source: Option<&'static str>,
}

impl Sender {
    pub(super) async fn new(
        settings: &Settings,
        target: &Target,
        open: Open,
    ) -> Result<Self, ClientError> {
        let (config, source) = config::build(settings, target, open).await?;
        Ok(Self { client: Client::from_conf(config), patient: !target.is_local(), source })
    }

    /// Sends `wire`; `operation` names it in errors.
    pub(super) async fn send(&self, operation: &str, wire: Wire) -> Result<Reply, ClientError> {
        let body = wire.body.map(|body| (JSON, body.to_string()));
        let parcel = Parcel { method: wire.method, target: wire.target, body };
        let (answer, retries) = self.exchange(parcel).await?;
        answer.read(operation, retries)
    }

    /// Sends `body`, lines of JSON.
    pub(super) async fn send_lines(
        &self,
        operation: &str,
        method: &'static str,
        target: String,
        body: Option<String>,
    ) -> Result<Reply, ClientError> {
        let body = body.map(|body| (LINES, body));
        let (answer, retries) = self.exchange(Parcel { method, target, body }).await?;
        answer.read(operation, retries)
    }

    /// Sends a request and returns the answer, and how often it was tried again if that is done.
    async fn exchange(&self, parcel: Parcel) -> Result<(Answer, Option<u32>), ClientError> {
        let swap = Swap { parcel: Arc::new(parcel), seen: Arc::default() };
        let carrier = self.client.tag_resource().resource_arn("-").set_tags(Some(Vec::new()));
        let sent = carrier.customize().interceptor(swap.clone()).send().await;
        let seen = std::mem::take(&mut *swap.seen());
        match (seen.answer, sent) {
            // The SDK may not make sense of the answer to another operation than its own; that
            // is for our caller, who knows the operation.
            (Some(answer), _) => {
                Ok((answer, self.patient.then(|| seen.attempts.saturating_sub(1))))
            }
            (None, Err(error)) => Err(trouble::read(&error, seen.url, self.source)),
            (None, Ok(_)) => Err(ClientError::Sdk("no response was kept".to_owned())),
        }
    }
}

/// Content types of bodies.
const JSON: &str = "application/json";
const LINES: &str = "application/x-ndjson";

/// A request to send.
#[derive(Debug)]
struct Parcel {
    method: &'static str,
    /// Path and query, percent-encoded.
    target: String,
    /// The content type and the text.
    body: Option<(&'static str, String)>,
}

/// Swaps the request and keeps the response.
#[derive(Debug, Clone)]
struct Swap {
    parcel: Arc<Parcel>,
    seen: Arc<Mutex<Seen>>,
}

/// What went over the wire.
#[derive(Debug, Default)]
struct Seen {
    url: String,
    attempts: u32,
    answer: Option<Answer>,
}

impl Swap {
    fn seen(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint]
impl Intercept for Swap {
    fn name(&self) -> &'static str {
        "Swap"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request_mut();
        let base = request.uri().strip_suffix(CARRIER);
        // A retry finds what the first attempt put there.
        if let Some(base) = base {
            let url = format!("{base}{}", self.parcel.target);
            request.set_uri(url.as_str())?;
        }
        request.set_method(self.parcel.method)?;
        let headers = request.headers_mut();
        if let Some((form, text)) = &self.parcel.body {
            headers.insert("content-type", *form);
            headers.insert("content-length", text.len().to_string());
            *request.body_mut() = SdkBody::from(text.as_str());
        } else {
            headers.remove("content-type");
            headers.remove("content-length");
            *request.body_mut() = SdkBody::empty();
        }
        let mut seen = self.seen();
        seen.url = request.uri().split('?').next().unwrap_or_default().to_owned();
        seen.attempts += 1;
        seen.answer = None;
        Ok(())
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        trace::request(context.request(), self.seen().attempts);
        Ok(())
    }

    // Before deserialisation the body of a response from the network has not been read yet.
    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        trace::response(context.response());
        self.seen().answer = Some(Answer::keep(context.response()));
        Ok(())
    }
}

/// A response as it came.
#[derive(Debug)]
struct Answer {
    status: u16,
    reason: &'static str,
    error_type: Option<String>,
    server: Option<String>,
    revision: Option<Revision>,
    bytes: Vec<u8>,
}

impl Answer {
    fn keep(response: &HttpResponse) -> Self {
        let header = |name: &str| response.headers().get(name).map(str::to_owned);
        let status = response.status().as_u16();
        Self {
            status,
            reason: http::StatusCode::from_u16(status)
                .ok()
                .and_then(|status| status.canonical_reason())
                .unwrap_or(""),
            error_type: header("x-amzn-errortype"),
            server: header(SERVER_HEADER),
            revision: header(REVISION_HEADER).and_then(|text| text.parse().ok()).map(Revision),
            bytes: response.body().bytes().unwrap_or_default().to_vec(),
        }
    }

    /// Tells success from error, and where code and message are as botocore finds them
    /// (`aws-cli-compat §12`).
    fn read(self, operation: &str, retries: Option<u32>) -> Result<Reply, ClientError> {
        if (200..300).contains(&self.status) {
            let Self { server, revision, bytes, .. } = self;
            return Ok(Reply { operation: operation.to_owned(), server, revision, bytes });
        }
        let body = serde_json::from_slice::<Value>(&self.bytes).ok();
        let member = |name: &str| Some(body.as_ref()?.get(name)?.as_str()?.to_owned());
        let bare = |code: String| {
            let code = code.split(':').next().unwrap_or_default();
            code.rsplit('#').next().unwrap_or_default().to_owned()
        };
        let code = self
            .error_type
            .clone()
            .or_else(|| member("code"))
            .or_else(|| member("Code"))
            .or_else(|| member("__type"))
            .map_or_else(|| self.status.to_string(), bare);
        let message = match &body {
            Some(_) => member("message").or_else(|| member("Message")).unwrap_or_default(),
            None if self.bytes.is_empty() && self.status >= 500 => self.reason.to_owned(),
            None => String::from_utf8_lossy(&self.bytes).into_owned(),
        };
        let retries = retries.filter(|_| is_retried(self.status, &code));
        Err(ClientError::Service { code, message, operation: operation.to_owned(), retries })
    }
}

/// Codes that clients try again, besides the statuses 500, 502, 503 and 504
/// (`aws-cli-compat §14`).
const RETRIED: [&str; 14] = [
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "RequestThrottledException",
    "TooManyRequestsException",
    "ProvisionedThroughputExceededException",
    "TransactionInProgressException",
    "RequestLimitExceeded",
    "BandwidthLimitExceeded",
    "LimitExceededException",
    "RequestThrottled",
    "SlowDown",
    "PriorRequestNotComplete",
    "EC2ThrottledException",
];

fn is_retried(status: u16, code: &str) -> bool {
    matches!(status, 500 | 502 | 503 | 504) || RETRIED.contains(&code)
}

fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn Error + 'static)| (*error).source())
}
