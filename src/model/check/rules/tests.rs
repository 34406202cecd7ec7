use serde_json::{Value, json};

use crate::model::check::{Depth, check, service_message};

fn message(shape: &str, value: &Value) -> String {
    let found = check(shape, value, Depth::Server);
    if found.is_empty() { String::new() } else { service_message(&found) }
}

/// Returns `value` with the member at `path` replaced.
fn with(value: &Value, path: &str, new: Value) -> Value {
    let mut value = value.clone();
    *value.pointer_mut(path).expect("the path exists") = new;
    value
}

fn violation(path: &str, value: &str, constraint: &str) -> String {
    format!(
        "1 validation error detected: Value '{value}' at '{path}' failed to satisfy constraint: \
         {constraint}"
    )
}

fn listener(port: u16, protocol: &str) -> Value {
    json!({"portMapping": {"port": port, "protocol": protocol}})
}

fn node(listeners: Value) -> Value {
    json!({"listeners": listeners, "serviceDiscovery": {"dns": {"hostname": "h"}}})
}

fn health(protocol: &str, port: Value) -> Value {
    json!({"protocol": protocol, "port": port, "healthyThreshold": 2, "unhealthyThreshold": 2,
           "intervalMillis": 5000, "timeoutMillis": 2000})
}

#[test]
fn listener_settings_match_its_protocol_and_port() {
    let with_pool = |key: &str, protocol: &str| {
        let pool = match key {
            "http2" | "grpc" => json!({"maxRequests": 1}),
            _ => json!({"maxConnections": 1}),
        };
        let mut listener = listener(1, protocol);
        listener["connectionPool"] = json!({ key: pool });
        listener
    };
    for key in ["http", "tcp", "http2", "grpc"] {
        for protocol in ["http", "tcp", "http2", "grpc"] {
            let pool = if key == "http2" || key == "grpc" {
                r#"{"maxRequests":1}"#
            } else {
                r#"{"maxConnections":1}"#
            };
            let mut timed = listener(1, protocol);
            timed["timeout"] = json!({ key: {} });
            let constraint = "Member must be that of the listener's protocol";
            let (mut pooled, mut timeout) = (String::new(), String::new());
            if key != protocol {
                pooled = violation(&format!("connectionPool.{key}"), pool, constraint);
                timeout = violation(&format!("timeout.{key}"), "{}", constraint);
            }
            assert_eq!(message("Listener", &with_pool(key, protocol)), pooled);
            assert_eq!(message("Listener", &timed), timeout);
        }
    }
    let exact = "GRPC HealthCheck requires listener type of HTTP2 or GRPC.";
    for (shape, protocol, want) in [
        ("Listener", "http", exact),
        ("Listener", "tcp", exact),
        ("Listener", "http2", ""),
        ("Listener", "grpc", ""),
        ("VirtualGatewayListener", "http", exact),
        ("VirtualGatewayListener", "grpc", ""),
    ] {
        let mut listener = listener(1, protocol);
        listener["healthCheck"] = health("grpc", Value::Null);
        assert_eq!(message(shape, &listener), want, "{shape} {protocol}");
        listener["healthCheck"] = health("http2", json!(1));
        assert_eq!(message(shape, &listener), "", "{shape} {protocol}");
        listener["healthCheck"] = health("http2", json!(2));
        let port = violation("healthCheck.port", "2", "Member must be the port of the listener");
        assert_eq!(message(shape, &listener), port, "{shape} {protocol}");
    }
}

