//! `meshctl history`: who changed what, when, and how it was before.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::Report;
use crate::client::{Api, HistoryQuery};
use crate::error::{CliError, ErrorKind};
use crate::mesh::diff::changes;
use crate::model::name;
use crate::model::{Kind, Name, ResourceRef};
use crate::output::Rows;
use crate::store::{Change, HistoryEntry, HistoryPage, Tag};
use crate::value_parser::{duration, integer_in};

/// Show the changes of resources, the newest first
///
/// Every change is kept with who made it, when, with which operation, and the resource before and
/// after it, which `--output json` shows in full. `meshctl rollback` undoes one. A change of tags
/// makes no new version: `tags: +c -a ~b` says that c is new, a is gone and b has another value.
/// Versions count from 1 again when a name is deleted and used again; its history goes on.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  meshctl history
  meshctl history --mesh dj-app --since 2h
  meshctl history dj-app/virtualRouter/jazz-router/route/jazz-route --output json")]
pub struct Args {
    /// Resource as MESH, MESH/virtualNode/NAME, MESH/virtualRouter/NAME/route/NAME …, or its ARN
    resource: Option<ResourceRef>,
    /// Show only what is in this mesh
    #[arg(long, value_name = "MESH", visible_alias = "mesh-name", value_parser = name::parse,
          conflicts_with = "resource")]
    mesh: Option<Name>,
    /// Show only what was since: a time ago such as `30m` or `2h`, or `2026-09-30T12:00:00Z`
    #[arg(long, value_name = "TIME", allow_negative_numbers = true, value_parser = moment)]
    since: Option<Timestamp>,
    /// Show only what was until: a time as for --since
    #[arg(long, value_name = "TIME", allow_negative_numbers = true, value_parser = moment)]
    until: Option<Timestamp>,
    /// Show only so many, 1 to 1000
    #[arg(long, value_name = "N", default_value_t = 100, allow_negative_numbers = true,
          value_parser = integer_in::<u16>(1..=1000, 20))]
    limit: u16,
}

/// Reads a time ago, or a time.
fn moment(text: &str) -> Result<Timestamp, String> {
    if let Ok(time) = text.parse() {
        return Ok(time);
    }
    let ago =
        duration(text).map_err(|why| format!("{why}, or one such as 2026-09-30T12:00:00Z"))?;
    let ago = SignedDuration::try_from(ago).map_err(|error| error.to_string())?;
    Timestamp::now().checked_sub(ago).map_err(|error| error.to_string())
}

/// Does it.
///
/// # Errors
///
/// An error if the server keeps no history, or cannot be asked.
pub async fn run(args: &Args, api: &Api) -> Result<Report, CliError> {
    let mut past = HistoryQuery {
        resource: args.resource.as_ref(),
        mesh: args.mesh.as_ref(),
        since_ms: args.since.map(Timestamp::as_millisecond),
        until_ms: args.until.map(Timestamp::as_millisecond),
        ..HistoryQuery::default()
    };
    let (mut found, mut next) = (Vec::new(), None);
    loop {
        past.limit = Some(usize::from(args.limit) - found.len());
        let page = of(api, &HistoryQuery { after: next.as_deref(), ..past }).await?;
        found.extend(page.changes);
        next = page.next;
        if next.is_none() || found.len() >= args.limit.into() {
            break;
        }
    }
    let text = match found.as_slice() {
        [] => none(args),
        found => table(found),
    };
    let mut report = Report::new(text, json!({ "changes": found }));
    if let Some(last) = found.last().filter(|_| next.is_some()) {
        let until = Timestamp::from_millisecond(last.change.at_ms).unwrap_or(Timestamp::UNIX_EPOCH);
        report.notes.push(format!("older changes are kept, too; `--until {until}` goes on there"));
    }
    Ok(report)
}

fn table(found: &[HistoryEntry]) -> String {
    let mut rows = Rows::new(["TIME", "RESOURCE", "VERSION", "OPERATION", "WHO", "CHANGE"]);
    for HistoryEntry { change, mesh_owner, .. } in found {
        let version =
            change.after.as_ref().map_or("-".to_owned(), |after| after.version.to_string());
        let key = &change.resource;
        let owner = mesh_owner.as_ref().map(|owner| format!("@{owner}")).unwrap_or_default();
        let resource = match key.kind {
            Kind::Mesh => format!("{key}{owner}"),
            _ => format!("{key} in {}{owner}", key.mesh),
        };
        let (when, what) = (time(change.at_ms), summary(change));
        rows.push([when, resource, version, change.operation.clone(), change.who.clone(), what]);
    }
    rows.render()
}

