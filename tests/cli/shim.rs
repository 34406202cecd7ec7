//! `meshctl aws-shim`: the `aws` wrapper script.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use crate::support::sandbox::{CommandOutput, run_with_input};
use crate::support::{Sandbox, tools};

/// A sandbox with the shim first on PATH.
struct ShimUser {
    home: Sandbox,
    path: Vec<PathBuf>,
}

impl ShimUser {
    fn new() -> Self {
        let mut home = Sandbox::new();
        for (name, value) in [("AWS_ACCESS_KEY_ID", "id"), ("AWS_SECRET_ACCESS_KEY", "secret")] {
            home.set(name, value);
        }
        let script = home.line("aws-shim").ok();
        assert_eq!(script.lines().count(), 2, "{script}");
        let directory = home.home().join("bin");
        program(&directory, &script);
        Self { home, path: vec![directory] }
    }

    /// Adds a program called `aws` to PATH after the shim.
    fn with_aws(mut self, directory: &str, script: &str) -> Self {
        let directory = self.home.home().join(directory);
        program(&directory, script);
        self.path.push(directory);
        self
    }

    /// Runs a shell script with `input` on stdin.
    fn run(&self, script: &str, input: &str) -> CommandOutput {
        let system = ["/usr/bin", "/bin"].map(PathBuf::from);
        let path = std::env::join_paths(self.path.iter().chain(&system)).unwrap();
        let mut shell = self.home.command(Path::new("/bin/sh"));
        run_with_input(shell.env("PATH", path).args(["-c", script]), input)
    }
}

fn program(directory: &Path, script: &str) {
    std::fs::create_dir_all(directory).unwrap();
    let file = directory.join("aws");
    std::fs::write(&file, script).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
}

/// A fake AWS CLI that prints its arguments.
const FAKE_AWS: &str = "#!/bin/sh\nprintf '<%s>' \"$@\"; cat; exit 7\n";

#[test]
fn appmesh_runs_meshctl_and_other_commands_run_the_aws_cli() {
    let user = ShimUser::new().with_aws("real", FAKE_AWS);
    for line in ["aws appmesh list-meshes", "aws --region us-west-2 appmesh list-meshes"] {
        assert_eq!(user.run(line, "").ok(), "{\n    \"meshes\": []\n}\n", "case: {line}");
    }
    for (line, want) in [
        ("aws s3 cp appmesh 'a b' ''", "<s3><cp><appmesh><a b><>"),
        (
            "aws --profile appmesh sts get-caller-identity",
            "<--profile><appmesh><sts><get-caller-identity>",
        ),
        ("aws --version", "<--version>"),
        ("aws", "<>"),
    ] {
        let output = user.run(line, "");
        assert_eq!((output.stdout.as_str(), output.code), (want, 7), "case: {line}");
    }
    let output = user.run("aws s3 cp - s3://b/k", "from stdin");
    assert_eq!((output.stdout.as_str(), output.code), ("<s3><cp><-><s3://b/k>from stdin", 7));
}

#[test]
fn exit_codes_and_stdin_are_those_of_operations() {
    let user = ShimUser::new();
    let output = user.run("aws appmesh describe-mesh --mesh-name nope; echo $?", "");
    assert_eq!(output.stdout, "254\n");
    let script = "aws appmesh create-mesh --cli-input-json file:///dev/stdin --query mesh.meshName";
    assert_eq!(user.run(script, r#"{"meshName": "m"}"#).ok(), "\"m\"\n");
}

#[test]
fn a_second_shim_on_path_is_skipped() {
    let second = Sandbox::new().line("aws-shim").ok().replace("exec ", "exec env A=1 ");
    let user = ShimUser::new().with_aws("second", &second).with_aws("real", FAKE_AWS);
    assert_eq!(user.run("aws sts x", "").stdout, "<sts><x>");
}

#[test]
fn without_an_aws_cli_other_commands_are_not_found() {
    let user = ShimUser::new();
    let output = user.run("aws s3 ls", "");
    assert_eq!(output.code, 127);
    let output = user.run("aws --version", "").ok();
    assert!(output.starts_with("meshctl/"), "{output}");
}

#[test]
fn paths_with_spaces_and_quotes_work() {
    let home = Sandbox::new();
    let directory = home.home().join("it's mine");
    std::fs::create_dir(&directory).unwrap();
    let link = directory.join("meshctl");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_meshctl"), &link).unwrap();
    let script = run_with_input(home.command(&link).arg("aws-shim"), "").ok();
    // The symlink by which it was run, not its target.
    assert!(script.contains(r"/it'\''s mine/meshctl'"), "{script}");
    program(&home.home().join("bin"), &script);
    let aws = home.home().join("bin/aws");
    assert_eq!(run_with_input(home.command(&aws).args(["appmesh", "list-meshes"]), "").code, 0);
}

#[test]
#[ignore = "needs aws: make test"]
fn the_real_aws_cli_runs_behind_the_shim() {
    let mut user = ShimUser::new();
    user.path.push(tools::aws().parent().unwrap().to_owned());
    let script = "set -e\n\
        aws --version\n\
        aws configure set region us-west-2\n\
        aws appmesh create-mesh --mesh-name shop --query mesh.meshName --output text\n";
    let output = user.run(script, "").ok();
    let lines: Vec<&str> = output.lines().collect();
    assert!(lines[0].starts_with("aws-cli/2."), "{output}");
    assert_eq!(lines[1..], ["shop"]);
}
