//! Comments, messages and documentation avoid the words that `docs/style.md` rules out.
//!
//! The list finds words, not bad sentences; it keeps wording that was replaced from coming back.

#![allow(clippy::unwrap_used, reason = "a failed assumption must stop the test")]

use std::path::{Path, PathBuf};

use regex::{Regex, RegexBuilder};

use crate::support::in_project;

/// Expressions to avoid, as regular expressions over one line, and what to write instead.
const AVOID: [(&str, &str); 23] = [
    (r"nobody|somebody|whomever|whoever|whom", "name the caller, client, user or principal"),
    (r"who they are", "authentication"),
    (r"told|tells|tell", "reports, returns, shows, describes"),
    (r"heed(s|ed|ing)?", "handle, respect"),
    (r"mend(s|ed|ing)?", "fix"),
    (r"beside", "next to, in addition to"),
    (r"anew", "again"),
    (r"so many", "the number"),
    (r"at the most", "at most"),
    (r"passed over", "ignored, skipped"),
    (r"(held|hold|holds) against", "compared with, checked against"),
    (r"goes on", "continues"),
    (r"in the place of", "instead of, replaces"),
    (r"of (its|their) own", "another wording, such as `a separate …`"),
    (r"folders?", "directory"),
    (r"for ever", "forever, without a limit"),
    (r"dialects?", "variant of the protocol"),
    (r"mis-?spelt", "misspelled"),
    (r"is there twice|are there twice", "is defined twice"),
    (r"(is|are) not there", "does not exist, is missing"),
    (r"this machine", "local"),
    (r"the other way (round|around)", "vice versa, reversed"),
    (r"(is|are|was|were) no [a-z]+", "is not a …"),
];

/// Correct English that looks like one of [`AVOID`].
const FINE: &str = r"\bthere (is|are|was|were) no\b";

/// Files that quote AWS, Envoy, Python or the wording that is ruled out.
const QUOTES: [&str; 7] = [
    "docs/style.md",
    "src/model/types.rs",
    "tests/fixtures/",
    "tests/language.rs",
    "tests/parity/corpus/",
    "tests/parity/scenarios/",
    "docs/reference/",
];

/// Lines of other files that quote such wording: the end of the path, and a part of the line.
const QUOTED_LINES: [(&str, &str); 1] =
    [("tests/parity/fuzz/responses.rs", "The mesh with name shop is not there")];

/// The directories and files of the repository that hold text.
const ROOTS: [&str; 9] =
    ["src", "tests", "benches", "docs", ".ci", "examples", "Makefile", "README.md", "CHANGELOG.md"];

fn text_files() -> Vec<PathBuf> {
    let mut pending: Vec<PathBuf> = ROOTS.iter().map(|root| in_project(root)).collect();
    let mut files = Vec::new();
    while let Some(path) = pending.pop() {
        if path.is_dir() {
            pending.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn relative(path: &Path) -> String {
    path.strip_prefix(in_project("")).unwrap().display().to_string()
}

/// Returns the expression of [`AVOID`] that a line contains, and what to write instead.
struct Checker {
    avoid: Vec<(Regex, &'static str)>,
    fine: Regex,
}

impl Checker {
    fn new() -> Self {
        let build = |pattern: &str| {
            RegexBuilder::new(&format!(r"\b(?:{pattern})\b"))
                .case_insensitive(true)
                .build()
                .unwrap()
        };
        let avoid = AVOID.iter().map(|(pattern, instead)| (build(pattern), *instead)).collect();
        Self { avoid, fine: RegexBuilder::new(FINE).case_insensitive(true).build().unwrap() }
    }

    fn find(&self, line: &str) -> Option<(String, &'static str)> {
        let line = self.fine.replace_all(line, "");
        self.avoid.iter().find_map(|(pattern, instead)| {
            Some((pattern.find(&line)?.as_str().to_owned(), *instead))
        })
    }
}

#[test]
fn text_avoids_the_words_that_the_style_guide_rules_out() {
    let checker = Checker::new();
    let (mut found, mut used) = (Vec::new(), vec![false; QUOTED_LINES.len()]);
    for path in text_files() {
        let name = relative(&path);
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        if QUOTES.iter().any(|quotes| name.starts_with(quotes)) {
            continue;
        }
        for (number, line) in (1..).zip(text.lines()) {
            let Some((words, instead)) = checker.find(line) else { continue };
            let quoted = QUOTED_LINES
                .iter()
                .position(|(file, part)| name.ends_with(file) && line.contains(part));
            match quoted {
                Some(at) => used[at] = true,
                None => found.push(format!("{name}:{number}: `{words}`: write {instead}")),
            }
        }
    }
    assert!(found.is_empty(), "{} lines:\n{}", found.len(), found.join("\n"));
    let unused: Vec<_> = QUOTED_LINES.iter().zip(used).filter(|(_, used)| !used).collect();
    assert!(unused.is_empty(), "exceptions that match nothing any more: {unused:?}");
}

#[test]
fn the_word_list_finds_words_and_spares_correct_english() {
    let checker = Checker::new();
    let found = |line: &str| checker.find(line).map(|(words, _)| words);
    for (line, want) in [
        ("/// Nobody may call.", Some("Nobody")),
        ("it is no backup", Some("is no backup")),
        ("There is no mesh, and it is no backup", Some("is no backup")),
        ("there are no routes", None),
        ("`folder` of the store", Some("folder")),
        ("besides, the directory exists", None),
    ] {
        assert_eq!(found(line).as_deref(), want, "{line}");
    }
}
