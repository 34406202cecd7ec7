//! A server with enough in it that what is valid is taken, or fails only for what is not there.

use meshctl::model::shape::Location;
use meshctl::model::{Kind, Verb, model};
use serde_json::{Value, json};

use super::place::Place;
use crate::support::api::{ACCOUNT, ApiResponse, Remote};
use crate::support::{Sandbox, Server};

/// A resource that there is, with a tag `n`.
pub(crate) const ARN: &str = "arn:aws:appmesh:us-west-2:123456789012:mesh/m";

pub(super) struct World {
    api: Remote,
    // They end with this.
    _server: Server,
    _home: Sandbox,
}

impl World {
    pub(super) fn new() -> Self {
        let mut home = Sandbox::new();
        home.set("AWS_REGION", "us-west-2");
        let server = Server::start(&home, &["--in-memory", "--account-id", ACCOUNT]);
        let api = Remote::of(&server);
        seed(|operation, input| api.call(operation, input));
        Self { api, _server: server, _home: home }
    }

    /// Sends the operation of `place` with `value` there, and returns what was sent, too.
    pub(super) fn send(&self, place: &Place, value: Value) -> (ApiResponse, Value) {
        let input = input(place, value);
        (self.api.call(place.operation.name, &input), input)
    }
}

/// Makes what there must be: `t` is what others refer to, `n` what is updated.
pub(crate) fn seed(call: impl Fn(&str, &Value) -> ApiResponse) {
    let make = |operation: &str, mut input: Value| {
        input["meshName"] = json!("m");
        let reply = call(operation, &input);
        assert_eq!(reply.status, 200, "{operation}: {}", reply.message());
    };
    make("CreateMesh", json!({"tags": [{"key": "n", "value": ""}]}));
    for name in ["t", "n"] {
        make("CreateVirtualNode", json!({"virtualNodeName": name, "spec": {}}));
        make("CreateVirtualRouter", json!({"virtualRouterName": name, "spec": {}}));
        make("CreateVirtualService", json!({"virtualServiceName": name, "spec": {}}));
    }
    for (name, protocol) in [("n", "http"), ("http", "http"), ("http2", "http2"), ("grpc", "grpc")]
    {
        let listener = json!({"portMapping": {"port": 80, "protocol": protocol}});
        let spec = json!({"listeners": [listener]});
        make("CreateVirtualGateway", json!({"virtualGatewayName": name, "spec": spec}));
    }
}

/// The input that holds `value` at `place`, with everything else so that it can be taken.
pub(crate) fn input(place: &Place, value: Value) -> Value {
    let mut input = place.input(value);
    names(place, &mut input);
    settle(&place.path(), &mut input);
    input
}

/// Gives the names around the place: of what is there, but for deletions.
fn names(place: &Place, input: &mut Value) {
    let operation = place.operation;
    let path = place.path();
    let own = operation.kind().unwrap_or(Kind::Mesh);
    let route =
        ["http2", "grpc"].into_iter().find(|kind| path.starts_with(&format!("spec.{kind}R")));
    for (name, member) in &model().shape(operation.input).members {
        let named = name.ends_with("Name") && member.location != Location::QueryString;
        if !named || place.member() == Some((operation.input, name)) {
            continue;
        }
        input[*name] = json!(match *name {
            "meshName" if operation.verb == Verb::Delete => "gone",
            "meshName" if operation.name == "CreateMesh" => "other",
            "meshName" => "m",
            // No gateway listens on every port.
            "virtualGatewayName" if path.ends_with("match.port") => "gone",
            "virtualGatewayName" if own != Kind::VirtualGateway => route.unwrap_or("http"),
            "virtualRouterName" if own != Kind::VirtualRouter => "t",
            _ => "n",
        });
    }
}

/// Changes what else must be so for the value at `path` to be right.
fn settle(path: &str, input: &mut Value) {
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
