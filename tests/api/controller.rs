//! The App Mesh controller for Kubernetes, as far as the API sees it: its SDK (Go, version 1) and
//! the order of its calls. `make tools` builds the program in `tests/api/reconcile`.

use meshctl::model::{Kind, Verb, model};
use serde_json::{Value, json};

use super::conformance::place::places;
use super::conformance::value::valid;
use super::conformance::world;
use crate::support::api::{ACCOUNT, Remote};
use crate::support::{Sandbox, Server, sandbox, tools};

/// Every value that a spec can hold, each in the input of a create that is accepted.
fn accepted(remote: &Remote) -> Vec<Value> {
    let mut all = Vec::new();
    for kind in Kind::ALL {
        let [create, delete] =
            [Verb::Create, Verb::Delete].map(|verb| model().operation_for(verb, kind));
        let in_spec = places(create).into_iter().filter(|place| place.path().starts_with("spec"));
        let inputs = in_spec.flat_map(|place| {
            let inputs: Vec<Value> =
                valid(&place).into_iter().map(|value| world::input(&place, value)).collect();
            inputs
        });
        for (at, mut input) in inputs.enumerate() {
            input[kind.name_member()] = json!(format!("p{at}"));
            // Its SDK reads every number as a float, and so not this one.
            if input.to_string().contains(&i64::MAX.to_string()) {
                continue;
            }
            // What refers to a long name refers to nothing.
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
fn what_the_controller_writes_it_finds_as_it_wrote_it() {
    let mut home = Sandbox::new();
    home.set("AWS_REGION", "us-west-2");
    home.set("AWS_ACCESS_KEY_ID", "any");
    home.set("AWS_SECRET_ACCESS_KEY", "any");
    let server = Server::start(&home, &["--in-memory", "--account-id", ACCOUNT]);
    let remote = Remote::of(&server);
    world::seed(|operation, input| remote.call(operation, input));
    let all = accepted(&remote);
    assert!(all.len() > 500, "{} were accepted", all.len());
    let lines: Vec<String> = all.iter().map(Value::to_string).collect();
    let mut command = home.command(&tools::program("reconcile"));
    command.args([&server.ready.api, ACCOUNT]);
    let output = sandbox::run_with_input(&mut command, &lines.join("\n"));
    assert_eq!(output.code, 0, "{}", output.stderr);
    assert_eq!(output.stdout.lines().count(), all.len(), "{}", output.stdout);
}
