//! A real Envoy accepts the translation of every kind of mesh.

use std::process::Command;

use envoy_types::pb::envoy::config::bootstrap::v3::Bootstrap;
use meshctl::mesh::Mesh;
use meshctl::sources::dns::DnsOverrides;
use meshctl::sources::{Endpoints, Versioned};
use meshctl::xds::{Interception, ProxyEnv, translate};
use prost::Message;

use super::{bootstrap, meshes};
use crate::support::tools;

/// Where a proxy runs.
struct Setup {
    name: &'static str,
    env: ProxyEnv,
    endpoints: Endpoints,
}

/// A proxy behind iptables, and an explicit proxy with a DNS override.
fn setups() -> [Setup; 2] {
    let at = |port: u16| ([127, 0, 0, 1], port).into();
    let (egress, ingress, application) = (at(15001), Some(at(15000)), Some(at(9081)));
    let interception = Interception::ExplicitProxy { egress, ingress, application };
    let mut overrides = DnsOverrides::default();
    overrides.insert("jazz-v1.prod", None, at(9082));
    let dns_overrides = Versioned::new(1, overrides);
    [
        Setup { name: "iptables", env: ProxyEnv::default(), endpoints: Endpoints::default() },
        Setup {
            name: "explicit",
            env: ProxyEnv { interception },
            endpoints: Endpoints { dns_overrides },
        },
    ]
}

/// Runs Envoy on `bootstrap`; returns its log, as an error if it rejected the configuration.
fn validate(bootstrap: &Bootstrap) -> Result<String, String> {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("envoy.pb");
    std::fs::write(&file, bootstrap.encode_to_vec()).unwrap();
    let run = Command::new(tools::envoy())
        .args(["--mode", "validate", "-l", "warn", "--disable-hot-restart", "-c"])
        .arg(&file)
        .output()
        .unwrap();
    let log = String::from_utf8_lossy(&run.stderr).into_owned();
    if run.status.success() { Ok(log) } else { Err(log) }
}

/// Asserts that Envoy accepts the configuration of `node` without warnings about its fields.
fn assert_accepted(case: &str, mesh: &Mesh, node: &str, setup: &Setup) {
    let case = format!("{} {case}", setup.name);
    let snapshot = translate(&meshes::workload(mesh, node), &setup.endpoints, &setup.env);
    let log = validate(&bootstrap::of(&snapshot)).unwrap_or_else(|log| panic!("{case}: {log}"));
    let is_warning = |line: &&str| line.contains("eprecated") || line.contains("nknown");
    let warnings: Vec<&str> = log.lines().filter(is_warning).collect();
    assert_eq!(warnings, Vec::<&str>::new(), "{case}");
}

#[test]
#[ignore = "needs envoy: make test"]
fn envoy_accepts_the_mesh_of_the_tutorial() {
    for setup in setups() {
        for weights in [[90, 10], [100, 0], [0, 0]] {
            for egress in ["ALLOW_ALL", "DROP_ALL"] {
                let mesh = meshes::tutorial(weights, egress);
                assert_accepted(&format!("{weights:?} {egress}"), &mesh, "dj", &setup);
            }
        }
    }
}

#[test]
#[ignore = "needs envoy: make test"]
fn envoy_accepts_every_protocol() {
    for setup in setups() {
        for weights in [[50, 50], [0, 1], [0, 0]] {
            let mesh = meshes::protocols(weights);
            assert_accepted(&format!("{weights:?}"), &mesh, "caller", &setup);
        }
    }
}

#[test]
#[ignore = "needs envoy: make test"]
fn envoy_accepts_every_field() {
    for setup in setups() {
        for node in ["all", "client"] {
            assert_accepted(node, &meshes::every_field(), node, &setup);
        }
    }
}

#[test]
#[ignore = "needs envoy: make test"]
fn envoy_rejects_a_route_to_a_missing_cluster() {
    let mesh = meshes::tutorial([90, 10], "DROP_ALL");
    let workload = meshes::workload(&mesh, "dj");
    let snapshot = translate(&workload, &Endpoints::default(), &ProxyEnv::default());
    let mut bootstrap = bootstrap::of(&snapshot);
    let resources = bootstrap.static_resources.as_mut().unwrap();
    resources.clusters.retain(|cluster| !cluster.name.contains("jazz-v2"));
    let log = validate(&bootstrap).unwrap_err();
    assert!(log.contains("cds_egress_m_jazz-v2_http_9080"), "the check itself works: {log}");
}
