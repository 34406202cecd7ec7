//! `meshctl auth`: edits the accounts file of `meshctl serve --auth`.
//!
//! It does not contact a server: a running server reloads the file when it changes.

mod report;

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;

use self::report::{AddKeyReport, KeyListReport, RevokeReport};
use super::Output;
use crate::auth::edit::{self, KeyOwner, NewKey};
use crate::auth::file::{AccountsFile, AttachedPolicy};
use crate::auth::{Accounts, disk};
use crate::error::{CliError, ErrorKind};
use crate::model::arn::AccountId;
use crate::output::print::{self, OutputStatus};
use crate::value_parser::duration;

/// Manage the accounts, keys and policies of `meshctl serve --auth FILE`
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  meshctl auth add-key --user dj --policy AWSAppMeshFullAccess
  meshctl auth add-key --role envoy --session task-1 --expires-in 12h --policy AWSAppMeshEnvoyAccess
  meshctl auth list
  meshctl auth revoke AKIAEXAMPLE

See docs/accounts.md for the format of the file and how requests are authorized.")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand, Debug)]
enum Command {
    /// Create an access key; its secret is shown only once
    #[command(after_help = "\
Examples:
  meshctl auth add-key --user dj --policy AWSAppMeshFullAccess
  meshctl auth add-key --root --file auth.json --output json")]
    AddKey(AddKey),
    /// List users, roles and access keys, without secrets
    List {
        #[command(flatten)]
        location: FileLocation,
    },
    /// Revoke an access key
    Revoke {
        /// Access key ID
        #[arg(value_name = "KEY")]
        id: String,
        #[command(flatten)]
        location: FileLocation,
    },
}

#[derive(clap::Args, Debug)]
struct FileLocation {
    /// Accounts file [default: auth.json in the data directory]
    #[arg(long, value_name = "FILE", env = "MESHCTL_AUTH")]
    file: Option<PathBuf>,
}

impl FileLocation {
    fn path(&self, data: &Path) -> PathBuf {
        self.file.clone().unwrap_or_else(|| data.join("auth.json"))
    }
}

#[derive(clap::Args, Debug)]
#[command(group = clap::ArgGroup::new("owner").required(true))]
struct AddKey {
    /// User of the key; created if it does not exist
    #[arg(long, value_name = "NAME", group = "owner")]
    user: Option<String>,
    /// Role of the key, which is a session of it; created if it does not exist
    #[arg(long, value_name = "NAME", group = "owner")]
    role: Option<String>,
    /// Create the key for the root user of the account, which no policy restricts
    #[arg(long, group = "owner")]
    root: bool,
    /// Session name, with --role
    #[arg(long, value_name = "NAME", default_value = "meshctl", requires = "role")]
    session: String,
    /// AWS account ID, 12 digits [default: the only one in the file, or 000000000000]
    #[arg(long, value_name = "ID")]
    account: Option<AccountId>,
    /// Policy to attach: AWSAppMeshFullAccess, AWSAppMeshReadOnly, AWSAppMeshEnvoyAccess,
    /// AdministratorAccess, or a JSON file with a policy document; repeatable
    #[arg(long, value_name = "NAME|FILE", conflicts_with = "root")]
    policy: Vec<String>,
    /// Time after which the key expires, such as 12h [default: never]
    #[arg(long, value_name = "TIME", allow_negative_numbers = true, value_parser = expiry)]
    expires_in: Option<Duration>,
    #[command(flatten)]
    location: FileLocation,
}

/// Edits the accounts file that `args` names, by default the one in the directory `data`, and prints
/// the result with `show`. A new key is not stored unless its secret could be shown.
///
/// # Errors
///
/// [`crate::auth::AuthError`], an unreadable policy file, or the error of `show`.
pub fn run(
    args: &Args,
    data: &Path,
    show: impl Fn(&Output) -> Result<OutputStatus, CliError>,
) -> Result<(), CliError> {
    match &args.command {
        Command::AddKey(args) => {
            let path = args.location.path(data);
            // Only the data directory is created: another one that does not exist may be misspelled.
            if args.location.file.is_none() {
                // If this fails, writing the file reports a better error.
                drop(std::fs::create_dir_all(data));
            }
            add(args, &path, show)
        }
        Command::List { location } => {
            let report = KeyListReport::new(&disk::read(&location.path(data))?);
            show(&report.into()).map(drop)
        }
        Command::Revoke { id, location } => {
            let path = location.path(data);
            // A missing file is an error, not a file without the key.
            disk::read(&path)?;
            disk::change(&path, |file| edit::revoke(file, id))?;
            show(&RevokeReport { revoked: id.clone() }.into()).map(drop)
        }
    }
}

fn add(
    args: &AddKey,
    path: &Path,
    show: impl Fn(&Output) -> Result<OutputStatus, CliError>,
) -> Result<(), CliError> {
    let policies = args.policy.iter().map(|text| attached(text)).collect::<Result<_, _>>()?;
    let expires = args.expires_in.map(|time| Timestamp::now() + time);
    let owner = match (&args.user, &args.role) {
        (Some(user), _) => KeyOwner::User(user.clone()),
        (_, Some(role)) => KeyOwner::Role { name: role.clone(), session: args.session.clone() },
        _ => KeyOwner::Root,
    };
    let new_key = NewKey { account: args.account.clone(), owner, policies, expires };
    let change = |file: &mut AccountsFile| {
        let added = edit::add_key(file, new_key)?;
        // Do not write a file that the server would reject.
        let directory = path.parent().unwrap_or(Path::new("."));
        Accounts::new(file, "", |name| disk::read_policy(&directory.join(name)))?;
        Ok(added)
    };
    // Show the key before storing it: otherwise a key could be stored owner secret is lost.
    disk::change_if(path, change, |(account, key)| {
        let report = AddKeyReport::new(account, key, path);
        let shown = if print::stdout_is_discarded() {
            Ok(OutputStatus::Closed)
        } else {
            show(&report.into())
        };
        let error = match shown {
            Ok(OutputStatus::Open) => return Ok(()),
            Ok(OutputStatus::Closed) => CliError::new(ErrorKind::Failed, NOT_SHOWN),
            Err(error) => error,
        };
        Err(error.hint("no key was created"))
    })
    .map(drop)
}

const NOT_SHOWN: &str = "stdout is closed, so the secret cannot be shown";

/// Parses the lifetime of a key, which is not zero.
fn expiry(text: &str) -> Result<Duration, String> {
    match duration(text)? {
        Duration::ZERO => Err("the key would already be expired".to_owned()),
        time => Ok(time),
    }
}

/// Returns the policy called `text`, or the document in the file `text` if it ends in `.json`.
fn attached(text: &str) -> Result<AttachedPolicy, CliError> {
    if !text.ends_with(".json") {
        return Ok(AttachedPolicy::Named(text.to_owned()));
    }
    serde_json::from_str(&disk::read_policy(Path::new(text))?)
        .map(AttachedPolicy::Document)
        .map_err(|error| {
            CliError::new(ErrorKind::Usage, format!("policy `{text}` is not valid JSON"))
                .caused_by(error)
        })
}
