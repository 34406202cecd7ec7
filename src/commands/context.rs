//! `meshctl context`: saved control planes, and the one to use by default.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Report;
use crate::client::ClientError;
use crate::client::contexts::Contexts;
use crate::error::{CliError, ErrorKind};
use crate::output::TextTable;

/// Manage saved control planes and choose the default one
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
    /// List contexts; the current one is marked with `*`
    List,
    /// Set the current context
    Use {
        /// `local`, `aws` or a saved context
        name: String,
    },
    /// Add a context, or change its address
    Set {
        /// Name of the context
        name: String,
        /// Address of an App Mesh API, such as `https://mesh.example.com`
        url: String,
    },
    /// Delete a context
    Delete {
        /// Name of the context
        name: String,
    },
}

/// Reads or changes the saved contexts.
///
/// # Errors
///
/// An error if the context does not exist, or the file cannot be written.
pub fn run(args: &Args) -> Result<ContextReport, CliError> {
    let mut contexts = Contexts::read()?;
    let message = match &args.command {
        Command::List => return Ok(ContextReport::new(contexts, None)),
        Command::Use { name } => {
            if !contexts.names().contains(name) {
                let (name, known) = (name.clone(), contexts.names());
                return Err(ClientError::NoContext { name, known }.into());
            }
            contexts.current = Some(name.clone());
            format!("current context is `{name}`\n")
        }
        Command::Set { name, url } => {
            check_name(name)?;
            check_address(url)?;
            contexts.named.insert(name.clone(), url.clone());
            format!("context `{name}` is {url}\n")
        }
        Command::Delete { name } => {
            check_name(name)?;
            if contexts.named.remove(name).is_none() {
                let (name, known) = (name.clone(), contexts.names());
                return Err(ClientError::NoContext { name, known }.into());
            }
            if contexts.current.as_ref() == Some(name) {
                let text = format!("context `{name}` is in use");
                let hint = "choose another one first: `meshctl context use local`";
                return Err(CliError::new(ErrorKind::Usage, text).hint(hint));
            }
            format!("context `{name}` deleted\n")
        }
    };
    contexts.write()?;
    Ok(ContextReport::new(contexts, Some(message)))
}

/// Checks that `url` is an address of an API, without credentials.
fn check_address(url: &str) -> Result<(), CliError> {
    let address = url.parse::<http::Uri>().ok().filter(|uri| {
        let is_http = uri.scheme_str().is_some_and(|scheme| ["http", "https"].contains(&scheme));
        is_http && uri.host().is_some_and(|host| !host.is_empty())
    });
    let has_credentials = address.as_ref().is_some_and(|uri| {
        uri.authority().is_some_and(|authority| authority.as_str().contains('@'))
    });
    if address.is_some() && !has_credentials {
        return Ok(());
    }
    let text = format!("invalid address `{url}`: expected http[s]://HOST[:PORT][/PATH]");
    Err(CliError::new(ErrorKind::Usage, text))
}

/// Checks the name of a saved context.
fn check_name(name: &str) -> Result<(), CliError> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if name.is_empty() || !name.chars().all(plain) {
        let text = format!("invalid context name `{name}`: use letters, digits, `-`, `_` and `.`");
        return Err(CliError::new(ErrorKind::Usage, text));
    }
    if ["local", "aws"].contains(&name) {
        let text = format!("context `{name}` is built in and cannot be changed");
        return Err(CliError::new(ErrorKind::Usage, text));
    }
    Ok(())
}

/// Result of `meshctl context`: the contexts, after the command.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ContextReport {
    /// Name of the current context.
    pub current: String,
    /// Names of all contexts: the built-in ones, then the saved ones by name.
    pub contexts: Vec<String>,
    /// Addresses of the saved contexts, by name.
    pub named: BTreeMap<String, String>,
    /// What was changed; none for a list.
    #[serde(skip)]
    message: Option<String>,
}

impl ContextReport {
    fn new(contexts: Contexts, message: Option<String>) -> Self {
        let names = contexts.names();
        let current = contexts.current.unwrap_or_else(|| "local".to_owned());
        Self { current, contexts: names, named: contexts.named, message }
    }
}

impl Report for ContextReport {
    fn text(&self) -> String {
        if let Some(message) = &self.message {
            return message.clone();
        }
        let mut rows = TextTable::new(["", "NAME", "ADDRESS"]);
        for name in &self.contexts {
            let address = match name.as_str() {
                "local" => "the local `meshctl serve` if it runs, else the local store".to_owned(),
                "aws" => "the AWS endpoint of the region (App Mesh has ended)".to_owned(),
                saved => self.named.get(saved).cloned().unwrap_or_default(),
            };
            let mark = if *name == self.current { "*" } else { "" };
            rows.push([mark.to_owned(), name.clone(), address]);
        }
        rows.render()
    }
}
