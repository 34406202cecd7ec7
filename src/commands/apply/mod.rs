//! `meshctl apply`: create and update resources from files.
//!
//! Reads top to bottom: arguments, [`load_manifests`], the plan (pure), the calls, the report.
//! Resources that are live and in no file are left alone. A mesh that is in no file must already
//! exist, as a namespace must for `kubectl apply`; no flag creates it implicitly, so that a misspelled
//! `--mesh` cannot create a second one.

pub mod plan;
pub mod report;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::{Value, json};

use self::plan::{ApplyAction, ApplyStep};
use self::report::{AppliedResource, ApplyReport};
use super::Journal;
use crate::client::{Api, ClientError};
use crate::error::{CliError, ErrorKind, Explain};
use crate::manifest::{self, Defaults, ManifestSet, source};
use crate::model::name;
use crate::model::{Key, Name};

/// Create or update resources from files
///
/// Reads Kubernetes custom resources of App Mesh (v1beta1 and v1beta2) and App Mesh API input in
/// JSON or YAML. Deletes nothing. All files are validated before anything is sent.
#[derive(clap::Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  meshctl apply -f examples/djapp/
  meshctl apply -f mesh.yaml -f nodes.yaml --dry-run
  kubectl get virtualnodes -A -o yaml | meshctl apply -f - --mesh dj-app

Exit codes: 0 all resources match the files, 1 the service rejected a resource, 7 interrupted, \
252 invalid files, nothing was sent")]
pub struct Args {
    /// File or directory to read, or `-` for standard input; repeatable, later files override
    /// earlier ones
    #[arg(short = 'f', long, value_name = "FILE", required = true)]
    pub filename: Vec<PathBuf>,
    /// Mesh of resources that do not name one [default: the only mesh in the files]
    #[arg(long, value_name = "MESH", value_parser = name::parse)]
    pub mesh: Option<Name>,
    /// Namespace of custom resources that do not name one [default: default]
    #[arg(short = 'n', long, value_name = "NAMESPACE")]
    pub namespace: Option<String>,
    /// Show what would change without changing anything
    #[arg(long)]
    pub dry_run: bool,
}

/// Reads the files that `args` names and returns the resources in them.
///
/// # Errors
///
/// [`source::SourceError`] if a file cannot be read, [`manifest::ManifestError`] with everything
/// that is invalid in them.
pub fn load_manifests(args: &Args) -> Result<ManifestSet, CliError> {
    let files = source::read_files(&args.filename)?;
    let defaults = Defaults { mesh: args.mesh.clone(), namespace: args.namespace.clone() };
    Ok(manifest::read(&files, &defaults)?)
}

/// Applies the files that `args` names.
///
/// # Errors
///
/// As [`load_manifests`], [`plan::ApplyPlanError`] before anything is sent, and [`ApplyError`] when the
/// service rejects a resource; the resources before it stay applied.
pub async fn run(args: &Args, api: &Api, journal: &Journal) -> Result<ApplyReport, CliError> {
    let set = load_manifests(args)?;
    let notes: Vec<String> = set.ignored.iter().map(ToString::to_string).collect();
    let live = live_specs(&plan::keys_to_fetch(&set.desired)?, api).await?;
    let plan = plan::plan(set.desired, &live)?;
    let mut resources: Vec<AppliedResource> = Vec::new();
    for step in &plan.steps {
        let resource = AppliedResource::new(step, args.dry_run);
        if !args.dry_run {
            if let Err(source) = journal.during(&step.key, execute(step, api)).await {
                return Err(ApplyError { key: step.key.clone(), done: resources, source }.into());
            }
            if let Some(change) = resource.outcome.change() {
                journal.record(&step.key, change);
            }
        }
        resources.push(resource);
    }
    Ok(ApplyReport { resources, notes })
}

/// Reads the specs of those of `keys` that exist.
async fn live_specs(keys: &BTreeSet<Key>, api: &Api) -> Result<BTreeMap<Key, Value>, ClientError> {
    let meshes: BTreeSet<&Name> = keys.iter().map(|key| &key.mesh).collect();
    let mut live = BTreeMap::new();
    for mesh in meshes {
        let keys = keys.iter().filter(|key| key.mesh == *mesh);
        let found = api.mesh(mesh).await?.describe_all(keys).await?;
        live.extend(found.into_iter().map(|resource| (resource.key, resource.spec)));
    }
    Ok(live)
}

async fn execute(step: &ApplyStep, api: &Api) -> Result<(), ClientError> {
    match &step.action {
        ApplyAction::Create => {
            let tags = step.tags.iter().map(|(key, value)| json!({"key": key, "value": value}));
            let tags: Vec<Value> = tags.collect();
            let tags = (!tags.is_empty()).then_some(Value::Array(tags));
            api.create(&step.key, &step.spec, tags.as_ref()).await?;
        }
        ApplyAction::Update { .. } => drop(api.update(&step.key, &step.spec).await?),
        ApplyAction::Unchanged => {}
    }
    Ok(())
}

/// A resource was rejected, or whether it was written is unknown.
#[derive(Debug, thiserror::Error)]
#[error("{key} {}{}", fate(source), report::before(done))]
pub struct ApplyError {
    key: Key,
    done: Vec<AppliedResource>,
    #[source]
    source: ClientError,
}

fn fate(source: &ClientError) -> &'static str {
    match source {
        uncertain if uncertain.is_uncertain() => "may or may not have been applied: no response",
        ClientError::Service { .. } => "was rejected",
        _ => "was not sent",
    }
}

impl Explain for ApplyError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Failed
    }

    fn hint(&self) -> Option<String> {
        let first = match &self.source {
            ClientError::Service { .. } if !self.source.is_uncertain() => {
                "fix the manifest and run the command again"
            }
            _ => "run the command again when the server responds",
        };
        Some(format!("{first}; resources already applied are left unchanged"))
    }
}
