//! Clients of STS and IAM, and how they say no.

use std::error::Error;
use std::time::Duration;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_iam::config::Region;
use aws_sdk_iam::error::{ProvideErrorMetadata, SdkError};
use aws_smithy_http_client::tls;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SdkConfig;

use crate::error::causes;

/// How long one call may take, with all its retries.
const DEADLINE: Duration = Duration::from_secs(30);

/// Where principals and their policies are read.
pub(super) struct Clients {
    pub(super) iam: aws_sdk_iam::Client,
    pub(super) sts: aws_sdk_sts::Client,
}

impl Clients {
    /// Makes clients of what `sdk` says; adds an HTTP client and a deadline where it has none.
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
            // IAM is the same everywhere, but its clients want to be told some region.
            config = config.region(Region::new("us-east-1"));
        }
        if sdk.behavior_version().is_none() {
            config.set_behavior_version(Some(aws_sdk_iam::config::BehaviorVersion::latest()));
        }
        let config = config.build();
        Self { iam: aws_sdk_iam::Client::new(&config), sts: aws_sdk_sts::Client::new(&config) }
    }
}

/// A call that brought no result.
#[derive(Debug, thiserror::Error)]
#[error("{action}: {message}")]
pub struct CallError {
    action: &'static str,
    /// The service's code, when it answered with one.
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
            (None, _) if answered => "the answer is not one of IAM".to_owned(),
            (None, _) if no_credentials => "there are no credentials".to_owned(),
            // The innermost cause says it in the fewest words.
            (None, _) => causes(error).last().map(ToString::to_string).unwrap_or_default(),
        };
        Self { action, code, no_credentials, message }
    }

    /// Whether the thing that was asked for does not exist.
    pub(super) fn not_found(&self) -> bool {
        self.code.as_deref() == Some("NoSuchEntity")
    }

    pub(super) fn hint(&self) -> Option<String> {
        if self.no_credentials {
            let hint = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or --profile";
            return Some(hint.to_owned());
        }
        match self.code.as_deref() {
            Some("AccessDenied" | "AccessDeniedException") => {
                Some(format!("the caller needs `{}`", self.action))
            }
            Some("InvalidClientTokenId" | "SignatureDoesNotMatch" | "ExpiredToken") => {
                Some("the credentials are not good: try `aws sts get-caller-identity`".to_owned())
            }
            _ => None,
        }
    }
}

/// Gives a result of an SDK call the name of its action.
pub(super) trait Named<T> {
    fn named(self, action: &'static str) -> Result<T, CallError>;
}

impl<T, E, R> Named<T> for Result<T, SdkError<E, R>>
where
    E: ProvideErrorMetadata + Error + 'static,
    R: std::fmt::Debug + 'static,
{
    fn named(self, action: &'static str) -> Result<T, CallError> {
        self.map_err(|error| CallError::new(action, &error))
    }
}
