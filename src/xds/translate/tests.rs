//! Tests of the mapping, row by row. They compare Envoy's messages as [`canonical`] JSON.

mod canonical;
mod clusters;
mod egress;
mod ingress;
mod routes;

use envoy_types::pb::envoy::config::cluster::v3::Cluster;
use envoy_types::pb::envoy::config::listener::v3::Listener;
use envoy_types::pb::envoy::config::route::v3::RouteConfiguration;
use prost::Message;
use serde_json::{Value, json};

use super::translate;
use crate::mesh::topology::tests::{node, workload};
use crate::sources::Endpoints;
use crate::xds::{Interception, ProxyEnv, ResourceType, Snapshot};

/// Returns the configuration of a proxy of virtual node `n`.
fn translated(specs: &Value, env: &ProxyEnv) -> Snapshot {
    translate(&workload(specs), &Endpoints::default(), env)
}

fn one<T: Message + Default>(snapshot: &Snapshot, kind: ResourceType, name: &str) -> T {
    let resources = snapshot.resources(kind);
    let resource = resources.get(name).unwrap_or_else(|| panic!("{name}: {:?}", resources.keys()));
    T::decode(resource.any.value.as_slice()).unwrap()
}

fn cluster(snapshot: &Snapshot, name: &str) -> Cluster {
    one(snapshot, ResourceType::Cluster, name)
}

fn listener(snapshot: &Snapshot, name: &str) -> Listener {
    one(snapshot, ResourceType::Listener, name)
}

fn table(snapshot: &Snapshot, name: &str) -> RouteConfiguration {
    one(snapshot, ResourceType::Route, name)
}

fn names(snapshot: &Snapshot, kind: ResourceType) -> Vec<&str> {
    snapshot.resources(kind).keys().map(String::as_str).collect()
}

fn problems(snapshot: &Snapshot) -> Vec<String> {
    snapshot.problems.iter().map(ToString::to_string).collect()
}

/// Returns the environment of an explicit proxy on loopback ports 15001 and 15000.
fn explicit() -> ProxyEnv {
    let at = |port: u16| ([127, 0, 0, 1], port).into();
    let interception = Interception::ExplicitProxy {
        egress: at(15001),
        ingress: Some(at(15000)),
        application: Some(at(81)),
    };
    ProxyEnv { interception }
}

fn provided_by(node: &str) -> Value {
    json!({"provider": {"virtualNode": {"virtualNodeName": node}}})
}

/// Returns a mesh in which node `n` calls service `s`, which node `a` provides.
fn calling(a: Value) -> Value {
    json!({"virtualNode/n": node(&[], &["s"]), "virtualNode/a": a,
           "virtualService/s": provided_by("a")})
}

#[test]
fn the_same_mesh_gives_the_same_bytes() {
    let fields: Vec<Value> =
        (0..20).map(|n| json!({"key": format!("k{n}"), "value": "%PROTOCOL%"})).collect();
    let mut caller = node(&[(80, "grpc")], &["s"]);
    caller["logging"] = json!({"accessLog": {"file": {"path": "/x", "format": {"json": fields}}}});
    let mut specs = calling(node(&[(80, "http2")], &[]));
    specs["virtualNode/n"] = caller;
    let first = translated(&specs, &ProxyEnv::default());
    for _ in 0..10 {
        assert_eq!(translated(&specs, &ProxyEnv::default()), first);
    }
}
