//! Meshes to translate.

use meshctl::mesh::Mesh;
use meshctl::mesh::topology::Workload;
use meshctl::model::{Key, Kind, Name};
use serde_json::{Value, json};

/// Gathers a mesh called `m` from specs by path.
pub(super) fn mesh(specs: &Value) -> Mesh {
    let specs = specs.as_object().unwrap();
    let keyed: Vec<(Key, &Value)> = specs
        .iter()
        .map(|(path, spec)| {
            let path = if path.is_empty() { "mesh/m".to_owned() } else { format!("mesh/m/{path}") };
            (Key::from_path(&path).unwrap(), spec)
        })
        .collect();
    let (mesh, bad) = Mesh::gather(Name::from("m"), keyed.iter().map(|(key, spec)| (key, *spec)));
    assert!(bad.is_empty(), "{bad:?}");
    mesh
}

/// Returns virtual node `node` of `mesh`.
pub(super) fn workload(mesh: &Mesh, node: &str) -> Workload {
    Workload::of(mesh, &Key::member(Kind::VirtualNode, "m", node)).unwrap()
}

fn listener(port: u16, protocol: &str) -> Value {
    json!({"portMapping": {"port": port, "protocol": protocol}})
}

fn node(host: &str, port: u16, protocol: &str) -> Value {
    json!({"listeners": [listener(port, protocol)],
           "serviceDiscovery": {"dns": {"hostname": host}}})
}

fn backends(services: &[&str]) -> Value {
    services.iter().map(|name| json!({"virtualService": {"virtualServiceName": name}})).collect()
}

fn routed(router: &str) -> Value {
    json!({"provider": {"virtualRouter": {"virtualRouterName": router}}})
}

fn targets(weights: &[(&str, u8)]) -> Value {
    let target = |(node, weight): &(&str, u8)| json!({"virtualNode": node, "weight": weight});
    json!({"weightedTargets": weights.iter().map(target).collect::<Vec<_>>()})
}

/// The tutorial's: `dj` calls `jazz`, 90/10, and `metal`.
pub(super) fn tutorial(jazz: [u8; 2], egress: &str) -> Mesh {
    let (v1, v2, metal) = ("jazz-v1.prod", "jazz-v2.prod", "metal-v1.prod");
    let mut dj = node("dj.prod", 9080, "http");
    dj["backends"] = backends(&["jazz.prod", "metal.prod"]);
    let router = json!({"listeners": [listener(9080, "http")]});
    let route = |weights: &[(&str, u8)]| json!({"httpRoute": {"match": {"prefix": "/"}, "action": targets(weights)}});
    mesh(&json!({
        "": {"egressFilter": {"type": egress}},
        "virtualNode/dj": dj,
        "virtualNode/jazz-v1": node(v1, 9080, "http"),
        "virtualNode/jazz-v2": node(v2, 9080, "http"),
        "virtualNode/metal-v1": node(metal, 9080, "http"),
        "virtualService/jazz.prod": routed("jazz"),
        "virtualService/metal.prod": {"provider":
            {"virtualNode": {"virtualNodeName": "metal-v1"}}},
        "virtualRouter/jazz": router,
        "virtualRouter/jazz/route/all": route(&[("jazz-v1", jazz[0]), ("jazz-v2", jazz[1])]),
    }))
}

