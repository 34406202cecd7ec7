//! Clients of STS and IAM, and their errors.

use std::error::Error;
use std::time::Duration;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_iam::config::Region;
use aws_sdk_iam::error::{ProvideErrorMetadata, SdkError};
use aws_smithy_http_client::tls;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SdkConfig;

use crate::error::causes;

/// Timeout of one call, including its retries.
const DEADLINE: Duration = Duration::from_secs(30);

/// Clients that read principals and their policies.
pub(super) struct AwsClients {
    pub(super) iam: aws_sdk_iam::Client,
    pub(super) sts: aws_sdk_sts::Client,
}

impl AwsClients {
    /// Creates clients from `sdk`, with an HTTP client and a timeout if it has none.
    pub(super) fn new(sdk: &SdkConfig) -> Self {
        let mut config = sdk.to_builder();
        if sdk.http_client().is_none() {
            let ring = tls::Provider::Rustls(tls::rustls_provider::CryptoMode::Ring);
            let client = aws_smithy_http_client::Builder::new().tls_provider(ring).build_https();
            config = config.http_client(client);
        }
        if sdk.timeout_config().is_none_or(|timeouts| timeouts.operation_timeout().is_none()) {
            let mut timeouts =
                sdk.timeout_config().map_or_else(TimeoutConfig::builder, TimeoutConfig::to_builder);
            timeouts.set_operation_timeout(Some(DEADLINE));
            config = config.timeout_config(timeouts.build());
        }
        if sdk.region().is_none() {
            // IAM is global, but its clients require a region.
            config = config.region(Region::new("us-east-1"));
        }
        if sdk.behavior_version().is_none() {
            config.set_behavior_version(Some(aws_sdk_iam::config::BehaviorVersion::latest()));
        }
        let config = config.build();
        Self { iam: aws_sdk_iam::Client::new(&config), sts: aws_sdk_sts::Client::new(&config) }
    }
}

/// A failed call.
#[derive(Debug, thiserror::Error)]
#[error("{action}: {message}")]
pub struct CallError {
    action: &'static str,
    /// Error code of the service, if it returned one.
    pub(super) code: Option<String>,
    no_credentials: bool,
    message: String,
}

impl CallError {
    pub(super) fn new<E, R>(action: &'static str, error: &SdkError<E, R>) -> Self
    where
        E: ProvideErrorMetadata + Error + 'static,
        R: std::fmt::Debug + 'static,
    {
        let code = error.code().map(str::to_owned);
        let no_credentials = causes(error).any(|cause| cause.is::<CredentialsError>());
        let answered = matches!(error, SdkError::ServiceError(_) | SdkError::ResponseError(_));
        let message = match (&code, error.message()) {
            (Some(code), Some(message)) => format!("{message} ({code})"),
            (Some(code), None) => code.clone(),
            (None, _) if answered => "the response is not a valid IAM response".to_owned(),
            (None, _) if no_credentials => "no credentials found".to_owned(),
            // The innermost cause is the shortest message.
            (None, _) => causes(error).last().map(ToString::to_string).unwrap_or_default(),
        };
        Self { action, code, no_credentials, message }
    }

    /// Returns whether the entity does not exist.
    pub(super) fn is_not_found(&self) -> bool {
        self.code.as_deref() == Some("NoSuchEntity")
    }

    pub(super) fn hint(&self) -> Option<String> {
        if self.no_credentials {
            let hint = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or --profile";
            return Some(hint.to_owned());
        }
        match self.code.as_deref() {
            Some("AccessDenied" | "AccessDeniedException") => {
                Some(format!("the caller needs the permission `{}`", self.action))
            }
            Some("InvalidClientTokenId" | "SignatureDoesNotMatch" | "ExpiredToken") => Some(
                "the credentials are not valid; check them with `aws sts get-caller-identity`"
                    .to_owned(),
            ),
            _ => None,
        }
    }
}

/// Adds the name of the action to the error of an SDK call.
pub(super) trait ActionContext<T> {
    fn for_action(self, action: &'static str) -> Result<T, CallError>;
}

impl<T, E, R> ActionContext<T> for Result<T, SdkError<E, R>>
where
    E: ProvideErrorMetadata + Error + 'static,
    R: std::fmt::Debug + 'static,
{
    fn for_action(self, action: &'static str) -> Result<T, CallError> {
        self.map_err(|error| CallError::new(action, &error))
    }
}
