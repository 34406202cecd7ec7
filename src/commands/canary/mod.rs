//! `meshctl canary`: send a share of a service's traffic to another virtual node.
//!
//! Reads top to bottom: arguments, reading, plan (pure), writing, waiting. Nothing here prints.

pub mod plan;

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use self::plan::{PlanError, Shift};
use super::{Journal, Report, only_mesh};
use crate::client::{Api, ClientError, Described};
use crate::error::{CliError, ErrorKind, Explain};
use crate::model::extension::{Proxy, Revision};
use crate::model::name::typed;
use crate::model::types::VirtualNodeSpec;
use crate::model::{Key, Kind, Name};
use crate::output::Rows;
use crate::value_parser::{seconds, whole};

/// Send a share of a service's traffic to another virtual node
///
/// Sets the weight of one target on every route of the service and scales the others to the rest,
/// in the proportion they have. Nothing but weights is changed. Then waits until the connected
/// proxies have acknowledged it.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  meshctl canary --service jazz --to v2 --weight 10
  meshctl canary --service jazz.prod.svc.cluster.local --to jazz-v2 --weight 50 --dry-run
  meshctl canary --service jazz --to v1 --weight 100      # all back

Exit codes: 0 done, 1 failed, 6 someone else changed a route first, 7 interrupted or proxies did \
not acknowledge in time, 252 what was asked cannot be planned, as when there is no such service")]
pub struct Args {
    /// Virtual service, by its full name or the part before the first dot
    #[arg(long, value_name = "SERVICE")]
    service: String,
    /// Virtual node to send to, by its full name or its version: v2 of jazz is jazz-v2
    #[arg(long, value_name = "NODE")]
    to: String,
    /// Share of the traffic for that node, in percent, 0 to 100
    #[arg(long, value_name = "PERCENT", allow_negative_numbers = true,
          value_parser = whole::<u8>(0..=100, 10))]
    weight: u8,
    /// Mesh of the service; needed only when there are several
    #[arg(long, value_name = "MESH", visible_alias = "mesh-name", value_parser = typed)]
    mesh: Option<Name>,
    /// Show what would change and change nothing
    #[arg(long)]
    dry_run: bool,
    /// How long to wait for the proxies, such as 30s or 2m; 0s to not wait
    #[arg(long, value_name = "TIME", default_value = "30s", allow_negative_numbers = true,
          value_parser = seconds)]
    timeout: Duration,
}

/// Why a canary ended before all was done. What was written stands.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum CanaryError {
    #[error("{key} was changed by someone else meanwhile; nothing was written")]
    Changed { key: String },
    #[error("{done} of {all} routes were shifted, then {key} {}", why(source.as_ref()))]
    Half {
        done: usize,
        all: usize,
        key: Key,
        #[source]
        source: Option<ClientError>,
    },
    #[error("the weights may be written or not: no answer came")]
    Uncertain(#[source] ClientError),
    #[error("the weights are written, but {} did not acknowledge them in {} s", lagging.join(", "), waited.as_secs())]
    Unacknowledged { lagging: Vec<String>, waited: Duration },
    #[error("the weights are written, but the server does not say what the proxies have")]
    Unasked(#[source] ClientError),
    #[error("the weights are written, but {node} rejected its configuration: {why}")]
    Rejected { node: String, why: String },
}

fn why(source: Option<&ClientError>) -> &'static str {
    match source {
        None => "was changed by someone else",
        Some(error) if error.is_uncertain() => "may be or not: no answer came",
        Some(_) => "was refused",
    }
}

impl Explain for CanaryError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Changed { .. } => ErrorKind::Changed,
            Self::Unacknowledged { .. } | Self::Unasked(_) => ErrorKind::TimedOut,
            Self::Half { .. } | Self::Uncertain(_) | Self::Rejected { .. } => ErrorKind::Failed,
        }
    }

    fn hint(&self) -> Option<String> {
        Some(
            match self {
                Self::Changed { .. } => "look at it again with --dry-run, then repeat the command",
                Self::Uncertain(_) => "repeat the command when the server answers",
                Self::Half { .. } => "repeat the command to shift the rest",
                Self::Unacknowledged { .. } | Self::Unasked(_) | Self::Rejected { .. } => {
                    "`meshctl proxy status` shows what each proxy has"
                }
            }
            .to_owned(),
        )
    }
}

