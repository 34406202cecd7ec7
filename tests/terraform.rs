//! Terraform with the AWS provider against a server with authentication and TLS.
//!
//! `make tools` cannot install Terraform, so this is a test target that `cargo test` leaves out. Run
//! it with `make test-terraform` and a `terraform` on PATH that finds the provider `hashicorp/aws`.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[allow(dead_code, unused_imports, reason = "shared with the other test target")]
mod support;

use std::process::Command;

use serde_json::Value;

use support::sandbox::{CommandOutput, run_with_input};
use support::{Sandbox, Server, in_project};

/// How many resources there are in `tests/terraform`.
const RESOURCES: usize = 24;

struct Terraform {
    home: Sandbox,
    server: Server,
    /// The access key of a user with read-only access.
    reader: Value,
}

impl Terraform {
    /// Starts a server with the users `reader` (read-only) and `tf` (full access), and initializes
    /// Terraform as `tf`.
    fn start() -> Self {
        let mut home = Sandbox::new();
        let add = "auth add-key --output json --file auth.json --account 111122223333 --user";
        let reader = home.line(&format!("{add} reader --policy AWSAppMeshReadOnly")).json();
        let key = home.line(&format!("{add} tf --policy AWSAppMeshFullAccess")).json();
        let args = ["--auth", "auth.json", "--account-id", "111122223333", "--tls-self-signed"];
        let server = Server::start(&home, &args);
        act_as(&mut home, &key);
        home.set("AWS_REGION", "us-west-2");
        home.set("AWS_CA_BUNDLE", &server.ready.ca.as_ref().unwrap().display().to_string());
        home.set("TF_VAR_url", &server.ready.api);
        home.set("TF_IN_AUTOMATION", "yes");
        home.set("CHECKPOINT_DISABLE", "yes");
        // Names a mirror of the provider.
        if let Ok(file) = std::env::var("TF_CLI_CONFIG_FILE") {
            home.set("TF_CLI_CONFIG_FILE", &file);
        }
        for entry in std::fs::read_dir(in_project("tests/terraform")).unwrap() {
            let path = entry.unwrap().path();
            std::fs::copy(&path, home.home().join(path.file_name().unwrap())).unwrap();
        }
        let terraform = Self { home, server, reader };
        terraform.run(&["init"]).ok();
        terraform
    }

    fn run(&self, args: &[&str]) -> CommandOutput {
        let found = Command::new("sh").args(["-c", "command -v terraform"]).output().unwrap();
        let program = String::from_utf8(found.stdout).unwrap();
        assert!(!program.is_empty(), "terraform not found on PATH");
        let mut command = self.home.command(program.trim().as_ref());
        command.args(args).arg("-no-color").current_dir(self.home.home());
        run_with_input(&mut command, "")
    }

    fn apply(&self, weight: u8) -> String {
        self.run(&["apply", "-auto-approve", "-var", &format!("weight={weight}")]).ok()
    }

    /// Asserts that Terraform plans no change.
    fn assert_settled(&self, weight: u8) {
        let plan = self.run(&["plan", "-detailed-exitcode", "-var", &format!("weight={weight}")]);
        assert_eq!(plan.code, 0, "{}{}", plan.stdout, plan.stderr);
    }

    /// Returns blocks that import all resources of the state. Their ids have the form that the
    /// provider's documentation defines: names of the mesh, the parent and the resource.
    fn imports(&self) -> String {
        let state = self.run(&["show", "-json"]).json();
        let all = state["values"]["root_module"]["resources"].as_array().unwrap();
        let managed = all.iter().filter(|one| one["mode"] == "managed");
        let blocks: Vec<String> = managed.map(import).collect();
        assert_eq!(blocks.len(), RESOURCES);
        blocks.concat()
    }
}

fn act_as(home: &mut Sandbox, key: &Value) {
    home.set("AWS_ACCESS_KEY_ID", key["accessKeyId"].as_str().unwrap());
    home.set("AWS_SECRET_ACCESS_KEY", key["secretAccessKey"].as_str().unwrap());
}

fn import(resource: &Value) -> String {
    let own = &resource["values"];
    let names = ["mesh_name", "virtual_router_name", "virtual_gateway_name", "name"];
    let id: Vec<&str> = names.iter().filter_map(|name| own[name].as_str()).collect();
    format!(
        "import {{\n  to = {}\n  id = {:?}\n}}\n",
        resource["address"].as_str().unwrap(),
        id.join("/")
    )
}

#[test]
fn terraform_creates_updates_imports_and_destroys_every_kind() {
    let terraform = Terraform::start();
    let made = terraform.apply(90);
    assert!(made.contains(&format!("{RESOURCES} added, 0 changed, 0 destroyed")), "{made}");
    assert!(made.contains("account = \"111122223333\""), "{made}");
    terraform.assert_settled(90);

    let changed = terraform.apply(40);
    assert!(changed.contains("0 added, 1 changed, 0 destroyed"), "{changed}");
    terraform.assert_settled(40);

    let imports = terraform.imports();
    std::fs::remove_file(terraform.home.home().join("terraform.tfstate")).unwrap();
    terraform.home.file("imports.tf", &imports);
    let imported = terraform.apply(40);
    let all = format!("{RESOURCES} imported, 0 added, 0 changed, 0 destroyed");
    assert!(imported.contains(&all), "{imported}");
    terraform.assert_settled(40);

    // Terraform reverts a change that was made elsewhere.
    let url = terraform.server.ready.api.clone();
    let by_hand = format!("--endpoint-url {url} update-mesh --mesh-name shop --spec {{}}");
    terraform.home.line(&by_hand).ok();
    let back = terraform.apply(40);
    assert!(back.contains("0 added, 1 changed, 0 destroyed"), "{back}");

    let gone = terraform.run(&["destroy", "-auto-approve"]).ok();
    assert!(gone.contains(&format!("{RESOURCES} destroyed")), "{gone}");
    let left = terraform.home.line(&format!("--endpoint-url {url} list-meshes")).json();
    assert_eq!(left["meshes"], Value::Array(Vec::new()));
}

#[test]
fn terraform_reports_a_denied_operation() {
    let mut terraform = Terraform::start();
    let reader = terraform.reader.clone();
    act_as(&mut terraform.home, &reader);
    let refused = terraform.run(&["apply", "-auto-approve"]);
    assert_eq!(refused.code, 1, "{}", refused.stdout);
    let why = "AccessDeniedException: User: arn:aws:iam::111122223333:user/reader is not";
    assert!(refused.stderr.contains(why), "{}", refused.stderr);
}