/// Every protocol, with weights of 0 and a service that has no route at all.
pub(super) fn protocols(weights: [u8; 2]) -> Mesh {
    let mut caller = node("caller", 1, "tcp");
    caller["backends"] = backends(&["tcp", "http2", "grpc", "same-port", "empty", "https"]);
    let mut specs = json!({
        "virtualNode/caller": caller,
        "virtualNode/https": node("https", 443, "tcp"),
        "virtualService/https": {"provider": {"virtualNode": {"virtualNodeName": "https"}}},
        "virtualService/empty": routed("empty"),
        "virtualRouter/empty": {"listeners": [listener(6000, "tcp")]},
        "virtualService/same-port": {"provider": {"virtualNode": {"virtualNodeName": "http2-a"}}},
    });
    for (port, protocol) in [(5000, "tcp"), (80, "http2"), (81, "grpc")] {
        let path = if protocol == "tcp" { json!({}) } else { json!({"match": {}}) };
        let mut rule = path;
        let (a, b) = (format!("{protocol}-a"), format!("{protocol}-b"));
        rule["action"] = targets(&[(&a, weights[0]), (&b, weights[1])]);
        specs[format!("virtualService/{protocol}")] = routed(protocol);
        specs[format!("virtualRouter/{protocol}")] =
            json!({"listeners": [listener(port, protocol)]});
        specs[format!("virtualRouter/{protocol}/route/all")] =
            json!({format!("{protocol}Route"): rule});
        for name in [a, b] {
            specs[format!("virtualNode/{name}")] = node(&name, port, protocol);
        }
    }
    mesh(&specs)
}

/// Sets every field that is translated, somewhere.
pub(super) fn every_field() -> Mesh {
    let tls = |file: &str| format!("{}/tests/xds/tls/{file}.pem", env!("CARGO_MANIFEST_DIR"));
    let pair = json!({"certificateChain": tls("cert"), "privateKey": tls("key")});
    let names = json!({"match": {"exact": ["mesh.test", "spiffe://mesh.test/n"]}});
    let by_file = json!({"certificate": {"file": pair}, "enforce": true, "ports": [9000, 9443],
        "validation": {"trust": {"file": {"certificateChain": tls("cert")}},
                       "subjectAlternativeNames": names}});
    let by_secret = json!({"certificate": {"sds": {"secretName": "own"}}, "enforce": false,
        "validation": {"trust": {"sds": {"secretName": "all"}}}});
    let seconds = |value: u32| json!({"unit": "s", "value": value});
    let check = |protocol: &str| {
        json!({"protocol": protocol, "path": "/healthy", "port": 9999, "intervalMillis": 5000,
               "timeoutMillis": 2000, "healthyThreshold": 2, "unhealthyThreshold": 3})
    };
    let outliers = json!({"maxServerErrors": 5, "interval": seconds(10),
        "baseEjectionDuration": seconds(600), "maxEjectionPercent": 50});
    let timeout = json!({"perRequest": seconds(60), "idle": {"unit": "ms", "value": 1500}});
    let strict = json!({"mode": "STRICT", "certificate": {"file": pair}, "validation":
        {"trust": {"file": {"certificateChain": tls("cert")}}, "subjectAlternativeNames": names}});
    let permissive = json!({"mode": "PERMISSIVE", "certificate": {"sds": {"secretName": "own"}},
        "validation": {"trust": {"sds": {"secretName": "all"}}}});
    let listeners = json!([
        {"portMapping": {"port": 9443, "protocol": "http"}, "tls": strict, "healthCheck":
            check("http"), "outlierDetection": outliers, "timeout": {"http": timeout},
         "connectionPool": {"http": {"maxConnections": 10, "maxPendingRequests": 5}}},
        {"portMapping": {"port": 9000, "protocol": "http2"}, "tls": permissive, "healthCheck":
            check("http2"), "timeout": {"http2": timeout},
         "connectionPool": {"http2": {"maxRequests": 7}}},
        {"portMapping": {"port": 9001, "protocol": "grpc"}, "healthCheck": check("grpc"),
         "timeout": {"grpc": timeout}, "connectionPool": {"grpc": {"maxRequests": 7}}},
        {"portMapping": {"port": 9002, "protocol": "tcp"}, "healthCheck": check("tcp"),
         "timeout": {"tcp": {"idle": seconds(5)}},
         "connectionPool": {"tcp": {"maxConnections": 7}}},
    ]);
    let log = |path: &str, format: Value| json!({"accessLog": {"file": {"path": path, "format": format}}});
    let format = json!({"json": [{"key": "b", "value": "%PROTOCOL%"}, {"key": "a", "value": "x"}]});
    let backend = |name: &str, policy: &Value| json!({"virtualService": {"virtualServiceName": name, "clientPolicy": {"tls": policy}}});
    let mut specs = json!({
        "": {"egressFilter": {"type": "ALLOW_ALL"},
             "serviceDiscovery": {"ipPreference": "IPv6_PREFERRED"}},
        "virtualNode/all": {"listeners": listeners, "logging": log("/dev/stdout", format),
            "serviceDiscovery": {"dns": {"hostname": "all.test.", "responseType": "ENDPOINTS",
                                         "ipPreference": "IPv4_PREFERRED"}},
            "backendDefaults": {"clientPolicy": {"tls": by_file}},
            "backends": [{"virtualService": {"virtualServiceName": "s"}}, backend("t", &by_secret)]},
        "virtualNode/client": {"logging": log("/dev/stderr", json!({"text": "%PROTOCOL%"})),
            "backends": backends(&["s", "t", "cloud"])},
        "virtualNode/cloud": {"listeners": [listener(80, "http")], "serviceDiscovery":
            {"awsCloudMap": {"namespaceName": "ns", "serviceName": "sv"}}},
        "virtualService/cloud": {"provider": {"virtualNode": {"virtualNodeName": "cloud"}}},
        "virtualService/s": routed("r"),
        "virtualService/t": {"provider": {"virtualNode": {"virtualNodeName": "all"}}},
        "virtualRouter/r": {"listeners": [listener(9443, "http"), listener(9000, "http2"),
                                          listener(9001, "grpc"), listener(8002, "tcp")]},
    });
    for (name, route) in routes() {
        specs[format!("virtualRouter/r/route/{name}")] = route;
    }
    mesh(&specs)
}

