//! Pairs of concurrent writes that are valid individually but not together: one of them is rejected.

use serde_json::{Value, json};

use crate::support::api::{ApiResponse, Remote, act};
use crate::support::{Sandbox, Server};

/// Number of attempts per pair, so that either write may be first.
const ROUNDS: usize = 40;

type Write = (&'static str, &'static str, Value);

fn call(api: &Remote, (verb, path, spec): &Write) -> ApiResponse {
    let (operation, input) = act(verb, path, spec.clone());
    api.call(&operation, &input)
}

/// Applies `before`, runs both writes concurrently, and deletes everything.
fn race(before: &[Write], one: &Write, other: &Write) {
    let home = Sandbox::new();
    let server = Server::start(&home, &["--in-memory"]);
    let (here, there) = (Remote::of(&server), Remote::of(&server));
    for round in 0..ROUNDS {
        for write in before {
            let response = call(&here, write);
            assert_eq!(
                (response.status, response.message()),
                (200, ""),
                "round {round}: {write:?}"
            );
        }
        let (a, b) = std::thread::scope(|threads| {
            let b = threads.spawn(|| call(&there, other));
            (call(&here, one), b.join().unwrap())
        });
        let statuses = (a.status == 200, b.status == 200);
        assert!(statuses.0 != statuses.1, "round {round}: {a:?}\n{b:?}");
        assert!(a.status < 500 && b.status < 500, "round {round}: {a:?}\n{b:?}");
        for path in [
            "virtualRouter/r/route/a",
            "virtualGateway/g/gatewayRoute/a",
            "virtualGateway/g",
            "virtualService/s",
            "virtualRouter/r",
            "virtualNode/n",
            "mesh/m",
        ] {
            let response = call(&here, &("Delete", path, Value::Null));
            assert!(["", "NotFoundException"].contains(&&*response.code), "{path}: {response:?}");
        }
    }
}

fn route() -> Value {
    let targets = json!([{"virtualNode": "n", "weight": 1}]);
    json!({"httpRoute": {"match": {"prefix": "/"}, "action": {"weightedTargets": targets}}})
}

fn listeners(ports: &[u16]) -> Value {
    let one = |port: &u16| json!({"portMapping": {"port": port, "protocol": "http"}});
    json!({"listeners": ports.iter().map(one).collect::<Vec<_>>(),
           "serviceDiscovery": {"dns": {"hostname": "h"}}})
}

#[test]
fn one_of_two_conflicting_concurrent_writes_is_rejected() {
    let mesh = ("Create", "mesh/m", json!({}));
    let node = ("Create", "virtualNode/n", listeners(&[80]));
    let router = ("Create", "virtualRouter/r", listeners(&[80]));
    let a = ("Create", "virtualRouter/r/route/a", route());
    let provided = json!({"provider": {"virtualNode": {"virtualNodeName": "n"}}});
    let service = ("Create", "virtualService/s", provided);
    let gateway = ("Create", "virtualGateway/g", listeners(&[80]));
    let target = json!({"virtualService": {"virtualServiceName": "s"}});
    let gateway_route =
        json!({"httpRoute": {"match": {"prefix": "/"}, "action": {"target": target}}});
    let gateway_route = ("Create", "virtualGateway/g/gatewayRoute/a", gateway_route);
    let cases: [(&[Write], Write, Write); 6] = [
        (
            &[mesh.clone(), node.clone(), router.clone()],
            a.clone(),
            ("Delete", "virtualNode/n", Value::Null),
        ),
        (
            &[mesh.clone(), node.clone(), router.clone()],
            a.clone(),
            ("Update", "virtualRouter/r", listeners(&[80, 81])),
        ),
        (
            &[mesh.clone(), node.clone(), router],
            a,
            ("Update", "virtualNode/n", listeners(&[80, 81])),
        ),
        (&[mesh.clone(), node.clone()], service.clone(), ("Delete", "virtualNode/n", Value::Null)),
        (
            &[mesh.clone(), node.clone(), service, gateway],
            gateway_route,
            ("Update", "virtualNode/n", listeners(&[80, 81])),
        ),
        (&[mesh], node, ("Delete", "mesh/m", Value::Null)),
    ];
    for (before, one, other) in cases {
        race(before, &one, &other);
    }
}
