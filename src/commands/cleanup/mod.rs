//! `meshctl cleanup`: delete a mesh with everything in it, in an order that works.
//!
//! Inventory, plan (phases: [`crate::mesh::order`]), confirmation, deletion, check.

use futures_util::StreamExt as _;
use futures_util::stream;
use serde_json::json;

use super::ask::{self, Answer};
use super::{FEW, Journal, Report};
use crate::client::{Api, ClientError};
use crate::error::{CliError, ErrorKind, Explain};
use crate::mesh::order;
use crate::model::name;
use crate::model::{Key, Kind, Name};
use crate::output::{Progress, Rows};

/// Delete a mesh and everything in it
///
/// Lists all there is, then deletes children before what they refer to. What is gone already
/// counts as deleted. Ends by looking again. Asks first on a terminal; elsewhere it needs --yes.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  meshctl cleanup --mesh dj-app --dry-run
  meshctl cleanup --mesh dj-app --yes

Exit codes: 0 all deleted or nothing there, 1 something is left, 7 interrupted, 252 --yes is \
needed")]
pub struct Args {
    /// Mesh to delete
    #[arg(long, value_name = "MESH", visible_alias = "mesh-name", value_parser = name::parse)]
    mesh: Name,
    /// Show what would be deleted, in its order, and delete nothing
    #[arg(long)]
    dry_run: bool,
    /// Delete without asking
    #[arg(long, short)]
    yes: bool,
}

/// Deletions that run at the same time.
const AT_ONCE: usize = 8;

/// How often what is left is listed and tried again: others may be adding meanwhile.
const ROUNDS: usize = 3;

/// Why not everything was deleted.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum CleanupError {
    #[error("nothing was deleted: --yes is needed where nobody can be asked")]
    NotConfirmed,
    #[error("nothing was deleted")]
    Declined,
    #[error("{deleted} of {all} resources are deleted; what is left, the server does not say")]
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
    let mut names: Vec<String> = keys.iter().take(FEW).map(ToString::to_string).collect();
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
            Self::NotConfirmed => Some("see what would go with --dry-run".to_owned()),
            Self::Declined => None,
            Self::Left { .. } | Self::Unknown { .. } => {
                Some("the same command goes on where this one ended".to_owned())
            }
        }
    }
}

/// Does it.
///
/// # Errors
///
/// [`CleanupError`], or [`ClientError`] if the mesh cannot be listed.
pub async fn run(args: &Args, api: &Api, journal: &Journal) -> Result<Report, CliError> {
    let found = inventory(api, &args.mesh).await?;
    if found.is_empty() {
        let text = format!("mesh `{}` is not there; nothing to delete\n", args.mesh);
        return Ok(Report::new(text, json!({"state": "absent", "deleted": []})));
    }
    let phases = order::deletion(found.clone());
    if args.dry_run {
        return Ok(planned(&phases));
    }
    if !args.yes {
        confirm(&args.mesh, found.len()).await?;
    }
    let progress = Progress::new(found.len() as u64);
    let all = found.len();
    let mut left = phases;
    let mut problem = None;
    for _ in 0..ROUNDS {
        problem = delete(api, left, &progress, journal).await;
        let rest = inventory(api, &args.mesh).await.map_err(|source| CleanupError::Unknown {
            deleted: journal.lines().len(),
            all,
            source,
        })?;
        if rest.is_empty() {
            return Ok(done(&args.mesh, found));
        }
        left = order::deletion(rest);
    }
    let left = left.into_iter().flatten().collect();
    Err(CleanupError::Left { left, all, source: problem }.into())
}

/// Returns all there is of the mesh; nothing if there is no such mesh.
async fn inventory(api: &Api, mesh: &Name) -> Result<Vec<Key>, ClientError> {
    let mut found = Vec::new();
    for kind in Kind::ALL.into_iter().filter(|kind| kind.parent().is_none() && *kind != Kind::Mesh)
    {
        let keys = match api.members(kind, mesh, None).await {
            Ok(keys) => keys,
            Err(error) if error.is_not_found() => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        if let Some(child) = kind.child() {
            let lists = keys.iter().map(|key| api.members(child, mesh, Some(&key.name)));
            let lists: Vec<_> = stream::iter(lists).buffered(AT_ONCE).collect().await;
            for list in lists {
                match list {
                    Ok(children) => found.extend(children),
                    // The parent went between two lists, and its children with it.
                    Err(error) if error.is_not_found() => {}
                    Err(error) => return Err(error),
                }
            }
        }
        found.extend(keys);
    }
    found.push(Key::mesh(mesh.clone()));
    Ok(found)
}

/// Deletes phase by phase, and returns the last refusal. A refusal does not end the phase: what
/// does not depend on it can still go.
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
            deleted.map(|_| journal.note(format!("{key} deleted")))
        });
        let mut deletions = stream::iter(deletions).buffer_unordered(AT_ONCE);
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
    let question = format!("Delete mesh `{mesh}` and everything in it, {count} in all?");
    match ask::confirm(&question).await {
        Answer::Yes => Ok(()),
        Answer::No => Err(CleanupError::Declined),
        Answer::Unasked => Err(CleanupError::NotConfirmed),
    }
}

fn planned(phases: &[Vec<Key>]) -> Report {
    let mut rows = Rows::new(["PHASE", "RESOURCE"]);
    for (at, phase) in phases.iter().enumerate() {
        for key in phase {
            rows.push([(at + 1).to_string(), key.to_string()]);
        }
    }
    let count: usize = phases.iter().map(Vec::len).sum();
    let text = format!("{}\n{count} resources; nothing deleted (dry run)\n", rows.render());
    Report::new(text, json!({"state": "planned", "phases": phases}))
}

fn done(mesh: &Name, deleted: Vec<Key>) -> Report {
    let mut text = String::new();
    let phases = order::deletion(deleted);
    for key in phases.iter().flatten() {
        text.push_str(&format!("{key} deleted\n"));
    }
    let deleted: Vec<&Key> = phases.iter().flatten().collect();
    Report::new(text, json!({"state": "deleted", "mesh": mesh, "deleted": deleted}))
}
