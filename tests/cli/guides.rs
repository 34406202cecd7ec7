//! What the README and the guides tell to type works as it is written, and says what they show.
//!
//! Each guide is typed into one shell, in a fresh folder and on a network of its own, so that the
//! usual ports are free.

use super::typing::{Network, Typed, cloned, typed};
use crate::support::{Sandbox, in_project};

/// The commands in the `console` blocks of a guide, from the block that begins with `first` on.
fn commands(guide: &str, first: &str) -> Vec<Typed> {
    let text = std::fs::read_to_string(in_project(guide)).unwrap();
    let blocks = text.split("```console\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let blocks: Vec<&str> = blocks.skip_while(|block| !block.starts_with(first)).collect();
    assert!(!blocks.is_empty(), "{guide} has no block that begins with {first}");
    let mut typed: Vec<Typed> = Vec::new();
    for line in blocks.iter().flat_map(|block| block.lines()) {
        match (line.strip_prefix("$ "), typed.last_mut()) {
            (Some(line), _) => typed.push(Typed { line: line.to_owned(), shown: Vec::new() }),
            (None, Some(last)) if last.line.ends_with('\\') => last.line += &format!("\n{line}"),
            (None, Some(last)) => last.shown.push(line.to_owned()),
            (None, None) => panic!("{guide} shows something before anything is typed"),
        }
    }
    typed
}

/// Tells whether `said` is as it is `shown`; a `…` stands for the rest of a line, or for lines.
fn is_as_shown(said: &str, shown: &[String]) -> bool {
    let said: Vec<&str> = said.lines().map(str::trim_end).collect();
    fits(&said, shown)
}

fn fits(said: &[&str], shown: &[String]) -> bool {
    match (shown, said) {
        ([], _) => said.is_empty(),
        ([dots, rest @ ..], _) if dots == "…" => {
            (0..=said.len()).any(|at| fits(&said[at..], rest))
        }
        ([line, rest @ ..], [first, others @ ..]) => {
            let is_it = match line.strip_suffix('…') {
                Some(start) => first.starts_with(start.trim_end()),
                None => first == line,
            };
            is_it && fits(others, rest)
        }
        ([_, ..], []) => false,
    }
}

/// Types a guide, and holds what is said against what it shows.
fn assert_works(home: &Sandbox, data: &str, lines: &[Typed]) {
    for (Typed { line, shown }, said) in lines.iter().zip(typed(home, data, lines, Network::Own)) {
        assert!(shown.is_empty() || is_as_shown(&said, shown), "{line}\n{said}\n{shown:#?}");
    }
}

#[test]
#[ignore = "needs aws, envoy, python3, user namespaces: make test"]
fn five_minutes_of_the_readme() {
    let home = cloned();
    let lines = commands("README.md", "$ meshctl list-meshes");
    assert_works(&home, "$HOME/.local/share/meshctl", &lines);
}

#[test]
#[ignore = "needs aws, envoy, python3, user namespaces: make test"]
fn keys_and_tls_of_the_guide_to_accounts() {
    let lines = commands("docs/accounts.md", "$ export");
    assert_works(&Sandbox::new(), "$PWD/data", &lines);
}

#[test]
#[ignore = "needs aws, envoy, python3, user namespaces: make test"]
fn backup_and_history_of_the_guide_to_operations() {
    let home = cloned();
    home.line("apply -f examples/djapp").ok();
    home.line("canary --service jazz --to v2 --weight 50").ok();
    assert_works(&home, "none", &commands("docs/operations.md", "$ meshctl backup"));
}

#[test]
fn dots_stand_for_what_is_left_out() {
    let shown = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    for (said, text, want) in [
        ("a\nb\n", "a\nb", true),
        ("a\nb\n", "a\n…", true),
        ("a\nb\nc\n", "…\nc", true),
        ("a: b\n", "a: …", true),
        ("a\n", "a\nb", false),
        ("a\nb\n", "a", false),
        ("b\n", "a\n…", false),
    ] {
        assert_eq!(is_as_shown(said, &shown(text)), want, "{said:?} {text:?}");
    }
}
