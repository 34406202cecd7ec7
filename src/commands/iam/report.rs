//! What a check found, as data and as a table.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use crate::error::ErrorKind;
use crate::iam::ActionSet;

use super::caller::Principal;

/// Whether something may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It may.
    Allowed,
    /// Nothing certain can be said.
    Unknown,
    /// It may not.
    Denied,
}

impl Verdict {
    /// Returns how a command with this verdict ends when that is not with exit code 0.
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

/// Where a piece of evidence comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// IAM's own simulation of the principal's policies.
    Simulation,
    /// The principal's policies, read and evaluated here.
    Policies,
    /// A call that changes nothing.
    Probe,
    /// What kind of principal it is, or where the commands go.
    Principal,
}

impl fmt::Display for Source {
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
pub struct Evidence {
    /// Where it comes from.
    pub source: Source,
    /// What it says by itself.
    pub verdict: Verdict,
    /// Why, as the end of a sentence.
    pub detail: String,
    /// Whether a statement denies it, so that no other can allow it.
    #[serde(skip)]
    pub(super) explicit: bool,
}

impl Evidence {
    pub(super) fn new(source: Source, verdict: Verdict, detail: impl Into<String>) -> Self {
        Self { source, verdict, detail: detail.into(), explicit: false }
    }

    /// Says that it is a denial by a statement.
    pub(super) fn by_statement(mut self) -> Self {
        self.explicit = true;
        self
    }
}

/// The verdict on one action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The action: `appmesh:CreateMesh`.
    pub action: String,
    /// What it would be done to; `*` stands for any text.
    pub resource: String,
    /// Whether it may be done: what the last piece of evidence says that says anything.
    pub verdict: Verdict,
    /// The reasons, the weakest first.
    pub evidence: Vec<Evidence>,
}

impl Finding {
    /// Sums up evidence, the weakest first: a later piece counts unless it says nothing.
    pub(super) fn new(action: String, resource: String, evidence: Vec<Evidence>) -> Self {
        let certain = evidence.iter().rev().find(|one| one.verdict != Verdict::Unknown);
        let verdict = certain.map_or(Verdict::Unknown, |one| one.verdict);
        Self { action, resource, verdict, evidence }
    }
}

/// What `meshctl iam check` found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Who was checked; nobody on the local control plane.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal: Option<Principal>,
    /// The purpose whose actions were checked.
    #[serde(rename = "for")]
    pub set: ActionSet,
    /// The worst of all findings.
    pub verdict: Verdict,
    /// One for each action, in name order.
    pub actions: Vec<Finding>,
    /// What to know about how it was found out.
    pub notes: Vec<String>,
    /// The policy that allows what is denied because no statement allows it, if anything is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Value>,
}

impl Report {
    /// Returns headers and rows of a table: one row for each action.
    #[must_use]
    pub fn rows(&self) -> (Vec<&'static str>, Vec<Vec<String>>) {
        let row = |finding: &Finding| {
            let evidence =
                finding.evidence.iter().map(|one| format!("{}: {}", one.source, one.detail));
            let evidence = evidence.collect::<Vec<_>>().join("; ");
            vec![finding.action.clone(), finding.verdict.to_string(), evidence]
        };
        (vec!["ACTION", "VERDICT", "EVIDENCE"], self.actions.iter().map(row).collect())
    }
}
