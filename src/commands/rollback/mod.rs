//! `meshctl rollback`: make a resource what it was.
//!
//! Arguments, the plan (pure, from the history and what is live), and one ordinary update or
//! create through the API, so that every rule holds.

mod plan;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use self::plan::Step;
use super::{Journal, Report, history};
use crate::client::{Api, ClientError, HistoryQuery};
use crate::error::{CliError, ErrorKind, Explain};
use crate::model::{Key, ResourceRef};
use crate::store::ResourceState;
use crate::value_parser::integer_in;

/// Make a resource what it was in an earlier version
///
/// Sends the earlier spec as an update of its own, with a new version; the tags stay as they are.
/// A resource that was deleted is made again, with the tags that it had then: it is a new one, whose
/// versions count from 1. Nothing is written if it changes meanwhile, or if what it refers to is no
/// longer there.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  meshctl history dj-app/virtualRouter/jazz-router/route/jazz-route
  meshctl rollback dj-app/virtualRouter/jazz-router/route/jazz-route --to-version 3 --dry-run
  meshctl rollback dj-app/virtualRouter/jazz-router/route/jazz-route --to-version 3

Exit codes: 0 it is as it was, 1 the version is not kept or the service refused it, 6 someone else \
changed it meanwhile and nothing was written")]
pub struct Args {
    /// Resource as MESH, MESH/virtualNode/NAME, MESH/virtualRouter/NAME/route/NAME …, or its ARN
    resource: ResourceRef,
    /// Version to go back to, as `meshctl history` shows it; if the name was used again, of the
    /// newest resource that had it
    #[arg(long, value_name = "N", allow_negative_numbers = true,
          value_parser = integer_in::<u64>(1..=u64::MAX, 3))]
    to_version: u64,
    /// Show what would change and change nothing
    #[arg(long)]
    dry_run: bool,
}

/// The service did not take the earlier spec, or nobody knows whether it did.
#[derive(Debug, thiserror::Error)]
#[error("`{}` {}", named.key.path(), fate(source))]
struct Refused {
    named: ResourceRef,
    #[source]
    source: ClientError,
}

fn fate(source: &ClientError) -> &'static str {
    if source.is_uncertain() { "may be changed or not: no answer came" } else { "stays as it is" }
}

impl Explain for Refused {
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
        Some(format!("`meshctl history {resource}` shows what it is now"))
    }
}

/// Does it.
///
/// # Errors
///
/// An error if the version is not kept, or the service refuses it.
pub async fn run(args: &Args, api: &Api, journal: &Journal) -> Result<Report, CliError> {
    let key = &args.resource.key;
    // What is written goes to the mesh that was named, and to no other one of its name.
    let api = &api.for_mesh_owner(args.resource.mesh_owner.clone());
    let (wanted, newest) = search(args, api).await?;
    let live = api.describe(key).await?;
    let step = plan::step(key, live.as_ref(), &wanted);
    let version = if args.dry_run {
        None
    } else {
        let done = journal.during(key, act(api, key, &step, &wanted)).await;
        done.map_err(|source| Refused { named: args.resource.clone(), source })?
    };
    let mut report = report(key, args, &step, version);
    if step != Step::Create
        && let Some(then) = plan::other_tags(&wanted, newest.as_ref())
    {
        report.notes.push(format!(
            "the tags stay as they are: only a resource that is made again gets back those that it \
             had, {then}; see `meshctl tag-resource` and `meshctl untag-resource`"
        ));
    }
    journal.note(report.text.trim_end().to_owned());
    Ok(report)
}

/// Changes in one answer: as many as it can hold, for the version is mostly among the newest.
const AT_ONCE: usize = 1000;

/// Finds what the resource was at the version that is wanted, and what it is after its newest
/// change.
async fn search(
    args: &Args,
    api: &Api,
) -> Result<(ResourceState, Option<ResourceState>), CliError> {
    let (key, version) = (&args.resource.key, args.to_version);
    let past = HistoryQuery {
        resource: Some(&args.resource),
        limit: Some(AT_ONCE),
        ..HistoryQuery::default()
    };
    let (mut kept, mut newest, mut next) = (BTreeSet::new(), None, None);
    loop {
        let page = history::of(api, &HistoryQuery { after: next.as_deref(), ..past }).await?;
        let states = plan::states(&page.changes);
        newest = newest.or_else(|| page.changes.first().map(|told| told.change.after.clone()));
        if let Some(state) = states.iter().find(|state| state.version == version) {
            plan::is_own(&args.resource, state, &page.account)?;
            return Ok(((*state).clone(), newest.flatten()));
        }
        kept.extend(states.iter().map(|state| state.version));
        next = page.next;
        if next.is_none() {
            return Err(plan::missing(key, version, &kept).into());
        }
    }
}

/// Returns the new version, if there is one.
async fn act(
    api: &Api,
    key: &Key,
    step: &Step,
    wanted: &ResourceState,
) -> Result<Option<u64>, ClientError> {
    let body = match step {
        Step::Nothing => return Ok(None),
        Step::Update { from, .. } => {
            let updates = [(key.clone(), wanted.spec.clone(), *from)];
            let mut body = api.update_together(&updates).await?.body;
            body["updated"][0].take()
        }
        Step::Create => {
            let tags = (!wanted.tags.is_empty()).then(|| json!(wanted.tags));
            api.create(key, &wanted.spec, tags.as_ref()).await?.body
        }
    };
    Ok(body["metadata"]["version"].as_u64())
}

fn report(key: &Key, args: &Args, step: &Step, version: Option<u64>) -> Report {
    let (to, mut text) = (args.to_version, String::new());
    let mut data = json!({"resource": key, "toVersion": to, "version": version});
    data["madeAgain"] = json!(*step == Step::Create);
    let (state, line) = match (step, version) {
        (Step::Nothing, _) => ("unchanged", format!("{key} is as it was in version {to} already")),
        (Step::Update { .. }, None) => {
            ("planned", format!("{key} would become what it was in version {to}"))
        }
        (Step::Create, None) => (
            "planned",
            format!("{key} would be made again as it was in version {to}, tags included"),
        ),
        (Step::Create, Some(version)) => (
            "done",
            format!(
                "{key} is made again as it was in version {to}, tags included; it is a new resource, \
                 at version {version}"
            ),
        ),
        (_, Some(version)) => {
            ("done", format!("{key} is as it was in version {to}, now as version {version}"))
        }
    };
    if let Step::Update { changes, .. } = step {
        text.extend(changes.iter().map(|change| format!("{change}\n")));
        data["changes"] = json!(changes);
    }
    text.push_str(&format!("{line}{}\n", if args.dry_run { " (dry run)" } else { "" }));
    data["state"] = Value::from(state);
    Report::new(text, data)
}