fn routes() -> [(&'static str, Value); 4] {
    let to =
        |port: u16| json!({"weightedTargets": [{"virtualNode": "all", "weight": 1, "port": port}]});
    let seconds = |value: u32| json!({"unit": "s", "value": value});
    let matchers = json!([
        {"name": "present"}, {"name": "absent", "invert": true},
        {"name": "exact", "match": {"exact": "v"}}, {"name": "prefix", "match": {"prefix": "v"}},
        {"name": "suffix", "match": {"suffix": "v"}}, {"name": "regex", "match": {"regex": "v.*"}},
        {"name": "range", "match": {"range": {"start": 1, "end": 10}}},
    ]);
    let of = json!({"port": 9443, "path": {"regex": "/a/.*"}, "method": "GET", "scheme": "http",
        "headers": matchers,
        "queryParameters": [{"name": "q"}, {"name": "r", "match": {"exact": "v"}}]});
    let retry = json!({"maxRetries": 3, "perRetryTimeout": seconds(5),
        "httpRetryEvents": ["server-error", "gateway-error", "client-error", "stream-error"],
        "tcpRetryEvents": ["connection-error"]});
    let timeout = json!({"perRequest": seconds(0), "idle": seconds(600)});
    let mut grpc_retry = retry.clone();
    grpc_retry["grpcRetryEvents"] = json!(["cancelled", "unavailable"]);
    let grpc = json!({"port": 9001, "serviceName": "a.B", "methodName": "c", "metadata": matchers});
    [
        (
            "http",
            json!({"priority": 1, "httpRoute": {"match": of, "action": to(9443),
            "retryPolicy": retry, "timeout": timeout}}),
        ),
        (
            "http2",
            json!({"http2Route": {"match": {"port": 9000, "path": {"exact": "/x"}},
            "action": to(9000)}}),
        ),
        (
            "grpc",
            json!({"grpcRoute": {"match": grpc, "action": to(9001),
            "retryPolicy": grpc_retry, "timeout": timeout}}),
        ),
        (
            "tcp",
            json!({"tcpRoute": {"match": {"port": 8002}, "action": to(9002),
            "timeout": {"idle": seconds(9)}}}),
        ),
    ]
}
