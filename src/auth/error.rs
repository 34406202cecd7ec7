//! Errors of the accounts file.

use std::io::ErrorKind::NotFound;
use std::path::PathBuf;

use crate::error::{ErrorKind, Explain, quoted};
use crate::iam::PolicyError;

/// An error of the accounts file.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    /// The accounts file cannot be read or written.
    #[error("`{}` cannot be {doing}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// `read` or `written`.
        doing: &'static str,
        /// The cause.
        #[source]
        source: std::io::Error,
    },
    /// A policy file cannot be read.
    #[error("cannot read the policy `{}`", path.display())]
    PolicyUnreadable {
        /// The file.
        path: PathBuf,
        /// The cause.
        #[source]
        source: std::io::Error,
    },
    /// Other users can read the file, which contains secrets.
    #[error("`{}` is accessible to other users (mode {mode:04o}) and contains secrets", path.display())]
    Exposed {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// Other users can write a policy, and so grant themselves permissions.
    #[error("the policy `{}` is writable for other users (mode {mode:04o})", path.display())]
    PolicyWritable {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The file is not a valid accounts file.
    #[error("`{}` is not a valid accounts file", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The parse error, without values.
        #[source]
        source: serde_json::Error,
    },
    /// A policy is not valid.
    #[error("policy {at} of `{principal}` is not valid")]
    InvalidPolicy {
        /// ARN of the principal that it is attached to.
        principal: String,
        /// Its name, or its number among the principal's policies, from 1.
        at: String,
        /// The cause.
        #[source]
        source: PolicyError,
    },
    /// A policy name is neither that of a managed policy nor of a file.
    #[error(
        "policy `{name}` of `{principal}` not found: it is neither an AWS managed policy nor a .json file"
    )]
    PolicyNotFound {
        /// ARN of the principal that it is attached to.
        principal: String,
        /// Its name.
        name: String,
    },
    /// Two access keys have the same ID.
    #[error("access key `{id}` is defined twice")]
    DuplicateKey {
        /// Its ID.
        id: String,
    },
    /// There is no such access key.
    #[error("access key `{id}` not found")]
    KeyNotFound {
        /// Its ID.
        id: String,
    },
    /// The account is not given, and the file has several.
    #[error("the file has several accounts")]
    AmbiguousAccount {
        /// Their IDs.
        known: Vec<String>,
    },
    /// A name is not valid in an ARN.
    #[error("invalid user, role or session name `{0}`")]
    InvalidName(String),
}

impl Explain for AuthError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::AmbiguousAccount { .. } | Self::InvalidName(_) => ErrorKind::Usage,
            _ => ErrorKind::Failed,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Exposed { path, .. } => Some(format!("chmod 600 {}", path.display())),
            Self::PolicyWritable { path, .. } => Some(format!("chmod go-w {}", path.display())),
            Self::KeyNotFound { .. } => {
                Some("list access keys with `meshctl auth list`".to_owned())
            }
            Self::PolicyNotFound { .. } => Some(format!(
                "the managed policies are {}; write ./NAME.json for a file",
                quoted(super::managed_policies::names())
            )),
            Self::AmbiguousAccount { known } => {
                Some(format!("choose one with --account: {}", known.join(", ")))
            }
            Self::Io { source, path, doing: "read" } if source.kind() == NotFound => {
                let path = path.display();
                Some(format!(
                    "create the file with `meshctl auth add-key --file {path} --user NAME`"
                ))
            }
            Self::InvalidName(_) => {
                Some("use 1 to 64 letters, digits and `_+=,.@-`, as in IAM".to_owned())
            }
            _ => None,
        }
    }
}
