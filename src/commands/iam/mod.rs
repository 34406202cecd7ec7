//! `meshctl iam`: may I, what policy would I need, and give it to a role.
//!
//! `args` says what is asked, `plan` makes questions of it and judges answers (pure), `caller`,
//! `holdings`, `simulation` and `probe` gather evidence, `check` and `grant` put it together.
//! What a policy means is [`crate::iam`]'s matter; nothing here prints.

mod args;
mod caller;
mod check;
mod command;
mod error;
mod grant;
mod holdings;
mod plan;
pub mod probe;
mod report;
mod sdk;
mod simulation;

use aws_types::SdkConfig;
use serde_json::Value;

use crate::error::ErrorKind;
use crate::iam::policy_document;

pub use args::{Args, CheckArgs, Command, GrantArgs, PolicyArgs};
pub use check::{check, local};
pub use command::command;
pub use error::Error;
pub use grant::{Granted, Outcome, grant};
pub use probe::{Probe, Refusal};
pub use report::{Evidence, Finding, Report, Source, Verdict};

/// Where a command of `meshctl iam` is carried out.
pub enum Target<'a> {
    /// The control plane of this machine, which asks nobody for permission.
    Local,
    /// AWS, or what stands in for it at the configured endpoints.
    Aws {
        /// Region, credentials and endpoints.
        sdk: &'a SdkConfig,
        /// Makes calls to App Mesh, for `--probe`.
        probe: &'a dyn Probe,
    },
}

/// What a command of `meshctl iam` found or did.
#[derive(Debug, serde::Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// `iam check`.
    Check(Report),
    /// `iam policy`: the document.
    Policy(Value),
    /// `iam grant`.
    Grant(Granted),
}

impl Answer {
    /// Returns how the command ends when that is not with exit code 0: something is denied, or
    /// nothing certain can be said.
    #[must_use]
    pub fn failure(&self) -> Option<ErrorKind> {
        match self {
            Self::Check(report) => report.verdict.failure(),
            Self::Policy(_) => None,
            Self::Grant(granted) => granted.failure(),
        }
    }

    /// Returns headers and rows of a table; a policy document has none and is shown as JSON.
    #[must_use]
    pub fn rows(&self) -> Option<(Vec<&'static str>, Vec<Vec<String>>)> {
        match self {
            Self::Check(report) => Some(report.rows()),
            Self::Policy(_) => None,
            Self::Grant(granted) => Some(granted.rows()),
        }
    }
}

/// Carries out a command of `meshctl iam`.
///
/// # Errors
///
/// [`Error`]. That something is denied is no error, but [`Answer::failure`].
pub async fn run(command: &Command, target: Target<'_>) -> Result<Answer, Error> {
    Ok(match (command, target) {
        (Command::Policy(args), _) => {
            Answer::Policy(policy_document(args.set, args.resource.as_ref()))
        }
        (Command::Check(args), Target::Local) => Answer::Check(local(args)),
        (Command::Check(args), Target::Aws { sdk, probe }) => {
            Answer::Check(check(args, sdk, args.probe.then_some(probe)).await?)
        }
        (Command::Grant(_), Target::Local) => return Err(Error::NothingToGrant),
        (Command::Grant(args), Target::Aws { sdk, .. }) => Answer::Grant(grant(args, sdk).await?),
    })
}
