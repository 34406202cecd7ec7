//! Two real Envoys of one node, one for each variant of the protocol, through configuration that goes wrong.

use serde_json::{Value, json};

use crate::support::{App, Sandbox, Server, Sidecar, until};

const JAZZ: &str = "jazz.prod.svc.cluster.local:9080";

/// Waits until both proxies have acknowledged `commits` more than `revision`, which it moves on.
fn settled(server: &Server, revision: &mut u64, commits: u64) {
    *revision += commits;
    until("both proxies to acknowledge all", || {
        let proxies = server.proxies();
        let ready = |proxy: &Value| proxy["acknowledged"].as_u64() >= Some(*revision);
        match proxies.len() == 2 && proxies.iter().all(ready) {
            true => Ok(()),
            false => Err(format!("{proxies:?}")),
        }
    });
}

fn rejected(server: &Server) {
    until("both proxies to reject", || {
        let proxies = server.proxies();
        let rejects = |proxy: &Value| proxy["types"]["CDS"]["rejected"].is_string();
        if proxies.len() == 2 && proxies.iter().all(rejects) {
            Ok(())
        } else {
            Err(format!("{proxies:?}"))
        }
    });
}

fn update(home: &Sandbox, what: &[&str], spec: &Value) {
    let spec = spec.to_string();
    let args = what.iter().copied().chain(["--mesh-name", "dj-app", "--spec", &spec]);
    home.run(args).ok();
}

fn to_node(home: &Sandbox, node: &str) {
    let what =
        ["update-route", "--virtual-router-name", "jazz-router", "--route-name", "jazz-route"];
    let action = json!({"weightedTargets": [{"virtualNode": node, "weight": 1}]});
    update(home, &what, &json!({"httpRoute": {"match": {"prefix": "/"}, "action": action}}));
}

/// A node whose instances are in a registry, so that Envoy requests its endpoints.
fn in_registry(errors: u32) -> Value {
    let span = |seconds: u32| json!({"unit": "s", "value": seconds});
    json!({
        "listeners": [{
            "portMapping": {"port": 9080, "protocol": "http"},
            "outlierDetection": {
                "maxServerErrors": errors, "maxEjectionPercent": 10,
                "interval": span(10), "baseEjectionDuration": span(10),
            },
        }],
        "serviceDiscovery": {"awsCloudMap": {"namespaceName": "ns", "serviceName": "s"}},
    })
}

fn backends(policy: Option<Value>) -> Value {
    let mut jazz = json!({"virtualServiceName": "jazz.prod.svc.cluster.local"});
    if let Some(policy) = policy {
        jazz["clientPolicy"] = policy;
    }
    json!({"backends": [{"virtualService": jazz}]})
}

#[test]
#[ignore = "needs envoy: make test"]
fn envoys_come_through_endpoints_that_come_and_go_and_clusters_that_they_reject() {
    let home = Sandbox::with_dj_app();
    let app = App::start("jazz-v1");
    let resolve = format!("jazz-v1.prod.svc.cluster.local={}", app.address);
    let mut server = Server::start(&home, &["--resolve", &resolve]);
    let envoys = [Sidecar::start(&home, "dj", &[]), Sidecar::start(&home, "dj", &["--delta"])];
    let envoys = envoys.map(Sidecar::ready);
    let answered = || {
        for envoy in &envoys {
            assert_eq!(envoy.call(JAZZ).unwrap().body, "jazz-v1");
        }
    };
    let revision = &mut server.proxies()[0]["translated"].as_u64().unwrap();
    to_node(&home, "jazz-v1");
    settled(&server, revision, 1);
    answered();

    let node = |verb| [verb, "--virtual-node-name", "registered"];
    update(&home, &node("create-virtual-node"), &in_registry(5));
    to_node(&home, "registered");
    settled(&server, revision, 2);
    update(&home, &node("update-virtual-node"), &in_registry(7));
    settled(&server, revision, 1);
    server.kill();
    to_node(&home, "jazz-v1");
    server.restart(&home);
    settled(&server, revision, 1);
    answered();

    // No such certificates: Envoy refuses the cluster, and keeps the one it has.
    let trust = json!({"file": {"certificateChain": "/does/not/exist.pem"}});
    let policy = json!({"tls": {"validation": {"trust": trust}}});
    let dj = ["update-virtual-node", "--virtual-node-name", "dj"];
    update(&home, &dj, &backends(Some(policy)));
    rejected(&server);
    answered();
    home.line("create-virtual-node --mesh-name dj-app --virtual-node-name z --spec {}").ok();
    rejected(&server);
    answered();
    update(&home, &dj, &backends(None));
    settled(&server, revision, 3);
    answered();
}