/// Does it.
///
/// # Errors
///
/// [`PlanError`] before anything is written, [`CanaryError`] after.
pub async fn run(args: &Args, api: &Api, journal: &Journal) -> Result<Report, CliError> {
    let mesh = only_mesh(api, args.mesh.as_ref()).await?;
    let (service, node, shifts) = read(args, api, &mesh).await?;
    let todo: Vec<&Shift> = shifts.iter().filter(|shift| !shift.is_nothing()).collect();
    let mut state = "unchanged";
    let mut acknowledged = None;
    if args.dry_run {
        state = if todo.is_empty() { "unchanged" } else { "planned" };
    } else if !todo.is_empty() {
        let revision = write(api, &todo, journal).await?;
        state = "shifted";
        if let Some(revision) = revision.filter(|_| !args.timeout.is_zero()) {
            acknowledged = Some(wait(api, &mesh, revision, args.timeout).await?);
        }
    }
    Ok(report(&service, &node, &shifts, state, acknowledged))
}

/// Reads the service, its routes and the node, and plans every route.
async fn read(args: &Args, api: &Api, mesh: &Name) -> Result<(Name, Name, Vec<Shift>), CliError> {
    let service = plan::service(mesh, &args.service, &services(api, mesh).await?)?;
    let spec =
        described(api, &Key::member(Kind::VirtualService, mesh.clone(), service.clone())).await?;
    let provider = &spec.spec["provider"];
    let Some(router) = provider["virtualRouter"]["virtualRouterName"].as_str() else {
        let node = provider["virtualNode"]["virtualNodeName"].as_str().map(Name::from);
        return Err(PlanError::NoRouter { service, node }.into());
    };
    let router = Name::from(router);
    let node = plan::node(mesh, &args.to, &service, &names(api, Kind::VirtualNode, mesh).await?)?;
    let node_key = Key::member(Kind::VirtualNode, mesh.clone(), node.clone());
    let node_spec: VirtualNodeSpec = serde_json::from_value(described(api, &node_key).await?.spec)
        .map_err(|source| crate::mesh::BadSpec { key: node_key, source })?;
    let routes = api.members(Kind::Route, mesh, Some(&router)).await?;
    if routes.is_empty() {
        return Err(PlanError::NoRoutes { service, router }.into());
    }
    let mut shifts = Vec::new();
    for key in routes {
        let route = described(api, &key).await?;
        shifts.push(plan::shift(&route, &node, &node_spec, args.weight)?);
    }
    Ok((service, node, shifts))
}

/// The virtual services of a mesh that is there.
async fn services(api: &Api, mesh: &Name) -> Result<Vec<Name>, CliError> {
    match names(api, Kind::VirtualService, mesh).await {
        Err(error) if error.is_not_found() => {
            Err(PlanError::NoMesh { mesh: mesh.clone(), known: api.meshes().await? }.into())
        }
        found => Ok(found?),
    }
}

async fn names(api: &Api, kind: Kind, mesh: &Name) -> Result<Vec<Name>, ClientError> {
    let keys = api.members(kind, mesh, None).await?;
    Ok(keys.into_iter().map(|key| key.name).collect())
}

async fn described(api: &Api, key: &Key) -> Result<Described, CliError> {
    let gone = || CanaryError::Changed { key: key.to_string() };
    Ok(api.describe(key).await?.ok_or_else(gone)?)
}

/// Writes all shifts: in one commit on our own server, one after the other elsewhere. Returns the
/// commit's revision if there is one.
async fn write(
    api: &Api,
    shifts: &[&Shift],
    journal: &Journal,
) -> Result<Option<Revision>, CliError> {
    if shifts.iter().any(|shift| !shift.ours) {
        return one_by_one(api, shifts, journal).await.map(|()| None).map_err(Into::into);
    }
    let together: Vec<(Key, Value, u64)> =
        shifts.iter().map(|shift| (shift.key.clone(), shift.spec.clone(), shift.version)).collect();
    let keys: Vec<String> = shifts.iter().map(|shift| shift.key.to_string()).collect();
    match journal.during(keys.join(", "), api.update_together(&together)).await {
        Ok(response) => {
            keys.iter().for_each(|key| journal.note(format!("{key} shifted")));
            Ok(response.revision)
        }
        Err(error) if error.is_uncertain() => Err(CanaryError::Uncertain(error).into()),
        Err(error) if error.code() == Some("ConflictException") => {
            Err(CanaryError::Changed { key: shifts[0].key.to_string() }.into())
        }
        Err(error) => Err(error.into()),
    }
}

