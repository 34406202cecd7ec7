//! Tests of `docs/behaviour/envoy.md#clusters`: discovery, limits, health checks and TLS of
//! clusters.

use serde_json::{Value, json};

use super::canonical::{json, pretty};
use super::*;
use crate::sources::Versioned;
use crate::sources::dns::DnsOverrides;

const TO_A: &str = "cds_egress_m_a_http_80";

/// Node `a` with `fields` in its only listener, on port 80.
fn a(protocol: &str, fields: &Value) -> Value {
    let mut a = node(&[(80, protocol)], &[]);
    for (name, value) in fields.as_object().unwrap() {
        a["listeners"][0][name] = value.clone();
    }
    a
}

/// A cluster for a listener with a health check and outlier detection.
fn monitored_cluster() -> Cluster {
    let seconds = |value: u32| json!({"unit": "s", "value": value});
    let fields = json!({
        "healthCheck": {"protocol": "http2", "path": "/ok", "port": 99, "intervalMillis": 5000,
            "timeoutMillis": 2500, "healthyThreshold": 2, "unhealthyThreshold": 3},
        "outlierDetection": {"maxServerErrors": 5, "interval": seconds(10),
            "baseEjectionDuration": seconds(600), "maxEjectionPercent": 50},
    });
    let snapshot = translated(&calling(a("http2", &fields)), &ProxyEnv::default());
    cluster(&snapshot, "cds_egress_m_a_http2_80")
}

