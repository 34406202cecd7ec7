//! `meshctl canary`: send a share of a service's traffic to another virtual node.
//!
//! Reads top to bottom: arguments, reading, plan (pure), writing, waiting. Nothing here prints.

pub mod plan;
pub mod report;

use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::Value;

use self::plan::{CanaryPlanError, RouteShift};
use self::report::{CanaryReport, CanaryState, RouteWeights};
use super::journal::InFlight;
use super::{Journal, JournalChange, only_mesh};
use crate::client::{Api, ClientError, DescribedResource, MeshReader};
use crate::error::{CliError, ErrorKind, Explain};
use crate::model::extension::{ProxyProgress, Revision};
use crate::model::types::{VirtualNodeSpec, VirtualServiceProvider, VirtualServiceSpec};
use crate::model::{Key, Kind, Name, name, spec};
use crate::value_parser::{duration, integer_in};

/// Send a share of a service's traffic to another virtual node
///
/// Sets the weight of the node on every route of the service and scales the weights of the other
/// targets to the rest, in their current proportion. Changes only weights, then waits until the
/// connected proxies have acknowledged them.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  meshctl canary --service jazz --to v2 --weight 10
  meshctl canary --service jazz.prod.svc.cluster.local --to jazz-v2 --weight 50 --dry-run
  meshctl canary --service jazz --to v1 --weight 100      # back to v1

Exit codes: 0 done, 1 failed, 6 a route was modified concurrently, 7 interrupted or proxies did not \
acknowledge in time, 252 the change cannot be planned, for example because the service does not \
exist")]
pub struct Args {
    /// Virtual service: its full name or the part before the first dot
    #[arg(long, value_name = "SERVICE")]
    service: String,
    /// Virtual node to send traffic to: its full name or a version (v2 of jazz is jazz-v2)
    #[arg(long, value_name = "NODE")]
    to: String,
    /// Share of the traffic for the node, in percent, 0 to 100
    #[arg(long, value_name = "PERCENT", allow_negative_numbers = true,
          value_parser = integer_in::<u8>(0..=100, 10))]
    weight: u8,
    /// Mesh of the service; required if there are several
    #[arg(long, value_name = "MESH", visible_alias = "mesh-name", value_parser = name::parse)]
    mesh: Option<Name>,
    /// Show what would change without changing anything
    #[arg(long)]
    dry_run: bool,
    /// How long to wait for proxies to acknowledge, such as 30s or 2m; 0s does not wait
    #[arg(long, value_name = "TIME", default_value = "30s", allow_negative_numbers = true,
          value_parser = duration)]
    timeout: Duration,
}

/// Why a canary failed after planning. What was written is not undone.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum CanaryError {
    #[error("{key} was modified concurrently; nothing was written")]
    Changed { key: String },
    #[error("{done} of {all} routes were updated, then {key} {}", fate(source.as_ref()))]
    Partial {
        done: usize,
        all: usize,
        key: Key,
        #[source]
        source: Option<ClientError>,
    },
    #[error("no response from the server; the weights may or may not have been updated")]
    Uncertain(#[source] ClientError),
    #[error("the weights are updated, but {} did not acknowledge them within {} s", lagging.join(", "), waited.as_secs())]
    Unacknowledged { lagging: Vec<String>, waited: Duration },
    #[error("the weights are updated, but the state of the proxies could not be read")]
    ProxiesUnknown(#[source] ClientError),
    #[error("the weights are updated, but {node} rejected its configuration: {why}")]
    Rejected { node: String, why: String },
}

fn fate(source: Option<&ClientError>) -> &'static str {
    match source {
        None => "was modified concurrently",
        Some(error) if error.is_uncertain() => "may or may not have been updated: no response",
        Some(_) => "was rejected",
    }
}

