//! Runs a workflow command: parses it with clap, executes it and prints the result.

use std::path::Path;

use super::tree::{self, Cli, Command, OutputFormat};
use super::{block_on, cannot_start, completion, help, print_text, shim, show_help};
use crate::aws_cli::output::json;
use crate::client::{Api, Settings, local};
use crate::commands::{
    Journal, MAX_LISTED, Output, apply, auth, backup, canary, cleanup, context, demo, envoy,
    history, iam, proxy, rollback,
};
use crate::error::{CliError, ErrorKind, ErrorStyle, note, plain};
use crate::fs::{self, Visibility};
use crate::output::print::{self, OutputStatus};
use crate::serve;
use crate::signals::Signals;
use clap::{CommandFactory as _, FromArgMatches as _};

pub(super) fn main(args: &[String]) -> u8 {
    let words = std::iter::once("meshctl").chain(args.iter().map(String::as_str));
    let command = without_wrapped_examples(Cli::command()).term_width(help::width());
    let read = command.try_get_matches_from(words);
    let cli = match read.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => return refused(&error),
    };
    match &cli.command {
        Command::Serve(args) => tree::log_server(cli.globals.debug, args.log_format()),
        _ => tree::log(cli.globals.debug),
    }
    let format = cli.globals.output;
    match run(cli) {
        Ok(None) => 0,
        Ok(Some(result)) => shown(&result, format),
        Err(error) => {
            if format == OutputFormat::Json {
                // An error of stdout matters less than this one.
                drop(print_text(&format!("{}\n", json::pretty(&error.data()))));
            }
            error.report(ErrorStyle::Command)
        }
    }
}

/// Shows the help page of `name`: a command, or `options`.
pub(super) fn help(name: &str) -> u8 {
    if tree::is_command(name) {
        return main(&[name.to_owned(), "--help".to_owned()]);
    }
    let shown = page(name).and_then(|page| show_help(&page));
    shown.map_or_else(|error| error.report(ErrorStyle::Command), |()| 0)
}

/// Returns the help page of `name`.
fn page(name: &str) -> Result<help::Page, CliError> {
    help::for_name(name).ok_or_else(|| {
        CliError::new(ErrorKind::Usage, format!("there is no command `{name}`"))
            .hint("list the commands with `meshctl help`")
    })
}

/// Prints a manual page, or writes all of them.
fn man(command: Option<&str>, out: Option<&Path>) -> Result<(), CliError> {
    let Some(directory) = out else {
        let page = command.map_or_else(|| Ok(help::overview()), page)?;
        return print_text(&help::man::render(&page));
    };
    let write = || {
        std::fs::create_dir_all(directory)?;
        help::pages().iter().try_for_each(|page| {
            let name = page.command().replace(' ', "-");
            let text = help::man::render(page);
            fs::write_atomically(
                &directory.join(format!("{name}.1")),
                text.as_bytes(),
                Visibility::Default,
            )
        })
    };
    write().map_err(|error| {
        CliError::new(ErrorKind::Failed, format!("`{}` cannot be written", directory.display()))
            .caused_by(error)
    })
}

/// A space at which clap does not wrap.
const NO_BREAK_SPACE: char = '\u{a0}';

/// Keeps clap from wrapping the lines of the examples, so that they can be copied.
fn without_wrapped_examples(command: clap::Command) -> clap::Command {
    let after = command.get_after_help().map(|after| {
        let paragraphs = after.to_string();
        let paragraphs =
            paragraphs.split("\n\n").map(|text| match text.strip_prefix("Examples:") {
                Some(lines) => {
                    format!("Examples:{}", lines.replace(' ', &NO_BREAK_SPACE.to_string()))
                }
                None => text.to_owned(),
            });
        paragraphs.collect::<Vec<_>>().join("\n\n")
    });
    let command = command.mut_subcommands(without_wrapped_examples);
    match after {
        Some(after) => command.after_help(after),
        None => command,
    }
}

/// Prints what clap reports: help to stdout, an error to stderr.
fn refused(error: &clap::Error) -> u8 {
    let text = error.render().to_string();
    if !error.use_stderr() {
        let text = text.replace(NO_BREAK_SPACE, " ");
        return print_text(&text).map_or_else(|error| error.report(ErrorStyle::Command), |()| 0);
    }
    note(&text);
    ErrorKind::Usage.code(ErrorStyle::Command)
}

/// Prints the output and returns the exit code.
fn shown(output: &Output, format: OutputFormat) -> u8 {
    let hint = "the command has completed; only its output is lost";
    match print_output(output, format) {
        Ok(_) => output.exit_code,
        Err(error) => error.hint(hint).report(ErrorStyle::Command),
    }
}

/// Prints the output and, to stderr, its notes. Returns whether stdout is still being read.
fn print_output(output: &Output, format: OutputFormat) -> Result<OutputStatus, CliError> {
    let text = match format {
        OutputFormat::Table => output.text.clone(),
        OutputFormat::Json => format!("{}\n", json::pretty(&output.data)),
    };
    for remark in &output.notes {
        note(&plain(&format!("note: {remark}\n")));
    }
    Ok(print::stdout(&text)?)
}

