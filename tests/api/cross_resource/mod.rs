//! Rules about several resources: references (`docs/behaviour/api.md#referential-integrity`), deletion
//! (`docs/behaviour/api.md#deletion`), and ports (`docs/behaviour/api.md#listener-rules`). Each
//! test also shows the change that makes the request valid.

mod gateway_routes;

use serde_json::{Value, json};

use crate::support::Api;
use crate::support::api::{ApiResponse, act};

/// An API with mesh `m`; tests add other resources.
struct Mesh(Api);

impl Mesh {
    fn new() -> Self {
        let mesh = Self(Api::in_memory());
        assert_eq!(mesh.0.call("CreateMesh", &json!({"meshName": "m"})).code, "");
        mesh
    }

    fn act(&self, verb: &str, path: &str, spec: Value) -> ApiResponse {
        let (operation, input) = act(verb, path, spec);
        self.0.call(&operation, &input)
    }

    fn ok(&self, verb: &str, path: &str, spec: Value) {
        let response = self.act(verb, path, spec);
        assert_eq!((response.status, response.message()), (200, ""), "{verb} {path}");
    }

    fn bad(&self, verb: &str, path: &str, spec: Value, message: &str) {
        let response = self.act(verb, path, spec);
        let got = (response.code.as_str(), response.message());
        assert_eq!(got, ("BadRequestException", message), "{verb} {path}");
    }

    fn missing(&self, path: &str, spec: Value, message: &str) {
        let response = self.act("Create", path, spec);
        assert_eq!(
            (response.code.as_str(), response.message()),
            ("NotFoundException", message),
            "{path}"
        );
    }

    fn in_use(&self, path: &str, message: &str) {
        let response = self.act("Delete", path, NONE);
        let got = (response.code.as_str(), response.message());
        assert_eq!(got, ("ResourceInUseException", message), "{path}");
    }
}

fn listeners(given: &[(u16, &str)]) -> Value {
    let one = |(port, protocol): &(u16, &str)| json!({"portMapping": {"port": port, "protocol": protocol}});
    json!({"listeners": given.iter().map(one).collect::<Vec<_>>()})
}

fn node(given: &[(u16, &str)]) -> Value {
    let mut spec = listeners(given);
    spec["serviceDiscovery"] = json!({"dns": {"hostname": "h"}});
    spec
}

/// A route of `kind` (`httpRoute`) that matches `port` and sends to `target` of node `n`.
fn route(kind: &str, port: Option<u16>, target: Option<u16>) -> Value {
    let mut matching = json!({});
    if kind == "httpRoute" || kind == "http2Route" {
        matching["prefix"] = json!("/");
    }
    if let Some(port) = port {
        matching["port"] = json!(port);
    }
    let mut to = json!({"virtualNode": "n", "weight": 1});
    if let Some(port) = target {
        to["port"] = json!(port);
    }
    json!({kind: {"match": matching, "action": {"weightedTargets": [to]}}})
}

fn gateway_route(port: Option<u16>, target: Option<u16>) -> Value {
    let mut matching = json!({"prefix": "/"});
    if let Some(port) = port {
        matching["port"] = json!(port);
    }
    let mut to = json!({"virtualService": {"virtualServiceName": "s"}});
    if let Some(port) = target {
        to["port"] = json!(port);
    }
    json!({"httpRoute": {"match": matching, "action": {"target": to}}})
}

fn provider(kind: &str, name: &str) -> Value {
    json!({"provider": {kind: {format!("{kind}Name"): name}}})
}

const NONE: Value = Value::Null;

#[test]
fn referenced_resources_must_exist() {
    let mesh = Mesh::new();
    mesh.missing(
        "virtualRouter/r/route/a",
        route("httpRoute", None, None),
        "VirtualRouter with name r is not present under mesh m for account 123456789012",
    );
    mesh.ok("Create", "virtualRouter/r", json!({}));
    mesh.missing(
        "virtualRouter/r/route/a",
        route("httpRoute", None, None),
        "VirtualNode with name n is missing",
    );
    for (kind, title) in [("virtualNode", "VirtualNode"), ("virtualRouter", "VirtualRouter")] {
        let message = format!("{title} with name x is missing");
        mesh.missing("virtualService/s", provider(kind, "x"), &message);
    }
    mesh.missing(
        "virtualGateway/g/gatewayRoute/a",
        gateway_route(None, None),
        "VirtualGateway with name g is not present under mesh m for account 123456789012",
    );
    mesh.ok("Create", "virtualGateway/g", listeners(&[(80, "http")]));
    mesh.missing(
        "virtualGateway/g/gatewayRoute/a",
        gateway_route(None, None),
        "VirtualService with name s is missing",
    );
}

