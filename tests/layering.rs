//! A room uses only rooms above it in the table of `src/lib.rs`, and what is pure stays so.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to stop")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::support::in_project;

/// The rooms in the order of the table; rooms of one row stand in its order.
fn rooms() -> Vec<String> {
    let map = std::fs::read_to_string(in_project("src/lib.rs")).unwrap();
    let rows = map.lines().filter_map(|line| line.strip_prefix("//! | ["));
    let first = rows.map(|row| row.split(" | ").next().unwrap());
    let names = first.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    names.map(str::to_owned).collect()
}

/// The source files, by their path below `src/`.
fn sources() -> Vec<(PathBuf, String)> {
    let root = in_project("src");
    let (mut folders, mut files) = (vec![root.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                files.push((path.strip_prefix(&root).unwrap().to_owned(), code(&text)));
            }
        }
    }
    files.sort();
    files
}

/// The text without comments, which may speak of anything, and without its tests.
fn code(text: &str) -> String {
    let text = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The room that a file below `src/` is in: its folder, or its own name.
fn room(path: &Path) -> String {
    let first = Path::new(path.iter().next().unwrap());
    first.file_stem().unwrap().to_str().unwrap().to_owned()
}

fn is_test(path: &Path) -> bool {
    path.iter().any(|part| part == "tests" || part == "tests.rs")
}

/// The rooms that a text mentions as `crate::room`, and `crate` lists that hide some.
fn mentioned(text: &str) -> BTreeSet<String> {
    let names = text.split("crate::").skip(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        if end == 0 { "a list in braces".to_owned() } else { rest[..end].to_owned() }
    });
    names.collect()
}

/// Tells whether a path of `super`s leads out of the room, past what `crate::` would show.
fn leaves_by_super(path: &Path, text: &str) -> bool {
    let own = usize::from(!path.ends_with("mod.rs"));
    let depth = path.iter().count() - 1 + own;
    text.contains(&"super::".repeat(depth))
}

#[test]
fn the_map_lists_every_room() {
    let map = std::fs::read_to_string(in_project("src/lib.rs")).unwrap();
    let declared = map.lines().filter_map(|line| line.strip_prefix("pub mod "));
    let declared: BTreeSet<String> =
        declared.map(|name| name.trim_end_matches(';').to_owned()).collect();
    assert_eq!(declared, rooms().into_iter().collect());
}

#[test]
fn a_room_uses_only_rooms_above_it() {
    let rooms = rooms();
    let place = |name: &str| rooms.iter().position(|room| room == name);
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let Some(own) = place(&room(&path)) else { continue };
        for other in mentioned(&text) {
            // A list would hide names from this test: one `use` a room is the style here anyway.
            if place(&other).map_or(other.contains(' '), |other| other > own) {
                wrong.push(format!("{} uses {other}", path.display()));
            }
        }
        if leaves_by_super(&path, &text) {
            wrong.push(format!("{} leaves its room by `super`", path.display()));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// What computes and nothing else. The end of a path, or a whole folder.
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

/// The one file of them whose purpose is to read.
const READS: &str = "manifest/source.rs";

const OUTSIDE: [&str; 11] = [
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
fn what_is_pure_reads_no_file_no_clock_and_no_socket() {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for (path, text) in sources() {
        let name = path.to_str().unwrap();
        let pure = PURE.iter().find(|pure| name.starts_with(**pure) || name.ends_with(**pure));
        let Some(pure) = pure.filter(|_| name != READS && !is_test(&path)) else { continue };
        seen.insert(*pure);
        let used = OUTSIDE.iter().filter(|outside| text.contains(**outside));
        wrong.extend(used.map(|outside| format!("{name} uses {outside}")));
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert_eq!(seen, PURE.into_iter().collect(), "every entry of the list still means something");
}
