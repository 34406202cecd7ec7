//! Commands that are interrupted, or whose server fails midway: what they report as changed.
//!
//! A proxy in front of the server forwards a number of changes and then fails.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::process::Command;

use rustix::process::Signal;
use serde_json::json;

use crate::support::process::Process;
use crate::support::sandbox::{CommandOutput, run_with_input};
use crate::support::{Sandbox, Server, until};

use faulty_proxy::{Fault, FaultyProxy};

mod faulty_proxy;

const NODES: usize = 7;

/// A sandbox with a mesh, a server, and a manifest with nodes.
fn with_manifest() -> (Sandbox, Server) {
    let mut home = Sandbox::new();
    // Without retries, to save time.
    home.set("AWS_MAX_ATTEMPTS", "1");
    home.line("create-mesh --mesh-name m").ok();
    let node = |at| json!({"meshName": "m", "virtualNodeName": format!("n{at}"), "spec": {}});
    let nodes: Vec<String> = (0..NODES).map(|at| node(at).to_string()).collect();
    home.file("nodes.yaml", &nodes.join("\n---\n"));
    let server = Server::start(&home, &[]);
    (home, server)
}

/// A command whose server is behind `proxy`.
fn command(home: &Sandbox, proxy: &FaultyProxy, line: &str) -> Command {
    let mut command = home.meshctl();
    command.args(line.split(' ')).args(["--no-sign-request", "--region", "us-west-2"]);
    command.args(["--endpoint-url", proxy.url()]);
    command
}

fn through(home: &Sandbox, proxy: &FaultyProxy, line: &str) -> CommandOutput {
    run_with_input(&mut command(home, proxy, line), "")
}

/// The number of nodes.
fn nodes(home: &Sandbox) -> usize {
    let line = "list-virtual-nodes --mesh-name m --query length(virtualNodes)";
    home.line(line).json().as_u64().unwrap().try_into().unwrap()
}

#[test]
fn apply_reports_the_resources_before_a_lost_response() {
    let (home, server) = with_manifest();
    for (passed, before) in
        [(0, ""), (2, "; before it: virtualnode/n0 created, virtualnode/n1 created")]
    {
        let proxy = FaultyProxy::start(&server.ready.api, passed, Fault::Cut);
        let output = through(&home, &proxy, "apply -f nodes.yaml").refused(1);
        let want = format!(
            "error: virtualnode/n{passed} may or may not have been applied: no response{before}\n"
        );
        assert!(output.starts_with(&want), "{output}");
        let hint = "hint: run the command again when the server responds; resources already applied are \
                    left unchanged\n";
        assert!(output.ends_with(hint), "{output}");
        assert_eq!(nodes(&home), passed);
    }
    home.line("apply -f nodes.yaml").ok();
    assert_eq!(nodes(&home), NODES, "the same command continues");
}

#[test]
fn cleanup_reports_the_number_of_deleted_resources() {
    let (home, server) = with_manifest();
    home.line("apply -f nodes.yaml").ok();
    let proxy = FaultyProxy::start(&server.ready.api, 3, Fault::Cut);
    let output = through(&home, &proxy, "cleanup --mesh m --yes").refused(1);
    let want =
        "error: 3 of 8 resources were deleted; the remaining resources could not be listed\n";
    assert!(output.starts_with(want), "{output}");
    assert_eq!(nodes(&home), NODES - 3);
}

#[test]
fn rollback_without_a_response_is_uncertain() {
    let (home, server) = with_manifest();
    home.line("update-mesh --mesh-name m --spec egressFilter={type=ALLOW_ALL}").ok();
    let proxy = FaultyProxy::start(&server.ready.api, 0, Fault::Cut);
    let output = through(&home, &proxy, "rollback m --to-version 1").refused(1);
    assert!(
        output.starts_with("error: `mesh/m` may or may not have been changed: no response\n"),
        "{output}"
    );
    assert!(output.ends_with("hint: `meshctl history m` shows its current version\n"), "{output}");
    assert!(home.line("history m").ok().contains("UpdateMesh"));
}

#[test]
fn canary_without_a_response_reports_whether_weights_were_updated() {
    let mut home = Sandbox::with_dj_app();
    home.set("AWS_MAX_ATTEMPTS", "1");
    let server = Server::start(&home, &[]);
    for (passed, code, want) in [
        (0, 1, "no response from the server; the weights may or may not have been updated"),
        (1, 7, "the weights are updated, but the state of the proxies could not be read"),
    ] {
        let proxy = FaultyProxy::start(&server.ready.api, passed, Fault::Cut);
        let output = through(&home, &proxy, "canary --service jazz --to v2 --weight 10");
        let output = output.refused(code);
        assert!(output.starts_with(&format!("error: {want}\n")), "{output}");
    }
}

/// Runs `line`, sends `signal` when the proxy has its change `number`, and returns its stderr.
fn interrupted(
    home: &Sandbox,
    proxy: &FaultyProxy,
    line: &str,
    (number, signal): (usize, Signal),
) -> String {
    let directory = tempfile::tempdir().unwrap();
    let mut command = Process::start(command(home, proxy, line), &directory.path().join("log"));
    until("the call that hangs", || match proxy.changes() {
        changes if changes == number => Ok(()),
        other => Err(format!("{other}: {}", command.log())),
    });
    command.signal(signal);
    assert_eq!(command.wait().code(), Some(7), "{line}");
    command.log()
}