/// Runs a command; none if it has printed its result by itself.
fn run(cli: Cli) -> Result<Option<Output>, CliError> {
    let settings = cli.globals.settings();
    let format = cli.globals.output;
    match cli.command {
        Command::Serve(args) => served(args, &settings).map(|()| None),
        Command::Completion { shell } => print_text(&completion::script(shell)).map(|()| None),
        Command::AwsShim => print_text(&shim::script()?).map(|()| None),
        Command::Man { command, out } => man(command.as_deref(), out.as_deref()).map(|()| None),
        Command::Auth(args) => {
            let data = local::data_directory(settings.data.as_deref())?;
            auth::run(&args, &data, |output| print_output(output, format)).map(|()| None)
        }
        Command::Context(args) => context::run(&args).map(|report| Some(report.into())),
        Command::Envoy(args) => block_on(envoy::run(&args, &settings, serve::in_process))?
            .map(|report| Some(report.into())),
        Command::Demo(args) => {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
            let runtime = runtime.map_err(cannot_start)?;
            let quiet = format == OutputFormat::Json;
            runtime.block_on(demo::run(&args, quiet)).map(|report| Some(report.into()))
        }
        command => block_on(async {
            let journal = Journal::default();
            let mut signals = Signals::listen().map_err(cannot_start)?;
            tokio::select! {
                biased;
                () = signals.next() => Err(interrupted(&command, &journal)),
                result = call_api(&command, &settings, &journal) => result.map(Some),
            }
        })?,
    }
}

/// Runs a command that calls the API.
async fn call_api(
    command: &Command,
    settings: &Settings,
    journal: &Journal,
) -> Result<Output, CliError> {
    if let Command::Iam(args) = command {
        return iam::command(args, settings, serve::in_process).await.map(Into::into);
    }
    let api = Api::connect(settings, serve::in_process)?;
    match command {
        Command::Apply(args) => apply::run(args, &api, journal).await.map(Into::into),
        Command::Canary(args) => canary::run(args, &api, journal).await.map(Into::into),
        Command::Cleanup(args) => cleanup::run(args, &api, journal).await.map(Into::into),
        Command::History(args) => history::run(args, &api).await.map(Into::into),
        Command::Proxy(args) => proxy::run(args, &api).await.map(Into::into),
        Command::Backup(args) => backup::backup(args, &api).await.map(Into::into),
        Command::Restore(args) => backup::restore(args, &api, journal).await.map(Into::into),
        Command::Rollback(args) => rollback::run(args, &api, journal).await.map(Into::into),
        _ => unreachable!("the caller handles the others"),
    }
}

/// Returns the error for a command that a signal ended: its last changes, and what it may or may
/// not have changed.
fn interrupted(command: &Command, journal: &Journal) -> CliError {
    let (done, uncertain) = (journal.done(), journal.uncertain());
    let mut text = "interrupted".to_owned();
    if done.is_empty() && uncertain.is_empty() {
        text.push_str(" before anything was changed");
        return CliError::new(ErrorKind::TimedOut, text);
    }
    let last = &done[done.len().saturating_sub(MAX_LISTED)..];
    let last = last.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    match done.len() {
        0 => {}
        count if count <= MAX_LISTED => text.push_str(&format!("; so far: {last}")),
        count => text.push_str(&format!("; {count} changes so far, the last: {last}")),
    }
    match uncertain.len() {
        0 => {}
        count if count <= MAX_LISTED => {
            let names = uncertain.join(", ");
            text.push_str(&format!("; may or may not have been changed: {names}"));
        }
        count => {
            text.push_str(&format!("; {count} more resources may or may not have been changed"));
        }
    }
    let error = CliError::new(ErrorKind::TimedOut, text);
    match command {
        Command::Restore(_) => error.hint(backup::RESTORE_HINT),
        Command::Apply(_) | Command::Canary(_) | Command::Cleanup(_) | Command::Rollback(_) => {
            error.hint("run the same command again to continue")
        }
        _ => error,
    }
}

fn served(args: serve::Args, settings: &Settings) -> Result<(), CliError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| {
        CliError::new(ErrorKind::Other, "the server cannot start").caused_by(error)
    })?;
    runtime.block_on(async {
        let region = Api::region(settings)?;
        serve::run(args, settings, region).await
    })
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::commands::JournalChange;
    use crate::model::{Key, Kind};

    #[tokio::test]
    async fn interrupted_commands_report_their_last_changes() {
        let apply = Cli::try_parse_from(["meshctl", "apply", "-f", "x"]).unwrap().command;
        let key = |at: usize| Key::member(Kind::VirtualNode, "m", format!("n{at}"));
        for (done, open, want) in [
            (0, 0, " before anything was changed"),
            (0, 1, "; may or may not have been changed: virtualnode/n0"),
            (2, 0, "; so far: virtualnode/n0 created, virtualnode/n1 created"),
            (
                1,
                2,
                "; so far: virtualnode/n0 created; may or may not have been changed: \
                 virtualnode/n1, virtualnode/n2",
            ),
            (
                700,
                8,
                "; 700 changes so far, the last: virtualnode/n695 created, virtualnode/n696 \
                 created, virtualnode/n697 created, virtualnode/n698 created, virtualnode/n699 \
                 created; 8 more resources may or may not have been changed",
            ),
        ] {
            let journal = Journal::default();
            for at in 0..done {
                journal.during(&key(at), async {}).await;
                journal.record(&key(at), JournalChange::Created);
            }
            let never = std::future::pending::<()>;
            let keys: Vec<Key> = (done..done + open).map(key).collect();
            let calls: Vec<_> = keys.iter().map(|key| journal.during(key, never())).collect();
            // Started, then dropped, as by a signal.
            tokio::select! {
                biased;
                _ = futures_util::future::join_all(calls) => {}
                () = async {} => {}
            }
            assert_eq!(interrupted(&apply, &journal).to_string(), format!("interrupted{want}"));
        }
    }
}
