//! The parity corpus (`tests/parity/corpus`): against the recorded results of AWS CLI 2.38.5, and
//! against the AWS CLI itself.

use std::path::Path;
use std::process::Command;

use crate::support::{in_project, tools};

/// Runs the corpus of the repository in `root`, and asserts that every scenario passes.
#[track_caller]
pub(crate) fn run(root: &Path, args: &[&str]) {
    let mut command = Command::new(tools::python());
    command.current_dir(root.join("tests/parity/corpus")).arg("run.py").args(args);
    // Python compiles its modules again rather than write files into the repository.
    let output = command.env("PYTHONDONTWRITEBYTECODE", "1").output().unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stdout}{stderr}");
    let summary = stdout.lines().last().unwrap_or_default();
    assert!(summary.ends_with(" passed, 0 failed") && !summary.starts_with('0'), "{stdout}");
}

/// `meshctl` with a placeholder for the endpoint.
pub(crate) fn meshctl() -> String {
    format!("{} --endpoint-url {{url}}", env!("CARGO_BIN_EXE_meshctl"))
}

fn aws() -> String {
    format!("{} --endpoint-url {{url}} appmesh", tools::aws().display())
}

#[test]
#[ignore = "needs python3: make test"]
fn corpus_matches_the_recorded_aws_cli() {
    run(&in_project(""), &["--meshctl", &meshctl()]);
}

#[test]
#[ignore = "needs aws, python3: make test"]
fn corpus_matches_the_aws_cli() {
    run(&in_project(""), &["--canned", "--aws", &aws(), "--meshctl", &meshctl()]);
}

#[test]
#[ignore = "needs aws, python3: make test"]
fn corpus_matches_the_aws_cli_on_meshctl_serve() {
    let args =
        ["--aws", &aws(), "--meshctl", &meshctl(), "--server", env!("CARGO_BIN_EXE_meshctl")];
    run(&in_project(""), &args);
}

#[test]
#[ignore = "needs python3: make test"]
fn corpus_notices_typical_mistakes() {
    run(&in_project(""), &["--check"]);
}
