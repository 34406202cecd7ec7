//! `meshctl envoy bootstrap` for existing and missing nodes.

use serde_json::Value;

use crate::support::{Sandbox, Server};

/// The configuration, and the notes about it.
fn bootstrap(home: &Sandbox, words: &str) -> (Value, String) {
    let output = home.line(&format!("envoy bootstrap {words}"));
    let stderr = output.stderr.clone();
    (output.json(), stderr)
}

#[test]
fn bootstrap_notes_a_missing_node_and_prints_the_configuration() {
    let home = Sandbox::with_dj_app();
    let _server = Server::start(&home, &[]);
    let (_, notes) = bootstrap(&home, "--mesh dj-app --virtual-node dj");
    assert_eq!(notes, "");
    let later = "Envoy is sent nothing until it is made";
    let (json, notes) = bootstrap(&home, "--mesh nope --virtual-node dj");
    assert_eq!(json["node"]["id"], "mesh/nope/virtualNode/dj");
    let want = format!("note: there is no mesh `nope` (there are: `dj-app`); {later}\n");
    assert_eq!(notes, want);
    let (_, notes) = bootstrap(&home, "--mesh dj-app --virtual-node nope");
    let nodes = "`dj`, `jazz-v1`, `jazz-v2`, `metal-v1`, `metal-v2`";
    let want = format!(
        "note: there is no virtual node in mesh `dj-app` called `nope` (there are: {nodes}); \
         {later}\n"
    );
    assert_eq!(notes, want);
}

#[test]
fn bootstrap_calls_no_api_if_the_management_server_is_given() {
    let home = Sandbox::new();
    let (_, notes) = bootstrap(&home, "--mesh nope --virtual-node dj --xds mesh.example:18000");
    assert_eq!(notes, "");
    let output = home.line("envoy bootstrap --mesh m --virtual-node n --xds junk").refused(252);
    let want = "error: --xds must be HOST:PORT, such as mesh.example:18000, not `junk`\n";
    assert_eq!(output, want);
}