/// App Mesh has no compare-and-swap: reading each route again just before keeps the gap small.
async fn one_by_one(api: &Api, shifts: &[&Shift], journal: &Journal) -> Result<(), CanaryError> {
    for (done, shift) in shifts.iter().enumerate() {
        let half = |source: Option<ClientError>| CanaryError::Half {
            done,
            all: shifts.len(),
            key: shift.key.clone(),
            source,
        };
        let now = api.describe(&shift.key).await.map_err(|error| half(Some(error)))?;
        if now.map(|route| route.version) != Some(shift.version) {
            return Err(match done {
                0 => CanaryError::Changed { key: shift.key.to_string() },
                _ => half(None),
            });
        }
        let update = journal.during(&shift.key, api.update(&shift.key, &shift.spec)).await;
        update.map_err(|error| half(Some(error)))?;
        journal.note(format!("{} shifted", shift.key));
    }
    Ok(())
}

/// How often the server is asked what the proxies have.
const TICK: Duration = Duration::from_millis(50);

/// Waits until every proxy of the mesh has acknowledged `revision`; returns how many there are.
async fn wait(
    api: &Api,
    mesh: &Name,
    revision: Revision,
    patience: Duration,
) -> Result<usize, CliError> {
    let until = Instant::now() + patience;
    loop {
        let proxies = api.proxies().await.map_err(CanaryError::Unasked)?;
        let proxies: Vec<Proxy> = proxies.unwrap_or_default();
        let ours: Vec<&Proxy> =
            proxies.iter().filter(|proxy| proxy.resource.mesh == *mesh).collect();
        let lagging: Vec<&&Proxy> =
            ours.iter().filter(|proxy| proxy.acknowledged < revision).collect();
        if lagging.is_empty() {
            return Ok(ours.len());
        }
        let rejected =
            lagging.iter().filter(|proxy| proxy.translated >= revision).find_map(|proxy| {
                let why = proxy.types.values().find_map(|status| status.rejected.clone())?;
                Some(CanaryError::Rejected { node: proxy.node_id.clone(), why })
            });
        if let Some(error) = rejected {
            return Err(error.into());
        }
        if Instant::now() >= until {
            let lagging = lagging.iter().map(|proxy| proxy.node_id.clone()).collect();
            return Err(CanaryError::Unacknowledged { lagging, waited: patience }.into());
        }
        tokio::time::sleep(TICK).await;
    }
}

fn report(
    service: &Name,
    node: &Name,
    shifts: &[Shift],
    state: &str,
    acknowledged: Option<usize>,
) -> Report {
    let mut rows = Rows::new(["ROUTE", "VIRTUAL NODE", "BEFORE", "AFTER"]);
    for shift in shifts {
        let route =
            format!("{}/{}", shift.key.parent.as_ref().map_or("", Name::as_str), shift.key.name);
        for (at, (name, after)) in shift.after.iter().enumerate() {
            let before =
                shift.before.get(at).map_or_else(|| "-".to_owned(), |(_, w)| w.to_string());
            rows.push([route.clone(), name.to_string(), before, after.to_string()]);
        }
    }
    let mut text = rows.render();
    text.push_str(&match (state, acknowledged) {
        ("planned", _) => format!("\n{service}: nothing written (dry run)\n"),
        ("unchanged", _) => format!("\n{service}: nothing to change\n"),
        (_, None) => format!("\n{service}: shifted; not waited for proxies\n"),
        (_, Some(0)) => format!("\n{service}: shifted; no proxies are connected\n"),
        (_, Some(1)) => format!("\n{service}: shifted; 1 proxy has acknowledged\n"),
        (_, Some(n)) => format!("\n{service}: shifted; {n} proxies have acknowledged\n"),
    });
    let weights = |shares: &[plan::Share]| -> Vec<Value> {
        shares.iter().map(|(name, w)| json!({"virtualNode": name, "weight": w})).collect()
    };
    let routes: Vec<Value> = shifts
        .iter()
        .map(|shift| {
            json!({
                "virtualRouterName": shift.key.parent,
                "routeName": shift.key.name,
                "before": weights(&shift.before),
                "after": weights(&shift.after),
            })
        })
        .collect();
    let data = json!({
        "state": state, "virtualService": service, "virtualNode": node, "routes": routes,
        "acknowledgedProxies": acknowledged,
    });
    Report::new(text, data)
}
