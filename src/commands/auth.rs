//! `meshctl auth`: the file of accounts that a server asks when it asks who calls.
//!
//! It needs no server and tells none: a running one reads the file again by itself.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::Report;
use crate::auth::edit::{self, KeyOwner, NewKey};
use crate::auth::file::{AccessKey, AccountsFile, AttachedPolicy, PrincipalEntry};
use crate::auth::{Accounts, disk};
use crate::error::{CliError, ErrorKind};
use crate::model::arn::AccountId;
use crate::output::columns;
use crate::output::print::{self, Reader};
use crate::value_parser::duration;

/// Manage the accounts, keys and policies of `meshctl serve --auth FILE`
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  meshctl auth add-key --user dj --policy AWSAppMeshFullAccess
  meshctl auth add-key --role envoy --session task-1 --expires-in 12h --policy AWSAppMeshEnvoyAccess
  meshctl auth list
  meshctl auth revoke AKIAEXAMPLE

The form of the file, and what a call is judged on, are in docs/accounts.md.")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand, Debug)]
enum Command {
    /// Make an access key; its secret is shown this once
    #[command(after_help = "\
Examples:
  meshctl auth add-key --user dj --policy AWSAppMeshFullAccess
  meshctl auth add-key --root --file auth.json --output json")]
    AddKey(AddKey),
    /// Show who is known, without secrets
    List {
        #[command(flatten)]
        place: Place,
    },
    /// Take an access key away
    Revoke {
        /// Id of the key
        #[arg(value_name = "KEY")]
        id: String,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(clap::Args, Debug)]
struct Place {
    /// File of accounts [default: auth.json in the folder of the local store]
    #[arg(long, value_name = "FILE", env = "MESHCTL_AUTH")]
    file: Option<PathBuf>,
}

impl Place {
    fn in_folder(&self, data: &Path) -> PathBuf {
        self.file.clone().unwrap_or_else(|| data.join("auth.json"))
    }
}

#[derive(clap::Args, Debug)]
#[command(group = clap::ArgGroup::new("owner").required(true))]
struct AddKey {
    /// User that the key is for; made if there is none of that name
    #[arg(long, value_name = "NAME", group = "owner")]
    user: Option<String>,
    /// Role that the key is a session of; made if there is none of that name
    #[arg(long, value_name = "NAME", group = "owner")]
    role: Option<String>,
    /// Make the key for the owner of the account, whom no policy limits
    #[arg(long, group = "owner")]
    root: bool,
    /// Name of the session of a role
    #[arg(long, value_name = "NAME", default_value = "meshctl", requires = "role")]
    session: String,
    /// Account, twelve digits [default: the only one of the file, or 000000000000]
    #[arg(long, value_name = "ID")]
    account: Option<AccountId>,
    /// Policy to attach: AWSAppMeshFullAccess, AWSAppMeshReadOnly, AWSAppMeshEnvoyAccess,
    /// AdministratorAccess, or a file with a document; repeatable
    #[arg(long, value_name = "NAME|FILE", conflicts_with = "root")]
    policy: Vec<String>,
    /// Let the key end by itself after this time [default: never]
    #[arg(long, value_name = "TIME", allow_negative_numbers = true, value_parser = some_time)]
    expires_in: Option<Duration>,
    #[command(flatten)]
    place: Place,
}

/// Does what `args` say to the file they name, or to that in the folder `data`, and shows what came
/// of it by `show`: a key is not kept unless somebody could read its secret.
///
/// # Errors
///
/// [`crate::auth::AuthError`]; a policy's file that cannot be read; what `show` says.
pub fn run(
    args: &Args,
    data: &Path,
    show: impl Fn(&Report) -> Result<Reader, CliError>,
) -> Result<(), CliError> {
    match &args.command {
        Command::AddKey(wanted) => {
            let path = wanted.place.in_folder(data);
            // The data folder is ours to make; another one that is not there is a slip of the pen.
            if wanted.place.file.is_none() {
                // What cannot be made is said better by what follows.
                drop(std::fs::create_dir_all(data));
            }
            add(wanted, &path, show)
        }
        Command::List { place } => show(&list(&disk::read(&place.in_folder(data))?)).map(drop),
        Command::Revoke { id, place } => {
            let path = place.in_folder(data);
            // A file that is not there must not pass for one without the key.
            disk::read(&path)?;
            disk::change(&path, |file| edit::revoke(file, id))?;
            let report = report(&["REVOKED"], vec![vec![id.clone()]], json!({ "revoked": id }));
            show(&report).map(drop)
        }
    }
}

fn add(
    args: &AddKey,
    path: &Path,
    show: impl Fn(&Report) -> Result<Reader, CliError>,
) -> Result<(), CliError> {
    let policies = args.policy.iter().map(|text| attached(text)).collect::<Result<_, _>>()?;
    let expires = args.expires_in.map(|time| Timestamp::now() + time);
    let owner = match (&args.user, &args.role) {
        (Some(user), _) => KeyOwner::User(user.clone()),
        (_, Some(role)) => KeyOwner::Role { name: role.clone(), session: args.session.clone() },
        _ => KeyOwner::Root,
    };
    let wanted = NewKey { account: args.account.clone(), owner, policies, expires };
    let change = |file: &mut AccountsFile| {
        let added = edit::add_key(file, wanted)?;
        // What could not be used is not written.
        let folder = path.parent().unwrap_or(Path::new("."));
        Accounts::new(file, "", |name| disk::text(&folder.join(name)))?;
        Ok(added)
    };
    // Shown before it counts: the other way round, a key could be left that nobody has.
    disk::change_if(path, change, |(account, key)| {
        let made = made(account, key, path);
        let why = match if print::is_nowhere() { Ok(Reader::Gone) } else { show(&made) } {
            Ok(Reader::Listening) => return Ok(()),
            Ok(Reader::Gone) => CliError::new(ErrorKind::Failed, UNSEEN),
            Err(error) => error,
        };
        Err(why.hint("no key was made"))
    })
    .map(drop)
}

const UNSEEN: &str = "nobody reads stdout, where the secret is shown";

/// What is said of a new key, its secret included.
fn made(account: &AccountId, key: &AccessKey, path: &Path) -> Report {
    let data = json!({
        "account": account,
        "accessKeyId": key.id,
        "secretAccessKey": key.secret.reveal(),
        "sessionToken": key.token.as_ref().map(|token| token.reveal()),
        "expires": key.expires,
        "file": path,
    });
    let mut lines = vec![
        vec!["AWS_ACCESS_KEY_ID".to_owned(), key.id.clone()],
        vec!["AWS_SECRET_ACCESS_KEY".to_owned(), key.secret.reveal().to_owned()],
    ];
    if let Some(token) = &key.token {
        lines.push(vec!["AWS_SESSION_TOKEN".to_owned(), token.reveal().to_owned()]);
    }
    let mut report = report(&["VARIABLE", "VALUE"], lines, data);
    report.notes.push("the secret is not shown again".to_owned());
    report
}

/// Reads a time that has not passed at once.
fn some_time(text: &str) -> Result<Duration, String> {
    match duration(text)? {
        Duration::ZERO => Err("such a key would have ended already".to_owned()),
        time => Ok(time),
    }
}

/// A policy by its name, or the document in a file.
fn attached(text: &str) -> Result<AttachedPolicy, CliError> {
    if !text.ends_with(".json") {
        return Ok(AttachedPolicy::Named(text.to_owned()));
    }
    serde_json::from_str(&disk::text(Path::new(text))?).map(AttachedPolicy::Document).map_err(
        |error| {
            CliError::new(ErrorKind::Usage, format!("the policy `{text}` is no JSON"))
                .caused_by(error)
        },
    )
}

fn list(file: &AccountsFile) -> Report {
    let (mut lines, mut data) = (Vec::new(), Vec::new());
    let mut show =
        |account: &AccountId, who: String, policies: &[AttachedPolicy], keys: &[AccessKey]| {
            let policies: Vec<String> = policies.iter().map(called).collect();
            for key in keys.iter().map(Some).chain(keys.is_empty().then_some(None)) {
                let expires = key.and_then(|key| key.expires);
                lines.push(vec![
                    account.to_string(),
                    who.clone(),
                    key.map(|key| key.id.clone()).unwrap_or_default(),
                    expires.map(|end| end.to_string()).unwrap_or_default(),
                    policies.join(", "),
                ]);
                data.push(json!({
                    "account": account,
                    "principal": who,
                    "accessKeyId": key.map(|key| &key.id),
                    "session": key.and_then(|key| key.session.as_ref()),
                    "expires": expires,
                    "policies": policies,
                }));
            }
        };
    for (account, members) in &file.accounts {
        if let Some(root) = &members.root {
            show(account, "root".to_owned(), &[], &root.keys);
        }
        for (kind, group) in [("user", &members.users), ("role", &members.roles)] {
            for (name, PrincipalEntry { policies, keys, .. }) in group {
                show(account, format!("{kind}/{name}"), policies, keys);
            }
        }
    }
    let headers = ["ACCOUNT", "PRINCIPAL", "KEY", "EXPIRES", "POLICIES"];
    report(&headers, lines, json!({ "keys": data, "shares": file.shares }))
}

fn called(policy: &AttachedPolicy) -> String {
    match policy {
        AttachedPolicy::Named(name) => name.clone(),
        AttachedPolicy::Document(document) => {
            document["Id"].as_str().map_or_else(|| "(document)".to_owned(), str::to_owned)
        }
    }
}

fn report(headers: &[&'static str], lines: Vec<Vec<String>>, data: Value) -> Report {
    Report::new(columns(headers, &lines), data)
}
