//! `meshctl rollback`: restore a resource to an earlier version.
//!
//! Arguments, the plan (pure, from the history and the live resource), and one ordinary update or
//! create through the API, so that all its checks apply.

mod plan;
mod report;

use std::collections::BTreeSet;

use serde_json::json;

use self::plan::RollbackStep;
use self::report::RollbackReport;
use super::{Journal, JournalChange, history};
use crate::client::{Api, ClientError, HistoryQuery};
use crate::error::{CliError, ErrorKind, Explain};
use crate::model::{Key, ResourceRef};
use crate::store::ResourceState;
use crate::value_parser::integer_in;

/// Restore a resource to an earlier version
///
/// Sends the earlier spec as an update, which creates a new version; tags stay as they are. A
/// deleted resource is recreated with the tags it had: it is a new resource, at version 1. Writes
/// nothing if the resource is changed meanwhile, or if resources it refers to no longer exist.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  meshctl history dj-app/virtualRouter/jazz-router/route/jazz-route
  meshctl rollback dj-app/virtualRouter/jazz-router/route/jazz-route --to-version 3 --dry-run
  meshctl rollback dj-app/virtualRouter/jazz-router/route/jazz-route --to-version 3

Exit codes: 0 restored or already at that version, 1 the version is not recorded or the service \
rejected it, 6 modified concurrently, nothing was written")]
pub struct Args {
    /// Resource: MESH, MESH/virtualNode/NAME, MESH/virtualRouter/NAME/route/NAME …, or its ARN
    resource: ResourceRef,
    /// Version to restore, as `meshctl history` shows it; if the name was reused, of the newest
    /// resource that had this version
    #[arg(long, value_name = "N", allow_negative_numbers = true,
          value_parser = integer_in::<u64>(1..=u64::MAX, 3))]
    to_version: u64,
    /// Show what would change without changing anything
    #[arg(long)]
    dry_run: bool,
}

/// The service rejected the earlier spec, or whether it was written is unknown.
#[derive(Debug, thiserror::Error)]
#[error("`{}` {}", named.key.path(), fate(source))]
struct RollbackError {
    named: ResourceRef,
    #[source]
    source: ClientError,
}

fn fate(source: &ClientError) -> &'static str {
    if source.is_uncertain() {
        "may or may not have been changed: no response"
    } else {
        "is unchanged"
    }
}

impl Explain for RollbackError {
    fn kind(&self) -> ErrorKind {
        match self.source.code() {
            Some("ConflictException") if !self.source.is_uncertain() => ErrorKind::Changed,
            _ => ErrorKind::Failed,
        }
    }

    fn hint(&self) -> Option<String> {
        if !self.source.is_uncertain() {
            return self.source.hint();
        }
        let named = self.named.to_string();
        let resource = named.strip_prefix("mesh/").unwrap_or(&named);
        Some(format!("`meshctl history {resource}` shows its current version"))
    }
}

/// Restores the resource.
///
/// # Errors
///
/// An error if the version is not recorded, or the service rejects it.
pub async fn run(args: &Args, api: &Api, journal: &Journal) -> Result<RollbackReport, CliError> {
    let key = &args.resource.key;
    // Write to the mesh that was named, not to another one of the same name.
    let api = &api.for_mesh_owner(args.resource.mesh_owner.clone());
    let (wanted, newest) = search(args, api).await?;
    let live = api.describe(key).await?;
    let step = plan::step(key, live.as_ref(), &wanted);
    let version = if args.dry_run {
        None
    } else {
        let result = journal.during(key, execute(api, key, &step, &wanted)).await;
        result.map_err(|source| RollbackError { named: args.resource.clone(), source })?
    };
    if version.is_some() {
        journal.record(key, JournalChange::RolledBack);
    }
    let mut report = RollbackReport::new(key.clone(), args.to_version, &step, version);
    report.dry_run = args.dry_run;
    if step != RollbackStep::Create
        && let Some(tags) = plan::other_tags(&wanted, newest.as_ref())
    {
        report.notes.push(format!(
            "tags are not restored unless the resource is recreated; in that version they were \
             {tags}; use `meshctl tag-resource` and `meshctl untag-resource` to change them"
        ));
    }
    Ok(report)
}

/// HistoryPage per page: the maximum, since the version is usually among the newest.
const PAGE_SIZE: usize = 1000;

/// Returns the resource at the version to restore, and after its newest change.
async fn search(
    args: &Args,
    api: &Api,
) -> Result<(ResourceState, Option<ResourceState>), CliError> {
    let (key, version) = (&args.resource.key, args.to_version);
    let query = HistoryQuery {
        resource: Some(&args.resource),
        limit: Some(PAGE_SIZE),
        ..HistoryQuery::default()
    };
    let (mut kept, mut newest, mut next) = (BTreeSet::new(), None, None);
    loop {
        let page = history::fetch(api, &HistoryQuery { after: next.as_deref(), ..query }).await?;
        let states = plan::states(&page.changes);
        newest = newest.or_else(|| page.changes.first().map(|entry| entry.change.after.clone()));
        if let Some(state) = states.iter().find(|state| state.version == version) {
            plan::check_owner(&args.resource, state, &page.account)?;
            return Ok(((*state).clone(), newest.flatten()));
        }
        kept.extend(states.iter().map(|state| state.version));
        next = page.next;
        if next.is_none() {
            return Err(plan::missing(key, version, &kept).into());
        }
    }
}

/// Executes `step` and returns the new version, if there is one.
async fn execute(
    api: &Api,
    key: &Key,
    step: &RollbackStep,
    wanted: &ResourceState,
) -> Result<Option<u64>, ClientError> {
    let body = match step {
        RollbackStep::Nothing => return Ok(None),
        RollbackStep::Update { from, .. } => {
            let updates = [(key.clone(), wanted.spec.clone(), *from)];
            let mut body = api.update_together(&updates).await?.body;
            body["updated"][0].take()
        }
        RollbackStep::Create => {
            let tags = (!wanted.tags.is_empty()).then(|| json!(wanted.tags));
            api.create(key, &wanted.spec, tags.as_ref()).await?.body
        }
    };
    Ok(body["metadata"]["version"].as_u64())
}
