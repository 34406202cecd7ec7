//! The project's own verbs as clap reads them.

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
    pub(super) verb: Verb,
}

/// Options of every verb; the same as those of operations.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Options of every command")]
pub(super) struct Globals {
    /// Address of the App Mesh API
    #[arg(long, global = true, value_name = "URL")]
    endpoint_url: Option<String>,
    /// Region, for signatures and ARNs
    #[arg(long, global = true, value_name = "REGION")]
    region: Option<String>,
    /// Profile in the AWS configuration
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) profile: Option<String>,
    /// Where commands go: `local`, `aws` or a name given with `meshctl context set`
    #[arg(long, global = true, value_name = "NAME")]
    context: Option<String>,
    /// Folder of the local store [default: meshctl in the XDG data home]
    #[arg(long, global = true, value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// Send no signature
    #[arg(long, global = true)]
    no_sign_request: bool,
    /// Take any certificate
    #[arg(long, global = true)]
    no_verify_ssl: bool,
    /// File with certificates to trust, in PEM
    #[arg(long, global = true, value_name = "FILE")]
    ca_bundle: Option<PathBuf>,
    /// Show the result as a table for people or as JSON for programs
    #[arg(long, global = true, value_enum, default_value_t = Show::Table)]
    pub(super) output: Show,
    /// Log what happens to stderr
    #[arg(long, global = true)]
    pub(super) debug: bool,
}

/// How a verb shows its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Show {
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

/// The verbs.
#[derive(Subcommand, Debug)]
pub(super) enum Verb {
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
    /// Print a manual page, or write all of them into a folder
    #[command(after_help = "\
Examples:
  meshctl man create-route | man -l -
  meshctl man --out ~/.local/share/man/man1")]
    Man {
        /// Command that the page is about; by default the program itself
        #[arg(value_name = "COMMAND")]
        command: Option<String>,
        /// Folder to write all pages into; it is made if need be
        #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
        out: Option<PathBuf>,
    },
    /// Print an `aws` for scripts, whose `aws appmesh` comes here
    ///
    /// It is two lines of sh, to be put on PATH before the AWS CLI, where all else goes: it is
    /// found behind the two lines. Where there is none, `aws appmesh` works all the same.
    #[command(after_help = "\
Examples:
  mkdir -p ~/bin && meshctl aws-shim > ~/bin/aws && chmod +x ~/bin/aws
  aws --region us-west-2 appmesh list-meshes
  aws sts get-caller-identity")]
    AwsShim,
    /// Print completions for a shell
    #[command(after_help = "\
Examples:
  mkdir -p ~/.local/share/bash-completion/completions
  meshctl completion bash > ~/.local/share/bash-completion/completions/meshctl
  mkdir -p ~/.zfunc && meshctl completion zsh > ~/.zfunc/_meshctl
  mkdir -p ~/.config/fish/completions
  meshctl completion fish > ~/.config/fish/completions/meshctl.fish")]
    Completion {
        /// Shell to complete in
        shell: clap_complete::Shell,
    },
}

/// The verbs in the groups in which help shows them.
pub(super) const GROUPS: [(&str, &[&str]); 3] = [
    ("Workflows", &["apply", "canary", "history", "rollback", "cleanup", "iam", "proxy", "demo"]),
    ("Control plane", &["serve", "auth", "backup", "restore", "envoy", "context"]),
    ("This program", &["completion", "man", "aws-shim"]),
];

/// Returns the names of the verbs.
#[must_use]
pub fn verbs() -> Vec<&'static str> {
    GROUPS.iter().flat_map(|(_, names)| names.iter().copied()).collect()
}

/// Tells whether `word` is one of the verbs.
#[must_use]
pub fn is_verb(word: &str) -> bool {
    verbs().contains(&word)
}

/// Starts logging to stderr: what `MESHCTL_LOG` asks for, all of this program's with `debug`,
/// else what someone must know.
pub(super) fn log(debug: bool) {
    // What the App Mesh in this process would tell a log, the command tells whoever runs it.
    let quiet = "meshctl=warn,meshctl::api=off,meshctl::store=off";
    start(if debug { "meshctl=trace,info" } else { quiet });
}

/// Starts logging for a server, which tells of its life too, and in JSON of each request.
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
    // Started twice only in tests, where the first stays.
    drop(logging(default).try_init());
}

fn logging(default: &str) -> Logging {
    let said = variable("MESHCTL_LOG").map(EnvFilter::try_new);
    if let Some(Err(error)) = &said {
        note(&plain(&format!(
            "note: MESHCTL_LOG is passed over: {error}; such as `meshctl=debug` is needed\n"
        )));
    }
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr as fn() -> std::io::Stderr)
        .with_ansi(false)
        .with_target(false)
        .with_env_filter(said.and_then(Result::ok).unwrap_or_else(|| EnvFilter::new(default)))
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
    fn the_list_of_verbs_is_that_of_the_tree() {
        let command = Cli::command();
        command.clone().debug_assert();
        let mut names: Vec<String> =
            command.get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
        names.sort();
        let mut grouped = verbs();
        grouped.sort_unstable();
        assert_eq!(names, grouped);
    }

    #[test]
    fn no_verb_has_the_name_of_an_operation() {
        assert!(!verbs().into_iter().any(crate::aws_cli::args::is_operation));
    }
}