#[test]
fn virtual_nodes_need_discovery_and_unique_ports_and_backends() {
    let listening = node(json!([listener(1, "http"), listener(2, "http")]));
    assert_eq!(message("VirtualNodeSpec", &listening), "");
    assert_eq!(message("VirtualNodeSpec", &json!({})), "");
    let undiscoverable = with(&listening, "/serviceDiscovery", Value::Null);
    let constraint = "Member must not be null when the virtual node has listeners";
    assert_eq!(
        message("VirtualNodeSpec", &undiscoverable),
        violation("serviceDiscovery", "null", constraint)
    );
    let without_listeners = with(&undiscoverable, "/listeners", json!([]));
    assert_eq!(message("VirtualNodeSpec", &without_listeners), "");

    let taken = "Member must not be the port of another listener";
    let twice = with(&listening, "/listeners/1/portMapping/port", json!(1));
    let want = violation("listeners[1].portMapping.port", "1", taken);
    assert_eq!(message("VirtualNodeSpec", &twice), want);
    let listeners = json!({"listeners": twice["listeners"]});
    assert_eq!(message("VirtualRouterSpec", &listeners), want);
    assert_eq!(message("VirtualGatewaySpec", &listeners), want);

    let none = violation("listeners", "[]", "Member must have length greater than or equal to 1");
    assert_eq!(message("VirtualGatewaySpec", &json!({"listeners": []})), none);
    assert_eq!(message("VirtualRouterSpec", &json!({"listeners": []})), "");

    let backend = |name| json!({"virtualService": {"virtualServiceName": name}});
    let backends = json!({"backends": [backend("a"), backend("b"), backend("a")]});
    let constraint = "Member must not be the virtual service of another backend";
    let want = violation("backends[2].virtualService.virtualServiceName", "a", constraint);
    assert_eq!(message("VirtualNodeSpec", &backends), want);
}

fn http_route(matching: Value) -> Value {
    json!({"match": matching, "action": {"weightedTargets": [{"virtualNode": "n", "weight": 1}]}})
}

#[test]
fn route_matches_are_validated() {
    let slash = "Member must begin with /";
    let cases = [
        ("HttpRouteMatch", json!({"prefix": "/"}), String::new()),
        ("HttpRouteMatch", json!({"prefix": "a"}), violation("prefix", "a", slash)),
        ("HttpRouteMatch", json!({"prefix": ""}), violation("prefix", "", slash)),
        ("HttpRouteMatch", json!({"path": {"exact": "a"}}), violation("path.exact", "a", slash)),
        ("HttpRouteMatch", json!({"path": {"regex": "a"}}), String::new()),
        (
            "HttpRouteMatch",
            json!({"prefix": "/", "path": {"exact": "/"}}),
            violation("", "null", "Member must have exactly one of: [prefix, path]"),
        ),
        (
            "RouteSpec",
            json!({"httpRoute": http_route(json!({"prefix": "/", "scheme": "https"}))}),
            // The model documents it for HTTP/2 only; AWS's example for `create-route` and the tests
            // of Terraform's provider use it here.
            String::new(),
        ),
        (
            "GrpcRouteMatch",
            json!({"methodName": "m"}),
            violation("serviceName", "null", "Member must not be null when methodName is given"),
        ),
        ("GrpcRouteMatch", json!({"methodName": "m", "serviceName": "s"}), String::new()),
        ("GrpcRouteMatch", json!({}), String::new()),
        ("MatchRange", json!({"start": -2, "end": -1}), String::new()),
        (
            "MatchRange",
            json!({"start": 1, "end": 1}),
            violation("end", "1", "Member must have value greater than start"),
        ),
        ("QueryParameterMatch", json!({"exact": ""}), String::new()),
        ("QueryParameterMatch", json!({}), violation("exact", "null", "Member must not be null")),
    ];
    for (shape, value, want) in cases {
        assert_eq!(message(shape, &value), want, "{shape} {value}");
    }
}

#[test]
fn targets_differ_in_node_or_port() {
    let action = |a: Value, b: Value| {
        let target = |port| json!({"virtualNode": "n", "weight": 1, "port": port});
        json!({"weightedTargets": [target(a), target(b)]})
    };
    let constraint = "Member must not be the virtual node and port of another target";
    let twice = violation("weightedTargets[1].virtualNode", "n", constraint);
    for shape in ["HttpRouteAction", "GrpcRouteAction", "TcpRouteAction"] {
        assert_eq!(message(shape, &action(Value::Null, Value::Null)), twice);
        assert_eq!(message(shape, &action(json!(1), json!(1))), twice);
        assert_eq!(message(shape, &action(json!(1), json!(2))), "");
    }
}

