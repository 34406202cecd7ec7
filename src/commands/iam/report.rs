//! The result of `meshctl iam check`.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use crate::commands::Report;
use crate::error::{ErrorKind, ErrorStyle};
use crate::iam::ActionSet;
use crate::output::TextTable;

use super::caller::Principal;

/// Whether an action is allowed, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// It is allowed.
    Allowed,
    /// It could not be determined.
    Unknown,
    /// It is denied.
    Denied,
}

impl Verdict {
    /// Returns the failure that a command with this verdict ends with; none if it is allowed.
    #[must_use]
    pub fn failure(self) -> Option<ErrorKind> {
        match self {
            Self::Allowed => None,
            Self::Unknown => Some(ErrorKind::Unknown),
            Self::Denied => Some(ErrorKind::Failed),
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Allowed => "allowed",
            Self::Unknown => "unknown",
            Self::Denied => "denied",
        })
    }
}

/// Where evidence comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum EvidenceSource {
    /// IAM's simulation of the principal's policies.
    Simulation,
    /// The principal's policies, read from IAM and evaluated by meshctl.
    Policies,
    /// A call that changes nothing.
    Probe,
    /// The kind of principal, or the control plane in use.
    Principal,
}

impl fmt::Display for EvidenceSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Simulation => "simulation",
            Self::Policies => "policies",
            Self::Probe => "probe",
            Self::Principal => "principal",
        })
    }
}

/// One reason for a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// Where it comes from.
    pub source: EvidenceSource,
    /// The verdict of this source alone.
    pub verdict: Verdict,
    /// Why, for people.
    pub detail: String,
    /// Whether a statement explicitly denies it, so that no other policy can allow it.
    #[serde(skip)]
    pub(super) explicit: bool,
}

impl Evidence {
    pub(super) fn new(source: EvidenceSource, verdict: Verdict, detail: impl Into<String>) -> Self {
        Self { source, verdict, detail: detail.into(), explicit: false }
    }

    /// Marks it as an explicit denial by a statement.
    pub(super) fn explicit_denial(mut self) -> Self {
        self.explicit = true;
        self
    }
}

/// The verdict on one action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The action: `appmesh:CreateMesh`.
    pub action: String,
    /// ARN pattern of the resources that the action was checked on; `*` matches any string.
    pub resource: String,
    /// The verdict of the strongest evidence that is not `unknown`.
    pub verdict: Verdict,
    /// The reasons, weakest first.
    pub evidence: Vec<Evidence>,
}

impl Finding {
    /// Combines evidence, weakest first: the last piece that is not `unknown` decides.
    pub(super) fn new(action: String, resource: String, evidence: Vec<Evidence>) -> Self {
        let certain = evidence.iter().rev().find(|one| one.verdict != Verdict::Unknown);
        let verdict = certain.map_or(Verdict::Unknown, |one| one.verdict);
        Self { action, resource, verdict, evidence }
    }
}

/// Result of `meshctl iam check`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckReport {
    /// The principal that was checked; absent for the local control plane.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal: Option<Principal>,
    /// The purpose of `--for`.
    #[serde(rename = "for")]
    pub set: ActionSet,
    /// The worst verdict of all actions.
    pub verdict: Verdict,
    /// One entry per action, in name order.
    pub actions: Vec<Finding>,
    /// Limits of the check, for people.
    pub notes: Vec<String>,
    /// A policy document that allows the actions which no statement allows; absent if there are
    /// none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Value>,
}

impl Report for CheckReport {
    fn text(&self) -> String {
        let mut rows = TextTable::new(["ACTION", "VERDICT", "EVIDENCE"]);
        for finding in &self.actions {
            let evidence =
                finding.evidence.iter().map(|one| format!("{}: {}", one.source, one.detail));
            let evidence = evidence.collect::<Vec<_>>().join("; ");
            rows.push([finding.action.clone(), finding.verdict.to_string(), evidence]);
        }
        let Some(principal) = &self.principal else { return rows.render() };
        let session = principal.session.as_ref().map(|name| format!(" (session {name})"));
        format!("caller: {}{}\n\n{}", principal.arn, session.unwrap_or_default(), rows.render())
    }

    fn notes(&self) -> Vec<String> {
        let set = self.set.name();
        let remedy = self.remedy.as_ref();
        let remedy = remedy.map(|_| {
            format!("`meshctl iam policy --for {set}` prints a policy that allows these actions")
        });
        self.notes.iter().cloned().chain(remedy).collect()
    }

    fn exit_code(&self) -> u8 {
        self.verdict.failure().map_or(0, |kind| kind.code(ErrorStyle::Command))
    }
}