impl Explain for CanaryError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Changed { .. } => ErrorKind::Changed,
            Self::Unacknowledged { .. } | Self::ProxiesUnknown(_) => ErrorKind::TimedOut,
            Self::Partial { .. } | Self::Uncertain(_) | Self::Rejected { .. } => ErrorKind::Failed,
        }
    }

    fn hint(&self) -> Option<String> {
        Some(
            match self {
                Self::Changed { .. } => {
                    "review the change with --dry-run, then run the command again"
                }
                Self::Uncertain(_) => "run the command again when the server responds",
                Self::Partial { .. } => "run the command again to update the rest",
                Self::Unacknowledged { .. } | Self::ProxiesUnknown(_) | Self::Rejected { .. } => {
                    "`meshctl proxy status` shows the state of each proxy"
                }
            }
            .to_owned(),
        )
    }
}

/// Plans and writes the new weights, and waits for the proxies.
///
/// # Errors
///
/// [`CanaryPlanError`] before anything is written, [`CanaryError`] after.
pub async fn run(args: &Args, api: &Api, journal: &Journal) -> Result<CanaryReport, CliError> {
    let mesh = only_mesh(api, args.mesh.as_ref()).await?;
    let (virtual_service, virtual_node, shifts) = read(args, api, &mesh).await?;
    let changed: Vec<&RouteShift> = shifts.iter().filter(|shift| !shift.is_unchanged()).collect();
    let mut state = CanaryState::Unchanged;
    let mut acknowledged_proxies = None;
    if args.dry_run && !changed.is_empty() {
        state = CanaryState::Planned;
    } else if !changed.is_empty() {
        let revision = write(api, &changed, journal).await?;
        state = CanaryState::Shifted;
        if let Some(revision) = revision.filter(|_| !args.timeout.is_zero()) {
            acknowledged_proxies = Some(wait(api, &mesh, revision, args.timeout).await?);
        }
    }
    let routes = shifts.iter().map(RouteWeights::from).collect();
    Ok(CanaryReport { state, virtual_service, virtual_node, routes, acknowledged_proxies })
}

/// Reads the service, its routes and the node, and plans each route.
async fn read(
    args: &Args,
    api: &Api,
    mesh: &Name,
) -> Result<(Name, Name, Vec<RouteShift>), CliError> {
    let reader = api.mesh(mesh).await?;
    let service = plan::service(mesh, &args.service, &services(api, &reader, mesh).await?)?;
    let key = Key::member(Kind::VirtualService, mesh.clone(), service.clone());
    let spec: VirtualServiceSpec = typed_spec(&reader, &key).await?;
    let router = match spec.provider {
        Some(VirtualServiceProvider::VirtualRouter(router)) => router.virtual_router_name,
        Some(VirtualServiceProvider::VirtualNode(node)) => {
            let node = Some(node.virtual_node_name);
            return Err(CanaryPlanError::NoRouter { service, node }.into());
        }
        None => return Err(CanaryPlanError::NoRouter { service, node: None }.into()),
    };
    let node = plan::node(mesh, &args.to, &service, &names(&reader, Kind::VirtualNode).await?)?;
    let node_key = Key::member(Kind::VirtualNode, mesh.clone(), node.clone());
    let node_spec: VirtualNodeSpec = typed_spec(&reader, &node_key).await?;
    let keys = reader.keys(Kind::Route, Some(&router)).await?;
    if keys.is_empty() {
        return Err(CanaryPlanError::NoRoutes { service, router }.into());
    }
    let routes = reader.describe_all(&keys).await?;
    if let Some(key) = keys.iter().find(|key| routes.iter().all(|route| route.key != **key)) {
        return Err(CanaryError::Changed { key: key.to_string() }.into());
    }
    let shift = |route| plan::shift(route, &node, &node_spec, args.weight);
    let shifts = routes.iter().map(shift).collect::<Result<_, _>>()?;
    Ok((service, node, shifts))
}

/// Lists the virtual services of a mesh.
async fn services(api: &Api, reader: &MeshReader, mesh: &Name) -> Result<Vec<Name>, CliError> {
    match names(reader, Kind::VirtualService).await {
        Err(error) if error.is_not_found() => {
            Err(CanaryPlanError::NoMesh { mesh: mesh.clone(), known: api.meshes().await? }.into())
        }
        found => Ok(found?),
    }
}

