//! Plans a rollback from the history and the live resource. Pure.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use crate::client::DescribedResource;
use crate::error::{ErrorKind, Explain};
use crate::mesh::diff::{self, changes};
use crate::model::arn::AccountId;
use crate::model::{Key, ResourceRef};
use crate::store::{HistoryEntry, ResourceState};

/// What a rollback does.
#[derive(Debug, PartialEq)]
pub(super) enum RollbackStep {
    /// The live spec is already the earlier one.
    Nothing,
    /// Replace the live spec, if its version has not changed.
    Update {
        /// The version that was read.
        from: u64,
        /// The differences between the specs.
        changes: Vec<diff::Change>,
    },
    /// Recreate the resource.
    Create,
}

/// Why a rollback cannot be planned.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub(super) enum RollbackPlanError {
    #[error("no changes of `{}` are recorded", key.path())]
    Unknown { key: Key },
    #[error("version {version} of `{}` is not recorded", key.path())]
    NoVersion { key: Key, version: u64, kept: Vec<RangeInclusive<u64>> },
    #[error("`{named}` belonged to account {owner}, and you are account {account}")]
    NotOwn { named: Box<ResourceRef>, owner: AccountId, account: AccountId },
}

impl Explain for RollbackPlanError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Failed
    }

    fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Unknown { .. } => "list recorded changes with `meshctl history`".to_owned(),
            Self::NoVersion { kept, .. } => {
                format!("recorded versions: {}", listed(kept))
            }
            Self::NotOwn { .. } => {
                "an account can only change its own resources, also in shared meshes; \
                                    nothing was changed"
                    .to_owned()
            }
        })
    }
}

/// Lists numbers; a long range as its first and last number.
fn listed(ranges: &[RangeInclusive<u64>]) -> String {
    let text = |range: &RangeInclusive<u64>| {
        let (first, last) = (*range.start(), *range.end());
        if last - first < 3 {
            range.clone().map(|number| number.to_string()).collect::<Vec<_>>().join(", ")
        } else {
            format!("{first} to {last}")
        }
    };
    ranges.iter().map(text).collect::<Vec<_>>().join(", ")
}

/// Returns the states of a resource in its `past`, newest first. A reused name starts again at version
/// 1, and changing tags does not create a version: the first state with a version is the newest one.
pub(super) fn states(past: &[HistoryEntry]) -> Vec<&ResourceState> {
    past.iter()
        .flat_map(|HistoryEntry { change, .. }| change.after.iter().chain(&change.before))
        .collect()
}

/// Returns the error that `version` is not one of the recorded versions `kept`.
pub(super) fn missing(key: &Key, version: u64, kept: &BTreeSet<u64>) -> RollbackPlanError {
    let key = key.clone();
    if kept.is_empty() {
        return RollbackPlanError::Unknown { key };
    }
    let mut ranges: Vec<RangeInclusive<u64>> = Vec::new();
    for number in kept {
        match ranges.last_mut() {
            Some(last) if last.end() + 1 == *number => *last = *last.start()..=*number,
            _ => ranges.push(*number..=*number),
        }
    }
    RollbackPlanError::NoVersion { key, version, kept: ranges }
}

/// Checks that the state to restore belonged to `account`, the caller's.
pub(super) fn check_owner(
    named: &ResourceRef,
    wanted: &ResourceState,
    account: &AccountId,
) -> Result<(), RollbackPlanError> {
    let owner = wanted.owner.as_ref().or(named.mesh_owner.as_ref()).unwrap_or(account);
    if owner == account {
        return Ok(());
    }
    let (named, owner, account) = (Box::new(named.clone()), owner.clone(), account.clone());
    Err(RollbackPlanError::NotOwn { named, owner, account })
}

/// Lists the tags that the resource had in `wanted`, if they differ from those it has `now`.
pub(super) fn other_tags(wanted: &ResourceState, now: Option<&ResourceState>) -> Option<String> {
    if now?.tags == wanted.tags {
        return None;
    }
    let then: Vec<String> =
        wanted.tags.iter().map(|tag| format!("`{}={}`", tag.key, tag.value)).collect();
    Some(if then.is_empty() { "none".to_owned() } else { then.join(" ") })
}

