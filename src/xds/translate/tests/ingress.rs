//! Tests of `docs/behaviour/envoy.md#ingress-listener`, with TLS (`docs/behaviour/envoy.md#tls`)
//! and access logs (`docs/behaviour/envoy.md#access-logs`).

use serde_json::{Value, json};

use super::canonical::{json, pretty};
use super::*;
use crate::xds::translate::access_log;

const TRANSPARENT: &str = "lds_ingress_0.0.0.0_15000";

fn serving(node: Value, env: &ProxyEnv) -> Snapshot {
    translated(&json!({"virtualNode/n": node}), env)
}

#[test]
fn all_requests_go_to_the_application_with_the_timeouts_of_the_listener() {
    let mut n = node(&[(80, "http"), (81, "tcp")], &[]);
    let seconds = |value: u32| json!({"unit": "s", "value": value});
    n["listeners"][0]["timeout"] =
        json!({"http": {"perRequest": seconds(60), "idle": seconds(90)}});
    let snapshot = serving(n, &ProxyEnv::default());
    insta::assert_snapshot!(pretty(&json(&table(&snapshot, "rds_ingress_http_80"))), @r#"
    {
      "name": "rds_ingress_http_80",
      "virtual_hosts": [
        {
          "name": "n",
          "domains": ["*"],
          "routes": [
            {
              "match": { "prefix": "/" },
              "route": {
                "cluster": "cds_ingress_m_n_http_80",
                "timeout": "60s",
                "idle_timeout": "90s"
              }
            }
          ]
        }
      ]
    }
    "#);
}

#[test]
fn iptables_listener_restores_the_original_destination() {
    let snapshot = serving(node(&[(80, "http")], &[]), &ProxyEnv::default());
    let listener = json(&listener(&snapshot, TRANSPARENT));
    insta::assert_snapshot!(pretty(&listener["listener_filters"]), @r#"
    [
      {
        "name": "envoy.filters.listener.original_dst",
        "typed_config": {
          "@type": "type.googleapis.com/envoy.extensions.filters.listener.original_dst.v3.OriginalDst"
        }
      }
    ]
    "#);
}

#[test]
fn each_listener_has_a_filter_chain() {
    let mut n = node(&[(80, "http"), (81, "tcp")], &[]);
    n["listeners"][1]["timeout"] = json!({"tcp": {"idle": {"unit": "s", "value": 5}}});
    let snapshot = serving(n, &ProxyEnv::default());
    let listener = listener(&snapshot, TRANSPARENT);
    insta::assert_snapshot!(pretty(&json(&listener.filter_chains[0])), @r#"
    {
      "filter_chain_match": { "destination_port": 80 },
      "filters": [
        {
          "name": "envoy.filters.network.http_connection_manager",
          "typed_config": {
            "@type": "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
            "stat_prefix": "ingress.http.80",
            "rds": {
              "config_source": { "ads": {}, "resource_api_version": "V3" },
              "route_config_name": "rds_ingress_http_80"
            },
            "http_filters": [
              {
                "name": "envoy.filters.http.router",
                "typed_config": {
                  "@type": "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"
                }
              }
            ],
            "tracing": {},
            "upgrade_configs": [{ "upgrade_type": "websocket", "enabled": true }],
            "normalize_path": true,
            "merge_slashes": true,
            "path_with_escaped_slashes_action": "KEEP_UNCHANGED"
          }
        }
      ]
    }
    "#);
    insta::assert_snapshot!(pretty(&json(&listener.filter_chains[1])), @r#"
    {
      "filter_chain_match": { "destination_port": 81 },
      "filters": [
        {
          "name": "envoy.filters.network.tcp_proxy",
          "typed_config": {
            "@type": "type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy",
            "stat_prefix": "ingress.tcp.81",
            "cluster": "cds_ingress_m_n_tcp_81",
            "idle_timeout": "5s"
          }
        }
      ]
    }
    "#);
}

#[test]
fn node_without_listeners_has_no_ingress_listener() {
    let snapshot = serving(node(&[], &[]), &ProxyEnv::default());
    assert_eq!(names(&snapshot, ResourceType::Listener), ["lds_egress_0.0.0.0_15001"]);
}

#[test]
fn address_covers_both_ip_versions_with_an_ip_preference() {
    let cases = [
        (json!({}), json!({"socket_address": {"address": "0.0.0.0", "port_value": 15000}})),
        (
            json!({"serviceDiscovery": {"ipPreference": "IPv4_ONLY"}}),
            json!({"socket_address":
                {"address": "::", "port_value": 15000, "ipv4_compat": true}}),
        ),
    ];
    for (spec, want) in cases {
        let specs = json!({"": spec, "virtualNode/n": node(&[(80, "http")], &[])});
        let snapshot = translated(&specs, &ProxyEnv::default());
        assert_eq!(json(&listener(&snapshot, TRANSPARENT))["address"], want);
    }
}

#[test]
fn tls_mode_selects_the_filter_chains_of_a_port() {
    let file = json!({"file": {"certificateChain": "c", "privateKey": "k"}});
    let acm = json!({"acm": {"certificateArn": "arn"}});
    let cases = [
        ("STRICT", &file, vec!["tls"], 0),
        ("PERMISSIVE", &file, vec!["tls", "raw_buffer"], 0),
        ("DISABLED", &file, vec![""], 0),
        ("DISABLED", &acm, vec![""], 0),
        ("STRICT", &acm, vec!["closed"], 1),
        ("PERMISSIVE", &acm, vec!["closed"], 1),
    ];
    for (mode, certificate, want, reported) in cases {
        for (name, env) in
            [(TRANSPARENT, ProxyEnv::default()), ("lds_ingress_127.0.0.1_15000", explicit())]
        {
            let mut n = node(&[(80, "http")], &[]);
            n["listeners"][0]["tls"] = json!({"mode": mode, "certificate": certificate});
            let snapshot = serving(n, &env);
            let listener = listener(&snapshot, name);
            let kind = |chain: &envoy_types::pb::envoy::config::listener::v3::FilterChain| {
                let transport = chain.filter_chain_match.as_ref();
                let transport =
                    transport.map_or("", |of| of.transport_protocol.as_str()).to_owned();
                if chain.filters.is_empty() { "closed".to_owned() } else { transport }
            };
            let kinds: Vec<String> = listener.filter_chains.iter().map(kind).collect();
            assert_eq!(kinds, want, "{mode} {certificate}");
            assert_eq!(snapshot.problems.len(), reported, "{mode} {certificate}");
        }
    }
}

#[test]
fn listener_presents_its_certificate_and_requires_one_of_clients() {
    let mut n = node(&[(80, "http2")], &[]);
    n["listeners"][0]["tls"] = json!({"mode": "STRICT",
        "certificate": {"file": {"certificateChain": "c", "privateKey": "k"}},
        "validation": {"trust": {"file": {"certificateChain": "ca"}},
                       "subjectAlternativeNames": {"match": {"exact": ["who"]}}}});
    let snapshot = serving(n, &ProxyEnv::default());
    let chain = json(&listener(&snapshot, TRANSPARENT).filter_chains[0]);
    insta::assert_snapshot!(pretty(&chain["transport_socket"]), @r#"
    {
      "name": "envoy.transport_sockets.tls",
      "typed_config": {
        "@type": "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext",
        "common_tls_context": {
          "tls_params": { "tls_minimum_protocol_version": "TLSv1_2" },
          "tls_certificates": [
            { "certificate_chain": { "filename": "c" }, "private_key": { "filename": "k" } }
          ],
          "validation_context": {
            "trusted_ca": { "filename": "ca" },
            "match_typed_subject_alt_names": [
              { "san_type": "DNS", "matcher": { "exact": "who" } },
              { "san_type": "URI", "matcher": { "exact": "who" } }
            ]
          },
          "alpn_protocols": ["h2", "http/1.1"]
        },
        "require_client_certificate": true
      }
    }
    "#);
}

#[test]
fn explicit_proxy_serves_only_the_first_listener() {
    let snapshot = serving(node(&[(80, "http"), (81, "http"), (80, "tcp")], &[]), &explicit());
    assert_eq!(
        names(&snapshot, ResourceType::Route),
        ["rds_egress_http_15001", "rds_ingress_http_80"]
    );
    let want = [
        "virtualnode/n: it has two listeners on port 80; only the first applies",
        "virtualnode/n: an explicit proxy serves only the first listener: not port 81",
    ];
    assert_eq!(problems(&snapshot), want);
}

#[test]
fn access_log_has_the_path_and_format_of_the_node() {
    let fields = json!({"json": [{"key": "k", "value": "%PROTOCOL%"}]});
    let logger = |name: &str, message: &str, fields: Value| {
        let mut config = json!({"@type": format!(
            "type.googleapis.com/envoy.extensions.access_loggers.{message}")});
        config.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        json!({"name": format!("envoy.access_loggers.{name}"), "typed_config": config})
    };
    let stream = |name: &str, message: &str| logger(name, message, json!({}));
    let to_file = |fields: Value| logger("file", "file.v3.FileAccessLog", fields);
    let format = |format: Value| to_file(json!({"path": "/x", "log_format": format}));
    let cases = [
        (json!({"path": "/dev/stdout"}), stream("stdout", "stream.v3.StdoutAccessLog")),
        (json!({"path": "/dev/stderr"}), stream("stderr", "stream.v3.StderrAccessLog")),
        (json!({"path": "/x"}), to_file(json!({"path": "/x"}))),
        (
            json!({"path": "/x", "format": {"text": "%PROTOCOL%"}}),
            format(json!({"text_format_source": {"inline_string": "%PROTOCOL%\n"}})),
        ),
        (
            json!({"path": "/x", "format": fields}),
            format(json!({"json_format": {"k": "%PROTOCOL%"}})),
        ),
    ];
    for (file, want) in cases {
        let mut n = node(&[], &[]);
        n["logging"] = json!({"accessLog": {"file": file}});
        let log = workload(&json!({"virtualNode/n": n})).access_log.unwrap();
        assert_eq!(json(&access_log::logger(&log)), want, "{file}");
    }
    let silent = workload(&json!({"virtualNode/n": node(&[], &[])}));
    assert_eq!(silent.access_log, None);
}
