//! boto3 against `meshctl serve`.

use crate::support::{Sandbox, Server, in_project, sandbox, tools};

/// Expected number of checks, so that none is skipped.
const CHECKS: usize = 105;

#[test]
#[ignore = "needs boto3: make test"]
fn boto3_reads_and_writes_all_seven_kinds() {
    let home = Sandbox::new();
    let server = Server::start(&home, &["--account-id", "123456789012"]);
    let mut command = home.command(&tools::python());
    command.arg(in_project("tests/api/all_kinds.py")).arg(&server.ready.api);
    let output = sandbox::run_with_input(&mut command, "");
    assert_eq!(output.code, 0, "{}\n{}", output.stdout, output.stderr);
    let checks = output.stdout.lines().filter(|line| line.starts_with("ok ")).count();
    assert_eq!(checks, CHECKS, "{}", output.stdout);
}
