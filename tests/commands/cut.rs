//! Commands whose server goes away in the middle: what is said of what was done.
//!
//! A proxy before the server passes so many changes on and then hangs up.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::process::Command;

use rustix::process::Signal;
use serde_json::json;

use crate::support::process::Process;
use crate::support::sandbox::{CommandOutput, run_with_input};
use crate::support::{Sandbox, Server, until};

use cutter::{Cutter, End};

mod cutter;

const NODES: usize = 7;

/// A home with a mesh and a server, and a file that wishes for nodes in it.
fn wishes() -> (Sandbox, Server) {
    let mut home = Sandbox::new();
    // A connection that is cut is tried again after a while, which shows nothing here.
    home.set("AWS_MAX_ATTEMPTS", "1");
    home.line("create-mesh --mesh-name m").ok();
    let node = |at| json!({"meshName": "m", "virtualNodeName": format!("n{at}"), "spec": {}});
    let nodes: Vec<String> = (0..NODES).map(|at| node(at).to_string()).collect();
    home.file("nodes.yaml", &nodes.join("\n---\n"));
    let server = Server::start(&home, &[]);
    (home, server)
}

/// A command whose server is behind `cutter`.
fn typed(home: &Sandbox, cutter: &Cutter, line: &str) -> Command {
    let mut command = home.meshctl();
    command.args(line.split(' ')).args(["--no-sign-request", "--region", "us-west-2"]);
    command.args(["--endpoint-url", cutter.url()]);
    command
}

fn through(home: &Sandbox, cutter: &Cutter, line: &str) -> CommandOutput {
    run_with_input(&mut typed(home, cutter, line), "")
}

/// How many nodes there are.
fn nodes(home: &Sandbox) -> usize {
    let line = "list-virtual-nodes --mesh-name m --query length(virtualNodes)";
    home.line(line).json().as_u64().unwrap().try_into().unwrap()
}

#[test]
fn an_apply_says_what_came_before_and_that_the_last_is_uncertain() {
    let (home, server) = wishes();
    for (passed, before) in
        [(0, ""), (2, "; before it: virtualnode/n0 created, virtualnode/n1 created")]
    {
        let cutter = Cutter::start(&server.ready.api, passed, End::Cut);
        let said = through(&home, &cutter, "apply -f nodes.yaml").refused(1);
        let want =
            format!("error: virtualnode/n{passed} may be done or not: no answer came{before}\n");
        assert!(said.starts_with(&want), "{said}");
        let hint = "hint: repeat the command when the server answers; what is done already stays \
                    unchanged\n";
        assert!(said.ends_with(hint), "{said}");
        assert_eq!(nodes(&home), passed);
    }
    home.line("apply -f nodes.yaml").ok();
    assert_eq!(nodes(&home), NODES, "the same command goes on");
}

#[test]
fn a_cleanup_says_how_much_is_deleted() {
    let (home, server) = wishes();
    home.line("apply -f nodes.yaml").ok();
    let cutter = Cutter::start(&server.ready.api, 3, End::Cut);
    let said = through(&home, &cutter, "cleanup --mesh m --yes").refused(1);
    let want = "error: 3 of 8 resources are deleted; what is left, the server does not say\n";
    assert!(said.starts_with(want), "{said}");
    assert_eq!(nodes(&home), NODES - 3);
}

#[test]
fn a_rollback_that_gets_no_answer_does_not_say_that_nothing_changed() {
    let (home, server) = wishes();
    home.line("update-mesh --mesh-name m --spec egressFilter={type=ALLOW_ALL}").ok();
    let cutter = Cutter::start(&server.ready.api, 0, End::Cut);
    let said = through(&home, &cutter, "rollback m --to-version 1").refused(1);
    assert!(said.starts_with("error: `mesh/m` may be changed or not: no answer came\n"), "{said}");
    assert!(said.ends_with("hint: `meshctl history m` shows what it is now\n"), "{said}");
    assert!(home.line("history m").ok().contains("UpdateMesh"));
}

#[test]
fn a_canary_whose_server_goes_says_whether_the_weights_are_written() {
    let mut home = Sandbox::with_dj_app();
    home.set("AWS_MAX_ATTEMPTS", "1");
    let server = Server::start(&home, &[]);
    for (passed, code, want) in [
        (0, 1, "the weights may be written or not: no answer came"),
        (1, 7, "the weights are written, but the server does not say what the proxies have"),
    ] {
        let cutter = Cutter::start(&server.ready.api, passed, End::Cut);
        let said = through(&home, &cutter, "canary --service jazz --to v2 --weight 10");
        let said = said.refused(code);
        assert!(said.starts_with(&format!("error: {want}\n")), "{said}");
    }
}

/// Types `line`, sends `signal` when its change `number` has come, and returns what is said.
fn interrupted(
    home: &Sandbox,
    cutter: &Cutter,
    line: &str,
    (number, signal): (usize, Signal),
) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Process::start(typed(home, cutter, line), &folder.path().join("log"));
    until("the call that is held", || match cutter.changes() {
        changes if changes == number => Ok(()),
        other => Err(format!("{other}: {}", command.log())),
    });
    command.signal(signal);
    assert_eq!(command.wait().code(), Some(7), "{line}");
    command.log()
}

