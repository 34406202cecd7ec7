//! `meshctl canary` as it is typed.

mod concurrent_writer;

use meshctl::model::{Kind, Name};
use meshctl::store::{Range, Revision, Sqlite, Store as _};
use serde_json::{Value, json};

use crate::support::{Sandbox, Server, example};
use concurrent_writer::ConcurrentWriter;

const JAZZ: &str = "describe-route --mesh-name dj-app --virtual-router-name jazz-router \
                    --route-name jazz-route --query route.spec";

/// The weights of the jazz route, by node.
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

jazz.prod.svc.cluster.local: weights updated; no proxies are connected
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
    let planned = home.line(line).json();
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
    assert_eq!(planned, want);
    assert_eq!(weights(&home), json!([["jazz-v1", 100]]));
}

/// Creates a service in dj-app with this provider.
fn service(home: &Sandbox, name: &str, provider: Value) {
    let input = json!({"meshName": "dj-app", "virtualServiceName": name, "spec": {
        "provider": provider}});
    home.run_with_stdin(["apply", "-f", "-"], &input.to_string()).ok();
}

#[test]
fn plan_errors_have_hints_and_write_nothing() {
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
            "error: invalid value '101' for '--weight <PERCENT>': expected an integer from 0 to 100, \
             such as 10\n\nFor more information, try '--help'.\n",
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
            "error: `metal` matches several virtual services: `metal.prod.svc.cluster.local`, \
             `metal.test`\n\
             hint: use the full name\n",
        ),
        (
            "--service plain --to jazz-v1 --weight 10",
            252,
            "error: virtual service `plain.prod` has no virtual router, so its traffic cannot be \
             split\n\
             hint: its provider is virtual node `dj`; create a virtual router with a route to it \
             and make that the provider\n",
        ),
        (
            "--service empty --to jazz-v1 --weight 10",
            252,
            "error: virtual router `empty` of virtual service `empty.prod` has no routes\n\
             hint: create one with `meshctl create-route --virtual-router-name empty`\n",
        ),
        (
            "--service jazz --to jazz-v1 --weight 50",
            252,
            "error: `jazz-v1` is the only target of route/jazz-router/jazz-route, so the remaining \
             traffic has nowhere to go\nhint: use --weight 100 or add another target\n",
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
    assert_eq!(elsewhere, "error: there is no mesh `nope`\nhint: the meshes are `dj-app`\n");
    assert_eq!(revision(&home), before);
}

/// The revision of the store, and those of the jazz routes.
fn revision(home: &Sandbox) -> (Revision, Vec<Revision>) {
    let store = Sqlite::new(home.data().join("store.db"));
    let (mesh, router) = (Name::from("dj-app"), Name::from("jazz-router"));
    let routes = [Range::members(Kind::Route, &mesh, Some(&router))];
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let (found, now) = runtime.block_on(store.read(&routes)).unwrap();
    (now, found.iter().map(|route| route.revision).collect())
}

#[test]
fn all_routes_of_a_service_are_updated_in_one_commit() {
    let home = Sandbox::with_dj_app();
    for (name, kind) in [("a", "httpRoute"), ("b", "httpRoute"), ("c", "http2Route")] {
        let spec = json!({kind: {"match": {"prefix": format!("/{name}")}, "action": {
            "weightedTargets": [{"virtualNode": "jazz-v1", "weight": 1}]}}});
        let input = json!({"meshName": "dj-app", "virtualRouterName": "jazz-router",
            "routeName": name, "spec": spec});
        // A protocol other than that of the router is rejected, which leaves three routes.
        home.run_with_stdin(["apply", "-f", "-"], &input.to_string());
    }
    let (before, old) = revision(&home);
    home.line("canary --service jazz --to v2 --weight 10").ok();
    let (after, new) = revision(&home);
    assert_eq!(after, Revision(before.0 + 1), "one commit");
    assert!(old.len() >= 3, "{old:?}");
    assert_eq!(new, vec![after; old.len()], "all routes");
}

#[test]
fn the_mesh_is_required_only_if_there_are_several() {
    let home = Sandbox::new();
    let line = "canary --service jazz --to v2 --weight 10";
    let none = home.line(line).refused(1);
    assert!(none.starts_with("error: there is no mesh\nhint: "), "{none}");
    home.run(["apply", "-f", &example("djapp")]).ok();
    home.line("create-mesh --mesh-name other").ok();
    let want = "error: there are several meshes; choose one with --mesh\n\
                hint: the meshes are dj-app, other\n";
    assert_eq!(home.line(line).refused(252), want);
    home.line(&format!("{line} --mesh dj-app")).ok();
}

#[test]
fn a_concurrently_modified_route_is_not_overwritten() {
    let home = Sandbox::with_dj_app();
    let server = Server::start(&home, &[]);
    let writer = ConcurrentWriter::start(&server.ready.api);
    let words = "canary --service jazz --to v2 --weight 10 --no-sign-request --region us-west-2 \
                 --endpoint-url";
    let error = home.line(&format!("{words} {}", writer.url())).refused(6);
    let want = "error: route/jazz-router/jazz-route was modified concurrently; nothing was written\n\
                hint: review the change with --dry-run, then run the command again\n";
    assert_eq!(error, want);
    assert_eq!(weights(&home), json!([["jazz-v1", 42]]), "the concurrent write is kept");
}
