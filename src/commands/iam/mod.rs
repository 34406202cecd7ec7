//! `meshctl iam`: checks permissions, prints policies and grants them to a role.
//!
//! `args` parses the command line, `plan` derives the queries and evaluates policies (pure),
//! `caller`, `attached`, `simulation` and `probe` gather evidence, `check` and `grant` combine it.
//! Policies are evaluated by [`crate::iam`]; nothing here prints.

mod args;
mod attached;
mod caller;
mod check;
mod command;
mod error;
mod grant;
mod plan;
pub mod probe;
mod report;
mod sdk;
mod simulation;

use aws_types::SdkConfig;
use serde_json::Value;

use super::Report;
use crate::aws_cli::output::json;
use crate::iam::policy_document;

pub use args::{Args, CheckArgs, Command, GrantArgs, PolicyArgs};
pub use check::{check, local};
pub use command::command;
pub use error::IamError;
pub use grant::{GrantOutcome, GrantReport, grant};
pub use probe::{Probe, ProbeError};
pub use report::{CheckReport, Evidence, EvidenceSource, Finding, Verdict};

/// Which IAM a command of `meshctl iam` uses.
pub enum IamTarget<'a> {
    /// The local control plane, which has no authorization.
    Local,
    /// AWS, or a server that takes its place at the configured endpoints.
    Aws {
        /// Region, credentials and endpoints.
        sdk: &'a SdkConfig,
        /// Calls App Mesh, for `--probe`.
        probe: &'a dyn Probe,
    },
}

/// Result of a command of `meshctl iam`.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub enum IamReport {
    /// `iam check`.
    Check(CheckReport),
    /// `iam policy`.
    Policy(PolicyReport),
    /// `iam grant`.
    Grant(GrantReport),
}

impl Report for IamReport {
    fn text(&self) -> String {
        match self {
            Self::Check(report) => report.text(),
            Self::Policy(report) => report.text(),
            Self::Grant(report) => report.text(),
        }
    }

    fn notes(&self) -> Vec<String> {
        match self {
            Self::Check(report) => report.notes(),
            Self::Policy(report) => report.notes(),
            Self::Grant(report) => report.notes(),
        }
    }

    fn exit_code(&self) -> u8 {
        match self {
            Self::Check(report) => report.exit_code(),
            Self::Policy(report) => report.exit_code(),
            Self::Grant(report) => report.exit_code(),
        }
    }
}

/// Result of `meshctl iam policy`: the IAM policy document itself, as text too.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(transparent)]
pub struct PolicyReport(pub Value);

impl Report for PolicyReport {
    fn text(&self) -> String {
        format!("{}\n", json::pretty(&self.0))
    }
}

/// Runs a command of `meshctl iam`.
///
/// # Errors
///
/// [`IamError`]. A denied action is not an error but a verdict of the report.
pub async fn run(command: &Command, target: IamTarget<'_>) -> Result<IamReport, IamError> {
    Ok(match (command, target) {
        (Command::Policy(args), _) => {
            IamReport::Policy(PolicyReport(policy_document(args.set, args.resource.as_ref())))
        }
        (Command::Check(args), IamTarget::Local) => IamReport::Check(local(args)),
        (Command::Check(args), IamTarget::Aws { sdk, probe }) => {
            IamReport::Check(check(args, sdk, args.probe.then_some(probe)).await?)
        }
        (Command::Grant(_), IamTarget::Local) => return Err(IamError::NothingToGrant),
        (Command::Grant(args), IamTarget::Aws { sdk, .. }) => {
            IamReport::Grant(grant(args, sdk).await?)
        }
    })
}
