//! `meshctl demo`: the tutorial, end to end.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;
use std::process::Command;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::support::http::Http;
use crate::support::process::Process;
use crate::support::{Sandbox, sandbox, tools, until};

/// A sandbox with a separate temporary directory, and a demo command in it.
fn prepared(args: &[&str]) -> (Sandbox, Command) {
    let mut home = Sandbox::new();
    let temp = home.home().join("temp");
    std::fs::create_dir(&temp).unwrap();
    home.set("TMPDIR", temp.to_str().unwrap());
    let mut command = home.meshctl();
    command.arg("demo").args(args).arg("--envoy").arg(tools::envoy());
    (home, command)
}

/// Runs the demo, asserts that it removes everything, and returns its stdout.
fn demo(args: &[&str]) -> String {
    let (home, mut command) = prepared(args);
    let output = sandbox::run_with_input(&mut command, "");
    assert_eq!(output.code, 0, "{}\n{}", output.stdout, output.stderr);
    assert_nothing_is_left(&home);
    output.stdout
}

#[track_caller]
fn assert_nothing_is_left(home: &Sandbox) {
    let temp = home.home().join("temp");
    let left: Vec<_> = std::fs::read_dir(&temp).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
    assert!(!home.data().exists(), "the user's store is not touched");
    assert_eq!(processes_with(&temp), Vec::new());
}

/// Processes whose command line or environment contains `directory`.
fn processes_with(directory: &Path) -> Vec<(Pid, String)> {
    let directory = directory.to_str().unwrap();
    let text = |path: &Path| {
        String::from_utf8_lossy(&std::fs::read(path).unwrap_or_default()).into_owned()
    };
    let mut found = Vec::new();
    for process in std::fs::read_dir("/proc").unwrap().flatten() {
        let name = process.file_name();
        let pid = name.to_str().and_then(|name| Pid::from_raw(name.parse().ok()?));
        let Some(pid) = pid else { continue };
        let command = text(&process.path().join("cmdline"));
        if command.contains(directory) || text(&process.path().join("environ")).contains(directory)
        {
            found.push((pid, command.replace('\0', " ")));
        }
    }
    found
}

#[test]
#[ignore = "needs envoy: make test"]
fn demo_matches_the_tutorial_and_removes_everything() {
    let report: Value = serde_json::from_str(&demo(&["--output", "json"])).unwrap();
    assert_eq!(report["ok"], true, "{report}");
    assert_eq!(report["duringShifts"]["failed"], 0, "{report}");
    let shifts = report["duringShifts"]["answers"].as_object().unwrap();
    assert!(
        shifts.values().any(|count| count.as_u64() > Some(0)),
        "requests were sent meanwhile: {report}"
    );
    let measured = report["measured"].as_array().unwrap();
    let want = [
        (2, "jazz", vec![("jazz-v1", 100)]),
        (2, "metal", vec![("metal-v1", 100)]),
        (3, "jazz", vec![("jazz-v1", 90), ("jazz-v2", 10)]),
        (3, "metal", vec![("metal-v1", 50), ("metal-v2", 50)]),
    ];
    assert_eq!(measured.len(), want.len(), "{report}");
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
fn demo_stops_after_a_stage_and_prints_its_steps() {
    let log = demo(&["--stage", "2"]);
    let marks = [
        "== 1. An empty control plane (part 2)",
        "$ meshctl list-meshes",
        "{\n    \"meshes\": []\n}",
        "== 2. DJ App on the mesh (part 5)",
        "virtualnode/jazz-v1 created",
        "every step matched the tutorial",
    ];
    let mut rest = log.as_str();
    for mark in marks {
        rest = rest.split_once(mark).unwrap_or_else(|| panic!("`{mark}` in:\n{log}")).1;
    }
    assert!(!log.contains("== 3."), "{log}");
}

#[test]
#[ignore = "needs envoy: make test"]
fn demo_keeps_running_until_it_is_interrupted() {
    let (home, command) = prepared(&["--stage", "2", "--keep"]);
    let mut process = Process::start(command, &home.home().join("demo.log"));
    let log = until("the suggestions", || {
        process.assert_alive();
        let log = process.log();
        if log.contains("Press Ctrl-C to stop.") { Ok(log) } else { Err(log) }
    });
    let (host, rest) = log.split_once("curl -H 'Host: ").unwrap().1.split_once("' ").unwrap();
    let url = rest.lines().next().unwrap();
    let answer = Http::new().send("GET", url, Some(host), "").unwrap();
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (200, r#"["Astrud Gilberto","Miles Davis"]"#)
    );
    assert!(!processes_with(&home.home().join("temp")).is_empty(), "the Envoys are running");
    assert_eq!(process.interrupt().code(), Some(0), "Ctrl-C is the expected end");
    assert_nothing_is_left(&home);
}

/// Starts the demo and waits until it has printed `mark`.
fn started_until(mark: &str, args: &[&str]) -> (Sandbox, Process) {
    let (home, command) = prepared(args);
    let mut process = Process::start(command, &home.home().join("demo.log"));
    until(mark, || {
        process.assert_alive();
        let log = process.log();
        if log.contains(mark) { Ok(()) } else { Err(log) }
    });
    (home, process)
}

#[test]
#[ignore = "needs envoy: make test"]
fn an_interrupted_demo_stops_all_processes() {
    for (mark, signal) in [
        ("== 1. ", Signal::INT),
        ("$ meshctl apply", Signal::TERM),
        ("starting dj", Signal::INT),
        ("requests through dj's Envoy", Signal::TERM),
    ] {
        let (home, mut process) = started_until(mark, &[]);
        process.signal(signal);
        assert_eq!(process.wait().code(), Some(7), "at {mark}: {}", process.log());
        let want = "error: interrupted; all processes were stopped\n";
        assert!(process.log().ends_with(want), "at {mark}: {}", process.log());
        assert_nothing_is_left(&home);
    }
}

#[test]
#[ignore = "needs envoy: make test"]
fn demo_reports_a_killed_server_or_envoy_and_cleans_up() {
    for (mark, args, victim, want) in [
        ("starting dj", &[][..], "meshctl serve ", "`meshctl serve` ended: signal: 9"),
        (
            "Press Ctrl-C to stop.",
            &["--stage", "2", "--keep"][..],
            "virtualNode/jazz-v1",
            "the Envoy of jazz-v1 ended",
        ),
    ] {
        let (home, mut process) = started_until(mark, args);
        let mut found = processes_with(&home.home().join("temp")).into_iter();
        let (pid, _) = found.find(|(_, command)| command.contains(victim)).unwrap();
        kill_process(pid, Signal::KILL).unwrap();
        assert_eq!(process.wait().code(), Some(1), "{}", process.log());
        assert!(process.log().contains(&format!("error: {want}")), "{}", process.log());
        assert_nothing_is_left(&home);
    }
}
