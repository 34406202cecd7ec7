//! Generated files are up to date. `MESHCTL_GENERATE=1 cargo test generated` regenerates them.

#[allow(clippy::unwrap_used, reason = "writing to a String does not fail")]
mod compatibility;
#[allow(clippy::unwrap_used, reason = "writing to a String does not fail")]
mod types;

use std::path::{Path, PathBuf};

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Compares `content` with the committed file, or writes the file if `MESHCTL_GENERATE` is set.
fn assert_up_to_date(path: &str, content: &str) {
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
fn generated_types_are_up_to_date() {
    assert_up_to_date("src/model/types.rs", &types::source());
}

#[test]
fn generated_completions_are_up_to_date() {
    use clap_complete::Shell;
    for (shell, file) in [
        (Shell::Bash, "meshctl.bash"),
        (Shell::Zsh, "_meshctl"),
        (Shell::Fish, "meshctl.fish"),
        (Shell::PowerShell, "_meshctl.ps1"),
    ] {
        assert_up_to_date(&format!("completions/{file}"), &meshctl::cli::completion::script(shell));
    }
}

#[test]
fn generated_reference_pages_are_up_to_date() {
    for (name, text) in meshctl::cli::help::reference::files() {
        assert_up_to_date(&format!("docs/reference/{name}"), &text);
    }
}

#[test]
fn generated_compatibility_page_is_up_to_date() {
    assert_up_to_date("docs/reference/compatibility.md", &compatibility::page());
}
