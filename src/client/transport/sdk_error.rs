//! Translation of SDK errors, which have many layers, to client errors.

use std::error::Error;
use std::sync::Arc;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_appmesh::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_appmesh::operation::tag_resource::TagResourceError;
use aws_sdk_sts::operation::assume_role::AssumeRoleError;
use aws_sdk_sts::operation::assume_role_with_web_identity::AssumeRoleWithWebIdentityError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use serde_json::Map;

use super::custom_tls::BadCaBundle;
use super::http_client::ReadTimedOut;
use super::http_proxy::ProxyRoute;
use crate::client::credentials::CredentialSource;
use crate::client::error::ClientError;
use crate::error::causes;
use crate::store::StoreError;

/// Returns why there is no response from `url`; `source` is the configured source of credentials.
pub(super) fn client_error(
    error: &SdkError<TagResourceError, HttpResponse>,
    url: String,
    source: Option<&str>,
) -> ClientError {
    if let Some(error) = causes(error).find_map(|cause| cause.downcast_ref::<Arc<StoreError>>()) {
        return ClientError::Store(Arc::clone(error));
    }
    if causes(error).any(|cause| cause.is::<CredentialsError>()) {
        return no_credentials(error, source);
    }
    // The innermost cause is the most concise: `Connection refused`.
    let text = innermost(error);
    match error {
        SdkError::TimeoutError(_) => ClientError::ReadTimeout { url },
        SdkError::DispatchFailure(_) if causes(error).any(|cause| cause.is::<ReadTimedOut>()) => {
            ClientError::ReadTimeout { url }
        }
        SdkError::DispatchFailure(failure) if failure.is_timeout() => {
            ClientError::ConnectTimeout { url }
        }
        SdkError::DispatchFailure(_) if causes(error).any(is_certificate_error) => {
            ClientError::Untrusted { url, why: text }
        }
        SdkError::DispatchFailure(_) if causes(error).any(is_connection_closed) => {
            ClientError::Closed { url, source: anyhow::anyhow!(text) }
        }
        SdkError::DispatchFailure(_) => match ProxyRoute::to(Some(&url)).display() {
            Some(url) => ClientError::Proxy { url, source: anyhow::anyhow!(text) },
            None => ClientError::Unreachable { url, source: anyhow::anyhow!(text) },
        },
        _ => {
            let messages: Vec<String> = causes(error).map(ToString::to_string).collect();
            ClientError::Sdk(messages.join(": "))
        }
    }
}

fn innermost(error: &(dyn Error + 'static)) -> String {
    causes(error).last().map(ToString::to_string).unwrap_or_default()
}

/// Returns why there are no credentials: none are configured, AWS denied them, or a provider failed.
fn no_credentials(error: &(dyn Error + 'static), source: Option<&str>) -> ClientError {
    let refused = causes(error).find_map(|cause| {
        if let Some(refusal) = cause.downcast_ref::<AssumeRoleError>() {
            return refused("AssumeRole", refusal);
        }
        refused(
            "AssumeRoleWithWebIdentity",
            cause.downcast_ref::<AssumeRoleWithWebIdentityError>()?,
        )
    });
    if let Some(refused) = refused {
        return refused;
    }
    match source {
        // Instance metadata is the last resort; most hosts do not have it.
        None => ClientError::NoCredentials,
        Some(name) if name == CredentialSource::InstanceMetadata.name() => {
            ClientError::NoCredentials
        }
        Some(name) => ClientError::Credentials(format!(
            "Error when retrieving credentials from {name}: {}",
            innermost(error)
        )),
    }
}

fn refused(operation: &str, refusal: &impl ProvideErrorMetadata) -> Option<ClientError> {
    let code = refusal.code()?.to_owned();
    let message = refusal.message().unwrap_or_default().to_owned();
    let details = Box::new(Map::from_iter([
        ("Message".to_owned(), message.clone().into()),
        ("Code".to_owned(), code.clone().into()),
    ]));
    let operation = operation.to_owned();
    Some(ClientError::Service {
        code,
        message,
        operation,
        retries: None,
        lost_response: false,
        details,
    })
}

/// Returns whether the error concerns the server certificate or the CA bundle.
fn is_certificate_error(error: &(dyn Error + 'static)) -> bool {
    // The inner error of an I/O error is not among its sources.
    let mut inside: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = inside {
        if error.is::<BadCaBundle>() || error.is::<rustls::Error>() {
            return true;
        }
        let inner = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        inside = inner.map(|inner| inner as &(dyn Error + 'static));
    }
    false
}

/// Returns whether the connection was established and closed too early.
fn is_connection_closed(error: &(dyn Error + 'static)) -> bool {
    let reset = |error: &std::io::Error| error.kind() == std::io::ErrorKind::ConnectionReset;
    error.downcast_ref::<hyper::Error>().is_some_and(|e| e.is_incomplete_message() || e.is_closed())
        || error.downcast_ref::<std::io::Error>().is_some_and(reset)
}
