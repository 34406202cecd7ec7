//! Errors of API calls.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::aws_cli::config::ConfigError;
use crate::aws_cli::python::no_int;
use crate::error::{ErrorKind, Explain};
use crate::model::Operation;
use crate::store::StoreError;

/// Why a call failed. The messages are those of AWS CLI v2 (`docs/behaviour/aws-cli.md#errors`).
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum ClientError {
    /// The service returned an error.
    #[error(
        "An error occurred ({code}) when calling the {operation} operation{}: {message}",
        retries.map(|n| format!(" (reached max retries: {n})")).unwrap_or_default()
    )]
    Service {
        code: String,
        message: String,
        operation: String,
        /// Number of retries, if the maximum was reached.
        retries: Option<u32>,
        /// Whether an earlier attempt of the same request ended without a response.
        lost_response: bool,
        /// Members of the error, shown by `--cli-error-format`.
        details: Box<Map<String, Value>>,
    },
    /// The connection was refused, or the host was not found.
    #[error("Could not connect to the endpoint URL: \"{url}\"")]
    Unreachable {
        url: String,
        #[source]
        source: anyhow::Error,
    },
    /// The connection was closed before a response was received.
    #[error(
        "Connection was closed before we received a valid response from endpoint URL: \"{url}\"."
    )]
    Closed {
        url: String,
        #[source]
        source: anyhow::Error,
    },
    /// No connection within the connect timeout.
    #[error("Connect timeout on endpoint URL: \"{url}\"")]
    ConnectTimeout { url: String },
    /// No response within the read timeout.
    #[error("Read timeout on endpoint URL: \"{url}\"")]
    ReadTimeout { url: String },
    /// No region is configured.
    #[error(
        "You must specify a region. You can also configure your region by running \"aws configure\"."
    )]
    NoRegion,
    /// The region cannot be part of a host name.
    #[error("Provided region_name '{0}' doesn't match a supported format.")]
    BadRegion(String),
    /// No credentials are configured.
    #[error(
        "Unable to locate credentials. You can configure credentials by running \"aws login\"."
    )]
    NoCredentials,
    /// The environment or a file has only a part of the credentials.
    #[error("Partial credentials found in {place}, missing: {missing}")]
    PartialCredentials { place: &'static str, missing: &'static str },
    /// The configuration of the credentials is invalid, or a provider failed.
    #[error("{0}")]
    Credentials(String),
    /// The AWS configuration files cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The path of the CA bundle is empty.
    #[error(
        "Invalid CA bundle: the configured value (ca_bundle, AWS_CA_BUNDLE, REQUESTS_CA_BUNDLE, or \
         verify) resolved to an empty or whitespace-only string. Provide a valid path to a CA \
         bundle file."
    )]
    NoBundle,
    /// The maximum number of attempts is not an integer.
    #[error("{}", no_int(.0))]
    NoNumber(String),
    /// The maximum number of attempts is less than 1.
    #[error(
        "Value provided to \"max_attempts\": {0} must be an integer greater than or equal to one."
    )]
    BadAttempts(i64),
    /// The retry mode is unknown.
    #[error(
        "Invalid value provided to \"mode\": \"{0}\" must be one of: \"standard\" or \"adaptive\""
    )]
    BadRetryMode(String),
    /// The endpoint URL is invalid.
    #[error("Invalid endpoint: {0}")]
    BadEndpoint(String),
    /// A part of the endpoint URL is not usable.
    #[error("{0}")]
    BadAddress(String),
    /// The server certificate is not trusted, or the CA bundle cannot be used.
    #[error("SSL validation failed for {url} {why}")]
    Untrusted { url: String, why: String },
    /// The HTTP proxy cannot be reached or rejected the request.
    #[error("Failed to connect to proxy URL: \"{url}\"")]
    Proxy {
        url: String,
        #[source]
        source: anyhow::Error,
    },
    /// The location of the user's files is unknown.
    #[error("HOME is not set: the location of the local store and the contexts is unknown")]
    NoHome,
    /// The context does not exist.
    #[error("context `{name}` not found")]
    NoContext { name: String, known: Vec<String> },
    /// The contexts file cannot be read or written.
    #[error("cannot read or write the contexts in `{path}`")]
    Contexts {
        path: String,
        #[source]
        source: anyhow::Error,
    },
    /// The local store cannot be used.
    #[error(transparent)]
    Store(Arc<StoreError>),
    /// A server has locked the data directory and did not become ready.
    #[error("the data directory `{path}` is in use by a server that is not ready")]
    Busy { path: String },
    /// The response does not match the service model.
    #[error("invalid response to {operation}: {why}")]
    InvalidResponse { operation: String, why: String },
    /// Another error of the SDK.
    #[error("{0}")]
    Sdk(String),
}

