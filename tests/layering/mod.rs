//! The structure of `src/`: modules use only modules above them in the table of `src/lib.rs`, files
//! do not import each other in cycles ([`cycles`]), and pure code stays free of I/O.

#![allow(clippy::unwrap_used, reason = "a failed assumption must stop the test")]

mod cycles;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::support::in_project;

/// Returns the top-level modules in the order of the table, left to right in a row.
fn top_level_modules() -> Vec<String> {
    let lib = std::fs::read_to_string(in_project("src/lib.rs")).unwrap();
    let rows = lib.lines().filter_map(|line| line.strip_prefix("//! | ["));
    let first = rows.map(|row| row.split(" | ").next().unwrap());
    let names = first.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    names.map(str::to_owned).collect()
}

/// Returns the source files: their path below `src/` and their code.
fn sources() -> Vec<(PathBuf, String)> {
    let root = in_project("src");
    let (mut directories, mut files) = (vec![root.clone()], Vec::new());
    while let Some(directory) = directories.pop() {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                directories.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let source = std::fs::read_to_string(&path).unwrap();
                files.push((path.strip_prefix(&root).unwrap().to_owned(), code(&source)));
            }
        }
    }
    files.sort();
    files
}

/// Removes comments, which may mention any module, and unit tests.
fn code(source: &str) -> String {
    let source = source.split("\n#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns the top-level module that a file below `src/` belongs to.
fn top_level_module(path: &Path) -> String {
    let first = Path::new(path.iter().next().unwrap());
    first.file_stem().unwrap().to_str().unwrap().to_owned()
}

fn is_test(path: &Path) -> bool {
    path.iter().any(|part| part == "tests" || part == "tests.rs")
}

/// Returns the modules that `code` mentions as `crate::module`, and an entry with a space for
/// `crate::{…}`, which would hide some.
fn mentioned(code: &str) -> BTreeSet<String> {
    let names = code.split("crate::").skip(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        if end == 0 { "a list in braces".to_owned() } else { rest[..end].to_owned() }
    });
    names.collect()
}

/// Returns whether a chain of `super` leaves the top-level module, which `crate::` would show.
fn leaves_by_super(path: &Path, code: &str) -> bool {
    let in_own_file = usize::from(!path.ends_with("mod.rs"));
    let depth = path.iter().count() - 1 + in_own_file;
    code.contains(&"super::".repeat(depth))
}

#[test]
fn the_module_table_is_complete() {
    let lib = std::fs::read_to_string(in_project("src/lib.rs")).unwrap();
    let declared = lib.lines().filter_map(|line| line.strip_prefix("pub mod "));
    let declared: BTreeSet<String> =
        declared.map(|name| name.trim_end_matches(';').to_owned()).collect();
    assert_eq!(declared, top_level_modules().into_iter().collect());
}

#[test]
fn modules_use_only_modules_above_them() {
    let modules = top_level_modules();
    let rank = |name: &str| modules.iter().position(|module| module == name);
    let mut wrong = Vec::new();
    for (path, code) in sources() {
        let Some(own) = rank(&top_level_module(&path)) else { continue };
        for other in mentioned(&code) {
            if rank(&other).map_or(other.contains(' '), |other| other > own) {
                wrong.push(format!("{} uses {other}", path.display()));
            }
        }
        if leaves_by_super(&path, &code) {
            wrong.push(format!("{} leaves its module with `super`", path.display()));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Pure code: the ends of paths, or whole directories.
const PURE: [&str; 12] = [
    "model/",
    "mesh/",
    "manifest/",
    "plan.rs",
    "auth/accounts.rs",
    "auth/principal.rs",
    "auth/signature/",
    "xds/translate/",
    "xds/snapshot.rs",
    "xds/session.rs",
    "xds/names.rs",
    "commands/demo/stages.rs",
];

/// The only file among [`PURE`] that reads files.
const READS: &str = "manifest/source.rs";

/// What pure code does not use.
const IMPURE: [&str; 11] = [
    "std::fs",
    "std::net::Tcp",
    "std::net::Udp",
    "std::process",
    "std::env::",
    "std::io::std",
    "tokio::",
    "reqwest",
    "hyper",
    "SystemTime",
    "Timestamp::now",
];

#[test]
fn pure_code_uses_no_files_no_clock_and_no_sockets() {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for (path, code) in sources() {
        let name = path.to_str().unwrap();
        let pure = PURE.iter().find(|pure| name.starts_with(**pure) || name.ends_with(**pure));
        let Some(pure) = pure.filter(|_| name != READS && !is_test(&path)) else { continue };
        seen.insert(*pure);
        let used = IMPURE.iter().filter(|impure| code.contains(**impure));
        wrong.extend(used.map(|impure| format!("{name} uses {impure}")));
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert_eq!(seen, PURE.into_iter().collect(), "every entry of the list matches a file");
}
