//! `meshctl canary` as it is typed.

mod meddler;

use meshctl::model::{Kind, Name};
use meshctl::store::{Range, Revision, Sqlite, Store as _};
use serde_json::{Value, json};

use crate::support::{Sandbox, Server, example};
use meddler::Meddler;

const JAZZ: &str = "describe-route --mesh-name dj-app --virtual-router-name jazz-router \
                    --route-name jazz-route --query route.spec";

/// The weights of jazz's route, by node.
fn weights(home: &Sandbox) -> Value {
    let spec = home.line(JAZZ).json();
    let targets = spec["httpRoute"]["action"]["weightedTargets"].as_array().unwrap().clone();
    let pairs = targets.iter().map(|one| json!([one["virtualNode"], one["weight"]]));
    pairs.collect()
}

#[test]
fn a_canary_changes_weights_and_nothing_else() {
    let home = Sandbox::with_dj_app();
    let before = home.line(JAZZ).json();
    let want = "\
ROUTE                    VIRTUAL NODE   BEFORE   AFTER
jazz-router/jazz-route   jazz-v1        100      90
jazz-router/jazz-route   jazz-v2        -        10

jazz.prod.svc.cluster.local: shifted; no proxies are connected
";
    assert_eq!(home.line("canary --service jazz --to v2 --weight 10").ok(), want);
    let mut expected = before.clone();
    expected["httpRoute"]["action"]["weightedTargets"] = json!([
        {"virtualNode": "jazz-v1", "weight": 90},
        {"virtualNode": "jazz-v2", "weight": 10},
    ]);
    assert_eq!(home.line(JAZZ).json(), expected);

    let full = "canary --service jazz.prod.svc.cluster.local --to jazz-v1 --weight 100";
    home.line(full).ok();
    assert_eq!(weights(&home), json!([["jazz-v1", 100], ["jazz-v2", 0]]));
    let again = home.line(&format!("{full} --output json")).json();
    assert_eq!(again["state"], "unchanged");
}

#[test]
fn a_dry_run_shows_the_plan_and_writes_nothing() {
    let home = Sandbox::with_dj_app();
    let line = "canary --service jazz --to v2 --weight 10 --dry-run --output json";
    let said = home.line(line).json();
    let want = json!({
        "state": "planned",
        "virtualService": "jazz.prod.svc.cluster.local",
        "virtualNode": "jazz-v2",
        "routes": [{
            "virtualRouterName": "jazz-router",
            "routeName": "jazz-route",
            "before": [{"virtualNode": "jazz-v1", "weight": 100}],
            "after": [
                {"virtualNode": "jazz-v1", "weight": 90},
                {"virtualNode": "jazz-v2", "weight": 10},
            ],
        }],
        "acknowledgedProxies": null,
    });
    assert_eq!(said, want);
    assert_eq!(weights(&home), json!([["jazz-v1", 100]]));
}

/// A service `NAME` of dj-app that a node or a router provides.
fn service(home: &Sandbox, name: &str, provider: Value) {
    let wish = json!({"meshName": "dj-app", "virtualServiceName": name, "spec": {
        "provider": provider}});
    home.run_with_stdin(["apply", "-f", "-"], &wish.to_string()).ok();
}

