//! `meshctl context`: where commands go when nothing else says.

use serde_json::json;

use super::Report;
use crate::client::ClientError;
use crate::client::contexts::Contexts;
use crate::error::{CliError, ErrorKind};
use crate::output::Rows;

/// Say where commands go when no flag, variable or profile does
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  meshctl context set prod https://mesh.example.com
  meshctl context use prod
  meshctl context list")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand, Debug)]
enum Command {
    /// Show the contexts; the one in use has a star
    List,
    /// Use a context from now on
    Use {
        /// `local`, `aws`, or a name of your own
        name: String,
    },
    /// Give an address a name, or a name another address
    Set {
        /// Name of your own
        name: String,
        /// Address of an App Mesh API, such as `https://mesh.example.com`
        url: String,
    },
    /// Forget a name
    Delete {
        /// Name of your own
        name: String,
    },
}

/// Does it.
///
/// # Errors
///
/// An error if there is no such context, or the file cannot be written.
pub fn run(args: &Args) -> Result<Report, CliError> {
    let mut contexts = Contexts::read()?;
    let text = match &args.command {
        Command::List => return Ok(list(&contexts)),
        Command::Use { name } => {
            if !contexts.names().contains(name) {
                let (name, known) = (name.clone(), contexts.names());
                return Err(ClientError::NoContext { name, known }.into());
            }
            contexts.current = Some(name.clone());
            format!("commands go to `{name}` now\n")
        }
        Command::Set { name, url } => {
            refuse_built_in(name)?;
            let address = url.parse::<http::Uri>().ok().filter(|uri| {
                let known = uri.scheme_str().is_some_and(|s| s == "http" || s == "https");
                known && uri.host().is_some_and(|host| !host.is_empty())
            });
            let secret = address.as_ref().is_some_and(|uri| {
                uri.authority().is_some_and(|authority| authority.as_str().contains('@'))
            });
            if address.is_none() || secret {
                let text =
                    format!("`{url}` is no address of the form http[s]://HOST[:PORT][/PATH]");
                return Err(CliError::new(ErrorKind::Usage, text));
            }
            contexts.named.insert(name.clone(), url.clone());
            format!("`{name}` is {url}\n")
        }
        Command::Delete { name } => {
            refuse_built_in(name)?;
            if contexts.named.remove(name).is_none() {
                let (name, known) = (name.clone(), contexts.names());
                return Err(ClientError::NoContext { name, known }.into());
            }
            if contexts.current.as_ref() == Some(name) {
                let text = format!("`{name}` is in use");
                let hint = "use another first: `meshctl context use local`";
                return Err(CliError::new(ErrorKind::Usage, text).hint(hint));
            }
            format!("`{name}` is forgotten\n")
        }
    };
    contexts.write()?;
    Ok(Report::new(text, json!(contexts)))
}

fn refuse_built_in(name: &str) -> Result<(), CliError> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if name.is_empty() || !name.chars().all(plain) {
        let text = format!("`{name}` is no name: use letters, digits, `-`, `_` and `.`");
        return Err(CliError::new(ErrorKind::Usage, text));
    }
    if ["local", "aws"].contains(&name) {
        let text = format!("`{name}` is built in and cannot be changed");
        return Err(CliError::new(ErrorKind::Usage, text));
    }
    Ok(())
}

fn list(contexts: &Contexts) -> Report {
    let current = contexts.current.as_deref().unwrap_or("local");
    let mut rows = Rows::new(["", "NAME", "WHERE"]);
    for name in contexts.names() {
        let place = match name.as_str() {
            "local" => "this machine: `meshctl serve` if it runs, else the store itself".to_owned(),
            "aws" => "AWS's own endpoint of the region (App Mesh ended there)".to_owned(),
            own => contexts.named[own].clone(),
        };
        let star = if name == current { "*" } else { "" };
        rows.push([star.to_owned(), name, place]);
    }
    let data = json!({"current": current, "contexts": contexts.names(), "named": contexts.named});
    Report::new(rows.render(), data)
}
