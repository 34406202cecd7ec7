//! Why an App Mesh API could not be called, or what it said instead of yes.

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
    /// The service answered with an error.
    #[error(
        "An error occurred ({code}) when calling the {operation} operation{}: {message}",
        retries.map(|n| format!(" (reached max retries: {n})")).unwrap_or_default()
    )]
    Service {
        code: String,
        message: String,
        operation: String,
        /// How often it was tried again, where no further try was allowed.
        retries: Option<u32>,
        /// Whether an earlier attempt of the same request ended without a response.
        lost_response: bool,
        /// What the answer says of it, as `--cli-error-format` shows it.
        details: Box<Map<String, Value>>,
    },
    /// Nobody answers at the address.
    #[error("Could not connect to the endpoint URL: \"{url}\"")]
    Unreachable {
        url: String,
        #[source]
        source: anyhow::Error,
    },
    /// The connection ended before an answer came.
    #[error(
        "Connection was closed before we received a valid response from endpoint URL: \"{url}\"."
    )]
    Closed {
        url: String,
        #[source]
        source: anyhow::Error,
    },
    /// No connection within the time allowed.
    #[error("Connect timeout on endpoint URL: \"{url}\"")]
    ConnectTimeout { url: String },
    /// No answer within the time allowed.
    #[error("Read timeout on endpoint URL: \"{url}\"")]
    ReadTimeout { url: String },
    /// No region is configured.
    #[error(
        "You must specify a region. You can also configure your region by running \"aws configure\"."
    )]
    NoRegion,
    /// A region that no host name can hold.
    #[error("Provided region_name '{0}' doesn't match a supported format.")]
    BadRegion(String),
    /// No credentials were found.
    #[error(
        "Unable to locate credentials. You can configure credentials by running \"aws login\"."
    )]
    NoCredentials,
    /// The environment or a file has one of the two keys.
    #[error("Partial credentials found in {place}, missing: {missing}")]
    PartialCredentials { place: &'static str, missing: &'static str },
    /// Credentials are configured in a way that cannot be followed, or were not given.
    #[error("{0}")]
    Credentials(String),
    /// The AWS configuration files cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Certificates that are named by nothing.
    #[error(
        "Invalid CA bundle: the configured value (ca_bundle, AWS_CA_BUNDLE, REQUESTS_CA_BUNDLE, or \
         verify) resolved to an empty or whitespace-only string. Provide a valid path to a CA \
         bundle file."
    )]
    NoBundle,
    /// A number of attempts that is no integer.
    #[error("{}", no_int(.0))]
    NoNumber(String),
    /// A number of attempts that no request could be sent with.
    #[error(
        "Value provided to \"max_attempts\": {0} must be an integer greater than or equal to one."
    )]
    BadAttempts(i64),
    /// A way of trying again that there is not.
    #[error(
        "Invalid value provided to \"mode\": \"{0}\" must be one of: \"standard\" or \"adaptive\""
    )]
    BadRetryMode(String),
    /// An address that nothing can be sent to.
    #[error("Invalid endpoint: {0}")]
    BadEndpoint(String),
    /// An address with something in it that no request can be sent with.
    #[error("{0}")]
    BadAddress(String),
    /// The server's certificate is not to be trusted, or no one said whose is.
    #[error("SSL validation failed for {url} {why}")]
    Untrusted { url: String, why: String },
    /// The proxy of the environment does not answer, or lets nothing through.
    #[error("Failed to connect to proxy URL: \"{url}\"")]
    Proxy {
        url: String,
        #[source]
        source: anyhow::Error,
    },
    /// Nowhere to keep anything.
    #[error("HOME is not set, so there is no place for the local store and the contexts")]
    NoHome,
    /// There is no such context.
    #[error("there is no context `{name}`")]
    NoContext { name: String, known: Vec<String> },
    /// The list of contexts cannot be read or written.
    #[error("the contexts in `{path}` cannot be read or written")]
    Contexts {
        path: String,
        #[source]
        source: anyhow::Error,
    },
    /// The local store cannot be used.
    #[error(transparent)]
    Store(Arc<StoreError>),
    /// Another process holds the local data and does not answer.
    #[error("the data in `{path}` is in use by a server that does not get ready")]
    Busy { path: String },
    /// The answer is not what the service's model says.
    #[error("the answer to {operation} cannot be understood: {why}")]
    InvalidResponse { operation: String, why: String },
    /// Something else in the SDK.
    #[error("{0}")]
    Sdk(String),
}

impl ClientError {
    pub(super) fn invalid_response(operation: &Operation, why: &str) -> Self {
        Self::InvalidResponse { operation: operation.name.to_owned(), why: why.to_owned() }
    }

    /// Returns the code that the service answered with, if it did.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Service { code, .. } => Some(code),
            _ => None,
        }
    }

    /// Tells whether the request may have had its effect although nobody said so: no answer came,
    /// or one came to a later try that is refused if an earlier one was heard.
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

    /// Tells whether the resource that was asked for is not there.
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
                Some("`meshctl iam check` tells which actions are allowed".to_owned())
            }
            Self::Unreachable { .. } => Some(
                "start a control plane with `meshctl serve`, or use the local one with \
                 `--context local`"
                    .to_owned(),
            ),
            Self::BadEndpoint(_) => {
                Some("an address has the form http[s]://HOST[:PORT][/PATH]".to_owned())
            }
            Self::NoRegion => Some("set it with --region or AWS_REGION".to_owned()),
            Self::NoCredentials => {
                Some("set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or --profile".to_owned())
            }
            Self::NoHome => {
                Some("set HOME, or name a folder with --data or MESHCTL_DATA".to_owned())
            }
            Self::Untrusted { .. } => {
                Some("name the certificates to trust with --ca-bundle".to_owned())
            }
            Self::NoContext { known, .. } => Some(format!(
                "known contexts: {}; `meshctl context set NAME URL` adds one",
                known.join(", ")
            )),
            Self::Contexts { path, .. } => Some(format!(
                "check that `{path}` can be read and written and holds what `meshctl context` \
                 wrote; without it there are no contexts"
            )),
            Self::Store(error) => error.hint(),
            Self::Busy { .. } => Some("end that process, or use another --data".to_owned()),
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
