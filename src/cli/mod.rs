//! The command line: parses arguments, runs the command and prints its result.
//!
//! The first word selects the command. The 38 operations are parsed and printed as in AWS CLI v2
//! ([`crate::aws_cli::args`], [`operation`]); all others are workflow commands, which are parsed by
//! clap ([`tree`]) and run by [`command`].

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
        note(&help::text::render(&help::overview(), help::width()));
        return ErrorKind::Usage.code(ErrorStyle::Operation).into();
    }
    let word = args::word(&args);
    if word.is_some_and(tree::is_command) {
        return command::main(&args).into();
    }
    // `help COMMAND`; the AWS grammar handles help for operations.
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

/// Returns the output for responses: a pager on a terminal, unless `plain`. The pager is the first of
/// `AWS_PAGER`, the profile's `cli_pager` and `PAGER` that is set; an empty value disables it.
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

/// Prints `text`.
///
/// # Errors
///
/// [`CliError`] if stdout cannot be written.
fn show(text: &str) -> Result<(), CliError> {
    print::stdout(text)?;
    Ok(())
}

/// Ignores SIGXFSZ, so that a write beyond the file size limit (`ulimit -f`) fails with an error that
/// can be reported instead of terminating the process.
fn ignore_sigxfsz() {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_io().build() else {
        return;
    };
    let _within = runtime.enter();
    // tokio keeps the handler installed after the runtime is dropped.
    drop(signal(SignalKind::from_raw(rustix::process::Signal::XFSZ.as_raw())));
}

/// Runs `work` on a single-threaded runtime, which is sufficient for a command.
fn block_on<T>(work: impl Future<Output = T>) -> Result<T, CliError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    Ok(runtime.map_err(cannot_start)?.block_on(work))
}

fn cannot_start(error: std::io::Error) -> CliError {
    CliError::new(ErrorKind::Other, "the async runtime cannot be started").caused_by(error)
}

/// Converts the global options of an operation to client settings.
fn settings(globals: &args::Globals) -> Settings {
    let time = |timeout: Option<args::Timeout>| {
        timeout.map(|timeout| match timeout {
            // Negative timeouts are rejected before they are used.
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
