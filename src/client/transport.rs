//! Requests through aws-sdk-appmesh.
//!
//! One operation of the SDK carries all of ours: an interceptor puts the caller's method, path and
//! body in the place of the SDK's before the request is signed, and keeps the response as it
//! came. So a JSON that the SDK's types would refuse or forget gets through untouched,
//! while endpoint rules, credentials, signature, retries and time-outs stay the SDK's.

mod address;
mod answer;
mod config;
mod in_process;
mod pool;
mod proxy;
mod tls;
mod trace;
mod trouble;
mod trust;

use std::sync::{Arc, Mutex, PoisonError};

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

use self::address::Address;
use self::answer::{Answer, Tries};
pub(super) use self::config::{aws_configuration, check, check_explicit_region, region_or_default};
use super::error::ClientError;
use super::settings::Settings;
use super::target::Target;
use super::{EncodedResponse, OpenInProcess};
use crate::model::operation::OperationRequest;

/// Path of the operation that carries the others: TagResource. Its answer has no members, so the
/// SDK reads none of what comes back.
const CARRIER: &str = "/v20190125/tag?resourceArn=-";

/// Sends requests to one target.
#[derive(Debug, Clone)]
pub(super) struct Sender {
    client: Client,
    /// How many times a request is sent at most, where it may be sent again.
    most: Option<u32>,
    /// What credentials come from, if it needs any.
    source: Option<&'static str>,
    /// The query of the target's address, which every request has before its own.
    query: Option<String>,
}

impl Sender {
    pub(super) fn new(
        settings: &Settings,
        target: &Target,
        open: OpenInProcess,
    ) -> Result<Self, ClientError> {
        let (config, source) = config::build(settings, target, open)?;
        let most = config.retry_config().filter(|_| !target.is_local());
        let most = most.map(RetryConfig::max_attempts);
        let query = match target {
            Target::Endpoint { url } => Address::read(url)?.query().map(str::to_owned),
            _ => None,
        };
        Ok(Self { client: Client::from_conf(config), most, source, query })
    }

    /// Sends `wire`; `operation` names it in errors.
    pub(super) async fn send(
        &self,
        operation: &str,
        wire: OperationRequest,
    ) -> Result<EncodedResponse, ClientError> {
        let body = wire.body.map(|body| (JSON, body.to_string()));
        let parcel = Parcel { method: wire.method, target: wire.target, body };
        let (answer, tries) = self.exchange(parcel).await?;
        answer.read(operation, tries)
    }

    /// Sends `body`, lines of JSON.
    pub(super) async fn send_lines(
        &self,
        operation: &str,
        method: &'static str,
        target: String,
        body: Option<String>,
    ) -> Result<EncodedResponse, ClientError> {
        let body = body.map(|body| (LINES, body));
        let (answer, tries) = self.exchange(Parcel { method, target, body }).await?;
        answer.read(operation, tries)
    }

    /// Sends a request and returns the answer, and how it came to it.
    async fn exchange(&self, mut parcel: Parcel) -> Result<(Answer, Tries), ClientError> {
        if let Some(first) = &self.query {
            parcel.target = match parcel.target.split_once('?') {
                Some((path, query)) => format!("{path}?{first}&{query}"),
                None => format!("{}?{first}", parcel.target),
            };
        }
        let swap = Swap { parcel: Arc::new(parcel), seen: Arc::default() };
        let carrier = self.client.tag_resource().resource_arn("-").set_tags(Some(Vec::new()));
        let sent = carrier.customize().interceptor(swap.clone()).send().await;
        let seen = std::mem::take(&mut *swap.seen());
        match (seen.answer, sent) {
            // The SDK may not make sense of the answer to another operation than its own; that
            // is for our caller, who knows the operation.
            (Some(answer), _) => {
                // AWS says so of whatever came last, also where that is not tried again at all.
                let last = self.most.filter(|most| seen.attempts >= *most);
                let retries = last.map(|_| seen.attempts.saturating_sub(1));
                Ok((answer, Tries { retries, again: seen.lost }))
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
    /// Whether an attempt before the last ended without an answer.
    lost: bool,
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
        seen.lost |= seen.attempts > 0 && seen.answer.is_none();
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
