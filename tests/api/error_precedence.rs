//! If a request has several errors, the first one in `docs/behaviour/api.md#order-of-checks` is
//! returned.

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
fn the_first_of_several_errors_is_returned() {
    let api = api();
    let invalid = json!({"tcpRoute": {"action": {"weightedTargets": []}}});
    let in_mesh = |mesh: &str, path: &str, spec: Value| {
        let (operation, mut input) = act("Create", path, spec);
        input["meshName"] = json!(mesh);
        (operation, input)
    };
    let cases = [
        // A constraint of the model before the mesh.
        (in_mesh("x", "virtualRouter/x/route/x", invalid), "BadRequestException"),
        // The mesh before the router, the router before references of the spec.
        (in_mesh("x", "virtualRouter/x/route/x", route("x")), "Mesh with name x"),
        (in_mesh("m", "virtualRouter/x/route/x", route("x")), "VirtualRouter with name x"),
        // Existence of the resource before its references, those before the router protocol.
        (in_mesh("m", "virtualRouter/r/route/a", route("x")), "Route with name a already exists"),
        (in_mesh("m", "virtualRouter/r/route/b", route("x")), "VirtualNode with name x is missing"),
        (in_mesh("m", "virtualRouter/r/route/b", route("n")), "Route b is a tcpRoute"),
        // Absence of the resource before its references.
        (act("Update", "virtualRouter/r/route/b", route("x")), "Route with name b is not present"),
        // A router's routes before its services.
        (act("Delete", "virtualRouter/r", Value::Null), "VirtualRouter with name r cannot"),
    ];
    for ((operation, input), want) in cases {
        let response = api.call(&operation, &input);
        let as_expected = response.code == want || response.message().starts_with(want);
        assert!(
            as_expected,
            "{operation} {input}: {want}, but: {} {}",
            response.code,
            response.message()
        );
    }
}

#[test]
fn the_client_token_is_checked_after_the_mesh_and_before_the_resource() {
    let api = api();
    let (operation, mut input) = act("Create", "virtualNode/new", json!({}));
    input["clientToken"] = json!("t");
    let made = api.call(&operation, &input);
    assert_eq!(api.call(&operation, &input), made, "the retry returns the same response");
    input["spec"] = json!({"backends": []});
    let text = "The client token was used with a different specification";
    assert_eq!(api.call(&operation, &input).message(), text);
    input["meshName"] = json!("x");
    assert_eq!(api.call(&operation, &input).code, "NotFoundException");
}

#[test]
fn unknown_operations_and_invalid_json_are_rejected_first() {
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
        let response = api.send(request.body(Body::from(body)).unwrap());
        assert_eq!(response.code, code, "{method} {path} {body}");
    }
}
