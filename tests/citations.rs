//! Citations: what comments and pages cite exists, in the one form that `docs/style.md` gives.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

use crate::support::in_project;

/// Pages that hold only what is cited.
const BEHAVIOUR: [&str; 3] =
    ["docs/behaviour/api.md", "docs/behaviour/aws-cli.md", "docs/behaviour/envoy.md"];

const ARCHITECTURE: &str = "docs/architecture.md";

/// A cited section.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Citation {
    page: String,
    section: String,
}

/// Returns the text files of the repository by their path below its root, without this one.
fn files() -> Vec<(String, String)> {
    let root = in_project("");
    let (mut directories, mut files) = (Vec::new(), Vec::new());
    directories.extend(["src", "tests", "benches", "docs"].map(in_project));
    for page in ["README.md", "CHANGELOG.md"] {
        files.push((page.to_owned(), read(&in_project(page))));
    }
    while let Some(directory) = directories.pop() {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                directories.push(path);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                files.push((name, text));
            }
        }
    }
    files.retain(|(name, _)| name != "tests/citations.rs");
    files
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// Joins the lines of `text` without comment markers: a citation may be wrapped.
fn unwrapped(text: &str) -> String {
    let lines =
        text.lines().map(|line| line.trim_start().trim_start_matches(['/', '!', '#']).trim());
    lines.collect::<Vec<_>>().join(" ")
}

/// Returns the sections that `text` cites.
fn citations(text: &str) -> impl Iterator<Item = Citation> {
    static SECTION: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(docs/[a-z/-]+\.md)#([a-z0-9-]+)").unwrap());
    SECTION
        .captures_iter(text)
        .map(|found| Citation { page: found[1].to_owned(), section: found[2].to_owned() })
}

/// Returns the anchors of the sections of `page`; none if it does not exist.
fn sections(page: &str) -> BTreeSet<String> {
    let anchor = |heading: &str| {
        let kept = heading.chars().filter(|c| c.is_alphanumeric() || " -".contains(*c));
        kept.collect::<String>().to_lowercase().replace(' ', "-")
    };
    let text = std::fs::read_to_string(in_project(page)).unwrap_or_default();
    text.lines().filter_map(|line| line.strip_prefix("## ")).map(anchor).collect()
}

/// Returns the numbers of the decisions.
fn decisions() -> BTreeSet<String> {
    static ROW: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?m)^\| (\d+) \| .+ \|").unwrap());
    let text = read(&in_project(ARCHITECTURE));
    let (_, table) = text.split_once("\n## Decisions\n").unwrap();
    let table = table.split("\n## ").next().unwrap();
    ROW.captures_iter(table).map(|found| found[1].to_owned()).collect()
}

#[test]
fn cited_sections_exist() {
    let mut missing = Vec::new();
    for (name, text) in files() {
        for citation in citations(&text) {
            let Citation { page, section } = &citation;
            if !sections(page).contains(section) {
                missing.push(format!("{name}: {page}#{section}"));
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn mentioned_pages_exist() {
    let page = Regex::new(r"\bdocs/[a-z/-]+\.md\b").unwrap();
    let mut missing = Vec::new();
    for (name, text) in files() {
        let pages = page.find_iter(&text).map(|found| found.as_str());
        let gone = pages.filter(|page| !in_project(page).is_file());
        missing.extend(gone.map(|page| format!("{name}: {page}")));
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn sections_of_behaviour_pages_are_cited() {
    let others = files().into_iter().filter(|(name, _)| !BEHAVIOUR.contains(&name.as_str()));
    let cited: BTreeSet<Citation> =
        others.flat_map(|(_, text)| citations(&text).collect::<Vec<_>>()).collect();
    let mut uncited = Vec::new();
    for page in BEHAVIOUR {
        for section in sections(page) {
            let citation = Citation { page: page.to_owned(), section };
            if !cited.contains(&citation) {
                uncited.push(citation);
            }
        }
    }
    assert_eq!(uncited, Vec::new());
}

#[test]
fn cited_decisions_exist() {
    let numbered = Regex::new(r"(?i)(`docs/architecture\.md` )?decision (\d+)").unwrap();
    let decisions = decisions();
    assert_eq!(decisions.len(), 20);
    let mut wrong = Vec::new();
    for (name, text) in files() {
        for found in numbered.captures_iter(&unwrapped(&text)) {
            if found.get(1).is_none() || !decisions.contains(&found[2]) {
                wrong.push(format!("{name}: {}", &found[0]));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn documents_outside_the_repository_are_not_cited() {
    let old = ["api-behaviour", "aws-cli-compat", "envoy-mapping", "§", "(design, "];
    let mut found = Vec::new();
    for (name, text) in files() {
        let cited = old.iter().filter(|old| text.contains(**old));
        found.extend(cited.map(|old| format!("{name}: {old}")));
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn help_cites_nothing() {
    let is_help = |name: &str| name.starts_with("docs/reference/");
    let help = files().into_iter().filter(|(name, _)| is_help(name));
    let citing: Vec<String> = help
        .filter(|(_, text)| citations(text).next().is_some() || text.contains("docs/behaviour"))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(citing, Vec::<String>::new());
}

#[test]
fn links_between_pages_lead_to_files() {
    let link = Regex::new(r"\]\(([a-zA-Z0-9._/-]+)(#[a-z0-9-]+)?\)").unwrap();
    let mut broken = Vec::new();
    for (name, text) in files().into_iter().filter(|(name, _)| name.ends_with(".md")) {
        let directory: PathBuf = in_project(&name).parent().unwrap().to_owned();
        for found in link.captures_iter(&text) {
            if !directory.join(&found[1]).exists() {
                broken.push(format!("{name}: {}", &found[1]));
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}
