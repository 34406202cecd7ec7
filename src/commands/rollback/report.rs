//! The result of `meshctl rollback`.

use serde::Serialize;

use super::plan::RollbackStep;
use crate::commands::Report;
use crate::mesh::diff::Change;
use crate::model::Key;

/// Result of `meshctl rollback`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RollbackReport {
    /// What became of the resource.
    pub state: RollbackState,
    /// Its path, as in its ARN: `mesh/dj-app/virtualNode/jazz-v1`.
    pub resource: Key,
    /// The version that was restored.
    pub to_version: u64,
    /// The version that the resource has now; null if nothing was written.
    pub version: Option<u64>,
    /// Whether the resource did not exist and was, or would be, created.
    pub made_again: bool,
    /// Differences between the live spec and the restored one; absent unless the resource is
    /// updated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<Vec<Change>>,
    /// Whether this was a dry run.
    #[serde(skip)]
    pub dry_run: bool,
    /// Remarks; for people only.
    #[serde(skip)]
    pub notes: Vec<String>,
}

/// What became of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum RollbackState {
    /// It already has the spec of that version.
    Unchanged,
    /// It would be written; this was a dry run.
    Planned,
    /// It was written.
    Done,
}

impl RollbackReport {
    /// Returns the report on `step`, which gave the resource `version` if it was executed.
    pub(super) fn new(
        resource: Key,
        to_version: u64,
        step: &RollbackStep,
        version: Option<u64>,
    ) -> Self {
        let state = match (step, version) {
            (RollbackStep::Nothing, _) => RollbackState::Unchanged,
            (_, None) => RollbackState::Planned,
            (_, Some(_)) => RollbackState::Done,
        };
        let changes = match step {
            RollbackStep::Update { changes, .. } => Some(changes.clone()),
            RollbackStep::Nothing | RollbackStep::Create => None,
        };
        Self {
            state,
            resource,
            to_version,
            version,
            made_again: *step == RollbackStep::Create,
            changes,
            dry_run: false,
            notes: Vec::new(),
        }
    }
}

impl Report for RollbackReport {
    fn text(&self) -> String {
        let Self { resource, to_version: to, .. } = self;
        let mut text: String =
            self.changes.iter().flatten().map(|change| format!("{change}\n")).collect();
        text.push_str(&match (self.state, self.made_again, self.version) {
            (RollbackState::Unchanged, ..) => format!("{resource} already matches version {to}"),
            (_, true, None) => {
                format!("{resource} would be recreated as of version {to}, including its tags")
            }
            (_, true, Some(version)) => format!(
                "{resource} recreated as of version {to}, including its tags; it is a new \
                 resource, at version {version}"
            ),
            (_, false, None) => format!("{resource} would be restored to version {to}"),
            (_, false, Some(version)) => {
                format!("{resource} restored to version {to}, as version {version}")
            }
        });
        text.push_str(if self.dry_run { " (dry run)\n" } else { "\n" });
        text
    }

    fn notes(&self) -> Vec<String> {
        self.notes.clone()
    }
}
