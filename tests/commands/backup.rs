//! `meshctl backup` and `meshctl restore`.

use std::os::unix::fs::PermissionsExt as _;

use serde_json::{Value, json};

use crate::support::http::Http;
use crate::support::{Sandbox, Server};

/// The resources of dj-app with their metadata, and the history.
fn contents(home: &Sandbox) -> Value {
    let history = home.line("history --limit 1000 --output json").json();
    let node = "describe-virtual-node --mesh-name dj-app --virtual-node-name jazz-v1";
    let nodes = home.line("list-virtual-nodes --mesh-name dj-app").json();
    let changes = history["changes"].as_array().unwrap().iter().map(|change| {
        // The revision counts the commits of a store; a restore does not reset it.
        let mut change = change.clone();
        change.as_object_mut().unwrap().remove("revision");
        change
    });
    let mut changes: Vec<Value> = changes.collect();
    changes.sort_by_key(|change| (change["resource"].to_string(), change["change"].as_u64()));
    json!([home.line(node).json(), nodes, changes])
}

#[test]
fn a_backup_restores_everything_elsewhere() {
    let home = Sandbox::with_dj_app();
    home.line("canary --service jazz --to v2 --weight 50").ok();
    let file = home.home().join("mesh.backup");
    let output = home.line("backup mesh.backup").ok();
    assert!(output.starts_with("mesh.backup written: 12 resources and "), "{output}");
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(!home.home().join("mesh.backup.new").exists());

    let other = Sandbox::new();
    let text = std::fs::read_to_string(&file).unwrap();
    other.file("mesh.backup", &text);
    let output = other.line("restore mesh.backup --dry-run").ok();
    assert!(output.starts_with("mesh.backup is a valid backup: 12 resources and "), "{output}");
    assert!(!other.data().exists(), "a dry run writes nothing");
    other.line("restore mesh.backup").ok();
    assert_eq!(contents(&other), contents(&home));
}

/// The changes, newest first.
fn order(home: &Sandbox, limit: usize) -> Vec<Value> {
    let page = home.line(&format!("history --limit {limit} --output json")).json();
    let brief = |change: &Value| json!([change["resource"], change["change"], change["atMs"]]);
    page["changes"].as_array().unwrap().iter().map(brief).collect()
}

#[test]
fn a_restored_history_keeps_its_order_and_continues() {
    let home = Sandbox::new();
    home.line("create-mesh --mesh-name m").ok();
    let node = |name: &str| format!("--mesh-name m --virtual-node-name {name} --spec {{}}");
    for name in ["a", "b"] {
        home.line(&format!("create-virtual-node {}", node(name))).ok();
    }
    home.line(&format!("update-virtual-node {}", node("a"))).ok();
    let then = order(&home, 1000);
    home.line("backup o.backup").ok();
    let other = Sandbox::new();
    other.file("o.backup", &std::fs::read_to_string(home.home().join("o.backup")).unwrap());
    for (home, how) in [(&home, "--replace"), (&other, "")] {
        home.line(&format!("restore o.backup {how}")).ok();
        for limit in 1..=4 {
            assert_eq!(order(home, limit), then[..limit], "{limit}");
        }
        home.line(&format!("update-virtual-node {}", node("b"))).ok();
        let now = order(home, 3);
        assert_eq!((&now[0][1], &now[1..]), (&json!(2), &then[..2]));
    }
    // A backup of a restored store, whose changes are all in one commit.
    let then = order(&other, 1000);
    other.line("backup p.backup").ok();
    other.line("restore p.backup --replace").ok();
    assert_eq!(order(&other, 1000), then);
}

#[test]
fn changes_of_one_millisecond_keep_their_order() {
    let home = Sandbox::new();
    let server = Server::start(&home, &["--in-memory"]);
    let http = Http::new();
    let url = format!("{}/v20190125/meshes", server.ready.api);
    for name in ["z", "y", "x"] {
        assert_eq!(http.put(&url, &json!({"meshName": name})).unwrap().status, 200);
    }
    for round in 0..20 {
        for name in ["x", "z", "y"] {
            let kind = ["ALLOW_ALL", "DROP_ALL"][round % 2];
            let spec = json!({"spec": {"egressFilter": {"type": kind}}});
            assert_eq!(http.put(&format!("{url}/{name}"), &spec).unwrap().status, 200);
        }
    }
    let api = &server.ready.api;
    let order = |limit: usize| {
        let page = http.get(&format!("{api}/meshctl/v1/history?limit={limit}")).unwrap().json();
        let brief = |change: &Value| (change["resource"].to_string(), change["change"].clone());
        page["changes"].as_array().unwrap().iter().map(brief).collect::<Vec<_>>()
    };
    let then = order(1000);
    let backup = http.get(&format!("{api}/meshctl/v1/backup")).unwrap().body;
    let restore = format!("{api}/meshctl/v1/restore?replace=true");
    assert_eq!(http.send("PUT", &restore, None, &backup).unwrap().status, 200);
    assert_eq!(order(1000), then);
    assert_eq!(order(5), then[..5]);
}