#[test]
fn retry_policies_need_a_known_event() {
    let policy = |member: &str, events: Value| json!({"maxRetries": 0, "perRetryTimeout": {}, member: events});
    for (shape, keys) in [
        ("HttpRetryPolicy", "httpRetryEvents, tcpRetryEvents"),
        ("GrpcRetryPolicy", "httpRetryEvents, tcpRetryEvents, grpcRetryEvents"),
    ] {
        let constraint = format!("Member must have at least one of: [{keys}]");
        assert_eq!(message(shape, &policy("x", json!([]))), violation("", "null", &constraint));
        assert_eq!(message(shape, &policy("httpRetryEvents", json!(["stream-error"]))), "");
        let other = policy("httpRetryEvents", json!(["stream-error", "any"]));
        let constraint = "Member must satisfy enum value set: [server-error, gateway-error, \
                     client-error, stream-error]";
        assert_eq!(message(shape, &other), violation("httpRetryEvents[1]", "any", constraint));
    }
}

fn gateway_route(matching: Value, rewrite: Value) -> Value {
    let target = json!({"virtualService": {"virtualServiceName": "s"}});
    json!({"match": matching, "action": {"target": target, "rewrite": rewrite}})
}

#[test]
fn gateway_routes_reject_reserved_prefixes_and_services() {
    let slash = "Member must begin with /";
    let reserved = "Member must not begin with the reserved prefixes /aws-appmesh and \
                    /aws-app-mesh";
    let kept = "Member must not be one of the reserved services aws.appmesh and aws.app-mesh*";
    let some = "Member must have at least one of: [prefix, path, hostname]";
    let port = "Member must be a host name without a port";
    let cases = [
        ("HttpGatewayRouteMatch", json!({"prefix": "/aws"}), String::new()),
        ("HttpGatewayRouteMatch", json!({"prefix": "aws"}), violation("prefix", "aws", slash)),
        (
            "HttpGatewayRouteMatch",
            json!({"path": {"exact": "a"}}),
            violation("path.exact", "a", slash),
        ),
        ("HttpGatewayRouteMatch", json!({"port": 1}), violation("", "null", some)),
        ("HttpGatewayRouteMatch", json!({"hostname": {"exact": "h"}}), String::new()),
        (
            "HttpGatewayRouteMatch",
            json!({"hostname": {"suffix": ".h:80"}}),
            violation("hostname.suffix", ".h:80", port),
        ),
        (
            "HttpGatewayRouteMatch",
            json!({"prefix": "/aws-appmesh/x"}),
            violation("prefix", "/aws-appmesh/x", reserved),
        ),
        (
            "HttpGatewayRouteMatch",
            json!({"prefix": "/aws-app-mesh"}),
            violation("prefix", "/aws-app-mesh", reserved),
        ),
        (
            "GrpcGatewayRouteMatch",
            json!({}),
            violation("", "null", "Member must have at least one of: [serviceName, hostname]"),
        ),
        ("GrpcGatewayRouteMatch", json!({"serviceName": "aws.other"}), String::new()),
        (
            "GrpcGatewayRouteMatch",
            json!({"serviceName": "aws.appmesh"}),
            violation("serviceName", "aws.appmesh", kept),
        ),
        (
            "GrpcGatewayRouteMatch",
            json!({"serviceName": "aws.app-mesh.x"}),
            violation("serviceName", "aws.app-mesh.x", kept),
        ),
    ];
    for (shape, value, want) in cases {
        assert_eq!(message(shape, &value), want, "{shape} {value}");
    }
}

