//! The clap tree of the workflow commands.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use crate::api::ACCESS;
use crate::client::Settings;
use crate::client::settings::variable;
use crate::commands::{
    apply, auth, backup, canary, cleanup, context, demo, envoy, history, iam, proxy, rollback,
};
use crate::error::{note, plain};
use crate::serve::{self, LogFormat};

/// AWS App Mesh without AWS
#[derive(Parser, Debug)]
#[command(name = "meshctl", version, about, max_term_width = 100, disable_help_subcommand = true)]
pub struct Cli {
    #[command(flatten)]
    pub(super) globals: Globals,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Options of every workflow command; the same as those of operations.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Options of every command")]
pub(super) struct Globals {
    /// URL of the App Mesh API
    #[arg(long, global = true, value_name = "URL")]
    endpoint_url: Option<String>,
    /// AWS region, used in signatures and ARNs
    #[arg(long, global = true, value_name = "REGION")]
    region: Option<String>,
    /// Profile of the AWS configuration
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) profile: Option<String>,
    /// Control plane to use: `local`, `aws` or a saved context
    #[arg(long, global = true, value_name = "NAME")]
    context: Option<String>,
    /// Data directory of the local store [default: meshctl in the XDG data directory]
    #[arg(long, global = true, value_name = "DIRECTORY")]
    data: Option<PathBuf>,
    /// Do not sign requests
    #[arg(long, global = true)]
    no_sign_request: bool,
    /// Do not verify TLS certificates
    #[arg(long, global = true)]
    no_verify_ssl: bool,
    /// CA certificates to trust (PEM)
    #[arg(long, global = true, value_name = "FILE")]
    ca_bundle: Option<PathBuf>,
    /// Output format: a table for people or JSON for programs
    #[arg(long, global = true, value_enum, default_value_t = OutputFormat::Table)]
    pub(super) output: OutputFormat,
    /// Write debug logs to stderr
    #[arg(long, global = true)]
    pub(super) debug: bool,
}

/// Format of a workflow command's result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum OutputFormat {
    /// For people.
    #[value(alias = "text")]
    Table,
    /// For programs.
    Json,
}

impl Globals {
    pub(super) fn settings(&self) -> Settings {
        Settings {
            endpoint_url: self.endpoint_url.clone(),
            region: self.region.clone(),
            profile: self.profile.clone(),
            context: self.context.clone(),
            data: self.data.clone(),
            unsigned: self.no_sign_request,
            insecure: self.no_verify_ssl,
            ca_bundle: self.ca_bundle.clone(),
            ..Settings::default()
        }
    }
}

/// The workflow commands.
#[derive(Subcommand, Debug)]
pub(super) enum Command {
    Apply(apply::Args),
    Auth(auth::Args),
    Backup(backup::BackupArgs),
    Canary(canary::Args),
    Cleanup(cleanup::Args),
    Context(context::Args),
    Demo(demo::Args),
    Envoy(envoy::Args),
    History(history::Args),
    Iam(iam::Args),
    Proxy(proxy::Args),
    Restore(backup::RestoreArgs),
    Rollback(rollback::Args),
    Serve(serve::Args),
    /// Print a manual page, or write all of them to a directory
    #[command(after_help = "\
Examples:
  meshctl man create-route | man -l -
  meshctl man --out ~/.local/share/man/man1")]
    Man {
        /// Command to document [default: meshctl itself]
        #[arg(value_name = "COMMAND")]
        command: Option<String>,
        /// Directory to write all pages to; created if it does not exist
        #[arg(long, value_name = "DIRECTORY", conflicts_with = "command")]
        out: Option<PathBuf>,
    },
    /// Print an `aws` wrapper script that sends `aws appmesh` to meshctl
    ///
    /// Put the script on PATH ahead of the AWS CLI; every other command is passed through to it.
    /// `aws appmesh` works even if the AWS CLI is not installed.
    #[command(after_help = "\
Examples:
  mkdir -p ~/bin && meshctl aws-shim > ~/bin/aws && chmod +x ~/bin/aws
  aws --region us-west-2 appmesh list-meshes
  aws sts get-caller-identity")]
    AwsShim,
    /// Print a shell completion script
    #[command(after_help = "\
Examples:
  mkdir -p ~/.local/share/bash-completion/completions
  meshctl completion bash > ~/.local/share/bash-completion/completions/meshctl
  mkdir -p ~/.zfunc && meshctl completion zsh > ~/.zfunc/_meshctl
  mkdir -p ~/.config/fish/completions
  meshctl completion fish > ~/.config/fish/completions/meshctl.fish")]
    Completion {
        /// Shell to generate the script for
        shell: clap_complete::Shell,
    },
}

