//! From the command line to a call, and from its result to the terminal.
//!
//! The first word selects the command. The 38 operations are parsed and printed like AWS CLI v2
//! ([`operation`], [`crate::aws_cli`]); workflow commands are parsed with clap ([`tree`]) and have
//! output of a separate style ([`command`]).

mod command;
pub mod completion;
mod failure;
pub mod help;
mod operation;
mod shell;
mod shim;
pub mod tree;

use std::ffi::OsString;
use std::process::ExitCode;

use tokio::signal::unix::{SignalKind, signal};

use crate::aws_cli::args;
use crate::aws_cli::output::printer::stdout_table_style;
use crate::aws_cli::output::{PagedOutput, TableStyle};
use crate::client::Settings;
use crate::error::{CliError, ErrorKind, ErrorStyle, note};
use crate::output::print;

/// Runs the program with `args`, the program name first, and returns its exit code.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    ignore_sigxfsz();
    let args: Vec<OsString> = args.into_iter().collect();
    if let Some(args) = shim::aws_args(&args) {
        return shim::main(args);
    }
    let args = match args::utf8_args(args.into_iter().skip(1)) {
        Ok(args) => args,
        Err(error) => return CliError::from(error).report(ErrorStyle::Operation).into(),
    };
    if args.is_empty() {
        note(&help::text::render(&help::overview(), help::width()));
        return ErrorKind::Usage.code(ErrorStyle::Operation).into();
    }
    let word = args::first_word(&args);
    if word.is_some_and(tree::is_command) {
        return command::main(&args).into();
    }
    // `help COMMAND`; `help OPERATION` is handled with the operations.
    if let [.., help, name] = args.as_slice()
        && word == Some("help")
        && help == "help"
        && args::operation(name).is_none()
    {
        return command::help(name).into();
    }
    operation::main(&args).into()
}

/// Prints a help page, in a pager on a terminal.
fn show_help(page: &help::Page) -> Result<(), CliError> {
    let text = help::text::render(page, help::width());
    PagedOutput::new(false, None)?.write(&text)?;
    Ok(())
}

/// Prints `text` to stdout.
fn print_text(text: &str) -> Result<(), CliError> {
    print::stdout(text)?;
    Ok(())
}

/// Returns the style of tables on stdout.
fn table_style(globals: &args::Globals) -> TableStyle {
    stdout_table_style(globals.color.as_deref(), help::terminal_width)
}

/// Makes a write beyond the file size limit (`ulimit -f`) fail with an error, instead of ending the
/// process with SIGXFSZ.
fn ignore_sigxfsz() {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_io().build() else {
        return;
    };
    let _guard = runtime.enter();
    // tokio keeps the handler installed after the runtime is dropped.
    drop(signal(SignalKind::from_raw(rustix::process::Signal::XFSZ.as_raw())));
}

/// Runs `work` on a runtime of this thread. A command makes few calls at a time and needs no more.
fn block_on<T>(work: impl Future<Output = T>) -> Result<T, CliError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    Ok(runtime.map_err(cannot_start)?.block_on(work))
}

fn cannot_start(error: std::io::Error) -> CliError {
    CliError::new(ErrorKind::Other, "the async runtime cannot be started").caused_by(error)
}

/// Returns the connection settings in the global options of an operation.
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
