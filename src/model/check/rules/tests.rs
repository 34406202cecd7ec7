use serde_json::{Value, json};

use crate::model::check::{Depth, check, service_message};

fn said(shape: &str, value: &Value) -> String {
    let found = check(shape, value, Depth::Server);
    if found.is_empty() { String::new() } else { service_message(&found) }
}

/// `value` with the member at `path` replaced; `null` takes it out.
fn with(value: &Value, path: &str, new: Value) -> Value {
    let mut value = value.clone();
    *value.pointer_mut(path).expect("the path is there") = new;
    value
}

fn one(path: &str, value: &str, constraint: &str) -> String {
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
fn listeners_agree_with_themselves_and_each_other() {
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
            let words = "Member must be that of the listener's protocol";
            let (mut pooled, mut timeout) = (String::new(), String::new());
            if key != protocol {
                pooled = one(&format!("connectionPool.{key}"), pool, words);
                timeout = one(&format!("timeout.{key}"), "{}", words);
            }
            assert_eq!(said("Listener", &with_pool(key, protocol)), pooled);
            assert_eq!(said("Listener", &timed), timeout);
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
        assert_eq!(said(shape, &listener), want, "{shape} {protocol}");
        listener["healthCheck"] = health("http2", json!(1));
        assert_eq!(said(shape, &listener), "", "{shape} {protocol}");
        listener["healthCheck"] = health("http2", json!(2));
        let port = one("healthCheck.port", "2", "Member must be the port of the listener");
        assert_eq!(said(shape, &listener), port, "{shape} {protocol}");
    }
}

#[test]
fn a_node_that_listens_is_found_somewhere_and_lists_things_once() {
    let listening = node(json!([listener(1, "http"), listener(2, "http")]));
    assert_eq!(said("VirtualNodeSpec", &listening), "");
    assert_eq!(said("VirtualNodeSpec", &json!({})), "");
    let lost = with(&listening, "/serviceDiscovery", Value::Null);
    let words = "Member must not be null when the virtual node has listeners";
    assert_eq!(said("VirtualNodeSpec", &lost), one("serviceDiscovery", "null", words));
    let silent = with(&lost, "/listeners", json!([]));
    assert_eq!(said("VirtualNodeSpec", &silent), "");

    let taken = "Member must not be the port of another listener";
    let twice = with(&listening, "/listeners/1/portMapping/port", json!(1));
    let want = one("listeners[1].portMapping.port", "1", taken);
    assert_eq!(said("VirtualNodeSpec", &twice), want);
    let listeners = json!({"listeners": twice["listeners"]});
    assert_eq!(said("VirtualRouterSpec", &listeners), want);
    assert_eq!(said("VirtualGatewaySpec", &listeners), want);

    let none = one("listeners", "[]", "Member must have length greater than or equal to 1");
    assert_eq!(said("VirtualGatewaySpec", &json!({"listeners": []})), none);
    assert_eq!(said("VirtualRouterSpec", &json!({"listeners": []})), "");

    let backend = |name| json!({"virtualService": {"virtualServiceName": name}});
    let backends = json!({"backends": [backend("a"), backend("b"), backend("a")]});
    let words = "Member must not be the virtual service of another backend";
    let want = one("backends[2].virtualService.virtualServiceName", "a", words);
    assert_eq!(said("VirtualNodeSpec", &backends), want);
}

fn http_route(matching: Value) -> Value {
    json!({"match": matching, "action": {"weightedTargets": [{"virtualNode": "n", "weight": 1}]}})
}

#[test]
fn routes_match_what_can_be_matched() {
    let slash = "Member must begin with /";
    let cases = [
        ("HttpRouteMatch", json!({"prefix": "/"}), String::new()),
        ("HttpRouteMatch", json!({"prefix": "a"}), one("prefix", "a", slash)),
        ("HttpRouteMatch", json!({"prefix": ""}), one("prefix", "", slash)),
        ("HttpRouteMatch", json!({"path": {"exact": "a"}}), one("path.exact", "a", slash)),
        ("HttpRouteMatch", json!({"path": {"regex": "a"}}), String::new()),
        (
            "HttpRouteMatch",
            json!({"prefix": "/", "path": {"exact": "/"}}),
            one("", "null", "Member must have exactly one of: [prefix, path]"),
        ),
        (
            "RouteSpec",
            json!({"httpRoute": http_route(json!({"prefix": "/", "scheme": "https"}))}),
            // The model calls it applicable to HTTP/2 only; AWS's own example for `create-route` and
            // Terraform's tests have it here.
            String::new(),
        ),
        (
            "GrpcRouteMatch",
            json!({"methodName": "m"}),
            one("serviceName", "null", "Member must not be null when methodName is given"),
        ),
        ("GrpcRouteMatch", json!({"methodName": "m", "serviceName": "s"}), String::new()),
        ("GrpcRouteMatch", json!({}), String::new()),
        ("MatchRange", json!({"start": -2, "end": -1}), String::new()),
        (
            "MatchRange",
            json!({"start": 1, "end": 1}),
            one("end", "1", "Member must have value greater than start"),
        ),
        ("QueryParameterMatch", json!({"exact": ""}), String::new()),
        ("QueryParameterMatch", json!({}), one("exact", "null", "Member must not be null")),
    ];
    for (shape, value, want) in cases {
        assert_eq!(said(shape, &value), want, "{shape} {value}");
    }
}

