//! The table "Where new things go" in `src/lib.rs` names files that exist. For what is not built yet it
//! names the future file, marked *planned*, in a directory that exists.

use std::path::Path;

use regex::Regex;

use crate::support::in_project;

const HEADING: &str = "//! # Where new things go";

/// The questions of a newcomer that the table answers, as its rows start.
const QUESTIONS: [&str; 9] = [
    "a canary gate",
    "an API limit",
    "an Envoy filter",
    "an output format",
    "a store",
    "a source of endpoints",
    "a Kubernetes reconciler",
    "an exporter",
    "a console page",
];

/// The rows of the table: what is added, and where.
fn rows() -> Vec<(String, String)> {
    let map = std::fs::read_to_string(in_project("src/lib.rs")).unwrap();
    let (_, table) = map.split_once(HEADING).expect("lib.rs has the table");
    let lines = table.lines().skip_while(|line| !line.starts_with("//! |"));
    let lines = lines.take_while(|line| line.starts_with("//! |")).skip(2);
    let cells = lines.map(|line| {
        let mut cells = line.trim_start_matches("//! |").trim_end_matches('|').splitn(2, " | ");
        let mut next = || cells.next().expect("a row has two cells").trim().to_owned();
        (next(), next())
    });
    cells.collect()
}

#[test]
fn the_table_answers_the_questions_of_a_newcomer() {
    let rows = rows();
    let missing: Vec<_> = QUESTIONS
        .iter()
        .filter(|question| !rows.iter().any(|(thing, _)| thing.starts_with(**question)))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_table_names_files_that_exist() {
    let path = Regex::new(r"`([a-z_/{},]+(?:\.rs|\.json|/))`( \*planned\*)?").unwrap();
    let mut wrong = Vec::new();
    for (thing, place) in rows() {
        let mut named = 0;
        for found in path.captures_iter(&place) {
            named += 1;
            let file = in_project("src").join(&found[1]);
            let is_there = match found.get(2) {
                None => file.exists(),
                Some(_) => !file.exists() && file.parent().is_some_and(Path::is_dir),
            };
            if !is_there {
                wrong.push(format!("{thing}: {}", &found[1]));
            }
        }
        if named == 0 {
            wrong.push(format!("{thing}: names no file"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
