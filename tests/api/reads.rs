//! The number of store reads that an operation takes: what it needs is read at one revision.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use meshctl::model::Name;
use meshctl::store::{
    Guard, Health, Memory, Range, Revision, Snapshot, Store, StoreError, Stored, Write,
};
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::support::Api;
use crate::support::api::act;

/// A store that counts reads.
#[derive(Default)]
struct CountingStore {
    memory: Memory,
    reads: AtomicUsize,
}

#[async_trait::async_trait]
impl Store for CountingStore {
    async fn read(&self, ranges: &[Range]) -> Result<(Vec<Stored>, Revision), StoreError> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        self.memory.read(ranges).await
    }

    async fn commit(&self, guards: Vec<Guard>, writes: Vec<Write>) -> Result<Revision, StoreError> {
        self.memory.commit(guards, writes).await
    }

    fn watch(&self, mesh: &Name) -> watch::Receiver<Revision> {
        self.memory.watch(mesh)
    }

    async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        self.memory.snapshot().await
    }

    fn health(&self) -> &Health {
        self.memory.health()
    }

    fn size_bytes(&self) -> u64 {
        self.memory.size_bytes()
    }
}

fn node(ports: &[u16]) -> Value {
    let listener = |port| json!({"portMapping": {"port": port, "protocol": "http"}});
    json!({
        "serviceDiscovery": {"dns": {"hostname": "h"}},
        "listeners": ports.iter().map(listener).collect::<Vec<_>>(),
    })
}

fn route(weight: u8) -> Value {
    json!({"httpRoute": {"match": {"prefix": "/"},
        "action": {"weightedTargets": [{"virtualNode": "n", "weight": weight}]}}})
}

fn gateway_route(path: &str) -> Value {
    let target = json!({"virtualService": {"virtualServiceName": "s"}});
    json!({"httpRoute": {"match": {"prefix": path}, "action": {"target": target}}})
}

#[test]
fn an_operation_reads_the_store_once_unless_what_it_needs_depends_on_what_it_read() {
    let store = Arc::new(CountingStore::default());
    let api = Api::on(Arc::<CountingStore>::clone(&store));
    let provider = json!({"provider": {"virtualRouter": {"virtualRouterName": "r"}}});
    let gateway = json!({"listeners": [{"portMapping": {"port": 80, "protocol": "http"}}]});
    let cases = [
        ("Create", "mesh/m", json!({}), 1),
        ("Create", "virtualNode/n", node(&[80]), 1),
        ("Create", "virtualRouter/r", gateway.clone(), 1),
        ("Create", "virtualRouter/r/route/a", route(1), 1),
        ("Create", "virtualService/s", provider.clone(), 1),
        ("Create", "virtualGateway/g", gateway.clone(), 1),
        // The provider is known when the virtual service is read.
        ("Create", "virtualGateway/g/gatewayRoute/a", gateway_route("/"), 2),
        ("Update", "mesh/m", json!({}), 1),
        ("Update", "virtualNode/n", node(&[80]), 1),
        // Routes matter when a port goes away.
        ("Update", "virtualNode/n", node(&[81]), 2),
        ("Update", "virtualRouter/r", gateway.clone(), 1),
        ("Update", "virtualRouter/r/route/a", route(2), 1),
        ("Update", "virtualService/s", provider, 1),
        ("Update", "virtualGateway/g", gateway, 1),
        ("Update", "virtualGateway/g/gatewayRoute/a", gateway_route("/a/"), 2),
        ("Describe", "virtualNode/n", Value::Null, 1),
        ("Delete", "virtualGateway/g/gatewayRoute/a", Value::Null, 1),
        ("Delete", "virtualService/s", Value::Null, 1),
        ("Delete", "virtualRouter/r/route/a", Value::Null, 1),
        ("Delete", "virtualRouter/r", Value::Null, 1),
        ("Delete", "virtualNode/n", Value::Null, 1),
    ];
    let mut got = Vec::new();
    for (verb, path, spec, _) in cases.clone() {
        let (operation, input) = act(verb, path, spec);
        let before = store.reads.load(Ordering::Relaxed);
        let response = api.call(&operation, &input);
        assert_eq!(response.status, 200, "{operation} {path}: {}", response.body);
        got.push((operation, path, store.reads.load(Ordering::Relaxed) - before));
    }
    let want = cases.map(|(verb, path, spec, reads)| (act(verb, path, spec).0, path, reads));
    assert_eq!(got, want);
}
