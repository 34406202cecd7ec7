//! A real Envoy accepts what is made of every kind of mesh.

use std::process::Command;

use envoy_types::pb::envoy::config::bootstrap::v3::Bootstrap;
use meshctl::mesh::Mesh;
use meshctl::xds::{Interception, ProxyEnv, translate};
use prost::Message;

use super::{bootstrap, meshes};
use crate::support::tools;

fn explicit() -> ProxyEnv {
    let at = |port: u16| ([127, 0, 0, 1], port).into();
    let (egress, ingress, application) = (at(15001), Some(at(15000)), Some(at(9081)));
    let mut env = ProxyEnv {
        interception: Interception::ExplicitProxy { egress, ingress, application },
        ..ProxyEnv::default()
    };
    env.dns_overrides.insert("jazz-v1.prod", None, at(9082));
    env
}

/// Gives `bootstrap` to Envoy, and returns what it said, as an error if it refused.
fn validate(bootstrap: &Bootstrap) -> Result<String, String> {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("envoy.pb");
    std::fs::write(&file, bootstrap.encode_to_vec()).unwrap();
    let run = Command::new(tools::envoy())
        .args(["--mode", "validate", "-l", "warn", "--disable-hot-restart", "-c"])
        .arg(&file)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    if run.status.success() { Ok(said) } else { Err(said) }
}

/// Asserts that Envoy takes what `node` of `mesh` is to have, and complains of nothing in it.
fn accepted(case: &str, mesh: &Mesh, node: &str, env: &ProxyEnv) {
    let snapshot = translate(&meshes::workload(mesh, node), env);
    let said = validate(&bootstrap::of(&snapshot)).unwrap_or_else(|said| panic!("{case}: {said}"));
    let complains = |line: &&str| line.contains("eprecated") || line.contains("nknown");
    let complaints: Vec<&str> = said.lines().filter(complains).collect();
    assert_eq!(complaints, Vec::<&str>::new(), "{case}");
}

#[test]
#[ignore = "needs envoy: make test"]
fn envoy_accepts_the_tutorials_mesh() {
    for (env_name, env) in [("transparent", ProxyEnv::default()), ("explicit", explicit())] {
        for weights in [[90, 10], [100, 0], [0, 0]] {
            for egress in ["ALLOW_ALL", "DROP_ALL"] {
                let mesh = meshes::tutorial(weights, egress);
                accepted(&format!("{env_name} {weights:?} {egress}"), &mesh, "dj", &env);
            }
        }
    }
}

#[test]
#[ignore = "needs envoy: make test"]
fn envoy_accepts_every_protocol() {
    for (env_name, env) in [("transparent", ProxyEnv::default()), ("explicit", explicit())] {
        for weights in [[50, 50], [0, 1], [0, 0]] {
            let case = format!("{env_name} {weights:?}");
            accepted(&case, &meshes::protocols(weights), "caller", &env);
        }
    }
}

#[test]
#[ignore = "needs envoy: make test"]
fn envoy_accepts_every_field() {
    for (env_name, env) in [("transparent", ProxyEnv::default()), ("explicit", explicit())] {
        for node in ["all", "client"] {
            accepted(&format!("{env_name} {node}"), &meshes::every_field(), node, &env);
        }
    }
}

#[test]
#[ignore = "needs envoy: make test"]
fn envoy_refuses_a_route_to_a_cluster_that_is_not_there() {
    let mesh = meshes::tutorial([90, 10], "DROP_ALL");
    let snapshot = translate(&meshes::workload(&mesh, "dj"), &ProxyEnv::default());
    let mut bootstrap = bootstrap::of(&snapshot);
    let resources = bootstrap.static_resources.as_mut().unwrap();
    resources.clusters.retain(|cluster| !cluster.name.contains("jazz-v2"));
    let said = validate(&bootstrap).unwrap_err();
    assert!(said.contains("cds_egress_m_jazz-v2_http_9080"), "the check itself works: {said}");
}
