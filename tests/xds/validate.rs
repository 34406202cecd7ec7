//! A real Envoy accepts what is made of every kind of mesh.

use std::path::{Path, PathBuf};
use std::process::Command;

use meshctl::mesh::Mesh;
use meshctl::model::Name;
use meshctl::xds::{Mode, Site, translate};
use prost::Message;

use super::{bootstrap, meshes};

fn envoy() -> PathBuf {
    let path = std::env::var_os("MESHCTL_ENVOY").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join(".tools/py/bin/envoy"),
        PathBuf::from,
    );
    assert!(path.exists(), "there is no Envoy at {}: run `make tools`", path.display());
    path
}

fn explicit() -> Site {
    let at = |port: u16| ([127, 0, 0, 1], port).into();
    let (egress, ingress, application) = (at(15001), Some(at(15000)), Some(at(9081)));
    let mut site =
        Site { mode: Mode::Explicit { egress, ingress, application }, ..Site::default() };
    site.resolve.insert("jazz-v1.prod", None, at(9082));
    site
}

/// Asserts that Envoy takes what `node` of `mesh` is to have, and complains of nothing in it.
fn accepted(case: &str, mesh: &Mesh, node: &str, site: &Site) {
    let snapshot = translate(mesh, &Name::from(node), site).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("envoy.pb");
    std::fs::write(&file, bootstrap::of(&snapshot).encode_to_vec()).unwrap();
    let run = Command::new(envoy())
        .args(["--mode", "validate", "-l", "warn", "--disable-hot-restart", "-c"])
        .arg(&file)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{case}: {said}");
    let complaints: Vec<&str> =
        said.lines().filter(|line| line.contains("eprecated") || line.contains("nknown")).collect();
    assert_eq!(complaints, Vec::<&str>::new(), "{case}");
}

#[test]
fn envoy_accepts_the_tutorials_mesh() {
    for (site_name, site) in [("transparent", Site::default()), ("explicit", explicit())] {
        for weights in [[90, 10], [100, 0], [0, 0]] {
            for egress in ["ALLOW_ALL", "DROP_ALL"] {
                let mesh = meshes::tutorial(weights, egress);
                accepted(&format!("{site_name} {weights:?} {egress}"), &mesh, "dj", &site);
            }
        }
    }
}

#[test]
fn envoy_accepts_every_protocol() {
    for (site_name, site) in [("transparent", Site::default()), ("explicit", explicit())] {
        for weights in [[50, 50], [0, 1], [0, 0]] {
            let case = format!("{site_name} {weights:?}");
            accepted(&case, &meshes::protocols(weights), "caller", &site);
        }
    }
}

#[test]
fn envoy_accepts_every_field() {
    for (site_name, site) in [("transparent", Site::default()), ("explicit", explicit())] {
        for node in ["all", "client"] {
            accepted(&format!("{site_name} {node}"), &meshes::every_field(), node, &site);
        }
    }
}
