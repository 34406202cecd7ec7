//! `meshctl backup` and `meshctl restore`: everything that a meshctl server stores, in one file.

mod report;

use std::fs::File;
use std::io::ErrorKind::NotFound;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};

use self::report::{BackupContents, BackupReport, BackupState, RestoreReport, RestoreState};
use super::Journal;
use super::journal::InFlight;
use crate::client::{Api, ClientError};
use crate::error::{CliError, ErrorKind, Explain};
use crate::fs::{self, Visibility};
use crate::store::backup::{Backup, BackupError};

/// Write all resources and their history to a file
///
/// The backup is a consistent snapshot of one revision, even while the server handles writes. The
/// file is written atomically and is readable by its owner only.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  meshctl backup mesh.backup
  meshctl backup --context prod prod.backup")]
pub struct BackupArgs {
    /// File to write; an existing file is replaced
    file: PathBuf,
}

/// Restore a server or the local store from a backup
///
/// Validates the whole file first, then replaces everything in one commit: a running server and its
/// proxies move from one consistent state to the other. A store that is not empty is not changed
/// without --replace.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  meshctl restore mesh.backup --dry-run
  meshctl restore mesh.backup
  meshctl restore mesh.backup --replace

Exit codes: 0 restored, 1 the backup is not valid or the store is not empty; nothing was changed")]
pub struct RestoreArgs {
    /// File that `meshctl backup` wrote
    file: PathBuf,
    /// Replace everything in the store, including its history
    #[arg(long, visible_alias = "yes")]
    replace: bool,
    /// Validate the file and show what is in it without changing anything
    #[arg(long)]
    dry_run: bool,
}

/// Why a backup file cannot be written or restored.
#[derive(Debug, thiserror::Error)]
enum FileError {
    #[error("`{}` cannot be {doing}", path.display())]
    Io {
        path: PathBuf,
        doing: &'static str,
        #[source]
        source: std::io::Error,
    },
    #[error("the server sent an incomplete or invalid backup; `{}` was not changed", path.display())]
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
                Some("create its directory first, or choose another".to_owned())
            }
            Self::Io { .. } => None,
            Self::Sent { .. } => Some("see the server's log for the cause".to_owned()),
            Self::Content { source, .. } => source.hint(),
        }
    }
}

/// Writes a backup.
///
/// # Errors
///
/// An error if the server is not a meshctl server, sends an invalid backup, or the file cannot be
/// written.
pub async fn backup(args: &BackupArgs, api: &Api) -> Result<BackupReport, CliError> {
    let text = api.backup().await?.ok_or_else(not_meshctl)?;
    let invalid = |source| FileError::Sent { path: args.file.clone(), source };
    // An invalid backup must not replace a valid one.
    let backup = Backup::read(&text).map_err(invalid)?;
    let failed = |source| FileError::Io { path: args.file.clone(), doing: "written", source };
    fs::write_atomically(&args.file, text.as_bytes(), Visibility::OwnerOnly).map_err(failed)?;
    let contents = BackupContents::new(args.file.clone(), &backup);
    Ok(BackupReport { state: BackupState::Written, contents })
}

/// Restores a backup.
///
/// # Errors
///
/// An error if the file is not a valid backup, if the store is not empty and `--replace` is not
/// given, or if the server is not a meshctl server.
pub async fn restore(
    args: &RestoreArgs,
    api: &Api,
    journal: &Journal,
) -> Result<RestoreReport, CliError> {
    let failed = |source| FileError::Io { path: args.file.clone(), doing: "read", source };
    let bytes = read(&args.file).map_err(failed)?;
    let invalid = |source| FileError::Content { path: args.file.clone(), source };
    let text = String::from_utf8(bytes).map_err(|_| invalid(BackupError::NotABackup))?;
    let backup = Backup::read(&text).map_err(invalid)?;
    let contents = BackupContents::new(args.file.clone(), &backup);
    if args.dry_run {
        return Ok(RestoreReport { state: RestoreState::Planned, contents, notes: Vec::new() });
    }
    let server = match journal.during(InFlight::Restore, api.restore(text, args.replace)).await {
        Ok(server) => server.ok_or_else(not_meshctl)?,
        Err(error) if error.is_uncertain() => return Err(Uncertain(error).into()),
        Err(error) if error.code() == Some("ConflictException") => {
            let text = "the store is not empty; nothing was changed";
            return Err(CliError::new(ErrorKind::Failed, text)
                .hint("take a backup of it, then use --replace to replace everything in it"));
        }
        Err(error) => return Err(error.into()),
    };
    let (then, account, region) = (&backup.header, &server["account"], &server["region"]);
    let (account, region) =
        (account.as_str().unwrap_or_default(), region.as_str().unwrap_or_default());
    let mut notes = Vec::new();
    if (then.account.as_str(), then.region.as_str()) != (account, region) {
        notes.push(format!(
            "the backup is of account {} in {}; ARNs are now of account {account} in {region}",
            then.account, then.region,
        ));
    }
    Ok(RestoreReport { state: RestoreState::Restored, contents, notes })
}

/// Maximum length of the first line, the header.
const HEADER_BYTES: u64 = 1 << 20;

/// Reads a file to its end. Stops after [`HEADER_BYTES`] if it has no header line: a device may be
/// infinite.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut reader = BufReader::new(File::open(path)?);
    let mut bytes = Vec::new();
    reader.by_ref().take(HEADER_BYTES).read_until(b'\n', &mut bytes)?;
    if bytes.ends_with(b"\n") {
        reader.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// The connection ended before the server responded to a restore.
#[derive(Debug, thiserror::Error)]
#[error("no response from the server; the restore may or may not have been applied")]
struct Uncertain(#[source] ClientError);

impl Explain for Uncertain {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Failed
    }

    fn hint(&self) -> Option<String> {
        Some(RESTORE_HINT.to_owned())
    }
}

/// How to find out whether a restore was applied.
pub const RESTORE_HINT: &str =
    "a restore is applied completely or not at all: check with `meshctl history --limit 1`";

fn not_meshctl() -> CliError {
    CliError::new(ErrorKind::Failed, "the server is not a meshctl server")
        .hint("choose one with --context or --endpoint-url, or see `meshctl context list`")
}
