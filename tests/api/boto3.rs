//! boto3, the SDK that most scripts use, against `meshctl serve`.

use crate::support::{Sandbox, Server, in_project, sandbox, tools};

/// How many checks the script makes; fewer would mean that some were left out.
const CHECKS: usize = 105;

#[test]
#[ignore = "needs boto3: make test"]
fn boto3_finds_all_seven_kinds_as_the_service_kept_them() {
    let home = Sandbox::new();
    let server = Server::start(&home, &["--account-id", "123456789012"]);
    let mut command = home.command(&tools::python());
    command.arg(in_project("tests/api/all_kinds.py")).arg(&server.ready.api);
    let said = sandbox::run_with_input(&mut command, "");
    assert_eq!(said.code, 0, "{}\n{}", said.stdout, said.stderr);
    let checks = said.stdout.lines().filter(|line| line.starts_with("ok ")).count();
    assert_eq!(checks, CHECKS, "{}", said.stdout);
}
