//! Tests of `docs/behaviour/envoy.md#ingress-listener`, with TLS (`docs/behaviour/envoy.md#tls`)
//! and access logs (`docs/behaviour/envoy.md#access-logs`).

use serde_json::{Value, json};

use super::brief::{brief, line};
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
    insta::assert_snapshot!(brief(&table(&snapshot, "rds_ingress_http_80")), @r#"
    {
      name: "rds_ingress_http_80"
      virtual_hosts: [
        {
          name: "n"
          domains: ["*"]
          routes: [
            {
              rmatch: { Prefix("/") }
              Route({ timeout: 60s, idle_timeout: 90s, Cluster("cds_ingress_m_n_http_80") })
            }
          ]
        }
      ]
    }
    "#);
}

#[test]
fn each_listener_has_a_filter_chain() {
    let mut n = node(&[(80, "http"), (81, "tcp")], &[]);
    n["listeners"][1]["timeout"] = json!({"tcp": {"idle": {"unit": "s", "value": 5}}});
    let snapshot = serving(n, &ProxyEnv::default());
    let listener = listener(&snapshot, TRANSPARENT);
    insta::assert_snapshot!(line(&listener.listener_filters), @r#"[{ name: "envoy.filters.listener.original_dst", TypedConfig(OriginalDst()) }]"#);
    insta::assert_snapshot!(brief(&listener.filter_chains[0]), @r#"
    {
      filter_chain_match: { destination_port: 80 }
      filters: [
        {
          name: "envoy.filters.network.http_connection_manager"
          TypedConfig(HttpConnectionManager({
            stat_prefix: "ingress.http.80"
            http_filters: [{ name: "envoy.filters.http.router", TypedConfig(Router()) }]
            tracing: {}
            server_header_transformation: Overwrite
            upgrade_configs: [{ upgrade_type: "websocket", enabled: true }]
            normalize_path: true
            merge_slashes: true
            path_with_escaped_slashes_action: KeepUnchanged
            Rds({
              config_source: { resource_api_version: V3, Ads(AggregatedConfigSource) }
              route_config_name: "rds_ingress_http_80"
            })
          }))
        }
      ]
    }
    "#);
    insta::assert_snapshot!(brief(&listener.filter_chains[1]), @r#"
    {
      filter_chain_match: { destination_port: 81 }
      filters: [
        {
          name: "envoy.filters.network.tcp_proxy"
          TypedConfig(TcpProxy({
            stat_prefix: "ingress.tcp.81"
            idle_timeout: 5s
            Cluster("cds_ingress_m_n_tcp_81")
          }))
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
        (json!({}), r#"{ SocketAddress({ address: "0.0.0.0", PortValue(15000) }) }"#),
        (
            json!({"serviceDiscovery": {"ipPreference": "IPv4_ONLY"}}),
            r#"{ SocketAddress({ address: "::", ipv4_compat: true, PortValue(15000) }) }"#,
        ),
    ];
    for (spec, want) in cases {
        let specs = json!({"": spec, "virtualNode/n": node(&[(80, "http")], &[])});
        let snapshot = translated(&specs, &ProxyEnv::default());
        assert_eq!(line(&listener(&snapshot, TRANSPARENT).address), want);
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
    let socket = listener(&snapshot, TRANSPARENT).filter_chains.remove(0).transport_socket;
    insta::assert_snapshot!(brief(&socket), @r#"
    {
      name: "envoy.transport_sockets.tls"
      TypedConfig(DownstreamTlsContext({
        common_tls_context: {
          tls_params: { tls_minimum_protocol_version: TlSv12 }
          tls_certificates: [
            { certificate_chain: { Filename("c") }, private_key: { Filename("k") } }
          ]
          alpn_protocols: ["h2", "http/1.1"]
          ValidationContext({
            trusted_ca: { Filename("ca") }
            match_typed_subject_alt_names: [
              { san_type: Dns, matcher: { Exact("who") } }
              { san_type: Uri, matcher: { Exact("who") } }
            ]
          })
        }
        require_client_certificate: true
      }))
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
    let cases = [
        (
            json!({"path": "/dev/stdout"}),
            r#"{ name: "envoy.access_loggers.stdout", TypedConfig(StdoutAccessLog({})) }"#,
        ),
        (
            json!({"path": "/dev/stderr"}),
            r#"{ name: "envoy.access_loggers.stderr", TypedConfig(StderrAccessLog({})) }"#,
        ),
        (
            json!({"path": "/x"}),
            r#"{ name: "envoy.access_loggers.file", TypedConfig(FileAccessLog({ path: "/x" })) }"#,
        ),
        (
            json!({"path": "/x", "format": {"text": "%PROTOCOL%"}}),
            r#"{ name: "envoy.access_loggers.file", TypedConfig(FileAccessLog({ path: "/x", LogFormat({ TextFormatSource({ InlineString("%PROTOCOL%\n") }) }) })) }"#,
        ),
        (
            json!({"path": "/x", "format": fields}),
            r#"{ name: "envoy.access_loggers.file", TypedConfig(FileAccessLog({ path: "/x", LogFormat({ JsonFormat({ fields: {"k": { kind: StringValue("%PROTOCOL%") }} }) }) })) }"#,
        ),
    ];
    for (file, want) in cases {
        let mut n = node(&[], &[]);
        n["logging"] = json!({"accessLog": {"file": file}});
        let log = workload(&json!({"virtualNode/n": n})).access_log.unwrap();
        assert_eq!(line(&access_log::logger(&log)), want, "{file}");
    }
    let silent = workload(&json!({"virtualNode/n": node(&[], &[])}));
    assert_eq!(silent.access_log, None);
}