#[test]
fn restore_requires_replace_if_the_store_is_not_empty() {
    let home = Sandbox::with_dj_app();
    home.line("backup mesh.backup").ok();
    let then = contents(&home);
    home.line("create-mesh --mesh-name later").ok();
    let output = home.line("restore mesh.backup").refused(1);
    let want = "error: the store is not empty; nothing was changed\n\
                hint: take a backup of it, then use --replace to replace everything in it\n";
    assert_eq!(output, want);
    home.line("describe-mesh --mesh-name later").ok();
    home.line("restore mesh.backup --replace").ok();
    assert_eq!(contents(&home), then);
    home.line("describe-mesh --mesh-name later").refused(254);
}

#[test]
fn a_running_server_is_backed_up_consistently_and_restored() {
    let home = Sandbox::new();
    let server = Server::start(&home, &[]);
    let http = Http::new();
    let mesh = |name: &str| json!({"meshName": name});
    let url = format!("{}/v20190125/meshes", server.ready.api);
    assert_eq!(http.put(&url, &mesh("pair-0")).unwrap().status, 200);
    let node = |name: &str, port: u64| {
        let listener = json!({"portMapping": {"port": port, "protocol": "http"}});
        let discovery = json!({"dns": {"hostname": "x"}});
        let spec = json!({"listeners": [listener], "serviceDiscovery": discovery});
        json!({"meshName": "pair-0", "virtualNodeName": name, "spec": spec})
    };
    for name in ["a", "b"] {
        let nodes = format!("{url}/pair-0/virtualNodes");
        assert_eq!(http.put(&nodes, &node(name, 1)).unwrap().status, 200);
    }
    // Both nodes change in one commit, so a backup must have both with the same port.
    let stop = std::sync::atomic::AtomicBool::new(false);
    let rounds = std::thread::scope(|threads| {
        let writer = threads.spawn(|| {
            let http = Http::new();
            let updates = format!("{}/meshctl/v1/updates", server.ready.api);
            let mut port = 1;
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                port = port % 60_000 + 1;
                let update =
                    |name: &str| json!({"operation": "UpdateVirtualNode", "input": node(name, port)});
                let both = json!({"updates": [update("a"), update("b")]});
                assert_eq!(http.put(&updates, &both).unwrap().status, 200);
            }
            port
        });
        for round in 0..8 {
            home.line(&format!("backup {round}.backup")).ok();
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        writer.join().unwrap()
    });
    assert!(rounds > 8, "the writer made progress: {rounds}");
    for round in 0..8 {
        home.line(&format!("restore {round}.backup --replace")).ok();
        let port = |name: &str| {
            let answer = http.get(&format!("{url}/pair-0/virtualNodes/{name}")).unwrap();
            answer.json()["spec"]["listeners"][0]["portMapping"]["port"].clone()
        };
        assert_eq!(port("a"), port("b"), "round {round}");
    }
}

#[test]
fn an_invalid_backup_changes_nothing() {
    let home = Sandbox::new();
    home.line("create-mesh --mesh-name m").ok();
    home.line("backup good.backup").ok();
    let good = std::fs::read_to_string(home.home().join("good.backup")).unwrap();
    home.file("cut.backup", &good[..good.len() - 20]);
    home.file("changed.backup", &good.replace("\"mesh/m\"", "\"mesh/n\""));
    home.file("notes.backup", "these are my notes\n");
    let cases = [
        ("cut", "the backup is truncated: its last line is missing"),
        ("changed", "line 2: unexpected content at `mesh/n`"),
        ("notes", "not a meshctl backup"),
        ("endless", "not a meshctl backup"),
    ];
    std::os::unix::fs::symlink("/dev/zero", home.home().join("endless.backup")).unwrap();
    for (name, why) in cases {
        let output = home.line(&format!("restore {name}.backup --replace")).refused(1);
        let want = format!(
            "error: `{name}.backup` cannot be restored\ncaused by: {why}\n\
             hint: nothing was changed; use another backup\n"
        );
        // A backup starts with the history, so the error may name a line there.
        assert!(
            output == want || name == "changed" && output.contains("unexpected content at"),
            "{output}"
        );
    }
    home.line("describe-mesh --mesh-name m").ok();
    let output = home.line("restore none.backup").refused(1);
    assert!(
        output.starts_with("error: `none.backup` cannot be read\ncaused by: No such file"),
        "{output}"
    );
    let output = home.line("backup no/such/directory/x").refused(1);
    assert!(output.starts_with("error: `no/such/directory/x` cannot be written\n"), "{output}");
}

/// The server validates backups, too.
#[test]
fn a_server_rejects_an_invalid_backup() {
    let home = Sandbox::new();
    home.line("create-mesh --mesh-name m").ok();
    let server = Server::start(&home, &[]);
    let http = Http::new();
    let restore = format!("{}/meshctl/v1/restore?replace=true", server.ready.api);
    let answer = http.send("PUT", &restore, None, "{}\n").unwrap();
    assert_eq!(answer.status, 400);
    let want = "The backup cannot be restored: not a meshctl backup";
    assert_eq!(answer.json()["message"], want);
    home.line("describe-mesh --mesh-name m").ok();
}

#[test]
fn an_unreachable_server_is_not_backed_up() {
    let home = Sandbox::new();
    let output = home
        .line("backup x --endpoint-url http://127.0.0.1:9 --no-sign-request --region us-west-2")
        .refused(1);
    assert!(output.contains("Could not connect"), "{output}");
    assert!(!home.home().join("x").exists());
}
