//! The result of `meshctl cleanup`: the resources in the order of their deletion.

use serde::Serialize;

use crate::commands::Report;
use crate::model::{Key, Name};
use crate::output::TextTable;

/// Result of `meshctl cleanup`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CleanupReport {
    /// What became of the mesh.
    pub state: CleanupState,
    /// The mesh.
    pub mesh: Name,
    /// Resources by phase, in the order of deletion; resources of one phase do not depend on each
    /// other. Absent unless this was a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phases: Option<Vec<Vec<Key>>>,
    /// Deleted resources, in the order of deletion, including those that others deleted meanwhile;
    /// empty on a dry run.
    pub deleted: Vec<Key>,
}

/// What became of a mesh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum CleanupState {
    /// It does not exist.
    Absent,
    /// It would be deleted; this was a dry run.
    Planned,
    /// It is deleted, and a list verified that.
    Deleted,
}

impl CleanupReport {
    /// Returns the report on `mesh`, all of which is in `phases`.
    #[must_use]
    pub fn new(mesh: Name, state: CleanupState, phases: Vec<Vec<Key>>) -> Self {
        match state {
            CleanupState::Planned => {
                Self { state, mesh, phases: Some(phases), deleted: Vec::new() }
            }
            CleanupState::Absent | CleanupState::Deleted => {
                let deleted = phases.into_iter().flatten().collect();
                Self { state, mesh, phases: None, deleted }
            }
        }
    }
}

impl Report for CleanupReport {
    fn text(&self) -> String {
        match self.state {
            CleanupState::Absent => {
                format!("mesh `{}` does not exist; nothing to delete\n", self.mesh)
            }
            CleanupState::Planned => planned(self.phases.as_deref().unwrap_or_default()),
            CleanupState::Deleted => {
                self.deleted.iter().map(|key| format!("{key} deleted\n")).collect()
            }
        }
    }
}

fn planned(phases: &[Vec<Key>]) -> String {
    let mut rows = TextTable::new(["PHASE", "RESOURCE"]);
    for (at, phase) in phases.iter().enumerate() {
        for key in phase {
            rows.push([(at + 1).to_string(), key.to_string()]);
        }
    }
    let count: usize = phases.iter().map(Vec::len).sum();
    format!("{}\n{count} resources; nothing deleted (dry run)\n", rows.render())
}
