//! If several things are wrong, the error is the first one in
//! `docs/behaviour/api.md#order-of-checks`.

use axum::body::Body;
use serde_json::{Value, json};

use crate::support::Api;
use crate::support::api::act;

fn listener(protocol: &str) -> Value {
    json!({"listeners": [{"portMapping": {"port": 80, "protocol": protocol}}]})
}

fn route(target: &str) -> Value {
    let targets = json!([{"virtualNode": target, "weight": 1}]);
    json!({"tcpRoute": {"action": {"weightedTargets": targets}}})
}

/// Mesh `m` with a node `n`, a router `r` for HTTP and a route `r/a`.
fn api() -> Api {
    let api = Api::in_memory();
    let route = json!({"httpRoute": {"match": {"prefix": "/"}, "action":
        {"weightedTargets": [{"virtualNode": "n", "weight": 1}]}}});
    for (path, spec) in [
        ("mesh/m", json!({})),
        ("virtualNode/n", json!({})),
        ("virtualRouter/r", listener("http")),
        ("virtualRouter/r/route/a", route),
    ] {
        let (operation, input) = act("Create", path, spec);
        assert_eq!(api.call(&operation, &input).status, 200, "{path}");
    }
    api
}

#[test]
fn the_first_of_several_faults_is_told() {
    let api = api();
    let unsound = json!({"tcpRoute": {"action": {"weightedTargets": []}}});
    let in_mesh = |mesh: &str, path: &str, spec: Value| {
        let (operation, mut input) = act("Create", path, spec);
        input["meshName"] = json!(mesh);
        (operation, input)
    };
    let cases = [
        // A constraint of the model before the mesh.
        (in_mesh("x", "virtualRouter/x/route/x", unsound), "BadRequestException"),
        // The mesh before the router, the router before what the spec mentions.
        (in_mesh("x", "virtualRouter/x/route/x", route("x")), "Mesh with name x"),
        (in_mesh("m", "virtualRouter/x/route/x", route("x")), "VirtualRouter with name x"),
        // What is there before what is mentioned, that before the router's protocol.
        (in_mesh("m", "virtualRouter/r/route/a", route("x")), "Route with name a already exists"),
        (in_mesh("m", "virtualRouter/r/route/b", route("x")), "VirtualNode with name x is missing"),
        (in_mesh("m", "virtualRouter/r/route/b", route("n")), "Route b is a tcpRoute"),
        // What is absent before what is mentioned.
        (act("Update", "virtualRouter/r/route/b", route("x")), "Route with name b is not present"),
        // A router's routes before its services.
        (act("Delete", "virtualRouter/r", Value::Null), "VirtualRouter with name r cannot"),
    ];
    for ((operation, input), want) in cases {
        let reply = api.call(&operation, &input);
        let told = reply.code == want || reply.message().starts_with(want);
        assert!(told, "{operation} {input}: {want}, but: {} {}", reply.code, reply.message());
    }
}

#[test]
fn a_token_is_looked_at_behind_the_mesh_and_before_what_is_there() {
    let api = api();
    let (operation, mut input) = act("Create", "virtualNode/new", json!({}));
    input["clientToken"] = json!("t");
    let made = api.call(&operation, &input);
    assert_eq!(api.call(&operation, &input), made, "it is there, and is the same");
    input["spec"] = json!({"backends": []});
    let text = "The client token was used with a different specification";
    assert_eq!(api.call(&operation, &input).message(), text);
    input["meshName"] = json!("x");
    assert_eq!(api.call(&operation, &input).code, "NotFoundException");
}

#[test]
fn what_is_no_operation_or_no_json_is_told_before_anything_else() {
    let api = api();
    for (method, path, body, code) in [
        ("POST", "/v20190125/meshes/x", "{", "UnknownOperationException"),
        ("PUT", "/v20190125/meshes/x/virtualNodes", "{", "SerializationException"),
        ("PUT", "/v20190125/meshes/x/virtualNodes", "[]", "SerializationException"),
        // A wrong type before a constraint.
        (
            "PUT",
            "/v20190125/meshes/x/virtualNodes",
            r#"{"virtualNodeName": "", "spec": 1}"#,
            "SerializationException",
        ),
    ] {
        let request = http::Request::builder().method(method).uri(path);
        let reply = api.send(request.body(Body::from(body)).unwrap());
        assert_eq!(reply.code, code, "{method} {path} {body}");
    }
}
