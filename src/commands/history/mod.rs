//! `meshctl history`: who changed what and when.

mod report;

use jiff::{SignedDuration, Timestamp};

use self::report::HistoryReport;
use crate::client::{Api, HistoryQuery};
use crate::error::{CliError, ErrorKind};
use crate::model::name;
use crate::model::{Name, ResourceRef};
use crate::store::HistoryPage;
use crate::value_parser::{duration, integer_in};

/// Show the changes of resources, newest first
///
/// Each change records the principal, the time, the operation, and the resource before and after
/// it; `--output json` shows both in full. Use `meshctl rollback` to restore an earlier version.
/// Changing tags does not create a version: `tags: +c -a ~b` means that c was added, a removed and
/// b changed. If a name is deleted and reused, its versions start at 1 again and its history
/// continues.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  meshctl history
  meshctl history --mesh dj-app --since 2h
  meshctl history dj-app/virtualRouter/jazz-router/route/jazz-route --output json")]
pub struct Args {
    /// Resource: MESH, MESH/virtualNode/NAME, MESH/virtualRouter/NAME/route/NAME …, or its ARN
    resource: Option<ResourceRef>,
    /// Show only changes in this mesh
    #[arg(long, value_name = "MESH", visible_alias = "mesh-name", value_parser = name::parse,
          conflicts_with = "resource")]
    mesh: Option<Name>,
    /// Show only changes since this time: an age such as `30m` or `2h`, or `2026-09-30T12:00:00Z`
    #[arg(long, value_name = "TIME", allow_negative_numbers = true, value_parser = timestamp)]
    since: Option<Timestamp>,
    /// Show only changes until this time; same format as --since
    #[arg(long, value_name = "TIME", allow_negative_numbers = true, value_parser = timestamp)]
    until: Option<Timestamp>,
    /// Maximum number of changes to show, 1 to 1000
    #[arg(long, value_name = "N", default_value_t = 100, allow_negative_numbers = true,
          value_parser = integer_in::<u16>(1..=1000, 20))]
    limit: u16,
}

/// Parses an age or a timestamp.
fn timestamp(text: &str) -> Result<Timestamp, String> {
    if let Ok(time) = text.parse() {
        return Ok(time);
    }
    let ago =
        duration(text).map_err(|why| format!("{why}, or a time such as 2026-09-30T12:00:00Z"))?;
    let ago = SignedDuration::try_from(ago).map_err(|error| error.to_string())?;
    Timestamp::now().checked_sub(ago).map_err(|error| error.to_string())
}

/// Reads the history.
///
/// # Errors
///
/// An error if the server does not keep a history or cannot be reached.
pub async fn run(args: &Args, api: &Api) -> Result<HistoryReport, CliError> {
    let mut query = HistoryQuery {
        resource: args.resource.as_ref(),
        mesh: args.mesh.as_ref(),
        since_ms: args.since.map(Timestamp::as_millisecond),
        until_ms: args.until.map(Timestamp::as_millisecond),
        ..HistoryQuery::default()
    };
    let (mut changes, mut next) = (Vec::new(), None);
    loop {
        query.limit = Some(usize::from(args.limit) - changes.len());
        let page = fetch(api, &HistoryQuery { after: next.as_deref(), ..query }).await?;
        changes.extend(page.changes);
        next = page.next;
        if next.is_none() || changes.len() >= args.limit.into() {
            break;
        }
    }
    Ok(HistoryReport { changes, filter: filter(args), has_older: next.is_some() })
}

/// Describes which changes were requested, for the message that there are none.
fn filter(args: &Args) -> String {
    let resource = args.resource.as_ref().map(|resource| format!(" of `{resource}`"));
    let mesh = args.mesh.as_ref().map(|mesh| format!(" in mesh `{mesh}`"));
    let since = args.since.map(|time| format!(" since {time}"));
    let until = args.until.map(|time| format!(" until {time}"));
    [resource, mesh, since, until].into_iter().flatten().collect()
}

/// Fetches a page of the history.
///
/// # Errors
///
/// As [`Api::history`]; also if the server does not keep a history.
pub(super) async fn fetch(api: &Api, query: &HistoryQuery<'_>) -> Result<HistoryPage, CliError> {
    let page = api.history(query).await.map_err(|error| {
        let denied = [Some("AccessDeniedException"), Some("BadRequestException")];
        let arn = query.resource.filter(|resource| resource.arn.is_some());
        match arn.filter(|_| denied.contains(&error.code())) {
            Some(resource) => CliError::from(error).hint(format!(
                "an ARN selects exactly that resource; `{}` selects the one in your own mesh",
                resource.key.path()
            )),
            None => error.into(),
        }
    })?;
    page.ok_or_else(|| {
        CliError::new(ErrorKind::Failed, "this server does not keep a history")
            .hint("`meshctl serve` and the local store do; AWS App Mesh does not")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_are_ages_or_absolute() {
        assert_eq!(timestamp("2026-09-30T12:00:00Z").unwrap().as_second(), 1_790_769_600);
        let hour = Timestamp::now().as_second() - timestamp("1h").unwrap().as_second();
        assert!((3600..3660).contains(&hour), "{hour}");
        assert!(timestamp("yesterday").is_err());
    }
}