#[test]
fn gateway_routes_rewrite_whole_path_segments() {
    let slash = "Member must begin with /";
    let ends = "Member must begin and end with /";
    let open = "Member must end with / when the prefix is rewritten";
    let new = |value: &str| json!({"prefix": {"value": value}});
    let cases = [
        (json!({"prefix": "/a/"}), new("/b/"), String::new()),
        (json!({"prefix": "/a"}), new("/b/"), violation("match.prefix", "/a", open)),
        (json!({"prefix": "/a/"}), new("/b"), violation("action.rewrite.prefix.value", "/b", ends)),
        (json!({"prefix": "/a/"}), new("b/"), violation("action.rewrite.prefix.value", "b/", ends)),
        (json!({"hostname": {"exact": "h"}}), new("/b/"), String::new()),
        (json!({"prefix": "/a"}), json!({"prefix": {"defaultPrefix": "DISABLED"}}), String::new()),
        (json!({"prefix": "/a"}), json!({"path": {"exact": "/b"}}), String::new()),
        (
            json!({"prefix": "/a"}),
            json!({"path": {"exact": "b"}}),
            violation("action.rewrite.path.exact", "b", slash),
        ),
        (
            json!({"prefix": "/a"}),
            json!({"path": {"exact": "/b"}, "prefix": {"defaultPrefix": "DISABLED"}}),
            violation("action.rewrite", "null", "Member must have at most one of: [prefix, path]"),
        ),
    ];
    for (matching, rewrite, want) in cases {
        let value = gateway_route(matching, rewrite);
        assert_eq!(message("HttpGatewayRoute", &value), want, "{value}");
    }
}

#[test]
fn names_are_validated_wherever_they_occur() {
    let plain = "Member must not contain / or a control character";
    let long = "Member must have length less than or equal to 255";
    let segment = "Member must not be . or .., which clients remove from URLs";
    let service = |name: &str| json!({"meshName": "m", "virtualServiceName": name, "spec": {}});
    let target = |name: &str| json!({"virtualNode": name, "weight": 1});
    let name = "n".repeat(256);
    let cases = [
        ("WeightedTarget", target("a/b"), violation("virtualNode", "a/b", plain)),
        ("WeightedTarget", target("a_b.c é"), String::new()),
        ("WeightedTarget", target(&name), violation("virtualNode", &name, long)),
        ("CreateVirtualServiceInput", service(&name), violation("virtualServiceName", &name, long)),
        (
            "CreateVirtualServiceInput",
            service("a/b"),
            violation("virtualServiceName", "a/b", plain),
        ),
        (
            "CreateVirtualServiceInput",
            service("a\u{7}"),
            violation("virtualServiceName", "a\u{7}", plain),
        ),
        (
            "CreateVirtualServiceInput",
            service(""),
            violation("virtualServiceName", "", "Member must not be empty"),
        ),
        // In ARNs it would look like the mesh `m` of another account.
        (
            "CreateMeshInput",
            json!({"meshName": "m@111122223333"}),
            violation(
                "meshName",
                "m@111122223333",
                "Member must not end with @ and an account ID, which ARNs use for meshes of other \
                 accounts",
            ),
        ),
        ("CreateMeshInput", json!({"meshName": "m@1111"}), String::new()),
        ("DeleteMeshInput", json!({"meshName": "m@111122223333"}), String::new()),
        ("CreateMeshInput", json!({"meshName": ".."}), violation("meshName", "..", segment)),
        ("CreateVirtualServiceInput", service("."), violation("virtualServiceName", ".", segment)),
        ("CreateMeshInput", json!({"meshName": "..."}), String::new()),
        // A backend may be an ARN.
        ("VirtualServiceBackend", json!({"virtualServiceName": "a/b"}), String::new()),
    ];
    for (shape, value, want) in cases {
        assert_eq!(message(shape, &value), want, "{shape} {value}");
    }
}

#[test]
fn front_end_violations_precede_service_errors() {
    let mut listener = listener(0, "http");
    listener["healthCheck"] = health("grpc", Value::Null);
    let constraint = "Member must have value greater than or equal to 1";
    assert_eq!(message("Listener", &listener), violation("portMapping.port", "0", constraint));
}
