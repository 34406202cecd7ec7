//! Errors of `meshctl iam`.

use crate::error::{ErrorKind, Explain, quoted};

use super::sdk::CallError;

/// Why a command of `meshctl iam` failed.
#[derive(Debug, thiserror::Error)]
pub enum IamError {
    /// A required call failed.
    #[error("{purpose}")]
    Call {
        /// What failed, as a sentence.
        purpose: String,
        /// The error of the call.
        #[source]
        source: CallError,
    },
    /// No instance profile name contains the string.
    #[error("no instance profile name contains `{text}`")]
    NoProfile {
        /// The string.
        text: String,
        /// The existing profiles.
        known: Vec<String>,
    },
    /// The matching profiles have different roles.
    #[error("`{text}` matches the instance profiles of {} roles", candidates.len())]
    Ambiguous {
        /// The string.
        text: String,
        /// The roles, in name order.
        candidates: Vec<String>,
    },
    /// The matching instance profiles have no role.
    #[error("the instance profiles that match `{text}` have no role")]
    NoRole {
        /// The string.
        text: String,
        /// The matching profiles.
        profiles: Vec<String>,
    },
    /// The policy read back differs from the one that was written.
    #[error("policy `{policy}` of role `{role}` differs from the one that was written")]
    ReadBack {
        /// The role.
        role: String,
        /// The inline policy.
        policy: String,
    },
    /// The local control plane has no roles.
    #[error("the local control plane has no authorization, so there is no role to grant to")]
    NothingToGrant,
}

impl Explain for IamError {
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
                Some("there are no instance profiles; name the role with `--role`".to_owned())
            }
            Self::NoProfile { known, .. } => {
                Some(format!("the instance profiles are {}", quoted(known)))
            }
            Self::Ambiguous { candidates, .. } => {
                Some(format!("choose one with `--role`: {}", quoted(candidates)))
            }
            Self::NoRole { profiles, .. } => {
                Some(format!("the matching profiles are {}", quoted(profiles)))
            }
            Self::ReadBack { .. } => {
                Some("it may have been modified concurrently; run the command again".to_owned())
            }
            Self::NothingToGrant => Some("use AWS with `--context aws`".to_owned()),
        }
    }
}
