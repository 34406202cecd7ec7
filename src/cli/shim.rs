//! `meshctl aws-shim`: an `aws` wrapper for scripts that call `aws appmesh …`.
//!
//! The script consists of two lines of sh that pass all arguments to this program ([`main`]), which
//! decides with the AWS CLI's own grammar ([`args::is_for_app_mesh`]) whether a command line is for
//! App Mesh. For others, the real AWS CLI replaces this process, so that stdin, exit code and
//! signals are passed through.

use std::ffi::{OsStr, OsString};
use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use super::{help, operation, print_text, shell};
use crate::aws_cli::args;
use crate::error::{CliError, ErrorKind, ErrorStyle, note};

/// Name of the command.
const COMMAND: &str = "aws-shim";

/// How the script calls this program. A file that contains it is a shim.
const CALL: &str = "aws-shim -- \"$@\"";

/// Exit code of shells if a program does not exist.
const NOT_FOUND: u8 = 127;

/// Exit code of shells if a program cannot be executed.
const NOT_EXECUTABLE: u8 = 126;

/// Returns the arguments of `aws` if a shim calls this program. `args` include the program name.
pub(super) fn aws_args(args: &[OsString]) -> Option<&[OsString]> {
    let shim = args.get(1).is_some_and(|arg| arg == COMMAND) && args.get(2)? == "--";
    shim.then(|| &args[3..])
}

/// Runs `aws` with `args`.
pub(super) fn main(args: &[OsString]) -> ExitCode {
    let lossy: Vec<String> = args.iter().map(|arg| arg.to_string_lossy().into_owned()).collect();
    if args::is_for_app_mesh(&lossy) {
        return match args::utf8_args(args.iter().cloned()) {
            Ok(args) => operation::main(&args).into(),
            Err(error) => CliError::from(error).report(ErrorStyle::Operation).into(),
        };
    }
    if let Some(program) = real_aws() {
        let error = Command::new(&program).args(args).exec();
        note(&format!("aws: {}: {error}\n", program.display()));
        return NOT_EXECUTABLE.into();
    }
    if lossy.first().is_some_and(|arg| arg == "--version") {
        let printed = print_text(&format!("{}\n", help::version()));
        return printed.map_or_else(|error| error.report(ErrorStyle::Command), |()| 0).into();
    }
    note("aws: only `aws appmesh` is available: the AWS CLI is not on PATH\n");
    NOT_FOUND.into()
}

/// Returns the script.
///
/// # Errors
///
/// If the path of this program is unknown or cannot be written in a script.
pub(super) fn script() -> Result<String, CliError> {
    let path = own_path().map_err(|error| {
        CliError::new(ErrorKind::Failed, "the path of this program is unknown").caused_by(error)
    })?;
    let path = path.to_str().filter(|path| !path.contains('\n')).ok_or_else(|| {
        let message = format!("`{}` cannot be called from a script", path.display());
        CliError::new(ErrorKind::Failed, message)
    })?;
    Ok(format!("#!/bin/sh\nexec {} {CALL}\n", shell::quote(path)))
}

/// Returns the path by which this program was called, symbolic links included: their target may
/// change with the next release.
fn own_path() -> std::io::Result<PathBuf> {
    let own = std::env::current_exe()?;
    let called = std::env::args_os().next().map(PathBuf::from).unwrap_or_default();
    let called = if called.components().count() > 1 {
        Some(std::path::absolute(called)?)
    } else {
        on_path(called.as_os_str()).next()
    };
    let same = |path: &PathBuf| path.canonicalize().is_ok_and(|path| path == own);
    Ok(called.filter(same).unwrap_or(own))
}

/// Finds the AWS CLI: the first `aws` on `PATH` that is neither a shim nor this program.
fn real_aws() -> Option<PathBuf> {
    let own = std::env::current_exe().ok();
    on_path(OsStr::new("aws"))
        .find(|path| !is_shim(path) && (own.is_none() || path.canonicalize().ok() != own))
}

/// Returns the executable files called `name` on `PATH`, in its order.
fn on_path(name: &OsStr) -> impl Iterator<Item = PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_else(|| "/usr/bin:/bin".into());
    let directories: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let name = name.to_owned();
    // An empty entry is the working directory.
    let files =
        directories.into_iter().map(move |directory| match directory.as_os_str().is_empty() {
            true => Path::new(".").join(&name),
            false => directory.join(&name),
        });
    files.filter(|file| {
        let mode =
            |meta: std::fs::Metadata| meta.is_file() && meta.permissions().mode() & 0o111 != 0;
        file.metadata().is_ok_and(mode)
    })
}

/// Returns whether a file is the output of [`script`], of any installation of this program.
fn is_shim(path: &Path) -> bool {
    // The start is enough for a two-line script; a binary need not be read completely.
    let mut start = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(8192).read_to_end(&mut start));
    read.is_ok() && start.starts_with(b"#!") && String::from_utf8_lossy(&start).contains(CALL)
}
