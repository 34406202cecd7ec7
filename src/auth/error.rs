//! What can be wrong with the file of `--auth`.

use std::io::ErrorKind::NotFound;
use std::path::PathBuf;

use crate::error::{ErrorKind, Explain, quoted};
use crate::iam::PolicyError;

/// What can be wrong with the file of `--auth`.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    /// It, or a file that it names, cannot be read or written.
    #[error("`{}` cannot be {doing}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// `read` or `written`.
        doing: &'static str,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The file of a policy cannot be read.
    #[error("the policy `{}` cannot be read", path.display())]
    NoPolicy {
        /// Which file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// Others can read the secrets in it.
    #[error("`{}` is open to others (mode {mode:04o}), and there are secrets in it", path.display())]
    Exposed {
        /// Which file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// Others can change a policy, and so what they may do.
    #[error("`{}` can be changed by others (mode {mode:04o}), and it says who may do what", path.display())]
    Changeable {
        /// Which file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// It is not of the form that it must have.
    #[error("`{}` is no file of accounts", path.display())]
    Malformed {
        /// Which file.
        path: PathBuf,
        /// Where it goes wrong. It shows no value.
        #[source]
        source: serde_json::Error,
    },
    /// A policy is none.
    #[error("policy {at} of `{principal}` cannot be used")]
    Policy {
        /// ARN of whom it is attached to.
        principal: String,
        /// Which of its policies: a name, or a number from 1.
        at: String,
        /// Why.
        #[source]
        source: PolicyError,
    },
    /// A policy is named that nobody knows.
    #[error("`{name}`, a policy of `{principal}`, is neither one of AWS's own nor a .json file")]
    NoSuchPolicy {
        /// ARN of whom it is attached to.
        principal: String,
        /// Its name.
        name: String,
    },
    /// One key is there twice.
    #[error("the access key `{id}` is there twice")]
    KeyTwice {
        /// Its id.
        id: String,
    },
    /// There is no such key.
    #[error("nobody has the access key `{id}`")]
    NoSuchKey {
        /// Its id.
        id: String,
    },
    /// Several accounts could be meant.
    #[error("the file has several accounts")]
    WhichAccount {
        /// Their ids.
        known: Vec<String>,
    },
    /// A name would break the ARN that it is in.
    #[error("`{0}` is no name of a user or role")]
    BadName(String),
}

impl Explain for AuthError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::WhichAccount { .. } | Self::BadName(_) => ErrorKind::Usage,
            _ => ErrorKind::Failed,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Exposed { path, .. } => Some(format!("chmod 600 {}", path.display())),
            Self::Changeable { path, .. } => Some(format!("chmod go-w {}", path.display())),
            Self::NoSuchKey { .. } => Some("`meshctl auth list` shows them".to_owned()),
            Self::NoSuchPolicy { .. } => Some(format!(
                "AWS's own are {}; write ./NAME.json for a file",
                quoted(super::managed_policies::names())
            )),
            Self::WhichAccount { known } => {
                Some(format!("choose one with --account: {}", known.join(", ")))
            }
            Self::Io { source, path, doing: "read" } if source.kind() == NotFound => {
                let path = path.display();
                Some(format!("`meshctl auth add-key --file {path} --user NAME` makes it"))
            }
            Self::BadName(_) => {
                Some("a name has 1 to 64 letters, digits and `_+=,.@-`, as names in IAM".to_owned())
            }
            _ => None,
        }
    }
}