#[test]
fn a_target_is_there_once_for_each_port() {
    let action = |a: Value, b: Value| {
        let target = |port| json!({"virtualNode": "n", "weight": 1, "port": port});
        json!({"weightedTargets": [target(a), target(b)]})
    };
    let words = "Member must not be the virtual node and port of another target";
    let twice = one("weightedTargets[1].virtualNode", "n", words);
    for shape in ["HttpRouteAction", "GrpcRouteAction", "TcpRouteAction"] {
        assert_eq!(said(shape, &action(Value::Null, Value::Null)), twice);
        assert_eq!(said(shape, &action(json!(1), json!(1))), twice);
        assert_eq!(said(shape, &action(json!(1), json!(2))), "");
    }
}

#[test]
fn a_retry_policy_has_an_event_that_there_is() {
    let policy = |member: &str, events: Value| json!({"maxRetries": 0, "perRetryTimeout": {}, member: events});
    for (shape, keys) in [
        ("HttpRetryPolicy", "httpRetryEvents, tcpRetryEvents"),
        ("GrpcRetryPolicy", "httpRetryEvents, tcpRetryEvents, grpcRetryEvents"),
    ] {
        let constraint = format!("Member must have at least one of: [{keys}]");
        assert_eq!(said(shape, &policy("x", json!([]))), one("", "null", &constraint));
        assert_eq!(said(shape, &policy("httpRetryEvents", json!(["stream-error"]))), "");
        let other = policy("httpRetryEvents", json!(["stream-error", "any"]));
        let words = "Member must satisfy enum value set: [server-error, gateway-error, \
                     client-error, stream-error]";
        assert_eq!(said(shape, &other), one("httpRetryEvents[1]", "any", words));
    }
}

fn entrance(matching: Value, rewrite: Value) -> Value {
    let target = json!({"virtualService": {"virtualServiceName": "s"}});
    json!({"match": matching, "action": {"target": target, "rewrite": rewrite}})
}

#[test]
fn gateway_routes_keep_off_what_is_reserved() {
    let slash = "Member must begin with /";
    let reserved = "Member must not begin with the reserved prefixes /aws-appmesh and \
                    /aws-app-mesh";
    let kept = "Member must not be one of the reserved services aws.appmesh and aws.app-mesh*";
    let some = "Member must have at least one of: [prefix, path, hostname]";
    let port = "Member must be a host name without a port";
    let cases = [
        ("HttpGatewayRouteMatch", json!({"prefix": "/aws"}), String::new()),
        ("HttpGatewayRouteMatch", json!({"prefix": "aws"}), one("prefix", "aws", slash)),
        ("HttpGatewayRouteMatch", json!({"path": {"exact": "a"}}), one("path.exact", "a", slash)),
        ("HttpGatewayRouteMatch", json!({"port": 1}), one("", "null", some)),
        ("HttpGatewayRouteMatch", json!({"hostname": {"exact": "h"}}), String::new()),
        (
            "HttpGatewayRouteMatch",
            json!({"hostname": {"suffix": ".h:80"}}),
            one("hostname.suffix", ".h:80", port),
        ),
        (
            "HttpGatewayRouteMatch",
            json!({"prefix": "/aws-appmesh/x"}),
            one("prefix", "/aws-appmesh/x", reserved),
        ),
        (
            "HttpGatewayRouteMatch",
            json!({"prefix": "/aws-app-mesh"}),
            one("prefix", "/aws-app-mesh", reserved),
        ),
        (
            "GrpcGatewayRouteMatch",
            json!({}),
            one("", "null", "Member must have at least one of: [serviceName, hostname]"),
        ),
        ("GrpcGatewayRouteMatch", json!({"serviceName": "aws.other"}), String::new()),
        (
            "GrpcGatewayRouteMatch",
            json!({"serviceName": "aws.appmesh"}),
            one("serviceName", "aws.appmesh", kept),
        ),
        (
            "GrpcGatewayRouteMatch",
            json!({"serviceName": "aws.app-mesh.x"}),
            one("serviceName", "aws.app-mesh.x", kept),
        ),
    ];
    for (shape, value, want) in cases {
        assert_eq!(said(shape, &value), want, "{shape} {value}");
    }
}

