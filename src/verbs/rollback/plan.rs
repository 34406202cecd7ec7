//! What a rollback does, from what is kept and what is live. No I/O.

use crate::client::Described;
use crate::error::{ErrorKind, Explain};
use crate::mesh::diff::{self, changes};
use crate::model::Key;
use crate::store::{Change, State};

/// What is to be done.
#[derive(Debug, PartialEq)]
pub(super) enum Step {
    /// The live spec is the one that is wanted.
    Nothing,
    /// Replace the live spec, if it still has this version.
    Update {
        /// The version that was seen.
        from: u64,
        /// Where the specs differ.
        changes: Vec<diff::Change>,
    },
    /// Make it again.
    Create,
}

/// Why there is nothing to go back to.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub(super) enum PlanError {
    #[error("no change of `{}` is kept", key.path())]
    Unknown { key: Key },
    #[error("version {version} of `{}` is not kept", key.path())]
    NoVersion { key: Key, version: u64, kept: Vec<u64> },
}

impl Explain for PlanError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Failed
    }

    fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Unknown { .. } => "see what is with `meshctl history`".to_owned(),
            Self::NoVersion { kept, .. } => {
                let kept: Vec<String> = kept.iter().map(u64::to_string).collect();
                format!("what is kept are the versions {}", kept.join(", "))
            }
        })
    }
}

/// Finds what `key` was at `version`, in its changes, the newest first. A name that was used again
/// has counted its versions anew: the newest resource with that version is meant.
pub(super) fn wanted<'a>(
    key: &Key,
    version: u64,
    past: &'a [Change],
) -> Result<&'a State, PlanError> {
    let states = || past.iter().flat_map(|change| change.after.iter().chain(&change.before));
    // Tags change without a new version: the newest state is the first one.
    if let Some(state) = states().find(|state| state.version == version) {
        return Ok(state);
    }
    let mut kept: Vec<u64> = states().map(|state| state.version).collect();
    kept.sort_unstable();
    kept.dedup();
    let key = key.clone();
    Err(if kept.is_empty() {
        PlanError::Unknown { key }
    } else {
        PlanError::NoVersion { key, version, kept }
    })
}

/// Says which tags the resource had in `wanted`, if they are others than it has now, after the
/// newest change of its `past`.
pub(super) fn other_tags(wanted: &State, past: &[Change]) -> Option<String> {
    let now = past.first().and_then(|change| change.after.as_ref())?;
    if now.tags == wanted.tags {
        return None;
    }
    let then: Vec<String> =
        wanted.tags.iter().map(|tag| format!("`{}={}`", tag.key, tag.value)).collect();
    Some(if then.is_empty() { "none".to_owned() } else { then.join(" ") })
}

/// Says what makes `key`, as it is live, what it was in `wanted`.
pub(super) fn step(key: &Key, live: Option<&Described>, wanted: &State) -> Step {
    let Some(live) = live else { return Step::Create };
    let changes = changes(key, &live.spec, &wanted.spec);
    if changes.is_empty() { Step::Nothing } else { Step::Update { from: live.version, changes } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use serde_json::json;

    fn state(uid: &str, version: u64, weight: u64) -> Option<State> {
        let (uid, spec) = (uid.to_owned(), json!({"weight": weight}));
        Some(State { uid, owner: None, version, spec, tags: Vec::new() })
    }

    fn key() -> Key {
        Key::member(Kind::VirtualNode, "m", "n")
    }

    /// Made, updated, deleted, and made again: the newest first.
    fn past() -> Vec<Change> {
        let change = |change, before, after| Change {
            resource: key(),
            change,
            at_ms: 0,
            who: "w".to_owned(),
            operation: "o".to_owned(),
            before,
            after,
        };
        vec![
            change(4, None, state("b", 1, 40)),
            change(3, state("a", 3, 30), None),
            change(2, state("a", 2, 20), state("a", 3, 30)),
        ]
    }

    #[test]
    fn the_newest_state_with_the_version_is_meant() {
        for (version, want) in [(1, Ok(40)), (2, Ok(20)), (3, Ok(30)), (4, Err(vec![1, 2, 3]))] {
            let past = past();
            let got = match wanted(&key(), version, &past) {
                Ok(state) => Ok(state.spec["weight"].as_u64().unwrap()),
                Err(PlanError::NoVersion { kept, .. }) => Err(kept),
                Err(error) => panic!("{error}"),
            };
            assert_eq!(got, want, "{version}");
        }
        assert!(matches!(wanted(&key(), 1, &[]), Err(PlanError::Unknown { .. })));
    }

    #[test]
    fn what_is_gone_is_made_and_what_is_the_same_stays() {
        let wanted = state("a", 2, 20).unwrap();
        let live = |weight: u64| Described {
            key: key(),
            spec: json!({"weight": weight, "backends": []}),
            version: 7,
            ours: true,
        };
        assert_eq!(step(&key(), None, &wanted), Step::Create);
        assert_eq!(step(&key(), Some(&live(20)), &wanted), Step::Nothing);
        let changed = step(&key(), Some(&live(30)), &wanted);
        let change = diff::Change {
            path: "spec.weight".to_owned(),
            from: Some(json!(30)),
            to: Some(json!(20)),
        };
        assert_eq!(changed, Step::Update { from: 7, changes: vec![change] });
    }
}
