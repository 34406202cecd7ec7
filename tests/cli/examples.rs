//! The examples of help do what they say, as they are printed.

use meshctl::cli::help::example;
use meshctl::model::{Kind, Operation, Verb, model};

use crate::support::Sandbox;
use crate::support::sandbox::run_with_input;

/// All operations, in an order in which each finds what it needs.
fn in_order() -> Vec<&'static Operation> {
    let of = |verb| move |kind: Kind| model().operation_for(verb, kind);
    let named = |name: &str| model().operation(name).unwrap();
    let kinds = || Kind::ALL.into_iter();
    let tags = ["TagResource", "ListTagsForResource", "UntagResource"];
    let order = kinds().map(of(Verb::Create)).chain(kinds().map(of(Verb::Describe)));
    let order = order.chain(kinds().map(of(Verb::List))).chain(kinds().map(of(Verb::Update)));
    order.chain(tags.map(named)).chain(kinds().rev().map(of(Verb::Delete))).collect()
}

/// Runs an example of every operation in one home, typed into a shell.
fn run_all(call: fn(&Operation) -> String) {
    let home = Sandbox::new();
    let folder = home.home().join("bin");
    std::fs::create_dir(&folder).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_meshctl"), folder.join("meshctl")).unwrap();
    let order = in_order();
    assert_eq!(order.len(), 38);
    for operation in order {
        let mut shell = home.command("/bin/sh".as_ref());
        shell.env("PATH", format!("{}:/usr/bin:/bin", folder.display()));
        let said = run_with_input(shell.args(["-c", &call(operation)]), "");
        assert_eq!((said.code, said.stderr.as_str()), (0, ""), "case: {}", operation.name);
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
