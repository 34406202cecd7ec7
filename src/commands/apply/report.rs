//! What an apply did, one row a resource, in kubectl's words.

use serde::Serialize;

use super::plan::{Action, Step};
use crate::commands::FEW;
use crate::mesh::diff::Change;
use crate::model::{Key, Name};

/// What was done to one resource, or would be done in a dry run.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// The resource as people write it: `virtualnode/jazz-v1`.
    pub resource: String,
    /// Its mesh.
    pub mesh: Name,
    /// Which resource, exactly: its path, as in its ARN.
    pub key: Key,
    /// What was done.
    pub outcome: Outcome,
    /// Whether it was only planned.
    pub dry_run: bool,
    /// Where an updated spec differs from the one before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
}

/// What an apply did to a resource, as kubectl says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It was created.
    Created,
    /// Its spec was replaced.
    Configured,
    /// It was right already.
    Unchanged,
}

impl Outcome {
    fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Configured => "configured",
            Self::Unchanged => "unchanged",
        }
    }
}

impl Row {
    /// Returns the row of a step that was taken, or planned only.
    #[must_use]
    pub fn new(step: &Step, dry_run: bool) -> Self {
        let (outcome, changes) = match &step.action {
            Action::Create => (Outcome::Created, Vec::new()),
            Action::Update { changes } => (Outcome::Configured, changes.clone()),
            Action::Unchanged => (Outcome::Unchanged, Vec::new()),
        };
        let (resource, mesh, key) = (step.key.to_string(), step.key.mesh.clone(), step.key.clone());
        Self { resource, mesh, key, outcome, dry_run, changes }
    }

    /// Returns the row as a line: `virtualnode/jazz-v1 created (dry run)`.
    #[must_use]
    pub fn line(&self) -> String {
        let outcome = self.outcome.word();
        let dry_run = if self.dry_run { " (dry run)" } else { "" };
        format!("{} {outcome}{dry_run}", self.resource)
    }
}

/// Says what was done before a step that went wrong: each resource, or of many how many.
pub(super) fn before(done: &[Row]) -> String {
    let lines: Vec<String> = match done {
        [] => return String::new(),
        few if few.len() <= FEW => few.iter().map(Row::line).collect(),
        many => [Outcome::Created, Outcome::Configured, Outcome::Unchanged]
            .into_iter()
            .map(|outcome| (outcome, many.iter().filter(|row| row.outcome == outcome).count()))
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
    fn a_row_reads_as_kubectl_writes_it() {
        let change = Change { path: "spec".into(), from: None, to: Some(json!(1)) };
        let cases = [
            (Action::Create, false, "virtualnode/jazz-v1 created"),
            (
                Action::Update { changes: vec![change] },
                true,
                "virtualnode/jazz-v1 configured (dry run)",
            ),
            (Action::Unchanged, false, "virtualnode/jazz-v1 unchanged"),
        ];
        for (action, dry_run, want) in cases {
            let key = Key::member(Kind::VirtualNode, "dj-app", "jazz-v1");
            let step = Step { key, action, spec: json!({}), tags: vec![] };
            assert_eq!(Row::new(&step, dry_run).line(), want);
        }
    }

    #[test]
    fn of_many_resources_it_is_told_how_many() {
        let row = |(at, action): (usize, Action)| {
            let key = Key::member(Kind::VirtualNode, "m", format!("n{at}"));
            Row::new(&Step { key, action, spec: json!({}), tags: vec![] }, false)
        };
        let actions = [Action::Create, Action::Unchanged].into_iter().cycle();
        let rows: Vec<Row> = actions.take(7).enumerate().map(row).collect();
        let two = "; before it: virtualnode/n0 created, virtualnode/n1 unchanged";
        for (count, want) in [(0, ""), (2, two), (7, "; before it: 4 created, 3 unchanged")] {
            assert_eq!(before(&rows[..count]), want);
        }
    }

    #[test]
    fn a_row_has_the_same_data_in_json() {
        let key = Key::member(Kind::VirtualNode, "dj-app", "jazz-v1");
        let step = Step { key, action: Action::Create, spec: json!({}), tags: vec![] };
        let want = json!({
            "resource": "virtualnode/jazz-v1",
            "mesh": "dj-app",
            "key": "mesh/dj-app/virtualNode/jazz-v1",
            "outcome": "created",
            "dryRun": false,
        });
        assert_eq!(serde_json::to_value(Row::new(&step, false)).unwrap(), want);
    }
}
