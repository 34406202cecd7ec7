//! One of the project's own verbs: read with clap, done, shown.

use std::path::Path;

use super::tree::{self, Cli, Show, Verb};
use super::{block_on, cannot_start, completion, help, shim, show, show_help};
use crate::aws_cli::output::json;
use crate::client::{Api, Settings, local};
use crate::commands::{
    FEW, Journal, Report, apply, auth, backup, canary, cleanup, context, demo, envoy, history, iam,
    proxy, rollback,
};
use crate::error::{CliError, ErrorKind, ErrorStyle, note, plain};
use crate::fs::{self, Visibility};
use crate::output::print::{self, Reader};
use crate::serve;
use crate::signals::Signals;
use clap::{Command, CommandFactory as _, FromArgMatches as _};

pub(super) fn main(args: &[String]) -> u8 {
    let words = std::iter::once("meshctl").chain(args.iter().map(String::as_str));
    let command = with_whole_examples(Cli::command()).term_width(help::width());
    let read = command.try_get_matches_from(words);
    let cli = match read.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => return refused(&error),
    };
    match &cli.verb {
        Verb::Serve(args) => tree::log_server(cli.globals.debug, args.log_format()),
        _ => tree::log(cli.globals.debug),
    }
    let output = cli.globals.output;
    match go(cli) {
        Ok(None) => 0,
        Ok(Some(report)) => shown(&report, output),
        Err(error) => {
            if output == Show::Json {
                // What is wrong with stdout is less than what is wrong already.
                drop(show(&format!("{}\n", json::pretty(&error.data()))));
            }
            error.report(ErrorStyle::Command)
        }
    }
}

/// Shows the help on `name`, one of the verbs or `options`.
pub(super) fn help(name: &str) -> u8 {
    if tree::is_verb(name) {
        return main(&[name.to_owned(), "--help".to_owned()]);
    }
    let shown = page(name).and_then(|page| show_help(&page));
    shown.map_or_else(|error| error.report(ErrorStyle::Command), |()| 0)
}

/// Returns the page about `name`.
fn page(name: &str) -> Result<help::Page, CliError> {
    help::about(name).ok_or_else(|| {
        CliError::new(ErrorKind::Usage, format!("there is no command `{name}`"))
            .hint("`meshctl help` lists them")
    })
}

/// Prints a manual page, or writes all of them.
fn man(command: Option<&str>, out: Option<&Path>) -> Result<(), CliError> {
    let Some(folder) = out else {
        let page = command.map_or_else(|| Ok(help::all()), page)?;
        return show(&help::man::render(&page));
    };
    let write = || {
        std::fs::create_dir_all(folder)?;
        help::pages().iter().try_for_each(|page| {
            let name = page.command().replace(' ', "-");
            let text = help::man::render(page);
            fs::write_atomically(
                &folder.join(format!("{name}.1")),
                text.as_bytes(),
                Visibility::Default,
            )
        })
    };
    write().map_err(|error| {
        CliError::new(ErrorKind::Failed, format!("`{}` cannot be written", folder.display()))
            .caused_by(error)
    })
}

/// A space at which clap breaks no line.
const UNBROKEN: char = '\u{a0}';

/// Lets each line of the examples stay one, however narrow the terminal is: they are there to be
/// copied.
fn with_whole_examples(command: Command) -> Command {
    let after = command.get_after_help().map(|after| {
        let paragraphs = after.to_string();
        let paragraphs =
            paragraphs.split("\n\n").map(|text| match text.strip_prefix("Examples:") {
                Some(lines) => format!("Examples:{}", lines.replace(' ', &UNBROKEN.to_string())),
                None => text.to_owned(),
            });
        paragraphs.collect::<Vec<_>>().join("\n\n")
    });
    let command = command.mut_subcommands(with_whole_examples);
    match after {
        Some(after) => command.after_help(after),
        None => command,
    }
}

/// clap's own words: help goes to stdout and is no error.
fn refused(error: &clap::Error) -> u8 {
    let text = error.render().to_string();
    if !error.use_stderr() {
        let text = text.replace(UNBROKEN, " ");
        return show(&text).map_or_else(|error| error.report(ErrorStyle::Command), |()| 0);
    }
    note(&text);
    ErrorKind::Usage.code(ErrorStyle::Command)
}

fn shown(report: &Report, output: Show) -> u8 {
    let lost = "what the command was to do is done; only its answer is lost";
    match tell(report, output) {
        Ok(_) => report.code,
        Err(error) => error.hint(lost).report(ErrorStyle::Command),
    }
}

/// Shows a report, and tells whether anybody reads it.
fn tell(report: &Report, output: Show) -> Result<Reader, CliError> {
    let text = match output {
        Show::Table => report.text.clone(),
        Show::Json => format!("{}\n", json::pretty(&report.data)),
    };
    for one in &report.notes {
        note(&plain(&format!("note: {one}\n")));
    }
    Ok(print::stdout(&text)?)
}