#[test]
fn cluster_has_the_health_check_and_outlier_detection_of_the_listener() {
    let cluster = json(&monitored_cluster());
    insta::assert_snapshot!(pretty(&cluster["health_checks"]), @r#"
    [
      {
        "timeout": "2.500s",
        "interval": "5s",
        "unhealthy_threshold": 3,
        "healthy_threshold": 2,
        "http_health_check": {
          "host": "host.test:99",
          "path": "/ok",
          "codec_client_type": "HTTP2"
        }
      }
    ]
    "#);
    insta::assert_snapshot!(pretty(&cluster["outlier_detection"]), @r#"
    {
      "consecutive_5xx": 5,
      "interval": "10s",
      "base_ejection_time": "600s",
      "max_ejection_percent": 50,
      "enforcing_success_rate": 0,
      "enforcing_consecutive_gateway_failure": 0,
      "max_ejection_time": "600s"
    }
    "#);
    insta::assert_snapshot!(pretty(&cluster["circuit_breakers"]), @r#"
    {
      "thresholds": [
        {
          "max_connections": 2147483647,
          "max_pending_requests": 2147483647,
          "max_requests": 2147483647,
          "max_retries": 2147483647
        }
      ]
    }
    "#);
}

#[test]
fn cluster_connects_to_the_listener_of_a_node() {
    let cluster = Cluster {
        health_checks: vec![],
        outlier_detection: None,
        circuit_breakers: None,
        ..monitored_cluster()
    };
    insta::assert_snapshot!(pretty(&json(&cluster)), @r#"
    {
      "name": "cds_egress_m_a_http2_80",
      "type": "LOGICAL_DNS",
      "connect_timeout": "1s",
      "load_assignment": {
        "cluster_name": "cds_egress_m_a_http2_80",
        "endpoints": [
          {
            "lb_endpoints": [
              {
                "endpoint": {
                  "address": { "socket_address": { "address": "host.test", "port_value": 80 } },
                  "health_check_config": { "port_value": 99 }
                }
              }
            ]
          }
        ]
      },
      "typed_extension_protocol_options": {
        "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {
          "@type": "type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
          "explicit_http_config": { "http2_protocol_options": {} }
        }
      }
    }
    "#);
}

#[test]
fn discovery_type_follows_the_service_discovery_of_the_node() {
    let dns = |more: Value| {
        let mut dns = json!({"hostname": "a.test."});
        dns.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({"dns": dns})
    };
    let map = json!({"awsCloudMap": {"namespaceName": "ns", "serviceName": "s"}});
    let cases = [
        (dns(json!({})), "LOGICAL_DNS a.test.:80"),
        (dns(json!({"responseType": "LOADBALANCER"})), "LOGICAL_DNS a.test.:80"),
        (dns(json!({"responseType": "ENDPOINTS"})), "STRICT_DNS a.test.:80"),
        (dns(json!({"ipPreference": "IPv4_ONLY"})), "LOGICAL_DNS a.test.:80 V4_ONLY"),
        (dns(json!({"ipPreference": "IPv6_ONLY"})), "LOGICAL_DNS a.test.:80 V6_ONLY"),
        (dns(json!({"ipPreference": "IPv4_PREFERRED"})), "LOGICAL_DNS a.test.:80 V4_PREFERRED"),
        (dns(json!({"ipPreference": "IPv6_PREFERRED"})), "LOGICAL_DNS a.test.:80"),
        (dns(json!({"hostname": "b.test"})), "STATIC 127.0.0.1:99"),
        (map, "EDS"),
        (Value::Null, "STATIC"),
    ];
    let mut overrides = DnsOverrides::default();
    overrides.insert("b.test", Some(80), ([127, 0, 0, 1], 99).into());
    let endpoints = Endpoints { dns_overrides: Versioned::new(1, overrides) };
    for (discovery, want) in cases {
        let mut a = node(&[(80, "http")], &[]);
        a["serviceDiscovery"] = discovery.clone();
        let snapshot = translate(&workload(&calling(a)), &endpoints, &ProxyEnv::default());
        assert_eq!(discovery_of(&cluster(&snapshot, TO_A)), want, "{discovery}");
    }
}

/// Writes how a cluster finds its addresses: `TYPE [HOST:PORT] [LOOKUP_FAMILY]`, without defaults.
fn discovery_of(cluster: &Cluster) -> String {
    let cluster = json(cluster);
    let endpoint = &cluster["load_assignment"]["endpoints"][0]["lb_endpoints"][0]["endpoint"];
    let socket = &endpoint["address"]["socket_address"];
    let address = socket["address"].as_str().map(|host| format!("{host}:{}", socket["port_value"]));
    let word = |value: &Value| value.as_str().map(str::to_owned);
    let words = [word(&cluster["type"]), address, word(&cluster["dns_lookup_family"])];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[test]
fn nodes_without_addresses_are_reported() {
    let mut nowhere = node(&[(80, "http")], &[]);
    nowhere["serviceDiscovery"] = Value::Null;
    let mut cloud = nowhere.clone();
    cloud["serviceDiscovery"] = json!({"awsCloudMap": {"namespaceName": "n", "serviceName": "s"}});
    let cases = [
        (nowhere, "virtualnode/a: it has no service discovery: requests to it fail", vec![]),
        (
            cloud,
            "virtualnode/a: its service discovery is AWS Cloud Map, which has no source of \
             instances yet: requests to it fail",
            vec![TO_A],
        ),
    ];
    for (a, want, assignments) in cases {
        let snapshot = translated(&calling(a), &ProxyEnv::default());
        assert_eq!(problems(&snapshot), [want]);
        assert_eq!(names(&snapshot, ResourceType::Endpoint), assignments);
    }
}

#[test]
fn connection_pool_limits_the_application_cluster() {
    let cases = [
        ("http", json!({}), [-1, -1, -1]),
        ("http", json!({"http": {"maxConnections": 3}}), [3, -1, -1]),
        ("http", json!({"http": {"maxConnections": 3, "maxPendingRequests": 4}}), [3, 4, -1]),
        ("http2", json!({"http2": {"maxRequests": 5}}), [-1, -1, 5]),
        ("grpc", json!({"grpc": {"maxRequests": 5}}), [-1, -1, 5]),
        ("tcp", json!({"tcp": {"maxConnections": 3}}), [3, -1, -1]),
    ];
    for (protocol, pool, want) in cases {
        let none = pool == json!({});
        let fields = if none { json!({}) } else { json!({"connectionPool": pool}) };
        let specs = json!({"virtualNode/n": a(protocol, &fields)});
        let snapshot = translated(&specs, &ProxyEnv::default());
        let cluster = cluster(&snapshot, &format!("cds_ingress_m_n_{protocol}_80"));
        let of = &cluster.circuit_breakers.unwrap().thresholds[0];
        let shown = [of.max_connections, of.max_pending_requests, of.max_requests]
            .map(|limit| i64::from(limit.unwrap().value))
            .map(|limit| if limit == i64::from(i32::MAX) { -1 } else { limit });
        assert_eq!(shown, want, "{pool}");
        assert_eq!(of.max_retries.unwrap().value, 2_147_483_647);
    }
}

#[test]
fn application_address_is_the_loopback_unless_the_environment_sets_it() {
    let v6 = |preference: &str| json!({"serviceDiscovery": {"ipPreference": preference}});
    let cases = [
        (json!({}), ProxyEnv::default(), "STATIC 127.0.0.1:80"),
        (v6("IPv6_ONLY"), ProxyEnv::default(), "STATIC ::1:80"),
        (v6("IPv4_ONLY"), ProxyEnv::default(), "STATIC 127.0.0.1:80"),
        (json!({}), explicit(), "STATIC 127.0.0.1:81"),
    ];
    for (mesh, env, want) in cases {
        let specs = json!({"": mesh, "virtualNode/n": node(&[(80, "http")], &[])});
        let snapshot = translated(&specs, &env);
        assert_eq!(discovery_of(&cluster(&snapshot, "cds_ingress_m_n_http_80")), want);
    }
}

#[test]
fn settings_that_envoy_rejects_are_left_out_and_reported() {
    let check = json!({"protocol": "grpc", "intervalMillis": 5000, "timeoutMillis": 2000,
                       "healthyThreshold": 2, "unhealthyThreshold": 2});
    let outliers = json!({"maxServerErrors": 5, "interval": {}, "baseEjectionDuration": {},
                          "maxEjectionPercent": 50});
    let fields = json!({"healthCheck": check, "outlierDetection": outliers});
    let snapshot = translated(&calling(a("http", &fields)), &ProxyEnv::default());
    let cluster = cluster(&snapshot, TO_A);
    assert_eq!((cluster.health_checks, cluster.outlier_detection), (vec![], None));
    let want = [
        "virtualnode/a: its grpc health check requires an http2 or grpc listener: it is left out",
        "virtualnode/a: its outlier detection has a duration of 0: it is left out",
    ];
    assert_eq!(problems(&snapshot), want);
}

#[test]
fn client_policy_is_enforced_or_requests_fail() {
    let served =
        |certificate: Value| json!({"tls": {"mode": "STRICT", "certificate": certificate}});
    let file = served(json!({"file": {"certificateChain": "c", "privateKey": "k"}}));
    let acm = served(json!({"acm": {"certificateArn": "arn"}}));
    let policy = |trust: Value, enforce: bool| json!({"tls": {"enforce": enforce, "validation": {"trust": trust}}});
    let by_file = || json!({"file": {"certificateChain": "ca"}});
    let by_acm = json!({"acm": {"certificateAuthorityArns": ["arn"]}});
    let cases = [
        ("no TLS", json!({}), None, "plain"),
        ("offered", file.clone(), None, "tls"),
        ("offered by ACM", acm, None, "closed"),
        ("enforced", json!({}), Some(policy(by_file(), true)), "tls"),
        ("enforced, ACM", json!({}), Some(policy(by_acm, true)), "closed"),
        ("not enforced, not offered", json!({}), Some(policy(by_file(), false)), "plain"),
        ("not enforced, offered", file, Some(policy(by_file(), false)), "tls"),
    ];
    for (case, fields, policy, want) in cases {
        let mut specs = calling(a("http", &fields));
        specs["virtualNode/n"]["backendDefaults"] = json!({"clientPolicy": policy});
        let snapshot = translated(&specs, &ProxyEnv::default());
        let cluster = cluster(&snapshot, TO_A);
        let open = !cluster.load_assignment.unwrap().endpoints.is_empty();
        let got = match (cluster.transport_socket, open) {
            (None, true) => "plain",
            (Some(_), true) => "tls",
            (_, false) => "closed",
        };
        let reported = match case {
            "offered by ACM" => vec![
                "virtualnode/a: its certificate is in ACM, which is not available here: requests \
                 to it fail",
            ],
            "enforced, ACM" => vec![
                "virtualnode/n: its client policy trusts certificate authorities in ACM, which is \
                 not available here: requests to `a` fail",
            ],
            _ => vec![],
        };
        assert_eq!(
            (got, problems(&snapshot)),
            (want, reported.into_iter().map(String::from).collect()),
            "{case}"
        );
    }
}

#[test]
fn client_validates_the_server_and_presents_its_certificate() {
    let mut specs = calling(node(&[(80, "grpc")], &[]));
    specs["virtualNode/n"]["backendDefaults"] = json!({"clientPolicy": {"tls": {
        "certificate": {"file": {"certificateChain": "c", "privateKey": "k"}},
        "validation": {"trust": {"sds": {"secretName": "all"}}}}}});
    let snapshot = translated(&specs, &ProxyEnv::default());
    let cluster = json(&cluster(&snapshot, "cds_egress_m_a_grpc_80"));
    insta::assert_snapshot!(pretty(&cluster["transport_socket"]), @r#"
    {
      "name": "envoy.transport_sockets.tls",
      "typed_config": {
        "@type": "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext",
        "common_tls_context": {
          "tls_params": { "tls_minimum_protocol_version": "TLSv1_2" },
          "tls_certificates": [
            { "certificate_chain": { "filename": "c" }, "private_key": { "filename": "k" } }
          ],
          "alpn_protocols": ["h2", "http/1.1"],
          "combined_validation_context": {
            "default_validation_context": {
              "match_typed_subject_alt_names": [
                { "san_type": "DNS", "matcher": { "exact": "host.test" } },
                { "san_type": "URI", "matcher": { "exact": "host.test" } }
              ]
            },
            "validation_context_sds_secret_config": {
              "name": "all",
              "sds_config": {
                "api_config_source": {
                  "api_type": "GRPC",
                  "grpc_services": [
                    { "envoy_grpc": { "cluster_name": "static_cluster_sds_unix_socket" } }
                  ],
                  "transport_api_version": "V3"
                },
                "resource_api_version": "V3"
              }
            }
          }
        },
        "sni": "host.test"
      }
    }
    "#);
}
