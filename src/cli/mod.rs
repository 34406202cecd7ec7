//! From the argument list to a call, and from its answer to the screen.
//!
//! The first word decides. The 38 operations are read and shown in AWS CLI v2's manner
//! ([`aws`], [`operation`]); everything else is one of the project's own verbs, read with clap
//! ([`tree`]) and shown in its own manner ([`verb`]).

pub mod aws;
mod help;
mod operation;
pub mod tree;
mod verb;

use std::process::ExitCode;

use crate::client::Settings;
use crate::error::{CliError, ErrorKind, Manner};
use crate::output::print;

/// Runs the program with `args`, its own name first, and returns its exit code.
pub fn main(args: impl IntoIterator<Item = std::ffi::OsString>) -> ExitCode {
    let args = match aws::texts(args) {
        Ok(args) => args,
        Err(error) => return CliError::from(error).report(Manner::Operation).into(),
    };
    let word = aws::word(&args);
    if word.is_some_and(tree::is_verb) {
        return verb::main(&args).into();
    }
    operation::main(&args).into()
}

/// Prints `text`; what cannot be printed is an error of its own.
fn show(text: &str) -> Result<(), CliError> {
    show_while_read(text).map(drop)
}

/// Prints `text`, and tells whether anyone still reads.
fn show_while_read(text: &str) -> Result<bool, CliError> {
    Ok(print::stdout(text)? == print::Reader::Listening)
}

/// Runs `work` on this thread; a command makes one call at a time, and needs no more.
fn block_on<T>(work: impl Future<Output = T>) -> Result<T, CliError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| {
        CliError::new(ErrorKind::Other, "the program cannot start").caused_by(error)
    })?;
    Ok(runtime.block_on(work))
}

/// What the options of an operation say about where to go.
fn settings(globals: &aws::Globals) -> Settings {
    let time = |timeout: Option<aws::Timeout>| {
        timeout.map(|timeout| match timeout {
            aws::Timeout::Never => None,
            aws::Timeout::After(time) => Some(time),
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
