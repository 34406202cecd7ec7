//! `meshctl envoy` for resources that exist, that do not, and that are not served.

use serde_json::Value;

use crate::support::{Sandbox, Server};

/// The configuration that was printed, and the remarks on it.
fn bootstrap(home: &Sandbox, words: &str) -> (Value, String) {
    let said = home.line(&format!("envoy bootstrap {words}"));
    let stderr = said.stderr.clone();
    (said.json(), stderr)
}

#[test]
fn bootstrap_prints_the_configuration_and_notes_a_missing_resource() {
    let home = Sandbox::with_dj_app();
    let _server = Server::start(&home, &[]);
    let (_, notes) = bootstrap(&home, "--mesh dj-app --virtual-node dj");
    assert_eq!(notes, "");
    let later = "Envoy gets no configuration until it is created";
    let (json, notes) = bootstrap(&home, "--mesh nope --virtual-node dj");
    assert_eq!(json["node"]["id"], "mesh/nope/virtualNode/dj");
    let want = format!("note: mesh `nope` not found (existing: `dj-app`); {later}\n");
    assert_eq!(notes, want);
    let (_, notes) = bootstrap(&home, "--mesh dj-app --virtual-node nope");
    let nodes = "`dj`, `jazz-v1`, `jazz-v2`, `metal-v1`, `metal-v2`";
    let want = format!(
        "note: virtual node `nope` in mesh `dj-app` not found (existing: {nodes}); {later}\n"
    );
    assert_eq!(notes, want);
    let (json, notes) = bootstrap(&home, "--mesh dj-app --virtual-gateway edge");
    assert_eq!(json["node"]["id"], "mesh/dj-app/virtualGateway/edge");
    let want = format!(
        "note: virtual gateway `edge` in mesh `dj-app` not found (existing: none); {later}\n"
    );
    assert_eq!(notes, want);
}

#[test]
fn no_lookup_is_made_when_the_management_server_is_given() {
    let home = Sandbox::new();
    let (_, notes) = bootstrap(&home, "--mesh nope --virtual-node dj --xds mesh.example:18000");
    assert_eq!(notes, "");
    let said = home.line("envoy bootstrap --mesh m --virtual-node n --xds junk").refused(252);
    let want = "error: invalid value `junk` for --xds: expected HOST:PORT\n\
        hint: for example mesh.example:18000\n";
    assert_eq!(said, want);
}

#[test]
fn run_refuses_a_virtual_gateway() {
    let home = Sandbox::new();
    let line = "envoy run --mesh dj-app --virtual-gateway edge --xds mesh.example:18000";
    let want = "error: `edge` is a virtual gateway, and this version of meshctl serves virtual nodes only\n\
        hint: `meshctl list-virtual-nodes --mesh-name dj-app` lists the virtual nodes\n";
    assert_eq!(home.line(line).refused(1), want);
}

#[test]
fn exactly_one_resource_is_required() {
    let home = Sandbox::new();
    for resources in ["", "--virtual-node n --virtual-gateway g"] {
        let line = format!("envoy bootstrap --mesh m --xds mesh.example:18000 {resources}");
        let said = home.line(&line).refused(252);
        assert!(said.contains("--virtual-node") && said.contains("--virtual-gateway"), "{said}");
    }
}
