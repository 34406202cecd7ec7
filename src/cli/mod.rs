//! From the argument list to a call, and from its answer to the screen.
//!
//! The first word decides. The 38 operations are read and shown in AWS CLI v2's manner
//! ([`crate::aws_cli::args`], [`operation`]); everything else is one of the project's own verbs, read with clap
//! ([`tree`]) and shown in its own manner ([`verb`]).

mod command;
pub mod completion;
mod failure;
pub mod help;
mod operation;
mod shell;
mod shim;
pub mod tree;

use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::process::ExitCode;

use tokio::signal::unix::{SignalKind, signal};

use crate::aws_cli::args;
use crate::aws_cli::config::Profile;
use crate::aws_cli::output::{Pager, Screen};
use crate::client::Settings;
use crate::error::{CliError, ErrorKind, ErrorStyle, note};
use crate::output::print;

/// Runs the program with `args`, its own name first, and returns its exit code.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    ignore_sigxfsz();
    let args: Vec<OsString> = args.into_iter().collect();
    if let Some(args) = shim::called(&args) {
        return shim::main(args);
    }
    let args = match args::texts(args.into_iter().skip(1)) {
        Ok(args) => args,
        Err(error) => return CliError::from(error).report(ErrorStyle::Operation).into(),
    };
    if args.is_empty() {
        note(&help::text::render(&help::all(), help::width()));
        return ErrorKind::Usage.code(ErrorStyle::Operation).into();
    }
    let word = args::word(&args);
    if word.is_some_and(tree::is_command) {
        return command::main(&args).into();
    }
    // `help VERB`; about operations `help` is theirs.
    if let [.., help, name] = args.as_slice()
        && word == Some("help")
        && help == "help"
        && args::operation(name).is_none()
    {
        return command::help(name).into();
    }
    operation::main(&args).into()
}

/// Shows a page of help.
fn show_help(page: &help::Page) -> Result<(), CliError> {
    let text = help::text::render(page, help::width());
    screen(false, None)?.show(&text)?;
    Ok(())
}

/// Where answers go: through a pager on a terminal, unless `plain`. The first that is set names
/// it: `AWS_PAGER`, the profile's `cli_pager`, `PAGER`; set to nothing, they say none.
fn screen(plain: bool, profile: Option<&Profile>) -> Result<Screen, CliError> {
    if plain || !std::io::stdout().is_terminal() {
        return Ok(Screen::default());
    }
    let line = std::env::var("AWS_PAGER")
        .ok()
        .or_else(|| profile?.get("cli_pager").map(str::to_owned))
        .or_else(|| std::env::var("PAGER").ok());
    Ok(Screen::new(Pager::configured(line.as_deref())?))
}

/// Prints `text`; what cannot be printed is an error of its own.
fn show(text: &str) -> Result<(), CliError> {
    print::stdout(text)?;
    Ok(())
}

/// Sees to it that a limit on the size of files (`ulimit -f`) makes a write fail with an error that
/// can be told, and does not end the process in the middle of it.
fn ignore_sigxfsz() {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_io().build() else {
        return;
    };
    let _within = runtime.enter();
    // Who heeds a signal once heeds it to the end of the process, whatever becomes of the runtime.
    drop(signal(SignalKind::from_raw(rustix::process::Signal::XFSZ.as_raw())));
}

/// Runs `work` on this thread; a command makes one call at a time, and needs no more.
fn block_on<T>(work: impl Future<Output = T>) -> Result<T, CliError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    Ok(runtime.map_err(cannot_start)?.block_on(work))
}

fn cannot_start(error: std::io::Error) -> CliError {
    CliError::new(ErrorKind::Other, "the program cannot start").caused_by(error)
}

/// What the options of an operation say about where to go.
fn settings(globals: &args::Globals) -> Settings {
    let time = |timeout: Option<args::Timeout>| {
        timeout.map(|timeout| match timeout {
            // One that is negative is refused before it comes to that.
            args::Timeout::Never | args::Timeout::Negative(_) => None,
            args::Timeout::After(time) => Some(time),
        })
    };
    Settings {
        endpoint_url: globals.endpoint_url.clone(),
        region: globals.region.clone(),
        profile: globals.profile.clone(),
        context: globals.context.clone(),
        data: globals.data.clone(),
        unsigned: globals.no_sign_request,
        insecure: globals.no_verify_ssl,
        ca_bundle: globals.ca_bundle.clone(),
        connect_timeout: time(globals.connect_timeout),
        read_timeout: time(globals.read_timeout),
        ..Settings::default()
    }
}
