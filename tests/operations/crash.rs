//! `kill -9` under load: acknowledged changes survive, and no change survives in part.
//!
//! Several servers, each with its own store, are killed repeatedly while they are written to. Each
//! writer knows its last acknowledged change and the change it sent after that; after the restart the
//! store must be in one of those two states, consistently in resource, version, history and client
//! token. `MESHCTL_CRASH_KILLS` sets how often servers are killed.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::http::{Http, HttpResponse};
use crate::support::random::{Random, volume};
use crate::support::{Sandbox, Server};

/// Servers that run at the same time.
const LANES: u64 = 3;

/// Writes to its resources, and records its progress.
struct Writer {
    /// The nodes that it changes, all of them in each commit.
    nodes: Vec<String>,
    /// The number of the last change that was acknowledged: the version that the nodes have.
    acknowledged: u64,
    /// The number of a change that was pending and not answered.
    pending: Option<u64>,
}

impl Writer {
    fn new(nodes: &[&str]) -> Self {
        let nodes = nodes.iter().map(|node| (*node).to_owned()).collect();
        Self { nodes, acknowledged: 1, pending: None }
    }

    /// The spec of a change: its number is its port.
    fn spec(number: u64) -> Value {
        let port = 1 + number % 65_000;
        let listener = json!({"portMapping": {"port": port, "protocol": "http"}});
        json!({"listeners": [listener], "serviceDiscovery": {"dns": {"hostname": "x.local"}}})
    }

    fn input(node: &str, number: u64) -> Value {
        json!({"meshName": "m", "virtualNodeName": node, "spec": Self::spec(number)})
    }

    fn url(api: &str, node: &str) -> String {
        format!("{api}/v20190125/meshes/m/virtualNodes/{node}")
    }

    fn create(&self, http: &Http, api: &str) {
        for node in &self.nodes {
            let url = format!("{api}/v20190125/meshes/m/virtualNodes");
            assert_eq!(http.put(&url, &Self::input(node, 1)).unwrap().status, 200);
        }
    }

    /// Requests a change: one with a client token, or several in one commit.
    fn ask(&self, http: &Http, api: &str, number: u64) -> Result<HttpResponse, String> {
        match self.nodes.as_slice() {
            [node] => {
                let token = format!("{node}-{number}");
                let body = json!({"spec": Self::spec(number), "clientToken": token});
                http.put(&Self::url(api, node), &body)
            }
            several => {
                let update = |node: &String| json!({"operation": "UpdateVirtualNode", "input": Self::input(node, number)});
                let updates: Vec<Value> = several.iter().map(update).collect();
                let url = format!("{api}/meshctl/v1/updates");
                http.put(&url, &json!({"updates": updates}))
            }
        }
    }

    /// Writes until the server no longer responds.
    fn write(&mut self, api: &str) {
        let http = Http::new();
        loop {
            let next = self.acknowledged + 1;
            self.pending = Some(next);
            match self.ask(&http, api, next) {
                Ok(answer) => {
                    assert_eq!(answer.status, 200, "{}", answer.body);
                    (self.acknowledged, self.pending) = (next, None);
                }
                Err(_) => return,
            }
        }
    }

    /// Checks the store after a restart. Returns whether the pending change was committed.
    fn check(&mut self, http: &Http, api: &str) -> bool {
        let stands = self.stands(http, api);
        let pending = self.pending.take();
        assert!(
            stands == self.acknowledged || Some(stands) == pending,
            "{:?} stand at {stands}; {} was acknowledged, {pending:?} was pending",
            self.nodes,
            self.acknowledged
        );
        let there = Some(stands) == pending;
        if let (Some(pending), [_]) = (pending, self.nodes.as_slice()) {
            // With its token, the same request again has its effect exactly once.
            assert_eq!(self.ask(http, api, pending).unwrap().status, 200);
            assert_eq!(self.stands(http, api), pending);
            self.acknowledged = pending;
        } else {
            self.acknowledged = stands;
        }
        there
    }

    /// Returns the number of the newest change; resource and history must agree for all nodes.
    fn stands(&self, http: &Http, api: &str) -> u64 {
        let of = |node: &String| {
            let found = http.get(&Self::url(api, node)).unwrap().json();
            let version = found["metadata"]["version"].as_u64().unwrap();
            assert_eq!(found["spec"]["listeners"], Self::spec(version)["listeners"], "{node}");
            let path = format!("mesh%2Fm%2FvirtualNode%2F{node}");
            let url = format!("{api}/meshctl/v1/history?limit=1&resource={path}");
            let newest = http.get(&url).unwrap().json()["changes"][0].take();
            assert_eq!(newest["change"], version, "{node}: each version is one change");
            assert_eq!(newest["after"]["version"], version, "{node}");
            assert_eq!(newest["after"]["spec"], Self::spec(version), "{node}");
            version
        };
        let versions: Vec<u64> = self.nodes.iter().map(of).collect();
        assert!(versions.iter().all(|version| *version == versions[0]), "{versions:?}");
        versions[0]
    }
}

/// Kills one server `kills` times. Returns how many changes were acknowledged, and how many were
/// committed without a response.
fn lane(seed: u64, kills: u64) -> (u64, usize) {
    let home = Sandbox::new();
    let mut server = Server::start(&home, &[]);
    let api = server.ready.api.clone();
    let http = Http::new();
    let url = format!("{api}/v20190125/meshes");
    assert_eq!(http.put(&url, &json!({"meshName": "m"})).unwrap().status, 200);
    let mut writers = [Writer::new(&["a"]), Writer::new(&["b"]), Writer::new(&["c", "d", "e"])];
    writers.iter().for_each(|writer| writer.create(&http, &api));
    let (mut unanswered, mut random) = (0, Random(seed));
    for _ in 0..kills {
        std::thread::scope(|threads| {
            for writer in &mut writers {
                threads.spawn(|| writer.write(&api));
            }
            // At a random point of their writes.
            let delay_ms = 1 + random.below(60) as u64;
            std::thread::park_timeout(Duration::from_millis(delay_ms));
            server.kill();
        });
        server.restart(&home);
        let http = Http::new();
        let there = writers.iter_mut().filter_map(|writer| writer.check(&http, &api).then_some(()));
        unanswered += there.count();
    }
    (writers.iter().map(|writer| writer.acknowledged).sum(), unanswered)
}

#[test]
fn acknowledged_writes_survive_kills() {
    let kills = volume("MESHCTL_CRASH_KILLS", 120).div_ceil(LANES);
    let lanes = std::thread::scope(|threads| {
        let lanes: Vec<_> =
            (0..LANES).map(|seed| threads.spawn(move || lane(seed, kills))).collect();
        lanes.into_iter().map(|lane| lane.join().unwrap()).collect::<Vec<_>>()
    });
    let acknowledged: u64 = lanes.iter().map(|(acknowledged, _)| acknowledged).sum();
    let unanswered: usize = lanes.iter().map(|(_, unanswered)| unanswered).sum();
    assert!(acknowledged > LANES * kills, "too few writes: {lanes:?}");
    assert!(unanswered > 0, "no kill occurred between a commit and its response: {lanes:?}");
}
