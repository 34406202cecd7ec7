//! `meshctl demo`: the tutorial as it is run by whoever tries the program first.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to stop")]

use std::path::Path;
use std::process::Command;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::support::http::Http;
use crate::support::process::Process;
use crate::support::{Sandbox, sandbox, tools, until};

/// A user with a temporary folder of their own, and the demo as they would start it.
fn prepared(args: &[&str]) -> (Sandbox, Command) {
    let mut home = Sandbox::new();
    let temp = home.home().join("temp");
    std::fs::create_dir(&temp).unwrap();
    home.set("TMPDIR", temp.to_str().unwrap());
    let mut command = home.meshctl();
    command.arg("demo").args(args).arg("--envoy").arg(tools::envoy());
    (home, command)
}

/// Runs the demo, asserts that it leaves nothing behind, and returns what it said.
fn demo(args: &[&str]) -> String {
    let (home, mut command) = prepared(args);
    let said = sandbox::run_with_input(&mut command, "");
    assert_eq!(said.code, 0, "{}\n{}", said.stdout, said.stderr);
    nothing_is_left(&home);
    said.stdout
}

#[track_caller]
fn nothing_is_left(home: &Sandbox) {
    let temp = home.home().join("temp");
    let left: Vec<_> = std::fs::read_dir(&temp).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
    assert!(!home.data().exists(), "the user's own store is not touched");
    assert_eq!(processes_with(&temp), Vec::new());
}

/// Processes that have to do with `folder`, by their command lines or environments.
fn processes_with(folder: &Path) -> Vec<(Pid, String)> {
    let folder = folder.to_str().unwrap();
    let text = |path: &Path| {
        String::from_utf8_lossy(&std::fs::read(path).unwrap_or_default()).into_owned()
    };
    let mut found = Vec::new();
    for process in std::fs::read_dir("/proc").unwrap().flatten() {
        let name = process.file_name();
        let pid = name.to_str().and_then(|name| Pid::from_raw(name.parse().ok()?));
        let Some(pid) = pid else { continue };
        let command = text(&process.path().join("cmdline"));
        if command.contains(folder) || text(&process.path().join("environ")).contains(folder) {
            found.push((pid, command.replace('\0', " ")));
        }
    }
    found
}

#[test]
#[ignore = "needs envoy: make test"]
fn the_whole_tutorial_goes_as_it_says_and_leaves_nothing_behind() {
    let told: Value = serde_json::from_str(&demo(&["--output", "json"])).unwrap();
    assert_eq!(told["ok"], true, "{told}");
    assert_eq!(told["duringShifts"]["failed"], 0, "{told}");
    let shifts = told["duringShifts"]["answers"].as_object().unwrap();
    assert!(shifts.values().any(|count| count.as_u64() > Some(0)), "requests went on: {told}");
    let measured = told["measured"].as_array().unwrap();
    let want = [
        (2, "jazz", vec![("jazz-v1", 100)]),
        (2, "metal", vec![("metal-v1", 100)]),
        (3, "jazz", vec![("jazz-v1", 90), ("jazz-v2", 10)]),
        (3, "metal", vec![("metal-v1", 50), ("metal-v2", 50)]),
    ];
    assert_eq!(measured.len(), want.len(), "{told}");
    for (one, (stage, service, weights)) in measured.iter().zip(want) {
        let host = format!("{service}.prod.svc.cluster.local:9080");
        assert_eq!((&one["stage"], &one["service"]), (&stage.into(), &host.into()), "{one}");
        assert_eq!(one["tally"]["failed"], 0, "{one}");
        let count = |app: &str| one["tally"]["answers"][app].as_u64().unwrap_or(0);
        let all: u64 = weights.iter().map(|(app, _)| count(app)).sum();
        assert!(all >= 1000, "{one}");
        for (app, weight) in weights {
            let off = count(app).abs_diff(all * weight / 100) * 1000 / all;
            assert!(off <= 35, "{app} is {off} ‰ off: {one}");
        }
    }
}