impl ClientError {
    pub(super) fn invalid_response(operation: &Operation, why: &str) -> Self {
        Self::InvalidResponse { operation: operation.name.to_owned(), why: why.to_owned() }
    }

    /// Returns the error code of the service, if it returned an error.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Service { code, .. } => Some(code),
            _ => None,
        }
    }

    /// Returns whether the request may have taken effect nonetheless: there was no response, or a retry
    /// failed with an error that an earlier attempt may have caused.
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        match self {
            Self::Closed { .. } | Self::ReadTimeout { .. } | Self::InvalidResponse { .. } => true,
            Self::Service { lost_response, .. } => {
                *lost_response && (self.is_not_found() || self.code() == Some("ConflictException"))
            }
            _ => false,
        }
    }

    /// Returns whether the resource does not exist.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.code() == Some("NotFoundException")
    }
}

impl From<StoreError> for ClientError {
    fn from(error: StoreError) -> Self {
        Self::Store(Arc::new(error))
    }
}

impl Explain for ClientError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Service { .. } => ErrorKind::Service,
            Self::NoRegion | Self::NoCredentials | Self::NoContext { .. } | Self::NoHome => {
                ErrorKind::Configuration
            }
            _ => ErrorKind::Other,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Service { code, .. } if code == "AccessDeniedException" => {
                Some("`meshctl iam check` shows which actions are allowed".to_owned())
            }
            Self::Unreachable { .. } => Some(
                "start a control plane with `meshctl serve`, or use the local one with \
                 `--context local`"
                    .to_owned(),
            ),
            Self::BadEndpoint(_) => {
                Some("expected a URL of the form http[s]://HOST[:PORT][/PATH]".to_owned())
            }
            Self::NoRegion => Some("set it with --region or AWS_REGION".to_owned()),
            Self::NoCredentials => {
                Some("set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or --profile".to_owned())
            }
            Self::NoHome => {
                Some("set HOME, or specify a directory with --data or MESHCTL_DATA".to_owned())
            }
            Self::Untrusted { .. } => {
                Some("specify the CA certificates to trust with --ca-bundle".to_owned())
            }
            Self::NoContext { known, .. } => Some(format!(
                "known contexts: {}; `meshctl context set NAME URL` adds one",
                known.join(", ")
            )),
            Self::Contexts { path, .. } => Some(format!(
                "check the permissions and the content of `{path}`; delete it to remove all contexts"
            )),
            Self::Store(error) => error.hint(),
            Self::Busy { .. } => {
                Some("stop that process, or specify another directory with --data".to_owned())
            }
            _ => None,
        }
    }

    fn is_meshctl_error(&self) -> bool {
        matches!(
            self,
            Self::NoHome
                | Self::NoContext { .. }
                | Self::Contexts { .. }
                | Self::Store(_)
                | Self::Busy { .. }
        )
    }

    fn details(&self) -> Option<Map<String, Value>> {
        match self {
            Self::Service { details, .. } => Some((**details).clone()),
            _ => None,
        }
    }

    fn label(&self) -> Option<&'static str> {
        match self {
            Self::NoRegion => Some("NoRegion"),
            Self::NoCredentials => Some("NoCredentials"),
            Self::NoContext { .. } | Self::NoHome => Some("Configuration"),
            _ => None,
        }
    }
}
