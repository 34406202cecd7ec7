//! Why no answer came, out of the many layers that an error of the SDK has.

use std::error::Error;
use std::sync::Arc;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_appmesh::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_appmesh::operation::tag_resource::TagResourceError;
use aws_sdk_sts::operation::assume_role::AssumeRoleError;
use aws_sdk_sts::operation::assume_role_with_web_identity::AssumeRoleWithWebIdentityError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use serde_json::Map;

use super::proxy::Way;
use super::tls::NoAnswer;
use super::trust::Unusable;
use crate::client::credentials::Source;
use crate::client::error::ClientError;
use crate::error::causes;
use crate::store::StoreError;

/// Says why no response came from `url`; `source` is what credentials were to come from.
pub(super) fn read(
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
    // The innermost cause says it in the fewest words: `Connection refused`.
    let text = innermost(error);
    match error {
        SdkError::TimeoutError(_) => ClientError::ReadTimeout { url },
        SdkError::DispatchFailure(_) if causes(error).any(|cause| cause.is::<NoAnswer>()) => {
            ClientError::ReadTimeout { url }
        }
        SdkError::DispatchFailure(failure) if failure.is_timeout() => {
            ClientError::ConnectTimeout { url }
        }
        SdkError::DispatchFailure(_) if causes(error).any(is_about_trust) => {
            ClientError::Untrusted { url, why: text }
        }
        SdkError::DispatchFailure(_) if causes(error).any(is_cut) => {
            ClientError::Closed { url, source: anyhow::anyhow!(text) }
        }
        SdkError::DispatchFailure(_) => match Way::to(Some(&url)).shown() {
            Some(url) => ClientError::Proxy { url, source: anyhow::anyhow!(text) },
            None => ClientError::Unreachable { url, source: anyhow::anyhow!(text) },
        },
        _ => {
            let texts: Vec<String> = causes(error).map(ToString::to_string).collect();
            ClientError::Sdk(texts.join(": "))
        }
    }
}

fn innermost(error: &(dyn Error + 'static)) -> String {
    causes(error).last().map(ToString::to_string).unwrap_or_default()
}

/// Says why there are no credentials: nobody has any, AWS refused them, or something failed.
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
        // An instance is where nothing else is configured: mostly it is none.
        None => ClientError::NoCredentials,
        Some(name) if name == Source::Surroundings.name() => ClientError::NoCredentials,
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
    Some(ClientError::Service { code, message, operation, retries: None, again: false, details })
}

/// Tells whether the certificate, or what to hold it against, is the trouble.
fn is_about_trust(error: &(dyn Error + 'static)) -> bool {
    // What an error of input and output was made from is not among its causes.
    let mut inside: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = inside {
        if error.is::<Unusable>() || error.is::<rustls::Error>() {
            return true;
        }
        let inner = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        inside = inner.map(|inner| inner as &(dyn Error + 'static));
    }
    false
}

/// Tells whether the connection was there and ended too soon.
fn is_cut(error: &(dyn Error + 'static)) -> bool {
    let reset = |error: &std::io::Error| error.kind() == std::io::ErrorKind::ConnectionReset;
    error.downcast_ref::<hyper::Error>().is_some_and(|e| e.is_incomplete_message() || e.is_closed())
        || error.downcast_ref::<std::io::Error>().is_some_and(reset)
}
