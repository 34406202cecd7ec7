//! Calls to App Mesh through the SDK, with the request of the model.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use aws_sdk_appmesh::Client;
use aws_sdk_appmesh::config::interceptors::{
    AfterDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
};
use aws_sdk_appmesh::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_types::body::SdkBody;
use aws_types::SdkConfig;
use meshctl::commands::iam::{Probe, ProbeError};
use meshctl::model::Operation;
use meshctl::model::operation::OperationRequest;
use serde_json::{Map, Value};

/// Signs with the credentials of a configuration.
pub(super) struct Signed {
    client: Client,
    endpoint: String,
}

impl Signed {
    pub(super) fn new(sdk: &SdkConfig) -> Self {
        Self { client: Client::new(sdk), endpoint: sdk.endpoint_url().unwrap().to_owned() }
    }
}

#[async_trait]
impl Probe for Signed {
    async fn call(
        &self,
        operation: &'static Operation,
        input: &Map<String, Value>,
    ) -> Result<Value, ProbeError> {
        let seen = Arc::default();
        let wire = operation.to_request(input);
        let swap = Swap { wire, endpoint: self.endpoint.clone(), seen: Arc::clone(&seen) };
        // Read the response here: the SDK would parse it as that of another operation.
        drop(self.client.list_meshes().customize().interceptor(swap).send().await);
        let (status, body) = seen.lock().unwrap().take().unwrap();
        if status < 300 {
            return Ok(serde_json::from_str(&body).unwrap_or_default());
        }
        Err(ProbeError { code: code(&body), message: body })
    }
}

/// Reads an error code. moto responds with XML if it denies access.
fn code(body: &str) -> Option<String> {
    if let Ok(body) = serde_json::from_str::<Value>(body) {
        return body.get("__type").or(body.get("code"))?.as_str().map(str::to_owned);
    }
    let (code, _) = body.split_once("<Code>")?.1.split_once("</Code>")?;
    Some(code.to_owned())
}

/// Replaces the request of the SDK before it is signed, and keeps the response.
#[derive(Debug)]
struct Swap {
    wire: OperationRequest,
    endpoint: String,
    seen: Arc<Mutex<Option<(u16, String)>>>,
}

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
        // moto reads the headers of a request without a body as its body, and then rejects its
        // signature.
        let body = self.wire.body.as_ref().map_or_else(|| "{}".to_owned(), Value::to_string);
        let request = context.request_mut();
        request.set_method(self.wire.method)?;
        request.set_uri(format!("{}{}", self.endpoint, self.wire.target))?;
        request.headers_mut().insert("content-length", body.len().to_string());
        request.headers_mut().insert("content-type", "application/json");
        *request.body_mut() = SdkBody::from(body);
        Ok(())
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let response = context.response();
        let body = String::from_utf8_lossy(response.body().bytes().unwrap_or_default());
        *self.seen.lock().unwrap() = Some((response.status().as_u16(), body.into_owned()));
        Ok(())
    }
}