#[test]
fn a_command_that_is_told_to_end_says_what_is_done() {
    let goes_on = "hint: the same command goes on where this one ended\n";
    for (signal, passed, line, want) in [
        (
            Signal::INT,
            2,
            "apply -f nodes.yaml",
            "; so far: virtualnode/n0 created, virtualnode/n1 created; virtualnode/n2 may be done \
             or not\n",
        ),
        (Signal::TERM, 0, "apply -f nodes.yaml", "; virtualnode/n0 may be done or not\n"),
        (Signal::INT, 0, "rollback m --to-version 1", "; mesh/m may be done or not\n"),
        (Signal::TERM, 0, "cleanup --mesh m --yes", "; mesh/m may be done or not\n"),
    ] {
        let (home, server) = wishes();
        home.line("update-mesh --mesh-name m --spec egressFilter={type=ALLOW_ALL}").ok();
        let cutter = Cutter::start(&server.ready.api, passed, End::Held);
        let said = interrupted(&home, &cutter, line, (passed + 1, signal));
        assert_eq!(said, format!("error: interrupted{want}{goes_on}"), "{line}");
    }
}

#[test]
fn a_backup_that_does_not_come_whole_leaves_the_last_one() {
    let (home, server) = wishes();
    home.line("backup m.backup").ok();
    let (before, files) = (std::fs::read(home.home().join("m.backup")).unwrap(), names(&home));
    home.line("apply -f nodes.yaml").ok();

    let cutter = Cutter::start(&server.ready.api, 0, End::Halved);
    let said = through(&home, &cutter, "backup m.backup").refused(1);
    let url = cutter.url();
    let want = format!(
        "error: Connection was closed before we received a valid response from endpoint URL: \
         \"{url}/meshctl/v1/backup\".\n"
    );
    assert!(said.starts_with(&want), "{said}");
    let cutter = Cutter::start(&server.ready.api, 0, End::Mute);
    let said = interrupted(&home, &cutter, "backup m.backup", (1, Signal::INT));
    assert_eq!(said, "error: interrupted before anything was done\n");

    assert_eq!(std::fs::read(home.home().join("m.backup")).unwrap(), before);
    assert_eq!(names(&home), files, "nothing is left beside it");
}

/// The names of all files in the home folder.
fn names(home: &Sandbox) -> BTreeSet<OsString> {
    std::fs::read_dir(home.home()).unwrap().map(|file| file.unwrap().file_name()).collect()
}

#[test]
fn a_restore_that_gets_no_answer_is_done_or_not() {
    let (from, _server) = wishes();
    from.line("backup m.backup").ok();
    let text = std::fs::read_to_string(from.home().join("m.backup")).unwrap();
    let hint = "hint: it is whole or nothing: `meshctl history --limit 1` shows which\n";
    let unanswered = "error: the restore may be done or not: no answer came\n";
    for (end, tries, meshes) in [(End::Cut, "1", json!([])), (End::Lost, "2", json!(["m"]))] {
        let mut home = Sandbox::new();
        home.set("AWS_MAX_ATTEMPTS", tries);
        home.file("m.backup", &text);
        let server = Server::start(&home, &[]);
        let cutter = Cutter::start(&server.ready.api, 0, end);
        let said = through(&home, &cutter, "restore m.backup").refused(1);
        assert!(said.starts_with(unanswered) && said.ends_with(hint), "{said}");
        assert_eq!(home.line("list-meshes --query meshes[].meshName").json(), meshes);
    }
    let home = Sandbox::new();
    home.file("m.backup", &text);
    let server = Server::start(&home, &[]);
    let cutter = Cutter::start(&server.ready.api, 0, End::Held);
    let said = interrupted(&home, &cutter, "restore m.backup", (1, Signal::TERM));
    assert_eq!(said, format!("error: interrupted; the restore may be done or not\n{hint}"));
}

#[test]
fn a_second_try_that_is_refused_does_not_say_that_nothing_was_done() {
    let mut home = Sandbox::with_dj_app();
    home.set("AWS_MAX_ATTEMPTS", "2");
    home.line("create-mesh --mesh-name m").ok();
    home.line("update-mesh --mesh-name m --spec egressFilter={type=ALLOW_ALL}").ok();
    home.file("n.json", r#"{"meshName": "m", "virtualNodeName": "n", "spec": {}}"#);
    let server = Server::start(&home, &[]);
    let look = "history --limit 1 --output json";
    for (line, want, done) in [
        (
            "canary --mesh dj-app --service jazz --to v2 --weight 10",
            "the weights may be written or not",
            "UpdateRoute",
        ),
        ("rollback m --to-version 1", "`mesh/m` may be changed or not", "UpdateMesh"),
    ] {
        let cutter = Cutter::start(&server.ready.api, 0, End::Lost);
        let said = through(&home, &cutter, line).refused(1);
        assert!(said.starts_with(&format!("error: {want}: no answer came\n")), "{said}");
        assert_eq!(home.line(look).json()["changes"][0]["operation"], done);
    }
    // A creation has a token by which the service knows it again.
    let cutter = Cutter::start(&server.ready.api, 0, End::Lost);
    let said = through(&home, &cutter, "apply -f n.json").ok();
    assert_eq!(said, "virtualnode/n created\n");
}
