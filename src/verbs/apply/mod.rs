//! `meshctl apply`: make the mesh what the files say.
//!
//! Reads top to bottom: arguments, the wish ([`wished`]), the plan (pure), the report. Creates and
//! updates only: what is live and in no file stays. A mesh that is in no file must exist already,
//! as a namespace must for `kubectl apply`; no flag creates it on the side, so that a misspelt
//! `--mesh` cannot make a second one.

pub mod plan;
pub mod report;

use std::path::PathBuf;

use crate::error::CliError;
use crate::manifest::{self, Defaults, Set, source};
use crate::model::Name;

/// Create or update resources so that they are as in files
///
/// Takes Kubernetes custom resources of App Mesh (v1beta1 and v1beta2) and App Mesh's own JSON or
/// YAML. Nothing is deleted. Nothing is sent if anything in the files is wrong.
#[derive(clap::Args, Debug, Clone)]
pub struct Args {
    /// File or directory to read, or `-` for standard input; can be given several times, and a
    /// later file wins over an earlier one
    #[arg(short = 'f', long, value_name = "FILE", required = true)]
    pub filename: Vec<PathBuf>,
    /// Mesh of resources that do not name theirs; by default the only mesh in the files
    #[arg(long, value_name = "MESH")]
    pub mesh: Option<String>,
    /// Namespace of custom resources that do not name theirs; by default `default`
    #[arg(short = 'n', long, value_name = "NAMESPACE")]
    pub namespace: Option<String>,
    /// Say what would be done and do nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Reads the files that `args` name and returns what they wish for.
///
/// # Errors
///
/// [`source::SourceError`] if a file cannot be read, [`manifest::ManifestError`] with everything
/// that is wrong in them.
pub fn wished(args: &Args) -> Result<Set, CliError> {
    let texts = source::texts(&args.filename)?;
    let mesh = args.mesh.as_deref().map(Name::from);
    let defaults = Defaults { mesh, namespace: args.namespace.clone() };
    Ok(manifest::read(&texts, &defaults)?)
}