async fn names(reader: &MeshReader, kind: Kind) -> Result<Vec<Name>, ClientError> {
    Ok(reader.keys(kind, None).await?.into_iter().map(|key| key.name).collect())
}

async fn described(reader: &MeshReader, key: &Key) -> Result<DescribedResource, CliError> {
    let deleted = || CanaryError::Changed { key: key.to_string() };
    Ok(reader.describe(key).await?.ok_or_else(deleted)?)
}

async fn typed_spec<T: DeserializeOwned>(reader: &MeshReader, key: &Key) -> Result<T, CliError> {
    Ok(spec::read(key, &described(reader, key).await?.spec)?)
}

/// Writes the weights: in one commit on a meshctl server, route by route elsewhere. Returns the
/// revision of the commit, if there is one.
async fn write(
    api: &Api,
    shifts: &[&RouteShift],
    journal: &Journal,
) -> Result<Option<Revision>, CliError> {
    if api.is_meshctl() != Some(true) {
        return one_by_one(api, shifts, journal).await.map(|()| None).map_err(Into::into);
    }
    let together: Vec<(Key, Value, u64)> =
        shifts.iter().map(|shift| (shift.key.clone(), shift.spec.clone(), shift.version)).collect();
    let keys: Vec<Key> = shifts.iter().map(|shift| shift.key.clone()).collect();
    let in_flight = InFlight::Resources(keys.clone());
    match journal.during(in_flight, api.update_together(&together)).await {
        Ok(response) => {
            keys.iter().for_each(|key| journal.record(key, JournalChange::Shifted));
            Ok(response.revision)
        }
        Err(error) if error.is_uncertain() => Err(CanaryError::Uncertain(error).into()),
        Err(error) if error.code() == Some("ConflictException") => {
            Err(CanaryError::Changed { key: shifts[0].key.to_string() }.into())
        }
        Err(error) => Err(error.into()),
    }
}

/// Writes route by route. App Mesh has no compare-and-swap, so each route is read again just before
/// its update to detect concurrent changes.
async fn one_by_one(
    api: &Api,
    shifts: &[&RouteShift],
    journal: &Journal,
) -> Result<(), CanaryError> {
    for (done, shift) in shifts.iter().enumerate() {
        let partial = |source: Option<ClientError>| CanaryError::Partial {
            done,
            all: shifts.len(),
            key: shift.key.clone(),
            source,
        };
        let now = api.describe(&shift.key).await.map_err(|error| partial(Some(error)))?;
        if now.map(|route| route.version) != Some(shift.version) {
            return Err(match done {
                0 => CanaryError::Changed { key: shift.key.to_string() },
                _ => partial(None),
            });
        }
        let update = journal.during(&shift.key, api.update(&shift.key, &shift.spec)).await;
        update.map_err(|error| partial(Some(error)))?;
        journal.record(&shift.key, JournalChange::Shifted);
    }
    Ok(())
}

/// Waits until every proxy of the mesh has acknowledged `revision`; returns how many there are.
async fn wait(
    api: &Api,
    mesh: &Name,
    revision: Revision,
    timeout: Duration,
) -> Result<usize, CliError> {
    let proxies = api.wait_for_proxies(mesh, revision, timeout).await;
    let proxies = proxies.map_err(CanaryError::ProxiesUnknown)?;
    let mut lagging = Vec::new();
    for proxy in &proxies {
        match proxy.progress(revision) {
            ProxyProgress::Acknowledged => {}
            ProxyProgress::Rejected(reason) => {
                let (node, why) = (proxy.node_id.clone(), reason.to_owned());
                return Err(CanaryError::Rejected { node, why }.into());
            }
            ProxyProgress::Pending => lagging.push(proxy.node_id.clone()),
        }
    }
    if lagging.is_empty() {
        return Ok(proxies.len());
    }
    Err(CanaryError::Unacknowledged { lagging, waited: timeout }.into())
}