fn go(cli: Cli) -> Result<Option<Report>, CliError> {
    let settings = cli.globals.settings();
    let quiet = cli.globals.output == Show::Json;
    match cli.verb {
        Verb::Serve(args) => served(args, &settings).map(|()| None),
        Verb::Completion { shell } => show(&completion::script(shell)).map(|()| None),
        Verb::AwsShim => show(&shim::script()?).map(|()| None),
        Verb::Man { command, out } => man(command.as_deref(), out.as_deref()).map(|()| None),
        Verb::Auth(args) => {
            let data = local::data_directory(settings.data.as_deref())?;
            auth::run(&args, &data, |report| tell(report, cli.globals.output)).map(|()| None)
        }
        Verb::Context(args) => context::run(&args).map(Some),
        Verb::Envoy(args) => block_on(envoy::run(&args, &settings, serve::in_process))?.map(Some),
        Verb::Demo(args) => {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
            let runtime = runtime.map_err(cannot_start)?;
            runtime.block_on(demo::run(&args, quiet)).map(Some)
        }
        verb => block_on(async {
            let journal = Journal::default();
            let mut signals = Signals::listen().map_err(cannot_start)?;
            tokio::select! {
                biased;
                () = signals.next() => Err(interrupted(&verb, &journal)),
                done = called(&verb, &settings, &journal) => done.map(Some),
            }
        })?,
    }
}

/// Verbs that call the API.
async fn called(verb: &Verb, settings: &Settings, journal: &Journal) -> Result<Report, CliError> {
    if let Verb::Iam(args) = verb {
        return iam::command(args, settings, serve::in_process).await;
    }
    let api = Api::connect(settings, serve::in_process).await?;
    match verb {
        Verb::Apply(args) => apply::run(args, &api, journal).await,
        Verb::Canary(args) => canary::run(args, &api, journal).await,
        Verb::Cleanup(args) => cleanup::run(args, &api, journal).await,
        Verb::History(args) => history::run(args, &api).await,
        Verb::Proxy(args) => proxy::run(args, &api).await,
        Verb::Backup(args) => backup::backup(args, &api).await,
        Verb::Restore(args) => backup::restore(args, &api, journal).await,
        Verb::Rollback(args) => rollback::run(args, &api, journal).await,
        _ => unreachable!("the caller has taken the others"),
    }
}

/// Says what was done before somebody told `verb` to stop, the last of it, and what may have come
/// through.
fn interrupted(verb: &Verb, journal: &Journal) -> CliError {
    let (done, uncertain) = (journal.lines(), journal.uncertain());
    let mut text = "interrupted".to_owned();
    match done.as_slice() {
        [] if uncertain.is_empty() => text.push_str(" before anything was done"),
        [] => {}
        done if done.len() <= FEW => text.push_str(&format!("; so far: {}", done.join(", "))),
        done => {
            let last = &done[done.len() - FEW..];
            text.push_str(&format!(
                "; so far {} things, the last: {}",
                done.len(),
                last.join(", ")
            ));
        }
    }
    match uncertain.as_slice() {
        [] => {}
        few if few.len() <= FEW => {
            text.push_str(&format!("; {} may be done or not", few.join(", ")));
        }
        many => text.push_str(&format!("; {} more may be done or not", many.len())),
    }
    let error = CliError::new(ErrorKind::TimedOut, text);
    match verb {
        _ if done.is_empty() && uncertain.is_empty() => error,
        Verb::Restore(_) => error.hint(backup::WHOLE),
        Verb::Apply(_) | Verb::Canary(_) | Verb::Cleanup(_) | Verb::Rollback(_) => {
            error.hint("the same command goes on where this one ended")
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
        let region = Api::region(settings).await?;
        serve::run(args, settings, region).await
    })
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    fn apply() -> Verb {
        Cli::try_parse_from(["meshctl", "apply", "-f", "x"]).unwrap().verb
    }

    #[tokio::test]
    async fn of_much_that_was_done_the_last_is_told() {
        for (done, open, want) in [
            (0, 0, " before anything was done"),
            (0, 1, "; n0 may be done or not"),
            (2, 0, "; so far: n0 created, n1 created"),
            (1, 2, "; so far: n0 created; n1, n2 may be done or not"),
            (
                700,
                8,
                "; so far 700 things, the last: n695 created, n696 created, n697 created, n698 \
                 created, n699 created; 8 more may be done or not",
            ),
        ] {
            let journal = Journal::default();
            for at in 0..done {
                journal.during(format!("n{at}"), async {}).await;
                journal.note(format!("n{at} created"));
            }
            let never = std::future::pending::<()>;
            let calls: Vec<_> =
                (done..done + open).map(|at| journal.during(format!("n{at}"), never())).collect();
            // Given up after they have begun, as by a signal.
            tokio::select! {
                biased;
                _ = futures_util::future::join_all(calls) => {}
                () = async {} => {}
            }
            assert_eq!(interrupted(&apply(), &journal).to_string(), format!("interrupted{want}"));
        }
    }
}
