//! `meshctl aws-shim`: an `aws` for scripts that say `aws appmesh …`.
//!
//! What it prints is two lines of sh that hand everything back to this program ([`main`]): whose
//! command line it is, is decided by the same rules that read it ([`args::is_for_app_mesh`]), not
//! in shell. The real AWS CLI takes this process's place, so that its input, its exit code and
//! signals are its own.

use std::ffi::{OsStr, OsString};
use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use super::{help, operation, shell, show};
use crate::aws_cli::args;
use crate::error::{CliError, ErrorKind, ErrorStyle, note};

/// The name of the verb.
const VERB: &str = "aws-shim";

/// How the printed script calls this program: what makes a file a shim of ours.
const CALL: &str = "aws-shim -- \"$@\"";

/// As shells say that there is no such program.
const NO_SUCH_PROGRAM: u8 = 127;

/// Returns the arguments of `aws`, if a shim calls; `args` begin with this program's name.
pub(super) fn called(args: &[OsString]) -> Option<&[OsString]> {
    let shim = args.get(1).is_some_and(|arg| arg == VERB) && args.get(2)? == "--";
    shim.then(|| &args[3..])
}

/// Does what `aws` is to do with `args`.
pub(super) fn main(args: &[OsString]) -> ExitCode {
    let lossy: Vec<String> = args.iter().map(|arg| arg.to_string_lossy().into_owned()).collect();
    if args::is_for_app_mesh(&lossy) {
        return match args::texts(args.iter().cloned()) {
            Ok(args) => operation::main(&args).into(),
            Err(error) => CliError::from(error).report(ErrorStyle::Operation).into(),
        };
    }
    if let Some(program) = real_aws() {
        let error = Command::new(&program).args(args).exec();
        note(&format!("aws: {}: {error}\n", program.display()));
        return 126.into();
    }
    if lossy.first().is_some_and(|arg| arg == "--version") {
        let shown = show(&format!("{}\n", help::version()));
        return shown.map_or_else(|error| error.report(ErrorStyle::Command), |()| 0).into();
    }
    note("aws: only `aws appmesh` is here: there is no AWS CLI on PATH besides this wrapper\n");
    NO_SUCH_PROGRAM.into()
}

/// Returns the two lines.
///
/// # Errors
///
/// If where this program is cannot be found out, or be written in a script.
pub(super) fn script() -> Result<String, CliError> {
    let path = own_path().map_err(|error| {
        CliError::new(ErrorKind::Failed, "where this program is cannot be found out")
            .caused_by(error)
    })?;
    let path = path.to_str().filter(|path| !path.contains('\n')).ok_or_else(|| {
        CliError::new(ErrorKind::Failed, format!("`{}` cannot be called", path.display()))
    })?;
    Ok(format!("#!/bin/sh\nexec {} {CALL}\n", shell::quote(path)))
}

/// Where this program was called: not where links lead, which may change with the next release.
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

/// The files called `name` on `PATH` that can be run, in its order.
fn on_path(name: &OsStr) -> impl Iterator<Item = PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_else(|| "/usr/bin:/bin".into());
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let name = name.to_owned();
    // An empty folder is the one where the caller stands.
    let files = folders.into_iter().map(move |folder| match folder.as_os_str().is_empty() {
        true => Path::new(".").join(&name),
        false => folder.join(&name),
    });
    files.filter(|file| {
        let mode =
            |meta: std::fs::Metadata| meta.is_file() && meta.permissions().mode() & 0o111 != 0;
        file.metadata().is_ok_and(mode)
    })
}

/// Tells whether a file is what [`script`] printed once, wherever this program was then.
fn is_shim(path: &Path) -> bool {
    // Far more than two lines take; a program need not be read whole to see that it is none.
    let mut start = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(8192).read_to_end(&mut start));
    read.is_ok() && start.starts_with(b"#!") && String::from_utf8_lossy(&start).contains(CALL)
}
