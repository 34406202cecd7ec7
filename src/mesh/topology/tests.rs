//! What a virtual node sees of its mesh, and which problems are reported.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::*;
use crate::mesh::Mesh;
use crate::mesh::traffic::Rule;
use crate::model::types::RouteSpec;
use crate::model::{Key, Kind, Name};

/// Gathers a mesh called `m` from specs by path; the spec of the mesh itself is at `""`.
pub(crate) fn mesh(specs: &Value) -> Mesh {
    let path = |path: &str| format!("mesh/m/{path}").trim_end_matches('/').to_owned();
    let keyed = specs.as_object().unwrap().iter();
    let keyed: Vec<(Key, &Value)> =
        keyed.map(|(at, spec)| (Key::from_path(&path(at)).unwrap(), spec)).collect();
    let (mesh, bad) = Mesh::gather(Name::from("m"), keyed.iter().map(|(key, spec)| (key, *spec)));
    assert!(bad.is_empty(), "{bad:?}");
    mesh
}

/// Returns virtual node `n` of the mesh with the given specs.
pub(crate) fn workload(specs: &Value) -> Workload {
    Workload::of(&mesh(specs), &Key::member(Kind::VirtualNode, "m", "n")).unwrap()
}

/// Returns the spec of a node that listens on `ports` and calls `services`.
pub(crate) fn node(ports: &[(u16, &str)], services: &[&str]) -> Value {
    let listener = |(port, protocol): &(u16, &str)| json!({"portMapping": {"port": port, "protocol": protocol}});
    let backend = |name: &&str| json!({"virtualService": {"virtualServiceName": name}});
    json!({"listeners": ports.iter().map(listener).collect::<Vec<_>>(),
           "backends": services.iter().map(backend).collect::<Vec<_>>(),
           "serviceDiscovery": {"dns": {"hostname": "host.test"}}})
}