#[test]
fn what_cannot_be_done_is_said_with_a_hint_and_nothing_is_written() {
    let home = Sandbox::with_dj_app();
    let router = |name: &str| json!({"virtualRouter": {"virtualRouterName": name}});
    service(&home, "metal.test", router("metal-router"));
    service(&home, "plain.prod", json!({"virtualNode": {"virtualNodeName": "dj"}}));
    let empty = json!({"meshName": "dj-app", "virtualRouterName": "empty", "spec": {
        "listeners": [{"portMapping": {"port": 1, "protocol": "http"}}]}});
    home.run_with_stdin(["apply", "-f", "-"], &empty.to_string()).ok();
    service(&home, "empty.prod", router("empty"));
    let cases = [
        (
            "--service jazz --to v2 --weight 101",
            252,
            "error: invalid value '101' for '--weight <PERCENT>': a whole number from 0 to 100 is \
             needed, such as 10\n\nFor more information, try '--help'.\n",
        ),
        (
            "--service jazz --to v9 --weight 10",
            252,
            "error: mesh `dj-app` has no virtual node `v9` or `jazz-v9`\n\
             hint: it has `jazz-v1`, `jazz-v2`\n",
        ),
        (
            "--service metal --to v2 --weight 10",
            252,
            "error: `metal` can be any of `metal.prod.svc.cluster.local`, `metal.test`\n\
             hint: give the full name\n",
        ),
        (
            "--service plain --to jazz-v1 --weight 10",
            252,
            "error: virtual service `plain.prod` has no virtual router, so its traffic cannot be \
             split\n\
             hint: its provider is virtual node `dj`; make a virtual router with a route to it \
             and let the service use that\n",
        ),
        (
            "--service empty --to jazz-v1 --weight 10",
            252,
            "error: virtual router `empty` of virtual service `empty.prod` has no routes\n\
             hint: make one with `meshctl create-route --virtual-router-name empty`\n",
        ),
        (
            "--service jazz --to jazz-v1 --weight 50",
            252,
            "error: route/jazz-router/jazz-route sends to `jazz-v1` alone, so there is nothing to \
             take the rest\nhint: use --weight 100, or add another target\n",
        ),
    ];
    let before = revision(&home);
    for (words, code, want) in cases {
        assert_eq!(home.line(&format!("canary {words}")).refused(code), want);
    }
    let ghost = home.line("canary --service ghost --to v2 --weight 10").refused(252);
    assert!(
        ghost.starts_with("error: mesh `dj-app` has no virtual service `ghost`\nhint: it has ")
    );
    let elsewhere = home.line("canary --mesh nope --service jazz --to v2 --weight 10").refused(252);
    assert_eq!(elsewhere, "error: there is no mesh `nope`\nhint: there are `dj-app`\n");
    assert_eq!(revision(&home), before);
}

/// The revision of the stored mesh, and those of jazz's routes.
fn revision(home: &Sandbox) -> (Revision, Vec<Revision>) {
    let store = Sqlite::new(home.data().join("store.db"));
    let (mesh, router) = (Name::from("dj-app"), Name::from("jazz-router"));
    let routes = [Range::members(Kind::Route, &mesh, Some(&router))];
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let (found, now) = runtime.block_on(store.read(&routes)).unwrap();
    (now, found.iter().map(|route| route.revision).collect())
}

#[test]
fn all_routes_of_a_service_change_in_one_commit() {
    let home = Sandbox::with_dj_app();
    for (name, kind) in [("a", "httpRoute"), ("b", "httpRoute"), ("c", "http2Route")] {
        let spec = json!({kind: {"match": {"prefix": format!("/{name}")}, "action": {
            "weightedTargets": [{"virtualNode": "jazz-v1", "weight": 1}]}}});
        let wish = json!({"meshName": "dj-app", "virtualRouterName": "jazz-router",
            "routeName": name, "spec": spec});
        // Another protocol than the router's is refused; there are three routes then.
        home.run_with_stdin(["apply", "-f", "-"], &wish.to_string());
    }
    let (before, old) = revision(&home);
    home.line("canary --service jazz --to v2 --weight 10").ok();
    let (after, new) = revision(&home);
    assert_eq!(after, Revision(before.0 + 1), "one commit");
    assert!(old.len() >= 3, "{old:?}");
    assert_eq!(new, vec![after; old.len()], "of all routes");
}

#[test]
fn the_mesh_is_asked_for_only_when_there_are_several() {
    let home = Sandbox::new();
    let line = "canary --service jazz --to v2 --weight 10";
    let none = home.line(line).refused(1);
    assert!(none.starts_with("error: there is no mesh\nhint: "), "{none}");
    home.run(["apply", "-f", &example("djapp")]).ok();
    home.line("create-mesh --mesh-name other").ok();
    let want = "error: there are several meshes, and none was named\n\
                hint: add --mesh with one of dj-app, other\n";
    assert_eq!(home.line(line).refused(252), want);
    home.line(&format!("{line} --mesh dj-app")).ok();
}

#[test]
fn a_route_that_someone_else_changes_meanwhile_is_left_to_them() {
    let home = Sandbox::with_dj_app();
    let server = Server::start(&home, &[]);
    let meddler = Meddler::start(&server.ready.api);
    let words = "canary --service jazz --to v2 --weight 10 --no-sign-request --region us-west-2 \
                 --endpoint-url";
    let said = home.line(&format!("{words} {}", meddler.url())).refused(6);
    let want = "error: route/jazz-router/jazz-route was changed by someone else meanwhile; nothing \
                was written\n\
                hint: look at it again with --dry-run, then repeat the command\n";
    assert_eq!(said, want);
    assert_eq!(weights(&home), json!([["jazz-v1", 42]]), "what the other wrote stands");
}
