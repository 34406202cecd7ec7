//! What can go wrong before there is an answer.

use crate::error::{ErrorKind, Explain, quoted};

use super::sdk::CallError;

/// Why a command of `meshctl iam` has no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A call that everything else rests on.
    #[error("{purpose}")]
    Call {
        /// What it was for.
        purpose: String,
        /// How it was answered.
        #[source]
        source: CallError,
    },
    /// No instance profile has the text in its name.
    #[error("no instance profile has `{text}` in its name")]
    NoProfile {
        /// The text.
        text: String,
        /// The profiles that there are.
        known: Vec<String>,
    },
    /// More than one role would fit.
    #[error("`{text}` fits the instance profiles of {} roles", candidates.len())]
    Ambiguous {
        /// The text.
        text: String,
        /// The roles, in name order.
        candidates: Vec<String>,
    },
    /// The instance profiles that fit have no role.
    #[error("no instance profile with `{text}` in its name has a role")]
    NoRole {
        /// The text.
        text: String,
        /// The profiles that fit.
        profiles: Vec<String>,
    },
    /// What IAM has is not what was put there.
    #[error("policy `{policy}` of role `{role}` does not read back as it was written")]
    ReadBack {
        /// The role.
        role: String,
        /// The inline policy.
        policy: String,
    },
    /// The local control plane has no roles.
    #[error("there is no role to grant to: the local control plane asks nobody for permission")]
    NothingToGrant,
}

impl Explain for Error {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Call { .. } | Self::ReadBack { .. } => ErrorKind::Failed,
            _ => ErrorKind::Usage,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Call { source, .. } => source.hint(),
            Self::NoProfile { known, .. } if known.is_empty() => {
                Some("there is no instance profile: name the role with `--role`".to_owned())
            }
            Self::NoProfile { known, .. } => {
                Some(format!("the instance profiles are {}", quoted(known)))
            }
            Self::Ambiguous { candidates, .. } => {
                Some(format!("name one with `--role`: {}", quoted(candidates)))
            }
            Self::NoRole { profiles, .. } => Some(format!("those are {}", quoted(profiles))),
            Self::ReadBack { .. } => Some("another writer may be at work: run it again".to_owned()),
            Self::NothingToGrant => Some("choose AWS with `--context aws`".to_owned()),
        }
    }
}
