//! What is generated is fresh. `MESHCTL_GENERATE=1 cargo test generated` writes it anew.

#[allow(clippy::unwrap_used, reason = "a String takes whatever is written to it")]
mod compatibility;
#[allow(clippy::unwrap_used, reason = "a String takes whatever is written to it")]
mod types;

use std::path::{Path, PathBuf};

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Compares `content` with the committed file, or writes it when asked to.
fn fresh(path: &str, content: &str) {
    if std::env::var_os("MESHCTL_GENERATE").is_some() {
        std::fs::write(root(path), content).unwrap();
        return;
    }
    let committed = std::fs::read_to_string(root(path)).unwrap_or_default();
    assert!(
        committed == content,
        "{path} is stale: run `MESHCTL_GENERATE=1 cargo test generated` and commit the result"
    );
}

#[test]
fn generated_types_are_fresh() {
    fresh("src/model/types.rs", &types::source());
}

#[test]
fn generated_completions_are_fresh() {
    use clap_complete::Shell;
    for (shell, file) in [
        (Shell::Bash, "meshctl.bash"),
        (Shell::Zsh, "_meshctl"),
        (Shell::Fish, "meshctl.fish"),
        (Shell::PowerShell, "_meshctl.ps1"),
    ] {
        fresh(&format!("completions/{file}"), &meshctl::cli::completion::script(shell));
    }
}

#[test]
fn generated_reference_pages_are_fresh() {
    for (name, text) in meshctl::cli::help::reference::files() {
        fresh(&format!("docs/reference/{name}"), &text);
    }
}

#[test]
fn the_page_of_what_is_carried_out_is_fresh() {
    fresh("docs/reference/compatibility.md", &compatibility::page());
}
