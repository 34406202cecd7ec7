//! `meshctl cleanup` as it is typed.

use std::path::Path;

use rustix::process::Signal;
use rustix::termios::{LocalModes, tcgetattr};
use serde_json::{Value, json};

use crate::support::terminal::Terminal;
use crate::support::{Sandbox, Server};

/// More nodes than one page of a list holds.
const NODES: usize = 130;

fn long_mesh(home: &Sandbox) {
    let mut inputs = vec![json!({"meshName": "long"})];
    inputs.extend((0..NODES).map(
        |at| json!({"meshName": "long", "virtualNodeName": format!("node-{at}"), "spec": {}}),
    ));
    let text: Vec<String> = inputs.iter().map(Value::to_string).collect();
    home.run_with_stdin(["apply", "-f", "-"], &text.join("\n---\n")).ok();
}

fn meshes(home: &Sandbox) -> Value {
    home.line("list-meshes --query meshes[].meshName").json()
}

#[test]
fn a_mesh_of_several_pages_is_deleted_completely() {
    let home = Sandbox::with_dj_app();
    long_mesh(&home);
    let _server = Server::start(&home, &[]);
    let plan = home.line("cleanup --mesh long --dry-run --output json").json();
    let count: usize = plan["phases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|phase| phase.as_array().unwrap().len())
        .sum();
    assert_eq!((&plan["state"], count), (&json!("planned"), NODES + 1));
    assert_eq!(meshes(&home), json!(["dj-app", "long"]), "a dry run deletes nothing");

    let done = home.line("cleanup --mesh long --yes --output json").json();
    let deleted = done["deleted"].as_array().unwrap();
    assert_eq!((&done["state"], deleted.len()), (&json!("deleted"), NODES + 1));
    assert_eq!(deleted.last().unwrap(), "mesh/long");
    assert_eq!(meshes(&home), json!(["dj-app"]));
}

#[test]
fn children_are_deleted_before_their_parents() {
    let home = Sandbox::with_dj_app();
    let want = "\
virtualservice/jazz.prod.svc.cluster.local deleted
virtualservice/metal.prod.svc.cluster.local deleted
route/jazz-router/jazz-route deleted
route/metal-router/metal-route deleted
virtualrouter/jazz-router deleted
virtualrouter/metal-router deleted
virtualnode/dj deleted
virtualnode/jazz-v1 deleted
virtualnode/jazz-v2 deleted
virtualnode/metal-v1 deleted
virtualnode/metal-v2 deleted
mesh/dj-app deleted
";
    assert_eq!(home.line("cleanup --mesh dj-app --yes").ok(), want);
    let absent = "mesh `dj-app` does not exist; nothing to delete\n";
    assert_eq!(home.line("cleanup --mesh dj-app --yes").ok(), absent, "twice is fine");
    assert_eq!(
        home.line("cleanup --mesh ghost").ok(),
        "mesh `ghost` does not exist; nothing to delete\n"
    );
    assert_eq!(meshes(&home), json!([]));
}

#[test]
fn yes_is_required_without_a_terminal() {
    let home = Sandbox::with_dj_app();
    let want = "error: nothing was deleted: pass --yes when not running on a terminal\n\
                hint: use --dry-run to see what would be deleted\n";
    assert_eq!(home.line("cleanup --mesh dj-app").refused(252), want);
    assert_eq!(home.run_with_stdin(["cleanup", "--mesh", "dj-app"], "y\n").refused(252), want);
    assert_eq!(meshes(&home), json!(["dj-app"]));
}

/// Starts the command on a terminal and waits for its question.
fn prompted(home: &Sandbox) -> Terminal {
    let args = ["cleanup", "--mesh", "m"];
    let mut terminal = Terminal::start(home, Path::new(env!("CARGO_BIN_EXE_meshctl")), &args, 80);
    terminal.wait_for("Delete mesh `m` and everything in it (1 resource)? [y/N] ");
    terminal
}

#[test]
fn on_a_terminal_only_yes_confirms() {
    let (done, declined) = ("mesh/m deleted\n", "error: nothing was deleted\n");
    for (keys, output, code, left) in [
        ("y\r", done, 0, json!([])),
        ("Yes\r", done, 0, json!([])),
        ("n\r", declined, 1, json!(["m"])),
        ("\r", declined, 1, json!(["m"])),
        ("yn\r", declined, 1, json!(["m"])),
        ("\u{4}\r", declined, 1, json!(["m"])),
    ] {
        let home = Sandbox::new();
        home.line("create-mesh --mesh-name m").ok();
        let mut terminal = prompted(&home);
        terminal.press(keys);
        let (text, ended) = terminal.end();
        assert!(text.ends_with(output), "{keys:?}: {text:?}");
        assert_eq!((ended, meshes(&home)), (Some(code), left), "{keys:?}: {text:?}");
    }
}

#[test]
fn interrupting_the_question_deletes_nothing() {
    type Interruption = fn(&mut Terminal);
    let interruptions: [Interruption; 3] = [
        |terminal| terminal.press("\u{3}"),
        |terminal| terminal.press("y\u{3}"),
        |terminal| terminal.signal(Signal::TERM),
    ];
    for interrupt in interruptions {
        let home = Sandbox::new();
        home.line("create-mesh --mesh-name m").ok();
        let mut terminal = prompted(&home);
        let line = terminal.line();
        interrupt(&mut terminal);
        let (text, ended) = terminal.end();
        let modes = tcgetattr(&line).unwrap().local_modes;
        assert!(modes.contains(LocalModes::ICANON | LocalModes::ECHO), "{modes:?}");
        let want = "\nerror: interrupted before anything was changed\n";
        assert!(text.ends_with(want), "on a separate line: {text:?}");
        assert_eq!((ended, meshes(&home)), (Some(7), json!(["m"])));
    }
}
