//! The programs that tests run. `make tools` installs or links them into one directory: `.tools`, or
//! `$MESHCTL_TOOLS`. Tests that call a function of this module are marked
//! `#[ignore = "needs TOOL: make test"]`; they fail if the tool is missing.

use std::path::{Path, PathBuf};

use super::in_project;

/// Python with boto3, PyYAML and a PowerShell grammar.
pub(crate) fn python() -> PathBuf {
    file("py/bin/python3")
}

/// Envoy.
pub(crate) fn envoy() -> PathBuf {
    std::env::var_os("MESHCTL_ENVOY").map_or_else(|| file("py/bin/envoy"), PathBuf::from)
}

/// moto's server, which imitates AWS services.
pub(crate) fn moto_server() -> PathBuf {
    file("py/bin/moto_server")
}

/// The AWS CLI, version 2.
pub(crate) fn aws() -> PathBuf {
    program("aws")
}

/// A program in the `bin` directory: `zsh`, `fish`, `groff`, `man`, `curl`, `reconcile`.
pub(crate) fn program(name: &str) -> PathBuf {
    file(&format!("bin/{name}"))
}

/// The directory of the AWS CLI's example pages for App Mesh.
pub(crate) fn aws_examples() -> PathBuf {
    existing("aws-examples", Path::is_dir)
}

/// A program of coreutils, util-linux or bash, which every Linux distribution has: not a tool.
pub(crate) fn system(name: &str) -> PathBuf {
    let directories = ["/usr/bin", "/bin", "/usr/local/bin"];
    let paths = directories.map(|directory| Path::new(directory).join(name));
    let found = paths.into_iter().find(|path| path.is_file());
    found.unwrap_or_else(|| panic!("{name} not found in {}", directories.join(", ")))
}

fn file(path: &str) -> PathBuf {
    existing(path, Path::is_file)
}

#[track_caller]
fn existing(path: &str, exists: fn(&Path) -> bool) -> PathBuf {
    let directory = std::env::var_os("MESHCTL_TOOLS").map(PathBuf::from);
    let path = directory.unwrap_or_else(|| in_project(".tools")).join(path);
    assert!(exists(&path), "{} not found: run `make tools`", path.display());
    path
}
