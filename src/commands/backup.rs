//! `meshctl backup` and `meshctl restore`: everything that an App Mesh of ours holds, in one file.

use std::fs::File;
use std::io::ErrorKind::NotFound;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{Journal, Report};
use crate::client::{Api, ClientError};
use crate::error::{CliError, ErrorKind, Explain};
use crate::fs::{self, Visibility};
use crate::store::Write;
use crate::store::backup::{Backup as Content, BackupError};

/// Write everything that the App Mesh holds into a file
///
/// Resources, their history and all else, as of one commit, also while a server runs and is
/// written to. The file is there whole or not at all, readable by its owner alone.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  meshctl backup mesh.backup
  meshctl backup --context prod prod.backup")]
pub struct BackupArgs {
    /// File to write; one that is there is replaced
    file: PathBuf,
}

/// Fill the App Mesh with what a backup holds
///
/// Checks all of the file before anything is changed, and changes everything in one commit: a
/// running server and its proxies go from one state to the other. An App Mesh that is not empty is
/// left alone without --replace.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  meshctl restore mesh.backup --dry-run
  meshctl restore mesh.backup
  meshctl restore mesh.backup --replace

Exit codes: 0 restored, 1 the file is no whole backup or the App Mesh is not empty; nothing was \
changed")]
pub struct RestoreArgs {
    /// File that `meshctl backup` wrote
    file: PathBuf,
    /// Replace everything that is there, its history included
    #[arg(long, visible_alias = "yes")]
    replace: bool,
    /// Check the file, say what is in it, and change nothing
    #[arg(long)]
    dry_run: bool,
}

/// Why a file cannot be written or used.
#[derive(Debug, thiserror::Error)]
enum FileError {
    #[error("`{}` cannot be {doing}", path.display())]
    Io {
        path: PathBuf,
        doing: &'static str,
        #[source]
        source: std::io::Error,
    },
    #[error("what the server sent is no whole backup; `{}` is as it was", path.display())]
    Sent {
        path: PathBuf,
        #[source]
        source: BackupError,
    },
    #[error("`{}` cannot be restored", path.display())]
    Content {
        path: PathBuf,
        #[source]
        source: BackupError,
    },
}

impl Explain for FileError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Failed
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Io { doing: "read", source, .. } if source.kind() == NotFound => {
                Some("`meshctl backup FILE` writes one".to_owned())
            }
            Self::Io { source, .. } if source.kind() == NotFound => {
                Some("make its folder first, or choose another".to_owned())
            }
            Self::Io { .. } => None,
            Self::Sent { .. } => Some("the server's log says what it met".to_owned()),
            Self::Content { source, .. } => source.hint(),
        }
    }
}

/// Does the backup.
///
/// # Errors
///
/// An error if the server is not ours, sends no whole backup, or the file cannot be written.
pub async fn backup(args: &BackupArgs, api: &Api) -> Result<Report, CliError> {
    let text = api.backup().await?.ok_or_else(not_ours)?;
    let refused = |source| FileError::Sent { path: args.file.clone(), source };
    // A backup that is of no use must not replace one that is.
    let content = Content::read(&text).map_err(refused)?;
    let failed = |source| FileError::Io { path: args.file.clone(), doing: "written", source };
    fs::write_atomically(&args.file, text.as_bytes(), Visibility::OwnerOnly).map_err(failed)?;
    let line = format!("{} written: {}\n", args.file.display(), contents(&content));
    Ok(Report::new(line, data("written", &args.file, &content)))
}

/// Does the restore.
///
/// # Errors
///
/// An error if the file is no whole backup, if the App Mesh is not empty and is not to be
/// replaced, or if it is not ours.
pub async fn restore(args: &RestoreArgs, api: &Api, journal: &Journal) -> Result<Report, CliError> {
    let failed = |source| FileError::Io { path: args.file.clone(), doing: "read", source };
    let bytes = read(&args.file).map_err(failed)?;
    let refused = |source| FileError::Content { path: args.file.clone(), source };
    let text = String::from_utf8(bytes).map_err(|_| refused(BackupError::Alien))?;
    let content = Content::read(&text).map_err(refused)?;
    if args.dry_run {
        let line = format!("{} is whole: {}\n", args.file.display(), contents(&content));
        return Ok(Report::new(line, data("planned", &args.file, &content)));
    }
    let server = match journal.during("the restore", api.restore(text, args.replace)).await {
        Ok(server) => server.ok_or_else(not_ours)?,
        Err(error) if error.is_uncertain() => return Err(Uncertain(error).into()),
        Err(error) if error.code() == Some("ConflictException") => {
            return Err(CliError::new(
                ErrorKind::Failed,
                "the App Mesh is not empty; nothing was changed",
            )
            .hint("replace everything that is there with --replace, after a backup of it"));
        }
        Err(error) => return Err(error.into()),
    };
    let line = format!("{} restored: {}\n", args.file.display(), contents(&content));
    let mut report = Report::new(line, data("restored", &args.file, &content));
    let (was, is) =
        (&content.header, |name: &str| server[name].as_str().unwrap_or_default().to_owned());
    if (was.account.clone(), was.region.clone()) != (is("account"), is("region")) {
        report.notes.push(format!(
            "the backup is of account {} in {}; ARNs are of account {} in {} now",
            was.account,
            was.region,
            is("account"),
            is("region")
        ));
    }
    Ok(report)
}

/// How long the first line may be, which says what a backup is of.
const LINE_BYTES: u64 = 1 << 20;

/// Reads a file to its end, but what does not begin as a backup only so far: a device may have no
/// end.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut reader = BufReader::new(File::open(path)?);
    let mut bytes = Vec::new();
    reader.by_ref().take(LINE_BYTES).read_until(b'\n', &mut bytes)?;
    if bytes.ends_with(b"\n") {
        reader.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// The server went away with the backup in its hands.
#[derive(Debug, thiserror::Error)]
#[error("the restore may be done or not: no answer came")]
struct Uncertain(#[source] ClientError);

impl Explain for Uncertain {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Failed
    }

    fn hint(&self) -> Option<String> {
        Some(WHOLE.to_owned())
    }
}

/// What a person does who does not know whether a restore came through.
pub const WHOLE: &str = "it is whole or nothing: `meshctl history --limit 1` shows which";

fn not_ours() -> CliError {
    CliError::new(ErrorKind::Failed, "this App Mesh is not one of meshctl's")
        .hint("choose one with --context or --endpoint-url, or see `meshctl context list`")
}

fn counts(content: &Content) -> (usize, usize) {
    let paths = || content.writes.iter().filter_map(Write::path);
    let changes = paths().filter(|path| path.change_number().is_some()).count();
    (paths().filter(|path| path.is_resource()).count(), changes)
}

fn contents(content: &Content) -> String {
    let (resources, changes) = counts(content);
    format!(
        "{resources} resources and {changes} changes, as of revision {}",
        content.header.revision
    )
}

fn data(state: &str, file: &Path, content: &Content) -> Value {
    let (resources, changes) = counts(content);
    json!({
        "state": state,
        "file": file,
        "resources": resources,
        "changes": changes,
        "backup": content.header,
    })
}