#[test]
fn referenced_resources_cannot_be_deleted() {
    let mesh = Mesh::new();
    mesh.ok("Create", "virtualRouter/r", json!({}));
    mesh.ok("Create", "virtualGateway/g", listeners(&[(80, "http")]));
    mesh.ok("Create", "virtualNode/n", json!({}));
    mesh.ok("Create", "virtualRouter/r/route/a", route("httpRoute", None, None));
    let target =
        "VirtualNode with name n cannot be deleted because it is the target of one or more routes.";
    mesh.in_use("virtualNode/n", target);
    let routes = "VirtualRouter with name r cannot be deleted because it has active Routes";
    mesh.in_use("virtualRouter/r", routes);

    mesh.ok("Create", "virtualService/s", provider("virtualNode", "n"));
    let provides =
        |kind| format!("{kind} cannot be deleted because it is a VirtualService provider");
    mesh.in_use("virtualNode/n", &provides("VirtualNode with name n"));
    mesh.ok("Update", "virtualService/s", provider("virtualRouter", "r"));
    mesh.in_use("virtualNode/n", target);
    mesh.in_use("virtualRouter/r", routes);
    mesh.ok("Delete", "virtualRouter/r/route/a", NONE);
    mesh.in_use("virtualRouter/r", &provides("VirtualRouter with name r"));

    mesh.ok("Create", "virtualGateway/g/gatewayRoute/a", gateway_route(None, None));
    mesh.ok("Create", "virtualGateway/g/gatewayRoute/b", gateway_route(None, None));
    let named = "VirtualService s is being referenced in the following: GATEWAY_ROUTE: [a, b]";
    mesh.in_use("virtualService/s", named);
    mesh.in_use(
        "virtualGateway/g",
        "VirtualGateway with name g cannot be deleted because it has active GatewayRoutes",
    );
    // A backend does not prevent deletion, and may reference a missing service.
    let backend = json!({"backends": [{"virtualService": {"virtualServiceName": "s"}}]});
    mesh.ok("Create", "virtualNode/caller", backend);
    for (path, kinds) in [
        ("virtualGateway/g/gatewayRoute/a", "VirtualServices"),
        ("virtualGateway/g/gatewayRoute/b", "VirtualServices"),
        ("virtualService/s", "VirtualServices"),
        ("virtualGateway/g", "VirtualGateways"),
        ("virtualRouter/r", "VirtualRouters"),
        ("virtualNode/n", "VirtualNodes"),
        ("virtualNode/caller", "VirtualNodes"),
    ] {
        let message = format!(
            "Mesh m for account 123456789012 has active {kinds}, please delete {kinds} before \
             deleting the Mesh"
        );
        let response = mesh.0.call("DeleteMesh", &json!({"meshName": "m"}));
        assert_eq!(
            (response.code.as_str(), response.message()),
            ("ResourceInUseException", &*message)
        );
        mesh.ok("Delete", path, NONE);
    }
    assert_eq!(mesh.0.call("DeleteMesh", &json!({"meshName": "m"})).status, 200);
}

#[test]
fn routes_match_ports_and_protocols_of_their_router() {
    let mesh = Mesh::new();
    let (router, a) = ("virtualRouter/r", "virtualRouter/r/route/a");
    mesh.ok("Create", "virtualNode/n", json!({}));
    mesh.ok("Create", router, listeners(&[(80, "http")]));
    mesh.bad(
        "Create",
        a,
        route("tcpRoute", None, None),
        "Route a is a tcpRoute, but its VirtualRouter listens with protocol http",
    );
    mesh.bad(
        "Create",
        a,
        route("httpRoute", Some(81), None),
        "Route a matches port 81, which its VirtualRouter does not listen on",
    );
    mesh.ok("Create", a, route("httpRoute", None, None));
    mesh.bad(
        "Update",
        router,
        listeners(&[(80, "http"), (90, "grpc")]),
        "All Routes for this Virtual Router must define a port match before adding multiple \
         listeners to this Virtual Router. 1 Route(s) are missing port. Listing up to 5 route \
         names: [a]",
    );
    mesh.bad(
        "Update",
        router,
        listeners(&[(80, "http2")]),
        "Route a is a httpRoute, but its VirtualRouter listens with protocol http2",
    );
    let removed = "Route a still matches a listener that would be removed";
    mesh.bad("Update", router, json!({}), removed);
    mesh.bad("Update", router, listeners(&[]), removed);
    // The port may change while the route matches any port.
    mesh.ok("Update", router, listeners(&[(81, "http")]));
}