/// Says that nothing is told of what was asked for: it may be misspelt.
fn none(args: &Args) -> String {
    let of = args.resource.as_ref().map(|named| format!(" of `{named}`"));
    let of = of.or_else(|| args.mesh.as_ref().map(|mesh| format!(" in mesh `{mesh}`")));
    let since = args.since.map(|time| format!(" since {time}")).unwrap_or_default();
    let until = args.until.map(|time| format!(" until {time}")).unwrap_or_default();
    format!("no change{}{since}{until} is kept that you may see\n", of.unwrap_or_default())
}

/// Asks for changes; a server that keeps none is an error.
pub(super) async fn of(api: &Api, past: &HistoryQuery<'_>) -> Result<HistoryPage, CliError> {
    let told = api.history(past).await.map_err(|error| {
        let refused = [Some("AccessDeniedException"), Some("BadRequestException")];
        let arn = past.resource.filter(|named| named.arn.is_some());
        match arn.filter(|_| refused.contains(&error.code())) {
            Some(named) => CliError::from(error).hint(format!(
                "an ARN means that resource alone; `{}` means the one in your own mesh",
                named.key.path()
            )),
            None => error.into(),
        }
    })?;
    told.ok_or_else(|| {
        CliError::new(ErrorKind::Failed, "this App Mesh keeps no history")
            .hint("only meshctl's own server does, and the store of this machine")
    })
}

fn time(at_ms: i64) -> String {
    let local = |time: Timestamp| time.to_zoned(TimeZone::system());
    let time = Timestamp::from_millisecond(at_ms).map(local);
    time.map_or_else(|_| at_ms.to_string(), |time| time.strftime("%F %T").to_string())
}

/// Says in a few words what a change did.
fn summary(change: &Change) -> String {
    match (&change.before, &change.after) {
        (None, _) => "made".to_owned(),
        (_, None) => "deleted".to_owned(),
        (Some(before), Some(after)) => {
            let found = changes(&change.resource, &before.spec, &after.spec);
            match found.as_slice() {
                [] if before.tags != after.tags => tags(&before.tags, &after.tags),
                [] => "the same spec again".to_owned(),
                [one] => one.to_string(),
                [one, more @ ..] => format!("{one}, and {} more", more.len()),
            }
        }
    }
}

/// Says which tags came, went and changed, by their keys.
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
    // Only their order is another: nothing that anybody asked for.
    if text.ends_with(':') { text + " the same again" } else { text }
}

#[cfg(test)]
mod tests {
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
    fn a_change_is_summed_up_by_what_differs() {
        let cases = [
            (None, state(1), "made"),
            (state(1), None, "deleted"),
            (state(1), state(2), "spec.weight: 1 → 2"),
            (state(1), state(1), "the same spec again"),
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
    fn tags_are_told_by_what_came_went_and_changed() {
        let tags = |text: &str| -> Vec<Tag> {
            let pairs = text.split_whitespace().map(|pair| pair.split_once('=').unwrap());
            pairs.map(|(key, value)| Tag { key: key.to_owned(), value: value.to_owned() }).collect()
        };
        for (before, after, want) in [
            ("a=1 b=2", "b=2 c=3", "tags: +c -a"),
            ("a=1", "a=2", "tags: ~a"),
            ("", "b=1 a=1", "tags: +b +a"),
            ("a=1 b=1", "b=1 a=1", "tags: the same again"),
        ] {
            assert_eq!(super::tags(&tags(before), &tags(after)), want);
        }
    }

    #[test]
    fn a_time_is_one_ago_or_one_as_written() {
        assert_eq!(moment("2026-09-30T12:00:00Z").unwrap().as_second(), 1_790_769_600);
        let hour = Timestamp::now().as_second() - moment("1h").unwrap().as_second();
        assert!((3600..3660).contains(&hour), "{hour}");
        assert!(moment("yesterday").is_err());
    }
}