/// The workflow commands in the groups in which help shows them.
pub(super) const GROUPS: [(&str, &[&str]); 3] = [
    ("Workflows", &["apply", "canary", "history", "rollback", "cleanup", "iam", "proxy", "demo"]),
    ("Control plane", &["serve", "auth", "backup", "restore", "envoy", "context"]),
    ("Shell setup", &["completion", "man", "aws-shim"]),
];

/// Returns the names of the workflow commands.
#[must_use]
pub fn commands() -> Vec<&'static str> {
    GROUPS.iter().flat_map(|(_, names)| names.iter().copied()).collect()
}

/// Returns whether `word` is the name of a workflow command.
#[must_use]
pub fn is_command(word: &str) -> bool {
    commands().contains(&word)
}

/// Starts logging to stderr: the filter of `MESHCTL_LOG`, everything with `debug`, else warnings.
pub(super) fn log(debug: bool) {
    // The command itself reports the errors of an API in this process.
    let quiet = "meshctl=warn,meshctl::api=off,meshctl::store=off";
    start(if debug { "meshctl=trace,info" } else { quiet });
}

/// Starts logging for a server, which also logs its lifecycle and, in JSON, each request.
pub(super) fn log_server(debug: bool, format: LogFormat) {
    let default = match (debug, format) {
        (true, _) => "meshctl=trace,info".to_owned(),
        (false, LogFormat::Json) => "meshctl=info".to_owned(),
        (false, LogFormat::Text) => format!("meshctl=info,{ACCESS}=warn"),
    };
    match format {
        LogFormat::Text => start(&default),
        LogFormat::Json => {
            let lines = logging(&default).json().flatten_event(true).with_target(true);
            drop(lines.try_init());
        }
    }
}

fn start(default: &str) {
    // Fails if logging is already started, which happens only in tests.
    drop(logging(default).try_init());
}

fn logging(default: &str) -> Logging {
    let filter = variable("MESHCTL_LOG").map(EnvFilter::try_new);
    if let Some(Err(error)) = &filter {
        note(&plain(&format!(
            "note: ignoring MESHCTL_LOG: {error}; expected a filter such as `meshctl=debug`\n"
        )));
    }
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr as fn() -> std::io::Stderr)
        .with_ansi(false)
        .with_target(false)
        .with_env_filter(filter.and_then(Result::ok).unwrap_or_else(|| EnvFilter::new(default)))
}

type Logging = tracing_subscriber::fmt::SubscriberBuilder<
    tracing_subscriber::fmt::format::DefaultFields,
    tracing_subscriber::fmt::format::Format,
    EnvFilter,
    fn() -> std::io::Stderr,
>;

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn groups_contain_every_command() {
        let command = Cli::command();
        command.clone().debug_assert();
        let mut names: Vec<String> =
            command.get_subcommands().map(|command| command.get_name().to_owned()).collect();
        names.sort();
        let mut grouped = commands();
        grouped.sort_unstable();
        assert_eq!(names, grouped);
    }

    #[test]
    fn no_command_has_the_name_of_an_operation() {
        assert!(!commands().into_iter().any(crate::aws_cli::args::is_operation));
    }
}
