//! `meshctl aws-shim`: scripts that say `aws`.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use crate::support::sandbox::{CommandOutput, run_with_input};
use crate::support::{Sandbox, tools};

/// A user who has put the shim first on PATH.
struct Scripter {
    home: Sandbox,
    path: Vec<PathBuf>,
}

impl Scripter {
    fn new() -> Self {
        let mut home = Sandbox::new();
        for (name, value) in [("AWS_ACCESS_KEY_ID", "id"), ("AWS_SECRET_ACCESS_KEY", "secret")] {
            home.set(name, value);
        }
        let script = home.line("aws-shim").ok();
        assert_eq!(script.lines().count(), 2, "{script}");
        let folder = home.home().join("bin");
        program(&folder, &script);
        Self { home, path: vec![folder] }
    }

    /// Puts a program called `aws` behind the shim.
    fn behind(mut self, folder: &str, script: &str) -> Self {
        let folder = self.home.home().join(folder);
        program(&folder, script);
        self.path.push(folder);
        self
    }

    /// Runs a script of sh; what it says, and what is fed to it.
    fn run(&self, script: &str, input: &str) -> CommandOutput {
        let system = ["/usr/bin", "/bin"].map(PathBuf::from);
        let path = std::env::join_paths(self.path.iter().chain(&system)).unwrap();
        let mut shell = self.home.command(Path::new("/bin/sh"));
        run_with_input(shell.env("PATH", path).args(["-c", script]), input)
    }
}

fn program(folder: &Path, script: &str) {
    std::fs::create_dir_all(folder).unwrap();
    let file = folder.join("aws");
    std::fs::write(&file, script).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
}

/// An AWS CLI that tells how it was called.
const FAKE: &str = "#!/bin/sh\nprintf '<%s>' \"$@\"; cat; exit 7\n";

#[test]
fn appmesh_comes_here_and_all_else_goes_to_the_real_one() {
    let scripter = Scripter::new().behind("real", FAKE);
    for line in ["aws appmesh list-meshes", "aws --region us-west-2 appmesh list-meshes"] {
        assert_eq!(scripter.run(line, "").ok(), "{\n    \"meshes\": []\n}\n", "case: {line}");
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
        let said = scripter.run(line, "");
        assert_eq!((said.stdout.as_str(), said.code), (want, 7), "case: {line}");
    }
    let said = scripter.run("aws s3 cp - s3://b/k", "from stdin");
    assert_eq!((said.stdout.as_str(), said.code), ("<s3><cp><-><s3://b/k>from stdin", 7));
}

#[test]
fn exit_codes_and_stdin_are_those_of_operations() {
    let scripter = Scripter::new();
    let said = scripter.run("aws appmesh describe-mesh --mesh-name nope; echo $?", "");
    assert_eq!(said.stdout, "254\n");
    let script = "aws appmesh create-mesh --cli-input-json file:///dev/stdin --query mesh.meshName";
    assert_eq!(scripter.run(script, r#"{"meshName": "m"}"#).ok(), "\"m\"\n");
}

#[test]
fn a_shim_behind_the_shim_is_passed_over() {
    let second = Sandbox::new().line("aws-shim").ok().replace("exec ", "exec env A=1 ");
    let scripter = Scripter::new().behind("second", &second).behind("real", FAKE);
    assert_eq!(scripter.run("aws sts x", "").stdout, "<sts><x>");
}

#[test]
fn without_an_aws_cli_the_rest_is_not_found() {
    let scripter = Scripter::new();
    let said = scripter.run("aws s3 ls", "");
    assert_eq!(said.code, 127);
    let said = scripter.run("aws --version", "").ok();
    assert!(said.starts_with("meshctl/"), "{said}");
}

#[test]
fn a_path_with_blanks_and_quotes_is_no_trouble() {
    let home = Sandbox::new();
    let folder = home.home().join("it's mine");
    std::fs::create_dir(&folder).unwrap();
    let own = folder.join("meshctl");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_meshctl"), &own).unwrap();
    let script = run_with_input(home.command(&own).arg("aws-shim"), "").ok();
    // The link it was called by, not what the link leads to.
    assert!(script.contains(r"/it'\''s mine/meshctl'"), "{script}");
    program(&home.home().join("bin"), &script);
    let aws = home.home().join("bin/aws");
    assert_eq!(run_with_input(home.command(&aws).args(["appmesh", "list-meshes"]), "").code, 0);
}

#[test]
#[ignore = "needs aws: make test"]
fn the_real_aws_cli_stands_behind_it() {
    let mut scripter = Scripter::new();
    scripter.path.push(tools::aws().parent().unwrap().to_owned());
    let script = "set -e\n\
        aws --version\n\
        aws configure set region us-west-2\n\
        aws appmesh create-mesh --mesh-name shop --query mesh.meshName --output text\n";
    let said = scripter.run(script, "").ok();
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].starts_with("aws-cli/2."), "{said}");
    assert_eq!(lines[1..], ["shop"]);
}
