//! `meshctl apply`: make the mesh what the files say.
//!
//! Reads top to bottom: arguments, the wish ([`wished`]), the plan (pure), the report. Creates and
//! updates only: what is live and in no file stays. A mesh that is in no file must exist already,
//! as a namespace must for `kubectl apply`; no flag creates it on the side, so that a misspelt
//! `--mesh` cannot make a second one.

pub mod plan;
pub mod report;

use std::path::PathBuf;

use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};
use serde_json::{Value, json};

use self::plan::{Action, Step};
use self::report::{Outcome, Row};
use super::{Journal, Report};
use crate::client::{Api, ClientError};
use crate::error::{CliError, ErrorKind, Explain};
use crate::manifest::{self, Defaults, Set, source};
use crate::model::name::typed;
use crate::model::{Key, Name};

/// Create or update resources so that they are as in files
///
/// Takes Kubernetes custom resources of App Mesh (v1beta1 and v1beta2) and App Mesh's own JSON or
/// YAML. Nothing is deleted. Nothing is sent if anything in the files is wrong.
#[derive(clap::Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  meshctl apply -f examples/djapp/
  meshctl apply -f mesh.yaml -f nodes.yaml --dry-run
  kubectl get virtualnodes -A -o yaml | meshctl apply -f - --mesh dj-app

Exit codes: 0 all is as in the files, 1 the service refused something, 252 something in the files \
is wrong and nothing was sent, 7 interrupted")]
pub struct Args {
    /// File or directory to read, or `-` for standard input; can be given several times, and a
    /// later file wins over an earlier one
    #[arg(short = 'f', long, value_name = "FILE", required = true)]
    pub filename: Vec<PathBuf>,
    /// Mesh of resources that do not name theirs; by default the only mesh in the files
    #[arg(long, value_name = "MESH", value_parser = typed)]
    pub mesh: Option<Name>,
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
    let defaults = Defaults { mesh: args.mesh.clone(), namespace: args.namespace.clone() };
    Ok(manifest::read(&texts, &defaults)?)
}

/// Does it.
///
/// # Errors
///
/// As [`wished`], [`plan::PlanError`] before anything is sent, and [`ApplyError`] when the service
/// refuses a resource: those before it are done.
pub async fn run(args: &Args, api: &Api, journal: &Journal) -> Result<Report, CliError> {
    let set = wished(args)?;
    let notes: Vec<String> = set.ignored.iter().map(ToString::to_string).collect();
    let keys = plan::concerned(&set.desired)?;
    let found = stream::iter(keys.iter().map(|key| api.describe(key)));
    let found: Vec<_> = found.buffered(AT_ONCE).try_collect().await?;
    let live = found.into_iter().flatten().map(|resource| (resource.key, resource.spec)).collect();
    let plan = plan::plan(set.desired, &live)?;
    let mut rows: Vec<Row> = Vec::new();
    for step in &plan.steps {
        if !args.dry_run
            && let Err(source) = journal.during(&step.key, take(step, api)).await
        {
            return Err(ApplyError { key: step.key.clone(), done: rows, source }.into());
        }
        let row = Row::new(step, args.dry_run);
        if !args.dry_run && row.outcome != Outcome::Unchanged {
            journal.note(row.line());
        }
        rows.push(row);
    }
    let rows_are_none = rows.is_empty();
    let text = rows.iter().map(|row| row.line() + "\n").collect();
    let mut report = Report::new(text, json!({ "resources": rows }));
    report.notes = notes;
    if rows_are_none {
        report.text = "nothing of App Mesh in these files; nothing to do\n".to_owned();
    }
    Ok(report)
}

/// Reads that run at the same time.
const AT_ONCE: usize = 8;

async fn take(step: &Step, api: &Api) -> Result<(), ClientError> {
    match &step.action {
        Action::Create => {
            let tags = step.tags.iter().map(|(key, value)| json!({"key": key, "value": value}));
            let tags: Vec<Value> = tags.collect();
            let tags = (!tags.is_empty()).then_some(Value::Array(tags));
            api.create(&step.key, &step.spec, tags.as_ref()).await?;
        }
        Action::Update { .. } => drop(api.update(&step.key, &step.spec).await?),
        Action::Unchanged => {}
    }
    Ok(())
}

/// A resource was refused, or nobody knows what became of it.
#[derive(Debug, thiserror::Error)]
#[error("{key} {}{}", fate(source), report::before(done))]
pub struct ApplyError {
    key: Key,
    done: Vec<Row>,
    #[source]
    source: ClientError,
}

fn fate(source: &ClientError) -> &'static str {
    match source {
        uncertain if uncertain.is_uncertain() => "may be done or not: no answer came",
        ClientError::Service { .. } => "was refused",
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
                "mend it and repeat the command"
            }
            _ => "repeat the command when the server answers",
        };
        Some(format!("{first}; what is done already stays unchanged"))
    }
}
