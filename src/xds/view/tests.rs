//! What a node sees, and what it is told does not resolve.

use serde_json::{Value, json};

use super::*;

/// Gathers a mesh called `m` from specs by path; the mesh's own is at `""`.
pub(in crate::xds) fn mesh(specs: &Value) -> Mesh {
    let path = |path: &str| format!("mesh/m/{path}").trim_end_matches('/').to_owned();
    let keyed = specs.as_object().unwrap().iter();
    let keyed: Vec<(Key, &Value)> =
        keyed.map(|(at, spec)| (Key::from_path(&path(at)).unwrap(), spec)).collect();
    let (mesh, bad) = Mesh::gather(Name::from("m"), keyed.iter().map(|(key, spec)| (key, *spec)));
    assert!(bad.is_empty(), "{bad:?}");
    mesh
}

/// A node on `http` ports that calls `services`.
pub(in crate::xds) fn node(ports: &[(u16, &str)], services: &[&str]) -> Value {
    let listener = |(port, protocol): &(u16, &str)| json!({"portMapping": {"port": port, "protocol": protocol}});
    let backend = |name: &&str| json!({"virtualService": {"virtualServiceName": name}});
    json!({"listeners": ports.iter().map(listener).collect::<Vec<_>>(),
           "backends": services.iter().map(backend).collect::<Vec<_>>(),
           "serviceDiscovery": {"dns": {"hostname": "host.test"}}})
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

/// Writes a view as `SERVICE:PORT/PROTOCOL WAY -> CLUSTER=WEIGHT …`.
fn written(view: &View<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for service in &view.services {
        for port in &service.ports {
            let name = &service.key.name;
            let head = format!("{name}:{}/{}", port.port, port.protocol.as_str());
            for way in &port.ways {
                let targets: String =
                    way.targets.iter().map(|to| format!(" {}={}", to.cluster, to.weight)).collect();
                lines.push(format!("{head} {} ->{targets}", way.about));
            }
            if port.ways.is_empty() {
                lines.push(head);
            }
        }
    }
    lines.extend(view.problems.iter().map(|problem| format!("! {problem}")));
    lines
}

/// Asserts what node `n` of each mesh sees.
fn check(cases: &[(&str, Value, Vec<&str>)]) {
    for (case, specs, want) in cases {
        let mesh = mesh(specs);
        let view = View::of(&mesh, &Name::from("n")).unwrap();
        assert_eq!(&written(&view), want, "{case}");
    }
}

fn route(rule: &str, of: Value, targets: Value) -> Value {
    json!({rule: {"match": of, "action": {"weightedTargets": targets}}})
}

fn to(name: &str, port: Option<u16>) -> Value {
    json!({"virtualNode": name, "weight": 5, "port": port})
}

#[test]
fn backends_are_resolved_to_listeners_of_nodes() {
    let route = |rule: &str, of: Value, targets: Value| json!({rule: {"match": of, "action": {"weightedTargets": targets}}});
    check(&[
        (
            "a router's routes, best first",
            json!({
                "virtualNode/n": node(&[], &["s"]), "virtualNode/a": node(&[(80, "http")], &[]),
                "virtualService/s": by_router("r"), "virtualRouter/r": router(&[(9080, "http")]),
                "virtualRouter/r/route/all": route("httpRoute", json!({}), json!([to("a", None)])),
                "virtualRouter/r/route/one": route("httpRoute", json!({"prefix": "/x"}), json!([])),
            }),
            vec![
                "s:9080/http route/r/one ->",
                "s:9080/http route/r/all -> cds_egress_m_a_http_80=5",
            ],
        ),
        (
            "a node with two listeners",
            json!({
                "virtualNode/n": node(&[], &["s"]),
                "virtualNode/a": node(&[(80, "http"), (81, "tcp")], &[]),
                "virtualService/s": by_node("a"),
            }),
            vec![
                "s:80/http virtualservice/s -> cds_egress_m_a_http_80=100",
                "s:81/tcp virtualservice/s -> cds_egress_m_a_tcp_81=100",
            ],
        ),
        (
            "a target's listener: by its port, else by the router's",
            json!({
                "virtualNode/n": node(&[], &["s"]),
                "virtualNode/a": node(&[(80, "http"), (81, "http")], &[]),
                "virtualService/s": by_router("r"), "virtualRouter/r": router(&[(81, "http")]),
                "virtualRouter/r/route/x": route("httpRoute", json!({}),
                    json!([to("a", Some(80)), to("a", None), to("a", Some(7)), to("b", None)])),
            }),
            vec![
                "s:81/http route/r/x -> cds_egress_m_a_http_80=5 cds_egress_m_a_http_81=5",
                "! route/r/x: its target `a` has no listener on port 7",
                "! route/r/x: its target `b` does not exist",
            ],
        ),
    ]);
}

#[test]
fn routes_go_to_the_ports_that_they_fit() {
    check(&[(
        "routes go to the ports that they fit",
        json!({
            "virtualNode/n": node(&[], &["s"]), "virtualNode/a": node(&[(80, "http")], &[]),
            "virtualService/s": by_router("r"),
            "virtualRouter/r": router(&[(1, "http"), (2, "http"), (3, "grpc")]),
            "virtualRouter/r/route/all": route("httpRoute", json!({}), json!([])),
            "virtualRouter/r/route/one": route("httpRoute", json!({"port": 2}), json!([])),
            "virtualRouter/r/route/off": route("httpRoute", json!({"port": 3}), json!([])),
            "virtualRouter/r/route/tcp": route("tcpRoute", json!({}), json!([])),
        }),
        vec![
            "s:1/http route/r/all ->",
            "s:2/http route/r/all ->",
            "s:2/http route/r/one ->",
            "s:3/grpc",
            "! route/r/off: its router has no http listener on port 3: nothing matches it",
            "! route/r/tcp: its router has no tcp listener: nothing matches it",
        ],
    )]);
}

#[test]
fn what_does_not_resolve_is_told() {
    check(&[(
        "what does not resolve",
        json!({
            "virtualNode/n": node(&[], &["gone", "none", "s", "s", "t", "u", "v"]),
            "virtualNode/client": node(&[], &[]),
            "virtualService/none": {}, "virtualService/s": by_router("r"),
            "virtualRouter/r": router(&[(80, "http")]),
            "virtualService/t": by_node("lost"), "virtualService/u": by_router("lost"),
            "virtualService/v": by_node("client"),
        }),
        vec![
            "s:80/http",
            "! virtualnode/n: backend `gone` is no virtual service of the mesh",
            "! virtualservice/none: it has no provider: no port of it is known",
            "! virtualrouter/r: it has no routes: calls to its services are refused",
            "! virtualnode/n: backend `s` is named twice: the first one counts",
            "! virtualservice/t: its provider, virtual node `lost`, does not exist",
            "! virtualservice/u: its provider, virtual router `lost`, does not exist",
            "! virtualservice/v: its provider, virtual node `client`, has no listener",
        ],
    )]);
}

#[test]
fn callers_that_ask_for_other_tls_get_a_cluster_of_their_own() {
    let policy = |ca: &str, ports: Value| json!({"tls": {"ports": ports, "validation": {"trust": {"file": {"certificateChain": ca}}}}});
    let mut caller = node(&[], &["s", "t", "u"]);
    caller["backendDefaults"] = json!({"clientPolicy": policy("ca", json!([]))});
    caller["backends"][1]["virtualService"]["clientPolicy"] = policy("other", json!([80]));
    let mesh = mesh(&json!({
        "virtualNode/n": caller, "virtualNode/a": node(&[(80, "http"), (81, "http")], &[]),
        "virtualService/s": by_node("a"), "virtualService/t": by_node("a"),
        "virtualService/u": by_node("a"),
    }));
    let view = View::of(&mesh, &Name::from("n")).unwrap();
    let cut = |name: &str| name.split("tls-").map(|part| part.len()).collect::<Vec<_>>();
    let asked = view.upstreams.iter().map(|(name, to)| (cut(name), to.policy.is_some()));
    let plain = "cds_egress_m_a_http_80".len();
    let want = [
        (vec![plain], true),
        (vec![plain + 1, 8], true),
        (vec![plain], true),
        (vec![plain + 1, 8], false),
    ];
    let asked: Vec<_> = asked.collect();
    assert_eq!(asked, want);
}

#[test]
fn only_a_virtual_node_has_a_view() {
    let gateway = json!({"listeners": []});
    let mesh = mesh(&json!({"virtualGateway/g": gateway}));
    for (name, want) in [
        ("n", "mesh `m` has no virtual node `n`"),
        ("g", "`g` of mesh `m` is a virtual gateway, and those get no configuration yet"),
    ] {
        assert_eq!(View::of(&mesh, &Name::from(name)).unwrap_err().to_string(), want);
    }
}
