//! Tests of `docs/behaviour/envoy.md#route-matching`, `docs/behaviour/envoy.md#route-actions` and
//! `docs/behaviour/envoy.md#timeouts`.

use serde_json::{Value, json};

use super::canonical::{json, pretty};
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
        (json!({}), r#"{ "prefix": "/" }"#),
        (json!({"prefix": "/a"}), r#"{ "prefix": "/a" }"#),
        (json!({"path": {"exact": "/a"}}), r#"{ "path": "/a" }"#),
        (json!({"path": {"regex": "/a.*"}}), r#"{ "safe_regex": { "regex": "/a.*" } }"#),
        (
            json!({"method": "GET"}),
            r#"{ "prefix": "/", "headers": [{ "name": ":method", "string_match": { "exact": "GET" } }] }"#,
        ),
        (
            json!({"scheme": "https"}),
            r#"{ "prefix": "/", "headers": [{ "name": ":scheme", "string_match": { "exact": "https" } }] }"#,
        ),
        (
            header(json!({"name": "h"})),
            r#"{ "prefix": "/", "headers": [{ "name": "h", "present_match": true }] }"#,
        ),
        (
            header(json!({"name": "h", "invert": true})),
            r#"{ "prefix": "/", "headers": [{ "name": "h", "present_match": true, "invert_match": true }] }"#,
        ),
        (
            header(json!({"name": "h", "match": {"exact": "v"}})),
            r#"{ "prefix": "/", "headers": [{ "name": "h", "string_match": { "exact": "v" } }] }"#,
        ),
        (
            header(json!({"name": "h", "match": {"prefix": "v"}})),
            r#"{ "prefix": "/", "headers": [{ "name": "h", "string_match": { "prefix": "v" } }] }"#,
        ),
        (
            header(json!({"name": "h", "match": {"suffix": "v"}})),
            r#"{ "prefix": "/", "headers": [{ "name": "h", "string_match": { "suffix": "v" } }] }"#,
        ),
        (
            header(json!({"name": "h", "match": {"regex": "v"}})),
            r#"{ "prefix": "/", "headers": [{ "name": "h", "string_match": { "safe_regex": { "regex": "v" } } }] }"#,
        ),
        (
            header(json!({"name": "h", "match": {"range": {"start": 1, "end": 5}}})),
            r#"{ "prefix": "/", "headers": [{ "name": "h", "range_match": { "start": "1", "end": "5" } }] }"#,
        ),
        (
            json!({"queryParameters": [{"name": "q"}]}),
            r#"{ "prefix": "/", "query_parameters": [{ "name": "q", "present_match": true }] }"#,
        ),
        (
            json!({"queryParameters": [{"name": "q", "match": {"exact": "v"}}]}),
            r#"{ "prefix": "/", "query_parameters": [{ "name": "q", "string_match": { "exact": "v" } }] }"#,
        ),
    ];
    for (of, want) in cases {
        let got = matched("httpRoute", of.clone());
        assert_eq!(json(&got), serde_json::from_str::<Value>(want).unwrap(), "{of}");
    }
}

#[test]
fn grpc_matches_are_translated() {
    let metadata = |of: Value| json!({"metadata": [of]});
    let cases = [
        (json!({}), r#"{ "prefix": "/", "grpc": {} }"#),
        (json!({"serviceName": "a.B"}), r#"{ "prefix": "/a.B/", "grpc": {} }"#),
        (json!({"serviceName": "a.B", "methodName": "c"}), r#"{ "path": "/a.B/c", "grpc": {} }"#),
        (
            metadata(json!({"name": "h", "invert": true, "match": {"exact": "v"}})),
            r#"{ "prefix": "/", "headers": [{ "name": "h", "invert_match": true, "string_match": { "exact": "v" } }], "grpc": {} }"#,
        ),
        (
            metadata(json!({"name": "h", "match": {"prefix": "v"}})),
            r#"{ "prefix": "/", "headers": [{ "name": "h", "string_match": { "prefix": "v" } }], "grpc": {} }"#,
        ),
        (
            metadata(json!({"name": "h", "match": {"suffix": "v"}})),
            r#"{ "prefix": "/", "headers": [{ "name": "h", "string_match": { "suffix": "v" } }], "grpc": {} }"#,
        ),
        (
            metadata(json!({"name": "h", "match": {"regex": "v"}})),
            r#"{ "prefix": "/", "headers": [{ "name": "h", "string_match": { "safe_regex": { "regex": "v" } } }], "grpc": {} }"#,
        ),
        (
            metadata(json!({"name": "h", "match": {"range": {"start": 1, "end": 5}}})),
            r#"{ "prefix": "/", "headers": [{ "name": "h", "range_match": { "start": "1", "end": "5" } }], "grpc": {} }"#,
        ),
    ];
    for (of, want) in cases {
        let got = matched("grpcRoute", of.clone());
        assert_eq!(json(&got), serde_json::from_str::<Value>(want).unwrap(), "{of}");
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
    insta::assert_snapshot!(pretty(&json(&table(&snapshot, "rds_egress_http_80"))), @r#"
    {
      "name": "rds_egress_http_80",
      "virtual_hosts": [
        {
          "name": "s",
          "domains": ["s", "s:80"],
          "routes": [
            {
              "match": { "prefix": "/" },
              "route": {
                "weighted_clusters": {
                  "clusters": [
                    { "name": "cds_egress_m_a_http_8080", "weight": 90 },
                    { "name": "cds_egress_m_b_http_8080", "weight": 10 }
                  ]
                },
                "timeout": "15s",
                "retry_policy": {
                  "retry_on": "reset,connect-failure,refused-stream,unavailable,retriable-status-codes",
                  "num_retries": 2,
                  "retry_host_predicate": [
                    {
                      "name": "envoy.retry_host_predicates.previous_hosts",
                      "typed_config": {
                        "@type": "type.googleapis.com/envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate"
                      }
                    }
                  ],
                  "host_selection_retry_max_attempts": "5",
                  "retriable_status_codes": [503]
                }
              }
            }
          ]
        }
      ],
      "ignore_port_in_host_matching": true
    }
    "#);
}

#[test]
fn weights_are_copied_and_routes_without_backends_return_503() {
    let gone = json!({"weightedTargets": [{"virtualNode": "gone", "weight": 1}]});
    let weighted = |a: u8, b: u8| {
        let clusters = json!([{"name": "cds_egress_m_a_http2_8080", "weight": a},
                              {"name": "cds_egress_m_b_http2_8080", "weight": b}]);
        json!({"route": {"weighted_clusters": {"clusters": clusters}, "timeout": "0s",
                         "idle_timeout": "1.500s"}})
    };
    let closed = json!({"direct_response": {"status": 503}});
    let cases = [
        (targets(90, 10), weighted(90, 10)),
        (targets(0, 1), weighted(0, 1)),
        (targets(0, 0), closed.clone()),
        (gone, closed.clone()),
    ];
    for (action, want) in cases {
        let timeout = json!({"perRequest": {"unit": "s", "value": 0},
                             "idle": {"unit": "ms", "value": 1500}});
        let retry = json!({"maxRetries": 0, "perRetryTimeout": {}});
        let route =
            json!({"match": {}, "action": action, "timeout": timeout, "retryPolicy": retry});
        let snapshot = translated(&routed("http2", &[("all", route)]), &ProxyEnv::default());
        let table = table(&snapshot, "rds_egress_http2_80");
        let mut route = json(&table.virtual_hosts[0].routes[0]);
        route.as_object_mut().unwrap().remove("match");
        assert_eq!(route, want);
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
    insta::assert_snapshot!(pretty(&json(&route)), @r#"
    {
      "match": { "prefix": "/" },
      "route": {
        "weighted_clusters": {
          "clusters": [{ "name": "cds_egress_m_a_grpc_80", "weight": 100 }]
        },
        "timeout": "60s",
        "retry_policy": {
          "retry_on": "reset,connect-failure,refused-stream,unavailable,retriable-status-codes",
          "num_retries": 2,
          "retry_host_predicate": [
            {
              "name": "envoy.retry_host_predicates.previous_hosts",
              "typed_config": {
                "@type": "type.googleapis.com/envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate"
              }
            }
          ],
          "host_selection_retry_max_attempts": "5",
          "retriable_status_codes": [503]
        }
      }
    }
    "#);
}