#[test]
#[ignore = "needs envoy: make test"]
fn a_demo_can_end_early_and_tells_its_story() {
    let story = demo(&["--stage", "2"]);
    let marks = [
        "== 1. A control plane with nothing in it (part 2)",
        "$ meshctl list-meshes",
        "{\n    \"meshes\": []\n}",
        "== 2. DJ App on the mesh (part 5)",
        "virtualnode/jazz-v1 created",
        "every step matched the tutorial",
    ];
    let mut rest = story.as_str();
    for mark in marks {
        rest = rest.split_once(mark).unwrap_or_else(|| panic!("`{mark}` in:\n{story}")).1;
    }
    assert!(!story.contains("== 3."), "{story}");
}

#[test]
#[ignore = "needs envoy: make test"]
fn a_demo_that_is_kept_can_be_tried_until_it_is_interrupted() {
    let (home, command) = prepared(&["--stage", "2", "--keep"]);
    let mut process = Process::start(command, &home.home().join("demo.log"));
    let story = until("the lines to try", || {
        process.assert_alive();
        let story = process.log();
        if story.contains("Ctrl-C ends it.") { Ok(story) } else { Err(story) }
    });
    let (host, rest) = story.split_once("curl -H 'Host: ").unwrap().1.split_once("' ").unwrap();
    let url = rest.lines().next().unwrap();
    let answer = Http::new().send("GET", url, Some(host), "").unwrap();
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (200, r#"["Astrud Gilberto","Miles Davis"]"#)
    );
    assert!(!processes_with(&home.home().join("temp")).is_empty(), "the Envoys are seen");
    assert_eq!(process.interrupt().code(), Some(0), "this is how it is meant to end");
    nothing_is_left(&home);
}

/// Starts the demo and waits until its story has come to `mark`.
fn told_up_to(mark: &str, args: &[&str]) -> (Sandbox, Process) {
    let (home, command) = prepared(args);
    let mut process = Process::start(command, &home.home().join("demo.log"));
    until(mark, || {
        process.assert_alive();
        let story = process.log();
        if story.contains(mark) { Ok(()) } else { Err(story) }
    });
    (home, process)
}

#[test]
#[ignore = "needs envoy: make test"]
fn a_demo_that_is_interrupted_ends_all_that_it_has_started() {
    for (mark, signal) in [
        ("== 1. ", Signal::INT),
        ("$ meshctl apply", Signal::TERM),
        ("starting dj", Signal::INT),
        ("requests through dj's Envoy", Signal::TERM),
    ] {
        let (home, mut process) = told_up_to(mark, &[]);
        process.signal(signal);
        assert_eq!(process.wait().code(), Some(7), "at {mark}: {}", process.log());
        let want = "error: interrupted; all processes were stopped\n";
        assert!(process.log().ends_with(want), "at {mark}: {}", process.log());
        nothing_is_left(&home);
    }
}

#[test]
#[ignore = "needs envoy: make test"]
fn a_demo_whose_server_or_envoy_is_killed_says_so_and_leaves_nothing() {
    for (mark, args, victim, want) in [
        ("starting dj", &[][..], "meshctl serve ", "`meshctl serve` ended: signal: 9"),
        (
            "Ctrl-C ends it.",
            &["--stage", "2", "--keep"][..],
            "virtualNode/jazz-v1",
            "the Envoy of jazz-v1 ended",
        ),
    ] {
        let (home, mut process) = told_up_to(mark, args);
        let mut found = processes_with(&home.home().join("temp")).into_iter();
        let (pid, _) = found.find(|(_, command)| command.contains(victim)).unwrap();
        kill_process(pid, Signal::KILL).unwrap();
        assert_eq!(process.wait().code(), Some(1), "{}", process.log());
        assert!(process.log().contains(&format!("error: {want}")), "{}", process.log());
        nothing_is_left(&home);
    }
}
