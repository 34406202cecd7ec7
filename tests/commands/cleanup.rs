//! `meshctl cleanup` as it is typed.

use std::path::Path;

use rustix::process::Signal;
use rustix::termios::{LocalModes, tcgetattr};
use serde_json::{Value, json};

use crate::support::terminal::Terminal;
use crate::support::{Sandbox, Server};

/// More nodes than fit on a page of a list.
const NODES: usize = 130;

fn long_mesh(home: &Sandbox) {
    let mut wishes = vec![json!({"meshName": "long"})];
    wishes.extend((0..NODES).map(
        |at| json!({"meshName": "long", "virtualNodeName": format!("node-{at}"), "spec": {}}),
    ));
    let text: Vec<String> = wishes.iter().map(Value::to_string).collect();
    home.run_with_stdin(["apply", "-f", "-"], &text.join("\n---\n")).ok();
}

fn meshes(home: &Sandbox) -> Value {
    home.line("list-meshes --query meshes[].meshName").json()
}

#[test]
fn a_mesh_of_several_pages_goes_whole_and_alone() {
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
fn children_go_before_what_they_hang_under() {
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
    let absent = "mesh `dj-app` is not there; nothing to delete\n";
    assert_eq!(home.line("cleanup --mesh dj-app --yes").ok(), absent, "twice is fine");
    assert_eq!(
        home.line("cleanup --mesh ghost").ok(),
        "mesh `ghost` is not there; nothing to delete\n"
    );
    assert_eq!(meshes(&home), json!([]));
}

#[test]
fn where_nobody_can_be_asked_it_takes_a_yes() {
    let home = Sandbox::with_dj_app();
    let want = "error: nothing was deleted: --yes is needed where nobody can be asked\n\
                hint: see what would go with --dry-run\n";
    assert_eq!(home.line("cleanup --mesh dj-app").refused(252), want);
    assert_eq!(home.run_with_stdin(["cleanup", "--mesh", "dj-app"], "y\n").refused(252), want);
    assert_eq!(meshes(&home), json!(["dj-app"]));
}

/// The command at a terminal that has asked.
fn asked(home: &Sandbox) -> Terminal {
    let args = ["cleanup", "--mesh", "m"];
    let mut terminal = Terminal::start(home, Path::new(env!("CARGO_BIN_EXE_meshctl")), &args, 80);
    terminal.wait_for("Delete mesh `m` and everything in it, 1 in all? [y/N] ");
    terminal
}

#[test]
fn on_a_terminal_it_asks_and_only_a_yes_is_one() {
    let (done, declined) = ("mesh/m deleted\n", "error: nothing was deleted\n");
    for (keys, said, code, left) in [
        ("y\r", done, 0, json!([])),
        ("Yes\r", done, 0, json!([])),
        ("n\r", declined, 1, json!(["m"])),
        ("\r", declined, 1, json!(["m"])),
        ("yn\r", declined, 1, json!(["m"])),
        ("\u{4}\r", declined, 1, json!(["m"])),
    ] {
        let home = Sandbox::new();
        home.line("create-mesh --mesh-name m").ok();
        let mut terminal = asked(&home);
        terminal.press(keys);
        let (text, ended) = terminal.end();
        assert!(text.ends_with(said), "{keys:?}: {text:?}");
        assert_eq!((ended, meshes(&home)), (Some(code), left), "{keys:?}: {text:?}");
    }
}

#[test]
fn whoever_interrupts_the_question_has_deleted_nothing() {
    type Way = fn(&mut Terminal);
    let ways: [Way; 3] = [
        |terminal| terminal.press("\u{3}"),
        |terminal| terminal.press("y\u{3}"),
        |terminal| terminal.signal(Signal::TERM),
    ];
    for way in ways {
        let home = Sandbox::new();
        home.line("create-mesh --mesh-name m").ok();
        let mut terminal = asked(&home);
        let line = terminal.line();
        way(&mut terminal);
        let (text, ended) = terminal.end();
        let modes = tcgetattr(&line).unwrap().local_modes;
        assert!(modes.contains(LocalModes::ICANON | LocalModes::ECHO), "{modes:?}");
        let want = "\nerror: interrupted before anything was done\n";
        assert!(text.ends_with(want), "a line of its own: {text:?}");
        assert_eq!((ended, meshes(&home)), (Some(7), json!(["m"])));
    }
}
