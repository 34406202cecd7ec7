//! The API calls of the App Mesh controller for Kubernetes: its SDK (Go, version 1) and the order of
//! its calls. `make tools` builds the program in `tests/api/reconcile`.

use meshctl::model::{Kind, Verb, model};
use serde_json::{Value, json};

use super::conformance::fixture;
use super::conformance::input_path::input_paths;
use super::conformance::values::valid;
use crate::support::api::{ACCOUNT, Remote};
use crate::support::{Sandbox, Server, sandbox, tools};

/// Returns create inputs that the server accepts, with every valid value of every spec member.
fn accepted(remote: &Remote) -> Vec<Value> {
    let mut all = Vec::new();
    for kind in Kind::ALL {
        let [create, delete] =
            [Verb::Create, Verb::Delete].map(|verb| model().operation_for(verb, kind));
        let in_spec = input_paths(create)
            .into_iter()
            .filter(|input_path| input_path.dotted().starts_with("spec"));
        let inputs = in_spec.flat_map(|input_path| {
            let inputs: Vec<Value> = valid(&input_path)
                .into_iter()
                .map(|value| fixture::input(&input_path, value))
                .collect();
            inputs
        });
        for (index, mut input) in inputs.enumerate() {
            input[kind.name_member()] = json!(format!("p{index}"));
            // The SDK parses numbers as floats, which cannot represent this one.
            if input.to_string().contains(&i64::MAX.to_string()) {
                continue;
            }
            // A reference to a long name is a reference to a missing resource.
            if remote.call(create.name, &input).status == 200 {
                assert_eq!(remote.call(delete.name, &input).status, 200, "{input}");
                let kind = create.name.strip_prefix("Create").unwrap();
                all.push(json!({"Kind": kind, "Input": input}));
            }
        }
    }
    all
}

#[test]
#[ignore = "needs Go: make test"]
fn the_controller_reads_specs_as_it_wrote_them() {
    let mut home = Sandbox::new();
    home.set("AWS_REGION", "us-west-2");
    home.set("AWS_ACCESS_KEY_ID", "any");
    home.set("AWS_SECRET_ACCESS_KEY", "any");
    let server = Server::start(&home, &["--in-memory", "--account-id", ACCOUNT]);
    let remote = Remote::of(&server);
    fixture::seed(|operation, input| remote.call(operation, input));
    let all = accepted(&remote);
    assert!(all.len() > 500, "{} were accepted", all.len());
    let lines: Vec<String> = all.iter().map(Value::to_string).collect();
    let mut command = home.command(&tools::program("reconcile"));
    command.args([&server.ready.api, ACCOUNT]);
    let output = sandbox::run_with_input(&mut command, &lines.join("\n"));
    assert_eq!(output.code, 0, "{}", output.stderr);
    assert_eq!(output.stdout.lines().count(), all.len(), "{}", output.stdout);
}
