//! Two real Envoys of one node, one for each variant of the protocol, through a canary and a crash.

use std::collections::BTreeSet;
use std::sync::mpsc;

use serde_json::{Value, json};

use crate::support::http::Http;
use crate::support::{App, Sandbox, Server, Sidecar, until};

const JAZZ: &str = "jazz.prod.svc.cluster.local:9080";

/// The body of a response from jazz; an error unless its status is 200.
fn called(envoy: &Sidecar) -> Result<String, String> {
    match envoy.call(JAZZ)? {
        answer if answer.status == 200 => Ok(answer.body),
        answer => Err(format!("{} {}", answer.status, answer.body)),
    }
}

/// Who answers `count` calls, all of which must succeed.
#[track_caller]
fn answers(envoy: &Sidecar, count: usize) -> BTreeSet<String> {
    (0..count).map(|_| called(envoy).unwrap()).collect()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Makes one virtual node after the other until the server does not respond any more, and sends the name of
/// each that it has acknowledged.
fn write_until_it_dies(api: String, names: mpsc::Sender<String>) {
    let http = Http::new();
    for number in 0.. {
        let name = format!("extra-{number:05}");
        let url = format!("{api}/v20190125/meshes/dj-app/virtualNodes");
        match http.put(&url, &json!({"virtualNodeName": name, "spec": {}})) {
            Ok(answer) if answer.status == 200 => names.send(name).unwrap(),
            Ok(answer) => panic!("{answer:?}"),
            Err(_) => return,
        }
    }
}

/// The names of all nodes that begin with `extra-`.
fn extras(home: &Sandbox) -> BTreeSet<String> {
    let line = "list-virtual-nodes --mesh-name dj-app --query virtualNodes[].virtualNodeName";
    let names = home.line(line).json();
    let names = names.as_array().unwrap().iter().filter_map(Value::as_str);
    names.filter(|name| name.starts_with("extra-")).map(str::to_owned).collect()
}

/// Kills the server while it writes; returns what it had acknowledged.
fn killed_in_the_middle_of_writes(server: &mut Server) -> BTreeSet<String> {
    let (sender, received) = mpsc::channel();
    let api = server.ready.api.clone();
    let writer = std::thread::spawn(move || write_until_it_dies(api, sender));
    let mut acknowledged: BTreeSet<String> = received.iter().take(30).collect();
    server.kill();
    acknowledged.extend(received);
    writer.join().unwrap();
    acknowledged
}

#[test]
#[ignore = "needs envoy: make test"]
fn envoys_serve_through_canaries_and_through_a_kill_of_the_control_plane() {
    let home = Sandbox::with_dj_app();
    let apps = [App::start("jazz-v1"), App::start("jazz-v2")];
    let resolve = ["jazz-v1", "jazz-v2"].iter().zip(&apps).flat_map(|(name, app)| {
        let host = format!("{name}.prod.svc.cluster.local={}", app.address);
        ["--resolve".to_owned(), host]
    });
    let resolve: Vec<String> = resolve.collect();
    let args: Vec<&str> = resolve.iter().map(String::as_str).collect();
    let mut server = Server::start(&home, &args);
    let envoys = [Sidecar::start(&home, "dj", &[]), Sidecar::start(&home, "dj", &["--delta"])];
    let envoys = envoys.map(Sidecar::ready);
    for envoy in &envoys {
        assert_eq!(answers(envoy, 20), set(&["jazz-v1"]));
    }

    let said = home.line("canary --service jazz --to v2 --weight 50").ok();
    assert!(said.ends_with("weights updated; 2 proxies have acknowledged\n"), "{said}");
    for envoy in &envoys {
        let mut seen = BTreeSet::new();
        until("both versions", || {
            seen.insert(called(envoy).unwrap());
            if seen.len() == 2 { Ok(()) } else { Err(format!("only {seen:?}")) }
        });
        assert_eq!(seen, set(&["jazz-v1", "jazz-v2"]));
    }

    let acknowledged = killed_in_the_middle_of_writes(&mut server);
    for envoy in &envoys {
        assert_eq!(answers(envoy, 100), set(&["jazz-v1", "jazz-v2"]), "without a control plane");
    }

    server.restart(&home);
    let kept = extras(&home);
    let lost: Vec<_> = acknowledged.difference(&kept).collect();
    assert!(lost.is_empty(), "of {} acknowledged: {lost:?}", acknowledged.len());
    assert!(kept.len() <= acknowledged.len() + 1, "the one that was under way may be there");

    until("both Envoys again", || match server.proxies().len() {
        2 => Ok(()),
        count => Err(format!("{count} proxies\n{}", server.log())),
    });
    let said = home.line("canary --service jazz --to v2 --weight 100").ok();
    assert!(said.ends_with("weights updated; 2 proxies have acknowledged\n"), "{said}");
    for envoy in &envoys {
        // Acknowledged by its main thread; its worker follows within a moment.
        until("version 2 alone", || match answers(envoy, 20) {
            seen if seen == set(&["jazz-v2"]) => Ok(()),
            seen => Err(format!("{seen:?}")),
        });
    }
}
