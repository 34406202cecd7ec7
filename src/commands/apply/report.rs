//! The result of `meshctl apply`: one line per resource, as `kubectl apply` prints it.

use serde::Serialize;

use super::plan::{ApplyAction, ApplyStep};
use crate::commands::{JournalChange, MAX_LISTED, Report};
use crate::mesh::diff::Change;
use crate::model::{Key, Name};

/// Result of `meshctl apply`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplyReport {
    /// Every resource in the files, in the order in which they were applied.
    pub resources: Vec<AppliedResource>,
    /// Remarks about what was ignored in the files; for people only.
    #[serde(skip)]
    pub notes: Vec<String>,
}

impl Report for ApplyReport {
    fn text(&self) -> String {
        if self.resources.is_empty() {
            return "no App Mesh resources in these files; nothing to do\n".to_owned();
        }
        self.resources.iter().map(|resource| resource.line() + "\n").collect()
    }

    fn notes(&self) -> Vec<String> {
        self.notes.clone()
    }
}

/// What was done to one resource, or would be done without `--dry-run`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AppliedResource {
    /// Kind and name, as in `virtualnode/jazz-v1`.
    pub resource: String,
    /// Its mesh.
    pub mesh: Name,
    /// Its path, as in its ARN: `mesh/dj-app/virtualNode/jazz-v1`.
    pub key: Key,
    /// What was done.
    pub outcome: ApplyOutcome,
    /// Whether nothing was sent, because of `--dry-run`.
    pub dry_run: bool,
    /// Differences between the previous spec and the new one; absent if there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
}

/// What an apply did to a resource, in kubectl's terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ApplyOutcome {
    /// It was created.
    Created,
    /// Its spec was replaced.
    Configured,
    /// It already had this spec.
    Unchanged,
}

impl ApplyOutcome {
    /// Returns the change that the journal records; none if nothing was sent.
    #[must_use]
    pub fn change(self) -> Option<JournalChange> {
        match self {
            Self::Created => Some(JournalChange::Created),
            Self::Configured => Some(JournalChange::Configured),
            Self::Unchanged => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Configured => "configured",
            Self::Unchanged => "unchanged",
        }
    }
}

impl AppliedResource {
    /// Returns the result of a step that was applied, or only planned.
    #[must_use]
    pub fn new(step: &ApplyStep, dry_run: bool) -> Self {
        let (outcome, changes) = match &step.action {
            ApplyAction::Create => (ApplyOutcome::Created, Vec::new()),
            ApplyAction::Update { changes } => (ApplyOutcome::Configured, changes.clone()),
            ApplyAction::Unchanged => (ApplyOutcome::Unchanged, Vec::new()),
        };
        let (resource, mesh, key) = (step.key.to_string(), step.key.mesh.clone(), step.key.clone());
        Self { resource, mesh, key, outcome, dry_run, changes }
    }

    /// Returns it as a line: `virtualnode/jazz-v1 created (dry run)`.
    #[must_use]
    pub fn line(&self) -> String {
        let outcome = self.outcome.word();
        let dry_run = if self.dry_run { " (dry run)" } else { "" };
        format!("{} {outcome}{dry_run}", self.resource)
    }
}

/// Describes what was done before a step that failed: each resource, or a number of each outcome
/// if there are more than [`MAX_LISTED`].
pub(super) fn before(done: &[AppliedResource]) -> String {
    let lines: Vec<String> = match done {
        [] => return String::new(),
        few if few.len() <= MAX_LISTED => few.iter().map(AppliedResource::line).collect(),
        many => [ApplyOutcome::Created, ApplyOutcome::Configured, ApplyOutcome::Unchanged]
            .into_iter()
            .map(|outcome| (outcome, many.iter().filter(|one| one.outcome == outcome).count()))
            .filter(|(_, count)| *count > 0)
            .map(|(outcome, count)| format!("{count} {}", outcome.word()))
            .collect(),
    };
    format!("; before it: {}", lines.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use serde_json::json;

    #[test]
    fn lines_match_kubectl_apply() {
        let change = Change { path: "spec".into(), from: None, to: Some(json!(1)) };
        let cases = [
            (ApplyAction::Create, false, "virtualnode/jazz-v1 created"),
            (
                ApplyAction::Update { changes: vec![change] },
                true,
                "virtualnode/jazz-v1 configured (dry run)",
            ),
            (ApplyAction::Unchanged, false, "virtualnode/jazz-v1 unchanged"),
        ];
        for (action, dry_run, want) in cases {
            let key = Key::member(Kind::VirtualNode, "dj-app", "jazz-v1");
            let step = ApplyStep { key, action, spec: json!({}), tags: vec![] };
            assert_eq!(AppliedResource::new(&step, dry_run).line(), want);
        }
    }

    #[test]
    fn more_resources_than_listed_are_counted_by_outcome() {
        let row = |(at, action): (usize, ApplyAction)| {
            let key = Key::member(Kind::VirtualNode, "m", format!("n{at}"));
            AppliedResource::new(&ApplyStep { key, action, spec: json!({}), tags: vec![] }, false)
        };
        let actions = [ApplyAction::Create, ApplyAction::Unchanged].into_iter().cycle();
        let rows: Vec<AppliedResource> = actions.take(7).enumerate().map(row).collect();
        let two = "; before it: virtualnode/n0 created, virtualnode/n1 unchanged";
        for (count, want) in [(0, ""), (2, two), (7, "; before it: 4 created, 3 unchanged")] {
            assert_eq!(before(&rows[..count]), want);
        }
    }

    #[test]
    fn json_members_of_a_resource_are_fixed() {
        let key = Key::member(Kind::VirtualNode, "dj-app", "jazz-v1");
        let step = ApplyStep { key, action: ApplyAction::Create, spec: json!({}), tags: vec![] };
        let want = json!({
            "resource": "virtualnode/jazz-v1",
            "mesh": "dj-app",
            "key": "mesh/dj-app/virtualNode/jazz-v1",
            "outcome": "created",
            "dryRun": false,
        });
        assert_eq!(serde_json::to_value(AppliedResource::new(&step, false)).unwrap(), want);
    }
}
