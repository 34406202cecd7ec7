//! Quotas (`docs/behaviour/api.md#quotas`): off by default; enforced exactly, also for concurrent
//! requests.

use serde_json::{Value, json};

use crate::support::api::{ACCOUNT, ApiResponse, Remote, act};
use crate::support::{Sandbox, Server};

/// A server with a quotas file and mesh `m`.
fn limited(home: &Sandbox, quotas: &Value) -> Server {
    let file = home.file("quotas.json", &quotas.to_string());
    let server = Server::start(home, &["--in-memory", "--account-id", ACCOUNT, "--quotas", &file]);
    made(&Remote::of(&server), "mesh/m", json!({}));
    server
}

fn create(api: &Remote, path: &str, spec: Value) -> ApiResponse {
    let (operation, input) = act("Create", path, spec);
    api.call(&operation, &input)
}

#[track_caller]
fn made(api: &Remote, path: &str, spec: Value) {
    let response = create(api, path, spec);
    assert_eq!((response.status, response.message()), (200, ""), "{path}");
}

#[track_caller]
fn full(response: &ApiResponse, of: &str) {
    let message = format!("You've reached the limit on number of {of}.");
    let want = (400, "LimitExceededException", &*message);
    assert_eq!((response.status, &*response.code, response.message()), want);
}

fn listener() -> Value {
    json!({"listeners": [{"portMapping": {"port": 80, "protocol": "http"}}]})
}

fn route(nodes: &[&str]) -> Value {
    let target = |node: &&str| json!({"virtualNode": node, "weight": 1});
    let targets: Vec<Value> = nodes.iter().map(target).collect();
    json!({"tcpRoute": {"action": {"weightedTargets": targets}}})
}

fn gateway_route() -> Value {
    let target = json!({"virtualService": {"virtualServiceName": "a"}});
    json!({"httpRoute": {"match": {"prefix": "/"}, "action": {"target": target}}})
}

#[test]
fn each_kind_has_a_quota_per_parent() {
    let home = Sandbox::new();
    let one = json!({
        "meshesPerAccount": 1, "virtualNodesPerMesh": 1, "virtualRoutersPerMesh": 2,
        "virtualServicesPerMesh": 1, "virtualGatewaysPerMesh": 2,
        "gatewayRoutesPerVirtualGateway": 1, "routesPerVirtualRouter": 1,
    });
    let server = limited(&home, &one);
    let api = Remote::of(&server);
    full(&create(&api, "mesh/other", json!({})), "Meshes(1) for the account 123456789012");
    let cases = [
        ("virtualNode/a", "virtualNode/b", json!({}), "VirtualNodes(1) for the mesh m"),
        ("virtualRouter/a", "", json!({}), ""),
        ("virtualRouter/b", "virtualRouter/c", json!({}), "VirtualRouters(2) for the mesh m"),
        ("virtualService/a", "virtualService/b", json!({}), "VirtualServices(1) for the mesh m"),
        ("virtualGateway/a", "", listener(), ""),
        ("virtualGateway/b", "virtualGateway/c", listener(), "VirtualGateways(2) for the mesh m"),
        (
            "virtualRouter/a/route/a",
            "virtualRouter/a/route/b",
            route(&["a"]),
            "Routes(1) for the virtual router a",
        ),
        // The quota of another router is separate.
        ("virtualRouter/b/route/b", "", route(&["a"]), ""),
        (
            "virtualGateway/a/gatewayRoute/a",
            "virtualGateway/a/gatewayRoute/b",
            gateway_route(),
            "GatewayRoutes(1) for the virtual gateway a",
        ),
        ("virtualGateway/b/gatewayRoute/b", "", gateway_route(), ""),
    ];
    for (allowed, rejected, spec, of) in cases {
        made(&api, allowed, spec.clone());
        if !rejected.is_empty() {
            full(&create(&api, rejected, spec), of);
        }
    }
    // Conflicts take precedence, and deletion frees quota.
    assert_eq!(create(&api, "virtualRouter/b", json!({})).code, "ConflictException");
    for (operation, path) in
        [("Delete", "virtualRouter/a/route/a"), ("Create", "virtualRouter/a/route/b")]
    {
        let spec = if operation == "Create" { route(&["a"]) } else { Value::Null };
        let (operation, input) = act(operation, path, spec);
        assert_eq!(api.call(&operation, &input).status, 200, "{path}");
    }
}

#[test]
fn specs_have_quotas() {
    let home = Sandbox::new();
    let server =
        limited(&home, &json!({"backendsPerVirtualNode": 1, "weightedTargetsPerRoute": 1}));
    let api = Remote::of(&server);
    let backend = |name: &str| json!({"virtualService": {"virtualServiceName": name}});
    let backends =
        |names: &[&str]| json!({"backends": names.iter().map(|n| backend(n)).collect::<Vec<_>>()});
    made(&api, "virtualNode/a", backends(&["x"]));
    made(&api, "virtualNode/b", json!({}));
    made(&api, "virtualRouter/r", json!({}));
    made(&api, "virtualRouter/r/route/a", route(&["a"]));
    let cases = [
        ("virtualNode/a", backends(&["x", "y"]), "Backends(1) for the virtual node a"),
        ("virtualRouter/r/route/a", route(&["a", "b"]), "WeightedTargets(1) for the route a"),
    ];
    for (path, spec, of) in cases {
        let (operation, input) = act("Update", path, spec);
        full(&api.call(&operation, &input), of);
    }
    full(
        &create(&api, "virtualNode/c", backends(&["x", "y"])),
        "Backends(1) for the virtual node c",
    );
}

#[test]
fn concurrent_creates_do_not_exceed_a_quota() {
    const QUOTA: usize = 5;
    let home = Sandbox::new();
    let server = limited(&home, &json!({"virtualNodesPerMesh": QUOTA}));
    let codes: Vec<String> = std::thread::scope(|threads| {
        let each = |at: usize| {
            let server = &server;
            threads.spawn(move || {
                create(&Remote::of(server), &format!("virtualNode/n{at}"), json!({})).code
            })
        };
        let all: Vec<_> = (0..16).map(each).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let made = codes.iter().filter(|code| code.is_empty()).count();
    let refused = codes.iter().filter(|code| *code == "LimitExceededException").count();
    assert_eq!((made, refused), (QUOTA, 16 - QUOTA), "{codes:?}");
}

#[test]
fn aws_quotas_can_be_selected_and_unknown_ones_are_rejected() {
    let home = Sandbox::new();
    let server = Server::start(&home, &["--in-memory", "--quotas", "aws"]);
    let api = Remote::of(&server);
    made(&api, "mesh/m", json!({}));
    for name in ["a", "b", "c"] {
        made(&api, &format!("virtualGateway/{name}"), listener());
    }
    full(&create(&api, "virtualGateway/d", listener()), "VirtualGateways(3) for the mesh m");

    let file = home.file("quotas.json", r#"{"nodes": 5}"#);
    let error = home.run(["serve", "--in-memory", "--quotas", &file]).refused(252);
    let want = "unknown quota `nodes`; expected one of meshesPerAccount, virtualNodesPerMesh, ";
    assert!(error.contains(want), "{error}");
}