#[test]
fn routes_of_a_router_with_several_listeners_require_a_port() {
    let mesh = Mesh::new();
    let (router, a) = ("virtualRouter/r", "virtualRouter/r/route/a");
    mesh.ok("Create", "virtualNode/n", json!({}));
    mesh.ok("Create", router, listeners(&[(81, "http")]));
    mesh.ok("Create", a, route("httpRoute", Some(81), None));
    mesh.ok("Update", router, listeners(&[(81, "http"), (90, "grpc")]));
    mesh.bad(
        "Create",
        "virtualRouter/r/route/b",
        route("grpcRoute", None, None),
        "Route must define a port match criteria if the Virtual Router has multiple listeners",
    );
    mesh.bad(
        "Create",
        "virtualRouter/r/route/b",
        route("grpcRoute", Some(81), None),
        "Route b is a grpcRoute, but its VirtualRouter listens with protocol http",
    );
    mesh.ok("Create", "virtualRouter/r/route/b", route("grpcRoute", Some(90), None));
    mesh.bad(
        "Update",
        router,
        listeners(&[(81, "http")]),
        "Route b matches port 90, which its VirtualRouter does not listen on",
    );
    mesh.ok("Delete", "virtualRouter/r/route/b", NONE);
    mesh.ok("Update", router, listeners(&[(81, "http")]));
    mesh.ok("Delete", a, NONE);
    mesh.ok("Update", router, json!({}));
    // Without listeners, the port of a route is not checked.
    mesh.ok("Create", a, route("grpcRoute", Some(7), None));
}

#[test]
fn gateway_routes_match_ports_of_their_gateway() {
    let mesh = Mesh::new();
    let (gateway, a) = ("virtualGateway/g", "virtualGateway/g/gatewayRoute/a");
    mesh.ok("Create", "virtualService/s", json!({}));
    mesh.ok("Create", gateway, listeners(&[(80, "http")]));
    mesh.ok("Create", a, gateway_route(None, None));
    let two = listeners(&[(80, "http"), (81, "http")]);
    mesh.bad(
        "Update",
        gateway,
        two.clone(),
        "All Gateway Routes for this Virtual Gateway must define a port match before adding \
         multiple listeners to this Virtual Gateway. 1 Route(s) are missing port. Listing up to 5 \
         route names: [a]",
    );
    mesh.ok("Update", a, gateway_route(Some(80), None));
    mesh.ok("Update", gateway, two);
    mesh.bad(
        "Update",
        a,
        gateway_route(None, None),
        "Gateway route must define a match port if the parent Virtual Gateway has multiple \
         listeners",
    );
    mesh.bad(
        "Update",
        gateway,
        listeners(&[(81, "http")]),
        "GatewayRoute a matches port 80, which its VirtualGateway does not listen on",
    );
}

#[test]
fn targets_match_ports_of_their_nodes() {
    let mesh = Mesh::new();
    let (n, a) = ("virtualNode/n", "virtualRouter/r/route/a");
    let http = |port, target| route("httpRoute", port, target);
    mesh.ok("Create", "virtualRouter/r", json!({}));
    mesh.ok("Create", n, json!({}));
    // A target port is not checked while the node has no listeners.
    mesh.ok("Create", a, http(None, Some(80)));
    mesh.bad(
        "Update",
        n,
        node(&[(81, "http")]),
        "Route a sends to port 80 of n, which it would not listen on",
    );
    mesh.ok("Update", n, node(&[(80, "http")]));
    mesh.bad("Update", n, json!({}), "Route a sends to port 80 of n, which it would not listen on");
    mesh.bad(
        "Update",
        a,
        http(None, Some(81)),
        "Route a sends to port 81 of n, which it does not listen on",
    );
    mesh.ok("Update", a, http(None, None));
    let two = node(&[(80, "http"), (81, "http")]);
    mesh.bad(
        "Update",
        n,
        two.clone(),
        "All Routes targeting this Virtual Node must define a target port before adding multiple \
         listeners to this Virtual Node. 1 Route(s) are missing port. Listing up to 5 route names: \
         [a]",
    );
    mesh.ok("Update", a, http(None, Some(80)));
    mesh.ok("Update", n, two);
    mesh.bad(
        "Update",
        a,
        http(None, None),
        "Route must define a port for the target n because the Virtual Node has multiple listeners",
    );
    mesh.bad(
        "Update",
        n,
        node(&[(81, "http")]),
        "Route a sends to port 80 of n, which it would not listen on",
    );
    mesh.ok("Delete", a, NONE);
    mesh.ok("Update", n, json!({}));
}
