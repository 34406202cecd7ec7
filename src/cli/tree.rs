//! The project's own verbs as clap reads them, and the tree of all commands for completions.

use std::path::PathBuf;

use clap::{CommandFactory as _, Parser, Subcommand};

use crate::client::Settings;
use crate::model::model;
use crate::model::name::kebab;
use crate::serve;
use crate::verbs::{apply, canary, cleanup, context, demo, envoy, history, iam, proxy, rollback};

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
            ca_bundle: self.ca_bundle.clone(),
            ..Settings::default()
        }
    }
}

/// The verbs.
#[derive(Subcommand, Debug)]
pub(super) enum Verb {
    Apply(apply::Args),
    Canary(canary::Args),
    Cleanup(cleanup::Args),
    Context(context::Args),
    Demo(demo::Args),
    Envoy(envoy::Args),
    History(history::Args),
    Iam(iam::Args),
    Proxy(proxy::Args),
    Rollback(rollback::Args),
    Serve(serve::Args),
    /// Print completions for a shell
    Completion {
        /// Shell to complete in
        shell: clap_complete::Shell,
    },
}

/// Returns the names of the verbs.
#[must_use]
pub fn verbs() -> Vec<&'static str> {
    vec![
        "apply",
        "canary",
        "cleanup",
        "completion",
        "context",
        "demo",
        "envoy",
        "history",
        "iam",
        "proxy",
        "rollback",
        "serve",
    ]
}

/// Tells whether `word` is one of the verbs.
#[must_use]
pub fn is_verb(word: &str) -> bool {
    verbs().contains(&word)
}

/// Returns the tree of all commands, the operations with their flags included: what completions
/// and man pages are made from. It does not read operations; [`super::aws`] does.
#[must_use]
pub fn whole() -> clap::Command {
    let operations = model().operations.values().map(|operation| {
        let flags = operation.input_shape().members.iter().filter_map(|(name, member)| {
            if operation.page.is_some() && ["limit", "nextToken"].contains(name) {
                return None;
            }
            let flag = kebab(name);
            let values = model().shape(member.shape).values.iter().copied();
            let values: Vec<&'static str> = values.collect();
            let arg = clap::Arg::new(flag.clone()).long(flag).value_name("VALUE");
            Some(if values.is_empty() { arg } else { arg.value_parser(values) })
        });
        let more: &[&'static str] = match operation.page {
            Some(_) => &["max-items", "page-size", "starting-token"],
            None => &[],
        };
        let more = more.iter().chain(&EVERY).map(|name| clap::Arg::new(*name).long(*name));
        clap::Command::new(operation.command())
            .about(super::help::purpose(operation))
            .disable_help_flag(true)
            .args(flags.chain(more))
    });
    Cli::command().subcommands(operations)
}

/// Returns the completions of all commands for `shell`.
#[must_use]
pub fn completions(shell: clap_complete::Shell) -> String {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut whole(), "meshctl", &mut text);
    String::from_utf8_lossy(&text).into_owned()
}

/// Options of every operation that are not about where it goes.
const EVERY: [&str; 4] = ["query", "cli-input-json", "cli-input-yaml", "generate-cli-skeleton"];

/// Starts logging to stderr: what `MESHCTL_LOG` asks for, all of this program's with `debug`,
/// else what someone must know.
pub(super) fn log(debug: bool) {
    let default = if debug { "meshctl=trace,info" } else { "meshctl=warn" };
    start(tracing_subscriber::EnvFilter::try_from_env("MESHCTL_LOG"), default);
}

/// Starts logging for a server, which tells of its life too.
pub(super) fn log_server(debug: bool) {
    let default = if debug { "meshctl=trace,info" } else { "meshctl=info" };
    start(tracing_subscriber::EnvFilter::try_from_env("MESHCTL_LOG"), default);
}

fn start<E>(filter: Result<tracing_subscriber::EnvFilter, E>, default: &str) {
    let filter = filter.unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(default));
    let subscriber = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .with_target(false)
        .with_env_filter(filter);
    // Started twice only in tests, where the first stays.
    drop(subscriber.try_init());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_verbs_is_that_of_the_tree() {
        let command = Cli::command();
        command.clone().debug_assert();
        let mut names: Vec<String> =
            command.get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
        names.sort();
        assert_eq!(names, verbs());
    }

    #[test]
    fn no_verb_has_the_name_of_an_operation() {
        assert!(!verbs().into_iter().any(crate::cli::aws::is_operation));
    }
}