/// Reads the rule of a route from a spec whose rule may lack its match and its action.
fn with_rule<T>(spec: &Value, read: impl Fn(Rule<'_>) -> T) -> T {
    let mut spec = spec.clone();
    for (_, rule) in spec.as_object_mut().unwrap() {
        let rule = rule.as_object_mut().unwrap();
        rule.entry("match").or_insert(json!({}));
        rule.entry("action").or_insert(json!({"weightedTargets": []}));
    }
    let spec: RouteSpec = serde_json::from_value(spec).unwrap();
    read(spec.rule().unwrap())
}

/// Returns the match of a route.
pub(crate) fn route_match(spec: &Value) -> RouteMatch {
    with_rule(spec, rule::matches)
}

/// Returns the retry policy of a route.
pub(crate) fn retry_policy(spec: &Value) -> Option<RetryPolicy> {
    with_rule(spec, |rule| rule::retries(rule).0)
}

fn router(ports: &[(u16, &str)]) -> Value {
    let listeners = node(ports, &[])["listeners"].clone();
    json!({"listeners": listeners})
}

fn by_router(name: &str) -> Value {
    json!({"provider": {"virtualRouter": {"virtualRouterName": name}}})
}

fn by_node(name: &str) -> Value {
    json!({"provider": {"virtualNode": {"virtualNodeName": name}}})
}

fn route(rule: &str, of: Value, targets: Value) -> Value {
    json!({rule: {"match": of, "action": {"weightedTargets": targets}}})
}

fn to(name: &str, port: Option<u16>) -> Value {
    json!({"virtualNode": name, "weight": 5, "port": port})
}

/// Writes the outbound routes of a workload, one per line, as
/// `SERVICE:PORT/PROTOCOL ROUTE -> BACKEND=WEIGHT …`, and then its problems.
///
/// A second reader of the topology next to the Envoy translation: it takes nothing but this
/// function.
fn dump(workload: &Workload) -> String {
    let mut out = String::new();
    for service in &workload.outbound {
        for port in &service.ports {
            let head = format!("{}:{}/{}", service.key.name, port.port, port.protocol.as_str());
            if port.routes.is_empty() {
                writeln!(out, "{head}").unwrap();
            }
            for route in &port.routes {
                write!(out, "{head} {} ->", route.key).unwrap();
                for backend in &route.backends {
                    match backend {
                        Backend::Node { key, weight } => write!(out, " {key}={weight}").unwrap(),
                        Backend::Invalid { weight, .. } => write!(out, " ?={weight}").unwrap(),
                    }
                }
                writeln!(out).unwrap();
            }
        }
    }
    for problem in &workload.problems {
        writeln!(out, "! {problem}").unwrap();
    }
    out
}

#[test]
fn routes_are_listed_most_specific_first() {
    let workload = workload(&json!({
        "virtualNode/n": node(&[], &["s"]), "virtualNode/a": node(&[(80, "http")], &[]),
        "virtualService/s": by_router("r"), "virtualRouter/r": router(&[(9080, "http")]),
        "virtualRouter/r/route/all": route("httpRoute", json!({}), json!([to("a", None)])),
        "virtualRouter/r/route/one": route("httpRoute", json!({"prefix": "/x"}), json!([])),
    }));
    insta::assert_snapshot!(dump(&workload), @r"
    s:9080/http route/r/one ->
    s:9080/http route/r/all -> a:80/http=5
    ");
}

#[test]
fn a_service_of_a_node_has_the_ports_of_its_listeners() {
    let workload = workload(&json!({
        "virtualNode/n": node(&[], &["s"]),
        "virtualNode/a": node(&[(80, "http"), (81, "tcp")], &[]),
        "virtualService/s": by_node("a"),
    }));
    insta::assert_snapshot!(dump(&workload), @r"
    s:80/http virtualservice/s -> a:80/http=100
    s:81/tcp virtualservice/s -> a:81/tcp=100
    ");
}

#[test]
fn a_target_means_the_listener_on_its_port_or_on_the_routers() {
    let targets = json!([
        to("a", Some(80)),
        to("a", None),
        to("a", Some(7)),
        to("b", None),
        to("c", None),
        to("client", None)
    ]);
    let specs = json!({
        "virtualNode/n": node(&[], &["s"]),
        "virtualNode/a": node(&[(80, "http"), (81, "http")], &[]),
        "virtualNode/c": node(&[(1, "http"), (2, "http")], &[]),
        "virtualNode/client": node(&[], &[]),
        "virtualService/s": by_router("r"), "virtualRouter/r": router(&[(81, "http")]),
        "virtualRouter/r/route/x": route("httpRoute", json!({}), targets),
    });
    let workload = workload(&specs);
    insta::assert_snapshot!(dump(&workload), @r"
    s:81/http route/r/x -> a:80/http=5 a:81/http=5 ?=5 ?=5 ?=5 ?=5
    ! route/r/x: target virtual node `a` has no listener on port 7
    ! route/r/x: target virtual node `b` does not exist
    ! route/r/x: target virtual node `c` has several listeners, none of them on port 81: set the `port` of the target
    ! route/r/x: target virtual node `client` has no listener
    ");
    let backends = &workload.outbound[0].ports[0].routes[0].backends;
    let reasons: Vec<String> = backends
        .iter()
        .filter_map(|backend| match backend {
            Backend::Node { .. } => None,
            Backend::Invalid { reason, .. } => Some(format!("route/r/x: {reason}")),
        })
        .collect();
    let problems: Vec<String> = workload.problems.iter().map(ToString::to_string).collect();
    assert_eq!(reasons, problems, "each problem is the reason of an invalid backend");
}

#[test]
fn routes_apply_to_the_ports_of_their_protocol() {
    let workload = workload(&json!({
        "virtualNode/n": node(&[], &["s"]), "virtualNode/a": node(&[(80, "http")], &[]),
        "virtualService/s": by_router("r"),
        "virtualRouter/r": router(&[(1, "http"), (2, "http"), (3, "grpc")]),
        "virtualRouter/r/route/all": route("httpRoute", json!({}), json!([])),
        "virtualRouter/r/route/one": route("httpRoute", json!({"port": 2}), json!([])),
        "virtualRouter/r/route/off": route("httpRoute", json!({"port": 3}), json!([])),
        "virtualRouter/r/route/tcp": route("tcpRoute", json!({}), json!([])),
    }));
    insta::assert_snapshot!(dump(&workload), @r"
    s:1/http route/r/all ->
    s:2/http route/r/all ->
    s:2/http route/r/one ->
    s:3/grpc
    ! route/r/off: its router has no http listener on port 3: nothing matches it
    ! route/r/tcp: its router has no tcp listener: nothing matches it
    ");
}

#[test]
fn what_does_not_resolve_is_a_problem() {
    let workload = workload(&json!({
        "virtualNode/n": node(&[(1, "http"), (1, "tcp")],
                              &["gone", "none", "s", "s", "t", "u", "v", "w"]),
        "virtualNode/client": node(&[], &[]),
        "virtualNode/lonely": {"listeners": router(&[(80, "http")])["listeners"]},
        "virtualService/none": {}, "virtualService/s": by_router("r"),
        "virtualRouter/r": router(&[(80, "http")]),
        "virtualService/t": by_node("lost"), "virtualService/u": by_router("lost"),
        "virtualService/v": by_node("client"), "virtualService/w": by_node("lonely"),
    }));
    insta::assert_snapshot!(dump(&workload), @r"
    s:80/http
    w:80/http virtualservice/w -> lonely:80/http=100
    ! virtualnode/n: backend `gone` is not a virtual service of the mesh
    ! virtualservice/none: it has no provider, and therefore no ports
    ! virtualrouter/r: it has no routes: requests to its services fail
    ! virtualnode/n: backend `s` is listed twice; only the first entry applies
    ! virtualservice/t: its provider, virtual node `lost`, does not exist
    ! virtualservice/u: its provider, virtual router `lost`, does not exist
    ! virtualservice/v: its provider, virtual node `client`, has no listener
    ! virtualnode/lonely: it has no service discovery: requests to it fail
    ! virtualnode/n: it has two listeners on port 1; only the first applies
    ");
}

#[test]
fn several_client_policies_for_one_listener_make_several_backends() {
    let policy = |ca: &str, ports: Value| json!({"tls": {"ports": ports, "validation": {"trust": {"file": {"certificateChain": ca}}}}});
    let mut caller = node(&[], &["s", "t", "u"]);
    caller["backendDefaults"] = json!({"clientPolicy": policy("ca", json!([]))});
    caller["backends"][1]["virtualService"]["clientPolicy"] = policy("other", json!([80]));
    let workload = workload(&json!({
        "virtualNode/n": caller, "virtualNode/a": node(&[(80, "http"), (81, "http")], &[]),
        "virtualService/s": by_node("a"), "virtualService/t": by_node("a"),
        "virtualService/u": by_node("a"),
    }));
    insta::assert_snapshot!(dump(&workload), @r"
    s:80/http virtualservice/s -> a:80/http=100
    s:81/http virtualservice/s -> a:81/http=100
    t:80/http virtualservice/t -> a:80/http#1d6bbc5b=100
    t:81/http virtualservice/t -> a:81/http#67ec4cfa=100
    u:80/http virtualservice/u -> a:80/http=100
    u:81/http virtualservice/u -> a:81/http=100
    ");
    let found = workload.backends.iter().map(|(key, to)| {
        let trust = to.tls.as_ref().and_then(|tls| tls.server_validation.as_ref());
        let file = trust.map(|of| match &of.trust {
            Trust::File { certificate_chain } => certificate_chain.as_str(),
            other => panic!("{other:?}"),
        });
        (key.port, key.policy.is_some(), file)
    });
    let want = [
        (80, false, Some("ca")),
        (80, true, Some("other")),
        (81, false, Some("ca")),
        (81, true, None),
    ];
    assert_eq!(found.collect::<Vec<_>>(), want);
}

#[test]
fn only_virtual_nodes_are_workloads() {
    let mesh = mesh(&json!({"virtualGateway/g": {"listeners": []}}));
    let gateway = "`g` of mesh `m` is a virtual gateway, which is not served yet";
    for (kind, name, want) in [
        (Kind::VirtualNode, "n", "mesh `m` has no virtual node `n`"),
        (Kind::VirtualNode, "g", gateway),
        (Kind::VirtualGateway, "g", gateway),
        (Kind::VirtualService, "s", "virtualservice/s is not a virtual node or virtual gateway"),
    ] {
        let key = Key::member(kind, "m", name);
        assert_eq!(Workload::of(&mesh, &key).unwrap_err().to_string(), want);
    }
}

#[test]
fn defaults_are_filled_in_and_the_json_is_camel_case() {
    let check = json!({"protocol": "http", "intervalMillis": 5000, "timeoutMillis": 2000,
                       "healthyThreshold": 2, "unhealthyThreshold": 3});
    let mut spec = node(&[(80, "http"), (81, "tcp")], &[]);
    spec["listeners"][0]["healthCheck"] = check;
    spec["listeners"][0]["tls"] = json!({"mode": "PERMISSIVE",
        "certificate": {"acm": {"certificateArn": "arn"}}});
    spec["listeners"][1]["tls"] = json!({"mode": "DISABLED",
        "certificate": {"acm": {"certificateArn": "arn"}}});
    let workload = workload(&json!({"virtualNode/n": spec}));
    let unlimited =
        json!({"maxConnections": null, "maxPendingRequests": null, "maxRequests": null});
    let want = json!({
        "key": "mesh/m/virtualNode/n", "ipPreference": null, "egressFilter": "DROP_ALL",
        "accessLog": null, "outbound": [], "backends": {}, "problems": [],
        "inbound": [
            {"port": 80, "protocol": "http", "connectionPool": unlimited,
             "timeouts": {"perRequestMs": 15000, "idleMs": null},
             "tls": {"permissive": true, "clientValidation": null,
                     "certificate": {"acm": {"certificateArn": "arn"}}},
             "healthCheck": {"probe": {"http": {"path": "/"}}, "port": 80, "intervalMs": 5000,
                             "timeoutMs": 2000, "healthyThreshold": 2, "unhealthyThreshold": 3},
             "outlierDetection": null},
            {"port": 81, "protocol": "tcp", "connectionPool": unlimited,
             "timeouts": {"perRequestMs": null, "idleMs": null},
             "tls": null, "healthCheck": null, "outlierDetection": null},
        ],
    });
    assert_eq!(serde_json::to_value(&workload).unwrap(), want);
}
