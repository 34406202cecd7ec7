//! The commands in the README and the guides work as written and print what is shown.
//!
//! Each guide runs in one shell session, in a new directory and an isolated network, so that the default
//! ports are free.

use super::shell_session::{Network, ShellLine, clone_with_examples, run_lines};
use crate::support::{Sandbox, in_project};

/// Returns the commands in the `console` blocks of a guide, starting at the block that begins with
/// `first`.
fn commands(guide: &str, first: &str) -> Vec<ShellLine> {
    let text = std::fs::read_to_string(in_project(guide)).unwrap();
    let blocks = text.split("```console\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let blocks: Vec<&str> = blocks.skip_while(|block| !block.starts_with(first)).collect();
    assert!(!blocks.is_empty(), "{guide} has no block that begins with {first}");
    let mut lines: Vec<ShellLine> = Vec::new();
    for line in blocks.iter().flat_map(|block| block.lines()) {
        match (line.strip_prefix("$ "), lines.last_mut()) {
            (Some(line), _) => lines.push(ShellLine { line: line.to_owned(), shown: Vec::new() }),
            (None, Some(last)) if last.line.ends_with('\\') => last.line += &format!("\n{line}"),
            (None, Some(last)) => last.shown.push(line.to_owned()),
            (None, None) => panic!("{guide} shows output before the first command"),
        }
    }
    lines
}

/// Returns whether `output` matches `shown`, in which `…` stands for the rest of a line or for lines.
fn matches_shown(output: &str, shown: &[String]) -> bool {
    let output: Vec<&str> = output.lines().map(str::trim_end).collect();
    lines_match(&output, shown)
}

fn lines_match(output: &[&str], shown: &[String]) -> bool {
    match (shown, output) {
        ([], _) => output.is_empty(),
        ([dots, rest @ ..], _) if dots == "…" => {
            (0..=output.len()).any(|at| lines_match(&output[at..], rest))
        }
        ([line, rest @ ..], [first, others @ ..]) => {
            let first_matches = match line.strip_suffix('…') {
                Some(start) => first.starts_with(start.trim_end()),
                None => first == line,
            };
            first_matches && lines_match(others, rest)
        }
        ([_, ..], []) => false,
    }
}

/// Runs the commands of a guide and compares their output with what it shows.
fn assert_works(home: &Sandbox, data: &str, lines: &[ShellLine]) {
    for (ShellLine { line, shown }, output) in
        lines.iter().zip(run_lines(home, data, lines, Network::Isolated))
    {
        assert!(shown.is_empty() || matches_shown(&output, shown), "{line}\n{output}\n{shown:#?}");
    }
}

#[test]
#[ignore = "needs aws, envoy, python3, user namespaces: make test"]
fn the_readme_works() {
    let home = clone_with_examples();
    let lines = commands("README.md", "$ meshctl list-meshes");
    assert_works(&home, "$HOME/.local/share/meshctl", &lines);
}

#[test]
#[ignore = "needs aws, envoy, python3, user namespaces: make test"]
fn the_accounts_guide_works() {
    let lines = commands("docs/accounts.md", "$ export");
    assert_works(&Sandbox::new(), "$PWD/data", &lines);
}

#[test]
#[ignore = "needs aws, envoy, python3, user namespaces: make test"]
fn the_operations_guide_works() {
    let home = clone_with_examples();
    home.line("apply -f examples/djapp").ok();
    home.line("canary --service jazz --to v2 --weight 50").ok();
    assert_works(&home, "none", &commands("docs/operations.md", "$ meshctl backup"));
}

#[test]
fn dots_match_omitted_output() {
    let shown = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    for (output, text, want) in [
        ("a\nb\n", "a\nb", true),
        ("a\nb\n", "a\n…", true),
        ("a\nb\nc\n", "…\nc", true),
        ("a: b\n", "a: …", true),
        ("a\n", "a\nb", false),
        ("a\nb\n", "a", false),
        ("b\n", "a\n…", false),
    ] {
        assert_eq!(matches_shown(output, &shown(text)), want, "{output:?} {text:?}");
    }
}
