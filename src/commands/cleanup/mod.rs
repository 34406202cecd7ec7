//! `meshctl cleanup`: delete a mesh with everything in it, in an order that works.
//!
//! List, plan (phases: [`crate::mesh::order`]), confirmation, deletion, verification.

mod report;

use futures_util::StreamExt as _;
use futures_util::stream;

use self::report::{CleanupReport, CleanupState};
use super::confirmation::{self, Confirmation};
use super::{Journal, JournalChange, MAX_LISTED};
use crate::client::{Api, ClientError};
use crate::error::{CliError, ErrorKind, Explain};
use crate::mesh::order;
use crate::model::name;
use crate::model::{Key, Name};
use crate::output::Progress;

/// Delete a mesh and everything in it
///
/// Deletes routes before routers, services before nodes, and the mesh last. Resources that are
/// already gone count as deleted. Lists the mesh again at the end to verify that it is gone. Asks
/// for confirmation on a terminal; otherwise --yes is required.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  meshctl cleanup --mesh dj-app --dry-run
  meshctl cleanup --mesh dj-app --yes

Exit codes: 0 deleted, or the mesh does not exist, 1 some resources are left, 7 interrupted, 252 \
--yes is required")]
pub struct Args {
    /// Mesh to delete
    #[arg(long, value_name = "MESH", visible_alias = "mesh-name", value_parser = name::parse)]
    mesh: Name,
    /// Show what would be deleted, in order, without deleting anything
    #[arg(long)]
    dry_run: bool,
    /// Delete without confirmation
    #[arg(long, short)]
    yes: bool,
}

/// Maximum number of concurrent deletions.
const CONCURRENT_DELETIONS: usize = 8;

/// Number of attempts: the mesh is listed again after each, since others may add resources
/// meanwhile.
const ROUNDS: usize = 3;

/// Why not everything was deleted.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum CleanupError {
    #[error("nothing was deleted: pass --yes when not running on a terminal")]
    NotConfirmed,
    #[error("nothing was deleted")]
    Declined,
    #[error(
        "{deleted} of {all} resources were deleted; the remaining resources could not be listed"
    )]
    Unknown {
        deleted: usize,
        all: usize,
        #[source]
        source: ClientError,
    },
    #[error("{} of {all} resources are left: {}", left.len(), listed(left))]
    Left {
        left: Vec<Key>,
        all: usize,
        #[source]
        source: Option<ClientError>,
    },
}

fn listed(keys: &[Key]) -> String {
    let mut names: Vec<String> = keys.iter().take(MAX_LISTED).map(ToString::to_string).collect();
    if keys.len() > names.len() {
        names.push(format!("and {} more", keys.len() - names.len()));
    }
    names.join(", ")
}

impl Explain for CleanupError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::NotConfirmed => ErrorKind::Usage,
            Self::Declined | Self::Left { .. } | Self::Unknown { .. } => ErrorKind::Failed,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::NotConfirmed => Some("use --dry-run to see what would be deleted".to_owned()),
            Self::Declined => None,
            Self::Left { .. } | Self::Unknown { .. } => {
                Some("run the same command again to continue".to_owned())
            }
        }
    }
}

/// Deletes the mesh and everything in it.
///
/// # Errors
///
/// [`CleanupError`], or [`ClientError`] if the mesh cannot be listed.
pub async fn run(args: &Args, api: &Api, journal: &Journal) -> Result<CleanupReport, CliError> {
    let report = |state, phases| CleanupReport::new(args.mesh.clone(), state, phases);
    let found = api.mesh(&args.mesh).await?.all_keys().await?;
    if found.is_empty() {
        return Ok(report(CleanupState::Absent, Vec::new()));
    }
    let total = found.len();
    let phases = order::deletion(found);
    if args.dry_run {
        return Ok(report(CleanupState::Planned, phases));
    }
    if !args.yes {
        confirm(&args.mesh, total).await?;
    }
    let progress = Progress::new(total as u64);
    let mut left = phases.clone();
    let mut problem = None;
    for _ in 0..ROUNDS {
        problem = delete(api, left, &progress, journal).await;
        let rest = match api.mesh(&args.mesh).await {
            Ok(reader) => reader.all_keys().await,
            Err(error) => Err(error),
        };
        let rest = rest.map_err(|source| CleanupError::Unknown {
            deleted: journal.count(JournalChange::Deleted),
            all: total,
            source,
        })?;
        if rest.is_empty() {
            return Ok(report(CleanupState::Deleted, phases));
        }
        left = order::deletion(rest);
    }
    let left = left.into_iter().flatten().collect();
    Err(CleanupError::Left { left, all: total, source: problem }.into())
}

/// Deletes phase by phase and returns the last error. An error does not stop the phase: resources
/// that do not depend on the failed one can still be deleted.
async fn delete(
    api: &Api,
    phases: Vec<Vec<Key>>,
    progress: &Progress,
    journal: &Journal,
) -> Option<ClientError> {
    let mut problem = None;
    for phase in phases {
        let deletions = phase.into_iter().map(|key| async move {
            let deleted = journal.during(&key, api.delete(&key)).await;
            deleted.map(|_| journal.record(&key, JournalChange::Deleted))
        });
        let mut deletions = stream::iter(deletions).buffer_unordered(CONCURRENT_DELETIONS);
        while let Some(result) = deletions.next().await {
            match result {
                Ok(()) => progress.advance(1),
                Err(error) => problem = Some(error),
            }
        }
    }
    problem
}

async fn confirm(mesh: &Name, count: usize) -> Result<(), CleanupError> {
    let plural = if count == 1 { "" } else { "s" };
    let question = format!("Delete mesh `{mesh}` and everything in it ({count} resource{plural})?");
    match confirmation::ask(&question).await {
        Confirmation::Yes => Ok(()),
        Confirmation::No => Err(CleanupError::Declined),
        Confirmation::NoTerminal => Err(CleanupError::NotConfirmed),
    }
}
