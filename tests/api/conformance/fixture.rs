//! A server with the resources that valid inputs reference.

use meshctl::model::shape::Location;
use meshctl::model::{Kind, Verb, model};
use serde_json::{Value, json};

use super::input_path::InputPath;
use crate::support::api::{ACCOUNT, ApiResponse, Remote};
use crate::support::{Sandbox, Server};

/// ARN of an existing resource with tag `n`.
pub(crate) const ARN: &str = "arn:aws:appmesh:us-west-2:123456789012:mesh/m";

pub(super) struct Fixture {
    api: Remote,
    // Dropped, and so stopped, with the fixture.
    _server: Server,
    _home: Sandbox,
}

impl Fixture {
    pub(super) fn new() -> Self {
        let mut home = Sandbox::new();
        home.set("AWS_REGION", "us-west-2");
        let server = Server::start(&home, &["--in-memory", "--account-id", ACCOUNT]);
        let api = Remote::of(&server);
        seed(|operation, input| api.call(operation, input));
        Self { api, _server: server, _home: home }
    }

    /// Calls the operation of `input_path` with `value` at that path; returns the response and the input.
    pub(super) fn send(&self, input_path: &InputPath, value: Value) -> (ApiResponse, Value) {
        let input = input(input_path, value);
        (self.api.call(input_path.operation.name, &input), input)
    }
}

/// Creates the fixture: inputs reference resources with name `t` and update resources with name `n`.
pub(crate) fn seed(call: impl Fn(&str, &Value) -> ApiResponse) {
    let create = |operation: &str, mut input: Value| {
        input["meshName"] = json!("m");
        let response = call(operation, &input);
        assert_eq!(response.status, 200, "{operation}: {}", response.message());
    };
    create("CreateMesh", json!({"tags": [{"key": "n", "value": ""}]}));
    for name in ["t", "n"] {
        create("CreateVirtualNode", json!({"virtualNodeName": name, "spec": {}}));
        create("CreateVirtualRouter", json!({"virtualRouterName": name, "spec": {}}));
        create("CreateVirtualService", json!({"virtualServiceName": name, "spec": {}}));
    }
    for (name, protocol) in [("n", "http"), ("http", "http"), ("http2", "http2"), ("grpc", "grpc")]
    {
        let listener = json!({"portMapping": {"port": 80, "protocol": protocol}});
        let spec = json!({"listeners": [listener]});
        create("CreateVirtualGateway", json!({"virtualGatewayName": name, "spec": spec}));
    }
}

/// Returns a valid input with `value` at `input_path`.
pub(crate) fn input(input_path: &InputPath, value: Value) -> Value {
    let mut input = input_path.input(value);
    set_names(input_path, &mut input);
    set_dependent_members(&input_path.dotted(), &mut input);
    input
}

/// Sets the names in the input to existing resources; except for deletions.
fn set_names(input_path: &InputPath, input: &mut Value) {
    let operation = input_path.operation;
    let path = input_path.dotted();
    let own = operation.kind().unwrap_or(Kind::Mesh);
    let route =
        ["http2", "grpc"].into_iter().find(|kind| path.starts_with(&format!("spec.{kind}R")));
    for (name, member) in &model().shape(operation.input).members {
        let named = name.ends_with("Name") && member.location != Location::QueryString;
        if !named || input_path.member() == Some((operation.input, name)) {
            continue;
        }
        input[*name] = json!(match *name {
            "meshName" if operation.verb == Verb::Delete => "gone",
            "meshName" if operation.name == "CreateMesh" => "other",
            "meshName" => "m",
            // A gateway cannot listen on every port.
            "virtualGatewayName" if path.ends_with("match.port") => "gone",
            "virtualGatewayName" if own != Kind::VirtualGateway => route.unwrap_or("http"),
            "virtualRouterName" if own != Kind::VirtualRouter => "t",
            _ => "n",
        });
    }
}

/// Sets the other members that the value at `path` requires.
fn set_dependent_members(path: &str, input: &mut Value) {
    let at = |input: &Value, path: &str| input.pointer(path).cloned().unwrap_or(Value::Null);
    for union in ["connectionPool", "timeout"] {
        let inside = path.strip_prefix(&format!("spec.listeners[0].{union}."));
        if let Some(key) = inside.and_then(|rest| rest.split('.').next()) {
            input["spec"]["listeners"][0]["portMapping"]["protocol"] = json!(key);
        } else if path == format!("spec.listeners[0].{union}") {
            let set = at(input, &format!("/spec/listeners/0/{union}"));
            let key = set.as_object().and_then(|set| set.keys().next().cloned());
            if let Some(key) = key {
                input["spec"]["listeners"][0]["portMapping"]["protocol"] = json!(key);
            }
        }
    }
    if path.starts_with("spec.listeners[0].healthCheck") {
        input["spec"]["listeners"][0]["portMapping"]["protocol"] = json!("grpc");
    }
    if path == "spec.listeners[0].healthCheck.port" {
        let port = at(input, "/spec/listeners/0/healthCheck/port");
        input["spec"]["listeners"][0]["portMapping"]["port"] = port;
    }
    let Some((range, end)) = path.rsplit_once('.').filter(|(range, _)| range.ends_with("range"))
    else {
        return;
    };
    let pointer = format!("/{}", range.replace("[0]", "/0").replace('.', "/"));
    let Some(Value::Object(range)) = input.pointer_mut(&pointer) else { return };
    match (end, range[end].as_i64()) {
        ("start", Some(start)) => range["end"] = json!(start.saturating_add(1)),
        ("end", Some(end)) => range["start"] = json!(end.saturating_sub(1)),
        _ => {}
    }
}