/// Returns what restores `key`, which is `live` now, to `wanted`.
pub(super) fn step(
    key: &Key,
    live: Option<&DescribedResource>,
    wanted: &ResourceState,
) -> RollbackStep {
    let Some(live) = live else { return RollbackStep::Create };
    let changes = changes(key, &live.spec, &wanted.spec);
    if changes.is_empty() {
        RollbackStep::Nothing
    } else {
        RollbackStep::Update { from: live.version, changes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use crate::model::extension::Revision;
    use crate::store::Change;
    use serde_json::json;

    fn state(uid: &str, version: u64, weight: u64) -> Option<ResourceState> {
        let (uid, spec) = (uid.to_owned(), json!({"weight": weight}));
        Some(ResourceState { uid, owner: None, version, spec, tags: Vec::new() })
    }

    fn key() -> Key {
        Key::member(Kind::VirtualNode, "m", "n")
    }

    /// Created, updated, deleted and recreated, newest first.
    fn past() -> Vec<HistoryEntry> {
        let change = |change, before, after| HistoryEntry {
            change: Change {
                resource: key(),
                change,
                at_ms: 0,
                seen: None,
                who: "w".to_owned(),
                operation: "o".to_owned(),
                before,
                after,
            },
            revision: Revision(change),
            mesh_owner: None,
        };
        vec![
            change(4, None, state("b", 1, 40)),
            change(3, state("a", 3, 30), None),
            change(2, state("a", 2, 20), state("a", 3, 30)),
        ]
    }

    #[test]
    fn states_are_newest_first() {
        let past = past();
        let found: Vec<(u64, u64)> = states(&past)
            .iter()
            .map(|state| (state.version, state.spec["weight"].as_u64().unwrap()))
            .collect();
        assert_eq!(found, [(1, 40), (3, 30), (3, 30), (2, 20)]);
    }

    #[test]
    fn missing_version_lists_the_recorded_ranges() {
        let hint = |kept: &[u64]| {
            let kept = kept.iter().copied().collect();
            missing(&key(), 9000, &kept).hint().unwrap()
        };
        let many: Vec<u64> = (1..=3).chain(500..=1500).chain([1502]).collect();
        for (kept, want) in [
            (&[2, 1][..], "recorded versions: 1, 2"),
            (&many, "recorded versions: 1, 2, 3, 500 to 1500, 1502"),
            (&[], "list recorded changes with `meshctl history`"),
        ] {
            assert_eq!(hint(kept), want);
        }
    }

    #[test]
    fn only_own_resources_are_rolled_back() {
        let account = |text: &str| text.parse::<AccountId>().unwrap();
        let (one, other) = ("111122223333", "444455556666");
        let named = |text: &str| text.parse::<ResourceRef>().unwrap();
        let shared = "m@111122223333/virtualNode/n";
        for (name, owner, caller, want) in [
            ("m/virtualNode/n", None, one, true),
            ("m/virtualNode/n", Some(other), one, false),
            (shared, Some(other), other, true),
            (shared, None, other, false),
            (shared, None, one, true),
        ] {
            let wanted = ResourceState { owner: owner.map(account), ..state("u", 1, 10).unwrap() };
            let got = check_owner(&named(name), &wanted, &account(caller)).is_ok();
            assert_eq!(got, want, "{name} of {owner:?} by {caller}");
        }
    }

    #[test]
    fn step_creates_updates_or_does_nothing() {
        let wanted = state("a", 2, 20).unwrap();
        let live = |weight: u64| DescribedResource {
            key: key(),
            spec: json!({"weight": weight, "backends": []}),
            version: 7,
        };
        assert_eq!(step(&key(), None, &wanted), RollbackStep::Create);
        assert_eq!(step(&key(), Some(&live(20)), &wanted), RollbackStep::Nothing);
        let changed = step(&key(), Some(&live(30)), &wanted);
        let change = diff::Change {
            path: "spec.weight".to_owned(),
            from: Some(json!(30)),
            to: Some(json!(20)),
        };
        assert_eq!(changed, RollbackStep::Update { from: 7, changes: vec![change] });
    }
}