#[test]
fn interrupted_commands_report_what_was_changed() {
    let hint = "hint: run the same command again to continue\n";
    for (signal, passed, line, want) in [
        (
            Signal::INT,
            2,
            "apply -f nodes.yaml",
            "; so far: virtualnode/n0 created, virtualnode/n1 created; may or may not have been changed: \
             virtualnode/n2\n",
        ),
        (
            Signal::TERM,
            0,
            "apply -f nodes.yaml",
            "; may or may not have been changed: virtualnode/n0\n",
        ),
        (
            Signal::INT,
            0,
            "rollback m --to-version 1",
            "; may or may not have been changed: mesh/m\n",
        ),
        (Signal::TERM, 0, "cleanup --mesh m --yes", "; may or may not have been changed: mesh/m\n"),
    ] {
        let (home, server) = with_manifest();
        home.line("update-mesh --mesh-name m --spec egressFilter={type=ALLOW_ALL}").ok();
        let proxy = FaultyProxy::start(&server.ready.api, passed, Fault::Held);
        let output = interrupted(&home, &proxy, line, (passed + 1, signal));
        assert_eq!(output, format!("error: interrupted{want}{hint}"), "{line}");
    }
}

#[test]
fn an_incomplete_backup_keeps_the_previous_file() {
    let (home, server) = with_manifest();
    home.line("backup m.backup").ok();
    let (before, files) = (std::fs::read(home.home().join("m.backup")).unwrap(), names(&home));
    home.line("apply -f nodes.yaml").ok();

    let proxy = FaultyProxy::start(&server.ready.api, 0, Fault::Halved);
    let output = through(&home, &proxy, "backup m.backup").refused(1);
    let url = proxy.url();
    let want = format!(
        "error: Connection was closed before we received a valid response from endpoint URL: \
         \"{url}/meshctl/v1/backup\".\n"
    );
    assert!(output.starts_with(&want), "{output}");
    let proxy = FaultyProxy::start(&server.ready.api, 0, Fault::Mute);
    let output = interrupted(&home, &proxy, "backup m.backup", (1, Signal::INT));
    assert_eq!(output, "error: interrupted before anything was changed\n");

    assert_eq!(std::fs::read(home.home().join("m.backup")).unwrap(), before);
    assert_eq!(names(&home), files, "no temporary file is left");
}

/// The names of all files in the home directory.
fn names(home: &Sandbox) -> BTreeSet<OsString> {
    std::fs::read_dir(home.home()).unwrap().map(|file| file.unwrap().file_name()).collect()
}

#[test]
fn restore_without_a_response_is_uncertain() {
    let (from, _server) = with_manifest();
    from.line("backup m.backup").ok();
    let text = std::fs::read_to_string(from.home().join("m.backup")).unwrap();
    let hint = "hint: a restore is applied completely or not at all: check with `meshctl history \
                --limit 1`\n";
    let no_response =
        "error: no response from the server; the restore may or may not have been applied\n";
    for (end, tries, meshes) in [(Fault::Cut, "1", json!([])), (Fault::Lost, "2", json!(["m"]))] {
        let mut home = Sandbox::new();
        home.set("AWS_MAX_ATTEMPTS", tries);
        home.file("m.backup", &text);
        let server = Server::start(&home, &[]);
        let proxy = FaultyProxy::start(&server.ready.api, 0, end);
        let output = through(&home, &proxy, "restore m.backup").refused(1);
        assert!(output.starts_with(no_response) && output.ends_with(hint), "{output}");
        assert_eq!(home.line("list-meshes --query meshes[].meshName").json(), meshes);
    }
    let home = Sandbox::new();
    home.file("m.backup", &text);
    let server = Server::start(&home, &[]);
    let proxy = FaultyProxy::start(&server.ready.api, 0, Fault::Held);
    let output = interrupted(&home, &proxy, "restore m.backup", (1, Signal::TERM));
    assert_eq!(
        output,
        format!("error: interrupted; may or may not have been changed: the restore\n{hint}")
    );
}

#[test]
fn a_rejected_retry_is_uncertain() {
    let mut home = Sandbox::with_dj_app();
    home.set("AWS_MAX_ATTEMPTS", "2");
    home.line("create-mesh --mesh-name m").ok();
    home.line("update-mesh --mesh-name m --spec egressFilter={type=ALLOW_ALL}").ok();
    home.file("n.json", r#"{"meshName": "m", "virtualNodeName": "n", "spec": {}}"#);
    let server = Server::start(&home, &[]);
    let newest = "history --limit 1 --output json";
    for (line, want, done) in [
        (
            "canary --mesh dj-app --service jazz --to v2 --weight 10",
            "no response from the server; the weights may or may not have been updated",
            "UpdateRoute",
        ),
        (
            "rollback m --to-version 1",
            "`mesh/m` may or may not have been changed: no response",
            "UpdateMesh",
        ),
    ] {
        let proxy = FaultyProxy::start(&server.ready.api, 0, Fault::Lost);
        let output = through(&home, &proxy, line).refused(1);
        assert!(output.starts_with(&format!("error: {want}\n")), "{output}");
        assert_eq!(home.line(newest).json()["changes"][0]["operation"], done);
    }
    // A creation has a client token, so the service recognizes the retry.
    let proxy = FaultyProxy::start(&server.ready.api, 0, Fault::Lost);
    let output = through(&home, &proxy, "apply -f n.json").ok();
    assert_eq!(output, "virtualnode/n created\n");
}
