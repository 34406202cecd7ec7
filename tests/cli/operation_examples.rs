//! The examples in the help of operations work as printed.

use meshctl::cli::help::example;
use meshctl::model::{Kind, Operation, Verb, model};

use crate::support::Sandbox;
use crate::support::sandbox::run_with_input;

/// Returns all operations in an order that satisfies their dependencies.
fn in_dependency_order() -> Vec<&'static Operation> {
    let of = |verb| move |kind: Kind| model().operation_for(verb, kind);
    let named = |name: &str| model().operation(name).unwrap();
    let kinds = || Kind::ALL.into_iter();
    let tags = ["TagResource", "ListTagsForResource", "UntagResource"];
    let order = kinds().map(of(Verb::Create)).chain(kinds().map(of(Verb::Describe)));
    let order = order.chain(kinds().map(of(Verb::List))).chain(kinds().map(of(Verb::Update)));
    order.chain(tags.map(named)).chain(kinds().rev().map(of(Verb::Delete))).collect()
}

/// Runs the example of every operation with a shell, in one sandbox.
fn run_all(call: fn(&Operation) -> String) {
    let home = Sandbox::new();
    let directory = home.home().join("bin");
    std::fs::create_dir(&directory).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_meshctl"), directory.join("meshctl")).unwrap();
    let order = in_dependency_order();
    assert_eq!(order.len(), 38);
    for operation in order {
        let mut shell = home.command("/bin/sh".as_ref());
        shell.env("PATH", format!("{}:/usr/bin:/bin", directory.display()));
        let output = run_with_input(shell.args(["-c", &call(operation)]), "");
        assert_eq!((output.code, output.stderr.as_str()), (0, ""), "case: {}", operation.name);
    }
    assert_eq!(home.line("list-meshes").json()["meshes"], serde_json::json!([]));
}

#[test]
fn every_example_in_shorthand_works() {
    run_all(example::in_shorthand);
}

#[test]
fn every_example_in_json_works() {
    run_all(example::in_json);
}
