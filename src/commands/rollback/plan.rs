//! What a rollback does, from what is kept and what is live. No I/O.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use crate::client::DescribedResource;
use crate::error::{ErrorKind, Explain};
use crate::mesh::diff::{self, changes};
use crate::model::arn::AccountId;
use crate::model::{Key, ResourceRef};
use crate::store::{HistoryEntry, ResourceState};

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
    NoVersion { key: Key, version: u64, kept: Vec<RangeInclusive<u64>> },
    #[error("`{named}` was account {owner}'s then, and you are account {account}")]
    NotOwn { named: Box<ResourceRef>, owner: AccountId, account: AccountId },
}

impl Explain for PlanError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Failed
    }

    fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Unknown { .. } => "see what is with `meshctl history`".to_owned(),
            Self::NoVersion { kept, .. } => {
                format!("what is kept: {}", listed(kept))
            }
            Self::NotOwn { .. } => "an account changes what it has itself, also in a mesh that is \
                                    shared; nothing was changed"
                .to_owned(),
        })
    }
}

/// Lists numbers; those of a long range by its ends.
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

/// Returns what a resource was at any time of its `past`, the newest first. A name that was used
/// again has counted its versions anew: the newest resource with a version is the first. So is, as
/// tags change without a new version, the newest state of a version.
pub(super) fn states(past: &[HistoryEntry]) -> Vec<&ResourceState> {
    past.iter()
        .flat_map(|HistoryEntry { change, .. }| change.after.iter().chain(&change.before))
        .collect()
}

/// Says that `version` is not among those that are `kept`.
pub(super) fn missing(key: &Key, version: u64, kept: &BTreeSet<u64>) -> PlanError {
    let key = key.clone();
    if kept.is_empty() {
        return PlanError::Unknown { key };
    }
    let mut ranges: Vec<RangeInclusive<u64>> = Vec::new();
    for number in kept {
        match ranges.last_mut() {
            Some(last) if last.end() + 1 == *number => *last = *last.start()..=*number,
            _ => ranges.push(*number..=*number),
        }
    }
    PlanError::NoVersion { key, version, kept: ranges }
}

/// Refuses to make of what is another account's something of `account`, which asks.
pub(super) fn is_own(
    named: &ResourceRef,
    wanted: &ResourceState,
    account: &AccountId,
) -> Result<(), PlanError> {
    let owner = wanted.owner.as_ref().or(named.mesh_owner.as_ref()).unwrap_or(account);
    if owner == account {
        return Ok(());
    }
    let (named, owner, account) = (Box::new(named.clone()), owner.clone(), account.clone());
    Err(PlanError::NotOwn { named, owner, account })
}

/// Says which tags the resource had in `wanted`, if they are others than it has `now`.
pub(super) fn other_tags(wanted: &ResourceState, now: Option<&ResourceState>) -> Option<String> {
    if now?.tags == wanted.tags {
        return None;
    }
    let then: Vec<String> =
        wanted.tags.iter().map(|tag| format!("`{}={}`", tag.key, tag.value)).collect();
    Some(if then.is_empty() { "none".to_owned() } else { then.join(" ") })
}

/// Says what makes `key`, as it is live, what it was in `wanted`.
pub(super) fn step(key: &Key, live: Option<&DescribedResource>, wanted: &ResourceState) -> Step {
    let Some(live) = live else { return Step::Create };
    let changes = changes(key, &live.spec, &wanted.spec);
    if changes.is_empty() { Step::Nothing } else { Step::Update { from: live.version, changes } }
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

    /// Made, updated, deleted, and made again: the newest first.
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
    fn the_newest_state_with_a_version_comes_first() {
        let past = past();
        let found: Vec<(u64, u64)> = states(&past)
            .iter()
            .map(|state| (state.version, state.spec["weight"].as_u64().unwrap()))
            .collect();
        assert_eq!(found, [(1, 40), (3, 30), (3, 30), (2, 20)]);
    }

    #[test]
    fn the_versions_that_are_kept_are_told_in_few_words() {
        let told = |kept: &[u64]| {
            let kept = kept.iter().copied().collect();
            missing(&key(), 9000, &kept).hint().unwrap()
        };
        let many: Vec<u64> = (1..=3).chain(500..=1500).chain([1502]).collect();
        for (kept, want) in [
            (&[2, 1][..], "what is kept: 1, 2"),
            (&many, "what is kept: 1, 2, 3, 500 to 1500, 1502"),
            (&[], "see what is with `meshctl history`"),
        ] {
            assert_eq!(told(kept), want);
        }
    }

    #[test]
    fn only_what_is_ones_own_is_rolled_back() {
        let account = |text: &str| text.parse::<AccountId>().unwrap();
        let (one, other) = ("111122223333", "444455556666");
        let named = |text: &str| text.parse::<ResourceRef>().unwrap();
        let shared = "m@111122223333/virtualNode/n";
        for (name, owner, asks, want) in [
            ("m/virtualNode/n", None, one, true),
            ("m/virtualNode/n", Some(other), one, false),
            (shared, Some(other), other, true),
            (shared, None, other, false),
            (shared, None, one, true),
        ] {
            let wanted = ResourceState { owner: owner.map(account), ..state("u", 1, 10).unwrap() };
            let got = is_own(&named(name), &wanted, &account(asks)).is_ok();
            assert_eq!(got, want, "{name} of {owner:?} by {asks}");
        }
    }

    #[test]
    fn what_is_gone_is_made_and_what_is_the_same_stays() {
        let wanted = state("a", 2, 20).unwrap();
        let live = |weight: u64| DescribedResource {
            key: key(),
            spec: json!({"weight": weight, "backends": []}),
            version: 7,
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
