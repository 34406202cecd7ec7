//! Tests of `docs/behaviour/envoy.md#egress-listener`.

use serde_json::json;

use super::canonical::{json, pretty};
use super::*;

const TRANSPARENT: &str = "lds_egress_0.0.0.0_15001";

#[test]
fn iptables_listener_has_a_filter_chain_for_each_port() {
    let mut specs = calling(node(&[(9080, "http"), (5000, "tcp")], &[]));
    specs[""] = json!({"egressFilter": {"type": "ALLOW_ALL"}});
    specs["virtualNode/n"]["logging"] = json!({"accessLog": {"file": {"path": "/dev/stdout"}}});
    let snapshot = translated(&specs, &ProxyEnv::default());
    let mut listener = listener(&snapshot, TRANSPARENT);
    let chains = std::mem::take(&mut listener.filter_chains);
    let default = listener.default_filter_chain.take().unwrap();
    insta::assert_snapshot!(pretty(&json(&listener)), @r#"
    {
      "name": "lds_egress_0.0.0.0_15001",
      "address": { "socket_address": { "address": "0.0.0.0", "port_value": 15001 } },
      "listener_filters": [
        {
          "name": "envoy.filters.listener.original_dst",
          "typed_config": {
            "@type": "type.googleapis.com/envoy.extensions.filters.listener.original_dst.v3.OriginalDst"
          }
        },
        {
          "name": "envoy.filters.listener.tls_inspector",
          "typed_config": {
            "@type": "type.googleapis.com/envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector"
          },
          "filter_disabled": {
            "not_match": { "destination_port_range": { "start": 443, "end": 444 } }
          }
        }
      ],
      "traffic_direction": "OUTBOUND"
    }
    "#);
    insta::assert_snapshot!(pretty(&json(&default)), @r#"
    {
      "filters": [
        {
          "name": "envoy.filters.network.tcp_proxy",
          "typed_config": {
            "@type": "type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy",
            "stat_prefix": "egress",
            "cluster": "cds_egress_m_mesh-allow-all",
            "access_log": [
              {
                "name": "envoy.access_loggers.stdout",
                "typed_config": {
                  "@type": "type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog"
                }
              }
            ]
          }
        }
      ]
    }
    "#);
    assert_eq!(chains[2].filter_chain_match.as_ref().unwrap().server_names, ["*.amazonaws.com"]);
    let filters = |chain| json(chain)["filters"].to_string();
    let aws = filters(&chains[2]).replace("amazonaws", "mesh-allow-all");
    assert_eq!(aws, filters(&default));
}

#[test]
fn http_ports_have_route_tables_and_tcp_ports_have_none() {
    let specs = calling(node(&[(9080, "http"), (5000, "tcp")], &[]));
    let snapshot = translated(&specs, &ProxyEnv::default());
    let chains = listener(&snapshot, TRANSPARENT).filter_chains;
    insta::assert_snapshot!(pretty(&json(&chains[0])), @r#"
    {
      "filter_chain_match": { "destination_port": 5000 },
      "filters": [
        {
          "name": "envoy.filters.network.tcp_proxy",
          "typed_config": {
            "@type": "type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy",
            "stat_prefix": "egress",
            "cluster": "cds_egress_m_a_tcp_5000"
          }
        }
      ]
    }
    "#);
    insta::assert_snapshot!(pretty(&json(&chains[1])), @r#"
    {
      "filter_chain_match": { "destination_port": 9080 },
      "filters": [
        {
          "name": "envoy.filters.network.http_connection_manager",
          "typed_config": {
            "@type": "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
            "stat_prefix": "egress",
            "rds": {
              "config_source": { "ads": {}, "resource_api_version": "V3" },
              "route_config_name": "rds_egress_http_9080"
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
}

#[test]
fn destinations_outside_the_mesh_are_reachable_only_with_allow_all() {
    let cases = [
        ("ALLOW_ALL", vec!["cds_egress_m_amazonaws", "cds_egress_m_mesh-allow-all"], true),
        ("DROP_ALL", vec!["cds_egress_m_amazonaws"], false),
    ];
    for (filter, clusters, open) in cases {
        let specs =
            json!({"": {"egressFilter": {"type": filter}}, "virtualNode/n": node(&[], &[])});
        let snapshot = translated(&specs, &ProxyEnv::default());
        assert_eq!(names(&snapshot, ResourceType::Cluster), clusters);
        let listener = listener(&snapshot, TRANSPARENT);
        assert_eq!(listener.default_filter_chain.is_some(), open, "{filter}");
    }
}

#[test]
fn services_that_share_a_tcp_port_are_left_out_and_reported() {
    let specs = json!({
        "virtualNode/n": node(&[], &["web", "db", "db2", "api"]),
        "virtualNode/web": node(&[(80, "http")], &[]),
        "virtualNode/api": node(&[(80, "grpc")], &[]),
        "virtualNode/db": node(&[(80, "tcp"), (81, "tcp")], &[]),
        "virtualNode/db2": node(&[(81, "tcp")], &[]),
        "virtualService/web": provided_by("web"), "virtualService/api": provided_by("api"),
        "virtualService/db": provided_by("db"), "virtualService/db2": provided_by("db2"),
    });
    let snapshot = translated(&specs, &ProxyEnv::default());
    let hosts = table(&snapshot, "rds_egress_http_80").virtual_hosts;
    let hosts: Vec<_> = hosts.into_iter().map(|host| host.domains).collect();
    assert_eq!(hosts, [["web", "web:80"], ["api", "api:80"]], "protocols with hosts share a port");
    let want = [
        "virtualservice/db: its tcp port 80 is a port of `web` too, and connections to the two \
         cannot be distinguished: those to port 80 go to `web`",
        "virtualservice/db2: its tcp port 81 is a port of `db` too, and connections to the two \
         cannot be distinguished: those to port 81 go to `db`",
    ];
    assert_eq!(problems(&snapshot), want);
}

#[test]
fn tcp_port_uses_its_first_route_and_closes_without_backends() {
    let route = |weight: u8, idle: u8| {
        let targets = json!([{"virtualNode": "a", "weight": weight, "port": 1},
                             {"virtualNode": "a", "weight": 0, "port": 2}]);
        json!({"tcpRoute": {"action": {"weightedTargets": targets},
                            "timeout": {"idle": {"unit": "s", "value": idle}}}})
    };
    let listeners = node(&[(80, "tcp")], &[])["listeners"].clone();
    let specs = |weight: u8| {
        json!({
            "virtualNode/n": node(&[], &["s"]), "virtualNode/a": node(&[(1, "tcp"), (2, "tcp")], &[]),
            "virtualService/s": {"provider": {"virtualRouter": {"virtualRouterName": "r"}}},
            "virtualRouter/r": {"listeners": listeners},
            "virtualRouter/r/route/x": route(weight, 9), "virtualRouter/r/route/y": route(1, 8),
        })
    };
    let snapshot = translated(&specs(7), &ProxyEnv::default());
    let want = "route/r/y: port 80 takes only one tcp route: `x` comes before this one";
    assert_eq!(problems(&snapshot), [want]);
    insta::assert_snapshot!(pretty(&json(&listener(&snapshot, TRANSPARENT).filter_chains[0])), @r#"
    {
      "filter_chain_match": { "destination_port": 80 },
      "filters": [
        {
          "name": "envoy.filters.network.tcp_proxy",
          "typed_config": {
            "@type": "type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy",
            "stat_prefix": "egress",
            "cluster": "cds_egress_m_a_tcp_1",
            "idle_timeout": "9s"
          }
        }
      ]
    }
    "#);
    let closed = translated(&specs(0), &ProxyEnv::default());
    insta::assert_snapshot!(pretty(&json(&listener(&closed, TRANSPARENT).filter_chains[0])), @r#"{ "filter_chain_match": { "destination_port": 80 } }"#);
}

#[test]
fn explicit_listener_selects_services_by_host_and_port() {
    let mut specs = calling(node(&[(1, "tcp"), (80, "http"), (81, "grpc")], &[]));
    specs[""] = json!({"egressFilter": {"type": "ALLOW_ALL"}});
    specs["virtualNode/n"] = node(&[], &["s", "S"]);
    specs["virtualService/S"] = provided_by("a");
    let snapshot = translated(&specs, &explicit());
    let table = table(&snapshot, "rds_egress_http_15001");
    let hosts: Vec<_> =
        table.virtual_hosts.iter().map(|host| (host.name.as_str(), host.domains.clone())).collect();
    let want =
        vec![("s", vec!["s".to_owned(), "s:80".to_owned()]), ("s:81", vec!["s:81".to_owned()])];
    assert_eq!((hosts, table.ignore_port_in_host_matching), (want, false));
    insta::assert_snapshot!(problems(&snapshot).join("\n"), @r#"
    mesh/m: its egress filter is ALLOW_ALL, but an explicit proxy knows only the services of the mesh: requests to other hosts fail with 404
    virtualservice/s: its tcp port 1 cannot be reached through an explicit proxy
    virtualservice/S: its tcp port 1 cannot be reached through an explicit proxy
    virtualservice/S: its host `S` is already the host of another service
    virtualservice/S: its host `S:80` is already the host of another service
    virtualservice/S: its host `S:81` is already the host of another service
    "#);
    let mut listener = listener(&snapshot, "lds_egress_127.0.0.1_15001");
    listener.filter_chains[0].filters.clear();
    insta::assert_snapshot!(pretty(&json(&listener)), @r#"
    {
      "name": "lds_egress_127.0.0.1_15001",
      "address": { "socket_address": { "address": "127.0.0.1", "port_value": 15001 } },
      "filter_chains": [{}],
      "traffic_direction": "OUTBOUND"
    }
    "#);
}
