//! The result of `meshctl history`.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::commands::Report;
use crate::mesh::diff::changes;
use crate::model::Kind;
use crate::output::TextTable;
use crate::store::{Change, HistoryEntry, Tag};

/// Result of `meshctl history`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HistoryReport {
    /// The changes, newest first.
    pub changes: Vec<HistoryEntry>,
    /// Which changes were requested, as ` in mesh `m` since …`; empty for all.
    #[serde(skip)]
    pub filter: String,
    /// Whether older changes match that are not among `changes`.
    #[serde(skip)]
    pub has_older: bool,
}

impl Report for HistoryReport {
    fn text(&self) -> String {
        if self.changes.is_empty() {
            return format!("no changes found{} that you are allowed to see\n", self.filter);
        }
        table(&self.changes)
    }

    fn notes(&self) -> Vec<String> {
        let oldest = self.changes.last().filter(|_| self.has_older);
        let note = oldest.map(|oldest| {
            let until = Timestamp::from_millisecond(oldest.change.at_ms);
            let until = until.unwrap_or(Timestamp::UNIX_EPOCH);
            format!("older changes exist; continue with `--until {until}`")
        });
        note.into_iter().collect()
    }
}

fn table(entries: &[HistoryEntry]) -> String {
    let mut rows = TextTable::new(["TIME", "RESOURCE", "VERSION", "OPERATION", "WHO", "CHANGE"]);
    for HistoryEntry { change, mesh_owner, .. } in entries {
        let version =
            change.after.as_ref().map_or("-".to_owned(), |after| after.version.to_string());
        let key = &change.resource;
        let owner = mesh_owner.as_ref().map(|owner| format!("@{owner}")).unwrap_or_default();
        let resource = match key.kind {
            Kind::Mesh => format!("{key}{owner}"),
            _ => format!("{key} in {}{owner}", key.mesh),
        };
        let (time, summary) = (local_time(change.at_ms), summary(change));
        let (operation, who) = (change.operation.clone(), change.who.clone());
        rows.push([time, resource, version, operation, who, summary]);
    }
    rows.render()
}

/// Formats a time, in milliseconds since 1970, in the local time zone.
fn local_time(at_ms: i64) -> String {
    let local = |time: Timestamp| time.to_zoned(TimeZone::system());
    let time = Timestamp::from_millisecond(at_ms).map(local);
    time.map_or_else(|_| at_ms.to_string(), |time| time.strftime("%F %T").to_string())
}

/// Describes a change in a few words.
fn summary(change: &Change) -> String {
    match (&change.before, &change.after) {
        (None, _) => "created".to_owned(),
        (_, None) => "deleted".to_owned(),
        (Some(before), Some(after)) => {
            let found = changes(&change.resource, &before.spec, &after.spec);
            match found.as_slice() {
                [] if before.tags != after.tags => tags(&before.tags, &after.tags),
                [] => "same spec".to_owned(),
                [one] => one.to_string(),
                [one, more @ ..] => format!("{one}, and {} more", more.len()),
            }
        }
    }
}

/// Describes which tags were added, removed and changed, by their keys.
fn tags(before: &[Tag], after: &[Tag]) -> String {
    let found = |tags: &[Tag], key: &str| tags.iter().any(|tag| tag.key == key);
    let mut text = "tags:".to_owned();
    for tag in after.iter().filter(|tag| !before.contains(tag)) {
        let sign = if found(before, &tag.key) { '~' } else { '+' };
        text.push_str(&format!(" {sign}{}", tag.key));
    }
    for tag in before.iter().filter(|tag| !found(after, &tag.key)) {
        text.push_str(&format!(" -{}", tag.key));
    }
    // Only their order differs.
    if text.ends_with(':') { text + " unchanged" } else { text }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::Key;
    use crate::store::ResourceState;

    fn state(weight: u64) -> Option<ResourceState> {
        let spec = json!({"weight": weight});
        Some(ResourceState {
            uid: "u".to_owned(),
            owner: None,
            version: weight,
            spec,
            tags: Vec::new(),
        })
    }

    #[test]
    fn summary_names_the_first_difference() {
        let cases = [
            (None, state(1), "created"),
            (state(1), None, "deleted"),
            (state(1), state(2), "spec.weight: 1 → 2"),
            (state(1), state(1), "same spec"),
        ];
        for (before, after, want) in cases {
            let change = Change {
                resource: Key::member(Kind::VirtualNode, "m", "n"),
                change: 1,
                at_ms: 0,
                seen: None,
                who: "w".to_owned(),
                operation: "UpdateVirtualNode".to_owned(),
                before,
                after,
            };
            assert_eq!(summary(&change), want);
        }
    }

    #[test]
    fn summary_lists_added_removed_and_changed_tags() {
        let tags = |text: &str| -> Vec<Tag> {
            let pairs = text.split_whitespace().map(|pair| pair.split_once('=').unwrap());
            pairs.map(|(key, value)| Tag { key: key.to_owned(), value: value.to_owned() }).collect()
        };
        for (before, after, want) in [
            ("a=1 b=2", "b=2 c=3", "tags: +c -a"),
            ("a=1", "a=2", "tags: ~a"),
            ("", "b=1 a=1", "tags: +b +a"),
            ("a=1 b=1", "b=1 a=1", "tags: unchanged"),
        ] {
            assert_eq!(super::tags(&tags(before), &tags(after)), want);
        }
    }
}