#[test]
fn gateway_routes_rewrite_whole_segments() {
    let slash = "Member must begin with /";
    let ends = "Member must begin and end with /";
    let open = "Member must end with / when the prefix is rewritten";
    let new = |value: &str| json!({"prefix": {"value": value}});
    let cases = [
        (json!({"prefix": "/a/"}), new("/b/"), String::new()),
        (json!({"prefix": "/a"}), new("/b/"), one("match.prefix", "/a", open)),
        (json!({"prefix": "/a/"}), new("/b"), one("action.rewrite.prefix.value", "/b", ends)),
        (json!({"prefix": "/a/"}), new("b/"), one("action.rewrite.prefix.value", "b/", ends)),
        (json!({"hostname": {"exact": "h"}}), new("/b/"), String::new()),
        (json!({"prefix": "/a"}), json!({"prefix": {"defaultPrefix": "DISABLED"}}), String::new()),
        (json!({"prefix": "/a"}), json!({"path": {"exact": "/b"}}), String::new()),
        (
            json!({"prefix": "/a"}),
            json!({"path": {"exact": "b"}}),
            one("action.rewrite.path.exact", "b", slash),
        ),
        (
            json!({"prefix": "/a"}),
            json!({"path": {"exact": "/b"}, "prefix": {"defaultPrefix": "DISABLED"}}),
            one("action.rewrite", "null", "Member must have at most one of: [prefix, path]"),
        ),
    ];
    for (matching, rewrite, want) in cases {
        let value = entrance(matching, rewrite);
        assert_eq!(said("HttpGatewayRoute", &value), want, "{value}");
    }
}

#[test]
fn names_are_plain_wherever_they_stand() {
    let plain = "Member must not contain / or a control character";
    let long = "Member must have length less than or equal to 255";
    let segment = "Member must not be . or .., which clients take out of addresses";
    let service = |name: &str| json!({"meshName": "m", "virtualServiceName": name, "spec": {}});
    let target = |name: &str| json!({"virtualNode": name, "weight": 1});
    let name = "n".repeat(256);
    let cases = [
        ("WeightedTarget", target("a/b"), one("virtualNode", "a/b", plain)),
        ("WeightedTarget", target("a_b.c é"), String::new()),
        ("WeightedTarget", target(&name), one("virtualNode", &name, long)),
        ("CreateVirtualServiceInput", service(&name), one("virtualServiceName", &name, long)),
        ("CreateVirtualServiceInput", service("a/b"), one("virtualServiceName", "a/b", plain)),
        (
            "CreateVirtualServiceInput",
            service("a\u{7}"),
            one("virtualServiceName", "a\u{7}", plain),
        ),
        (
            "CreateVirtualServiceInput",
            service(""),
            one("virtualServiceName", "", "Member must not be empty"),
        ),
        // It could not be told from the mesh `m` of another account in ARNs.
        (
            "CreateMeshInput",
            json!({"meshName": "m@111122223333"}),
            one(
                "meshName",
                "m@111122223333",
                "Member must not end with @ and an account id, as meshes of other accounts do in \
                 ARNs",
            ),
        ),
        ("CreateMeshInput", json!({"meshName": "m@1111"}), String::new()),
        ("DeleteMeshInput", json!({"meshName": "m@111122223333"}), String::new()),
        ("CreateMeshInput", json!({"meshName": ".."}), one("meshName", "..", segment)),
        ("CreateVirtualServiceInput", service("."), one("virtualServiceName", ".", segment)),
        ("CreateMeshInput", json!({"meshName": "..."}), String::new()),
        // A backend may be an ARN.
        ("VirtualServiceBackend", json!({"virtualServiceName": "a/b"}), String::new()),
    ];
    for (shape, value, want) in cases {
        assert_eq!(said(shape, &value), want, "{shape} {value}");
    }
}

#[test]
fn what_the_front_end_finds_goes_before_what_the_service_refuses() {
    let mut listener = listener(0, "http");
    listener["healthCheck"] = health("grpc", Value::Null);
    let words = "Member must have value greater than or equal to 1";
    assert_eq!(said("Listener", &listener), one("portMapping.port", "0", words));
}
