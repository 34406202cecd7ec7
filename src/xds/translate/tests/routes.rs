//! Tests of `docs/behaviour/envoy.md#route-matching`, `docs/behaviour/envoy.md#route-actions` and
//! `docs/behaviour/envoy.md#timeouts`.

use serde_json::{Value, json};

use super::brief::{brief, line};
use super::*;
use crate::mesh::topology::{RouteMatch, tests::route_match};
use crate::xds::translate::matching;

/// Returns the translated match of a route with a rule at `member`.
fn matched(member: &str, of: Value) -> envoy_types::pb::envoy::config::route::v3::RouteMatch {
    match route_match(&json!({member: {"match": of}})) {
        RouteMatch::Request(request) => matching::request(&request).unwrap(),
        RouteMatch::Connection => panic!("{member} matches requests"),
    }
}

#[test]
fn http_matches_are_translated() {
    let header = |of: Value| json!({"headers": [of]});
    let cases = [
        (json!({}), r#"{ Prefix("/") }"#),
        (json!({"prefix": "/a"}), r#"{ Prefix("/a") }"#),
        (json!({"path": {"exact": "/a"}}), r#"{ Path("/a") }"#),
        (json!({"path": {"regex": "/a.*"}}), r#"{ SafeRegex({ regex: "/a.*" }) }"#),
        (
            json!({"method": "GET"}),
            r#"{ headers: [{ name: ":method", StringMatch({ Exact("GET") }) }], Prefix("/") }"#,
        ),
        (
            json!({"scheme": "https"}),
            r#"{ headers: [{ name: ":scheme", StringMatch({ Exact("https") }) }], Prefix("/") }"#,
        ),
        (
            header(json!({"name": "h"})),
            r#"{ headers: [{ name: "h", PresentMatch(true) }], Prefix("/") }"#,
        ),
        (
            header(json!({"name": "h", "invert": true})),
            r#"{ headers: [{ name: "h", invert_match: true, PresentMatch(true) }], Prefix("/") }"#,
        ),
        (
            header(json!({"name": "h", "match": {"exact": "v"}})),
            r#"{ headers: [{ name: "h", StringMatch({ Exact("v") }) }], Prefix("/") }"#,
        ),
        (
            header(json!({"name": "h", "match": {"prefix": "v"}})),
            r#"{ headers: [{ name: "h", StringMatch({ Prefix("v") }) }], Prefix("/") }"#,
        ),
        (
            header(json!({"name": "h", "match": {"suffix": "v"}})),
            r#"{ headers: [{ name: "h", StringMatch({ Suffix("v") }) }], Prefix("/") }"#,
        ),
        (
            header(json!({"name": "h", "match": {"regex": "v"}})),
            r#"{ headers: [{ name: "h", StringMatch({ SafeRegex({ regex: "v" }) }) }], Prefix("/") }"#,
        ),
        (
            header(json!({"name": "h", "match": {"range": {"start": 1, "end": 5}}})),
            r#"{ headers: [{ name: "h", RangeMatch({ start: 1, end: 5 }) }], Prefix("/") }"#,
        ),
        (
            json!({"queryParameters": [{"name": "q"}]}),
            r#"{ query_parameters: [{ name: "q", PresentMatch(true) }], Prefix("/") }"#,
        ),
        (
            json!({"queryParameters": [{"name": "q", "match": {"exact": "v"}}]}),
            r#"{ query_parameters: [{ name: "q", StringMatch({ Exact("v") }) }], Prefix("/") }"#,
        ),
    ];
    for (of, want) in cases {
        let got = matched("httpRoute", of.clone());
        assert_eq!(line(&got), want, "{of}");
    }
}

#[test]
fn grpc_matches_are_translated() {
    let metadata = |of: Value| json!({"metadata": [of]});
    let cases = [
        (json!({}), r#"{ grpc: GrpcRouteMatchOptions, Prefix("/") }"#),
        (json!({"serviceName": "a.B"}), r#"{ grpc: GrpcRouteMatchOptions, Prefix("/a.B/") }"#),
        (
            json!({"serviceName": "a.B", "methodName": "c"}),
            r#"{ grpc: GrpcRouteMatchOptions, Path("/a.B/c") }"#,
        ),
        (
            metadata(json!({"name": "h", "invert": true, "match": {"exact": "v"}})),
            r#"{ headers: [{ name: "h", invert_match: true, StringMatch({ Exact("v") }) }], grpc: GrpcRouteMatchOptions, Prefix("/") }"#,
        ),
        (
            metadata(json!({"name": "h", "match": {"prefix": "v"}})),
            r#"{ headers: [{ name: "h", StringMatch({ Prefix("v") }) }], grpc: GrpcRouteMatchOptions, Prefix("/") }"#,
        ),
        (
            metadata(json!({"name": "h", "match": {"suffix": "v"}})),
            r#"{ headers: [{ name: "h", StringMatch({ Suffix("v") }) }], grpc: GrpcRouteMatchOptions, Prefix("/") }"#,
        ),
        (
            metadata(json!({"name": "h", "match": {"regex": "v"}})),
            r#"{ headers: [{ name: "h", StringMatch({ SafeRegex({ regex: "v" }) }) }], grpc: GrpcRouteMatchOptions, Prefix("/") }"#,
        ),
        (
            metadata(json!({"name": "h", "match": {"range": {"start": 1, "end": 5}}})),
            r#"{ headers: [{ name: "h", RangeMatch({ start: 1, end: 5 }) }], grpc: GrpcRouteMatchOptions, Prefix("/") }"#,
        ),
    ];
    for (of, want) in cases {
        let got = matched("grpcRoute", of.clone());
        assert_eq!(line(&got), want, "{of}");
    }
}

/// A mesh in which node `n` calls service `s` over a router with the given routes.
fn routed(protocol: &str, routes: &[(&str, Value)]) -> Value {
    let listeners = node(&[(80, protocol)], &[])["listeners"].clone();
    let mut specs = json!({
        "virtualNode/n": node(&[], &["s"]),
        "virtualNode/a": node(&[(8080, protocol)], &[]),
        "virtualNode/b": node(&[(8080, protocol)], &[]),
        "virtualService/s": {"provider": {"virtualRouter": {"virtualRouterName": "r"}}},
        "virtualRouter/r": {"listeners": listeners},
    });
    for (name, route) in routes {
        specs[format!("virtualRouter/r/route/{name}")] = json!({format!("{protocol}Route"): route});
    }
    specs
}

fn targets(a: u8, b: u8) -> Value {
    json!({"weightedTargets": [{"virtualNode": "a", "weight": a}, {"virtualNode": "b", "weight": b}]})
}

#[test]
fn route_table_has_a_virtual_host_for_each_service_with_default_retries() {
    let route = json!({"match": {"prefix": "/"}, "action": targets(90, 10)});
    let snapshot = translated(&routed("http", &[("all", route)]), &ProxyEnv::default());
    insta::assert_snapshot!(brief(&table(&snapshot, "rds_egress_http_80")), @r#"
    {
      name: "rds_egress_http_80"
      virtual_hosts: [
        {
          name: "s"
          domains: ["s", "s:80"]
          routes: [
            {
              rmatch: { Prefix("/") }
              Route({
                timeout: 15s
                retry_policy: {
                  retry_on: "reset,connect-failure,refused-stream,unavailable,retriable-status-codes"
                  num_retries: 2
                  retry_host_predicate: [
                    {
                      name: "envoy.retry_host_predicates.previous_hosts"
                      TypedConfig(PreviousHostsPredicate())
                    }
                  ]
                  host_selection_retry_max_attempts: 5
                  retriable_status_codes: [503]
                }
                WeightedClusters({
                  clusters: [
                    { name: "cds_egress_m_a_http_8080", weight: 90 }
                    { name: "cds_egress_m_b_http_8080", weight: 10 }
                  ]
                })
              })
            }
          ]
        }
      ]
      ignore_port_in_host_matching: true
    }
    "#);
}

#[test]
fn weights_are_copied_and_routes_without_backends_return_503() {
    let gone = json!({"weightedTargets": [{"virtualNode": "gone", "weight": 1}]});
    let cases = [
        (
            targets(90, 10),
            r#"Route({ timeout: 0s, idle_timeout: 1.500s, WeightedClusters({ clusters: [{ name: "cds_egress_m_a_http2_8080", weight: 90 }, { name: "cds_egress_m_b_http2_8080", weight: 10 }] }) })"#,
        ),
        (
            targets(0, 1),
            r#"Route({ timeout: 0s, idle_timeout: 1.500s, WeightedClusters({ clusters: [{ name: "cds_egress_m_a_http2_8080", weight: 0 }, { name: "cds_egress_m_b_http2_8080", weight: 1 }] }) })"#,
        ),
        (targets(0, 0), r#"DirectResponse({ status: 503 })"#),
        (gone, r#"DirectResponse({ status: 503 })"#),
    ];
    for (action, want) in cases {
        let timeout = json!({"perRequest": {"unit": "s", "value": 0},
                             "idle": {"unit": "ms", "value": 1500}});
        let retry = json!({"maxRetries": 0, "perRetryTimeout": {}});
        let route =
            json!({"match": {}, "action": action, "timeout": timeout, "retryPolicy": retry});
        let snapshot = translated(&routed("http2", &[("all", route)]), &ProxyEnv::default());
        let table = table(&snapshot, "rds_egress_http2_80");
        assert_eq!(line(&table.virtual_hosts[0].routes[0].action), want);
    }
}

#[test]
fn routes_that_envoy_rejects_are_left_out_and_reported() {
    let bad = json!({"match": {"path": {"regex": "/(?!a).*"}}, "action": targets(1, 0)});
    let odd = json!({"match": {}, "action": targets(1, 0), "retryPolicy":
        {"maxRetries": 1, "perRetryTimeout": {}, "httpRetryEvents": ["server-errror"]}});
    let snapshot = translated(&routed("http", &[("bad", bad), ("odd", odd)]), &ProxyEnv::default());
    assert_eq!(table(&snapshot, "rds_egress_http_80").virtual_hosts[0].routes.len(), 1);
    let want = [
        "route/r/odd: unknown retry event `server-errror` is ignored",
        "route/r/bad: its pattern `/(?!a).*` is not a valid regular expression: the route is left \
         out",
    ];
    assert_eq!(problems(&snapshot), want);
}

#[test]
fn service_provided_by_a_node_has_the_timeouts_of_its_listener() {
    let mut a = node(&[(80, "grpc")], &[]);
    let timeout = json!({"grpc": {"perRequest": {"unit": "s", "value": 60}}});
    a["listeners"][0]["timeout"] = timeout;
    let snapshot = translated(&calling(a), &ProxyEnv::default());
    let mut table = table(&snapshot, "rds_egress_grpc_80");
    let route = table.virtual_hosts[0].routes.remove(0);
    insta::assert_snapshot!(brief(&route), @r#"
    {
      rmatch: { Prefix("/") }
      Route({
        timeout: 60s
        retry_policy: {
          retry_on: "reset,connect-failure,refused-stream,unavailable,retriable-status-codes"
          num_retries: 2
          retry_host_predicate: [
            {
              name: "envoy.retry_host_predicates.previous_hosts"
              TypedConfig(PreviousHostsPredicate())
            }
          ]
          host_selection_retry_max_attempts: 5
          retriable_status_codes: [503]
        }
        WeightedClusters({ clusters: [{ name: "cds_egress_m_a_grpc_80", weight: 100 }] })
      })
    }
    "#);
}
