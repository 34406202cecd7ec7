//! `meshctl history` and `meshctl rollback`.

use serde_json::{Value, json};

use crate::support::http::Http;
use crate::support::{Sandbox, Server};

const ROOT: &str = "arn:aws:iam::000000000000:root";
const ROUTE: &str = "dj-app/virtualRouter/jazz-router/route/jazz-route";

/// Creates a mesh with a node and changes the node in every possible way.
fn changed() -> Sandbox {
    let home = Sandbox::new();
    home.line("create-mesh --mesh-name m").ok();
    let node = "--mesh-name m --virtual-node-name n";
    home.line(&format!("create-virtual-node {node} --spec {{}} --tags key=a,value=1")).ok();
    home.line(&format!("update-virtual-node {node} --spec {}", spec(80))).ok();
    let arn = "arn:aws:appmesh:us-west-2:000000000000:mesh/m/virtualNode/n";
    home.line(&format!("tag-resource --resource-arn {arn} --tags key=b,value=2")).ok();
    home.line(&format!("update-virtual-node {node} --spec {}", spec(81))).ok();
    home.line(&format!("delete-virtual-node {node}")).ok();
    home
}

fn spec(port: u16) -> String {
    let listener = format!("{{portMapping={{port={port},protocol=http}}}}");
    format!("serviceDiscovery={{dns={{hostname=n.local}}}},listeners=[{listener}]")
}

/// The changes, each as operation, number, and version before and after.
fn history(home: &Sandbox, line: &str) -> Vec<Value> {
    let changes = home.line(&format!("history {line} --output json")).json();
    let brief = |change: &Value| {
        json!([
            change["operation"],
            change["change"],
            change["before"]["version"],
            change["after"]["version"]
        ])
    };
    changes["changes"].as_array().unwrap().iter().map(brief).collect()
}

#[test]
fn changes_record_the_resource_before_and_after() {
    let home = changed();
    let node = [
        json!(["DeleteVirtualNode", 5, 3, null]),
        json!(["UpdateVirtualNode", 4, 2, 3]),
        json!(["TagResource", 3, 2, 2]),
        json!(["UpdateVirtualNode", 2, 1, 2]),
        json!(["CreateVirtualNode", 1, null, 1]),
    ];
    let mesh = [json!(["CreateMesh", 1, null, 1])];
    assert_eq!(history(&home, "m/virtualNode/n"), node);
    assert_eq!(history(&home, "m/virtualNode/n --limit 2"), node[..2]);
    assert_eq!(history(&home, "m"), mesh);
    assert_eq!(history(&home, ""), [&node[..], &mesh[..]].concat());
    assert_eq!(history(&home, "--mesh m --since 1h"), [&node[..], &mesh[..]].concat());
    assert_eq!(history(&home, "--since 2999-01-01T00:00:00Z"), Vec::<Value>::new());
    assert_eq!(history(&home, "--mesh other"), Vec::<Value>::new());

    let tagged = &home.line("history m/virtualNode/n --output json").json()["changes"][2];
    assert_eq!(
        (&tagged["who"], &tagged["resource"]),
        (&json!(ROOT), &json!("mesh/m/virtualNode/n"))
    );
    let tags = |side: &str| tagged[side]["tags"].as_array().unwrap().len();
    assert_eq!((tags("before"), tags("after")), (1, 2));

    let table = home.line("history m/virtualNode/n").ok();
    let rows: Vec<Vec<&str>> = table
        .lines()
        .map(|line| line.split("   ").map(str::trim).filter(|cell| !cell.is_empty()).collect())
        .collect();
    assert_eq!(rows[0], ["TIME", "RESOURCE", "VERSION", "OPERATION", "WHO", "CHANGE"]);
    assert_eq!(rows[2][1..5], ["virtualnode/n in m", "3", "UpdateVirtualNode", ROOT]);
    assert_eq!(rows[2][5], "spec.listeners[0].portMapping.port: 80 → 81");
    assert_eq!(rows[3][5], "tags: +b");
}

#[test]
fn a_reused_name_continues_its_history() {
    let home = changed();
    home.line("create-virtual-node --mesh-name m --virtual-node-name n --spec {}").ok();
    let newest = history(&home, "m/virtualNode/n --limit 1");
    assert_eq!(newest, [json!(["CreateVirtualNode", 6, null, 1])]);
}

#[test]
fn history_limits_the_changes_per_resource() {
    let home = changed();
    let server = Server::start(&home, &["--history", "2"]);
    home.line("create-virtual-node --mesh-name m --virtual-node-name n --spec {}").ok();
    let newest =
        [json!(["CreateVirtualNode", 6, null, 1]), json!(["DeleteVirtualNode", 5, 3, null])];
    assert_eq!(history(&home, "m/virtualNode/n"), newest);
    assert_eq!(history(&home, "m").len(), 1, "the limit is per resource");
    drop(server);
    let output = home.line("serve --history 0").refused(252);
    assert!(output.contains("expected `all` or a number of at least 1"), "{output}");
}

#[test]
fn updates_of_one_commit_are_recorded() {
    let home = Sandbox::with_dj_app();
    home.line("canary --service jazz --to v2 --weight 50").ok();
    let changes = home.line("history --limit 2 --output json").json();
    let changes = changes["changes"].as_array().unwrap();
    assert_eq!(changes[0]["operation"], "UpdateRoute");
    assert_eq!(
        changes[0]["before"]["spec"]["httpRoute"]["action"]["weightedTargets"][0]["weight"],
        100
    );
    assert_eq!(
        changes[0]["after"]["spec"]["httpRoute"]["action"]["weightedTargets"][0]["weight"],
        50
    );
}

fn weights(home: &Sandbox) -> Value {
    let query = "route.spec.httpRoute.action.weightedTargets[].weight";
    let names = "--mesh-name dj-app --virtual-router-name jazz-router --route-name jazz-route";
    home.line(&format!("describe-route {names} --query {query}")).json()
}

#[test]
fn a_rollback_is_an_update_with_the_earlier_spec() {
    let home = Sandbox::with_dj_app();
    let before = weights(&home);
    home.line("canary --service jazz --to v2 --weight 50").ok();
    let after = weights(&home);
    assert_ne!(before, after);

    let planned = home.line(&format!("rollback {ROUTE} --to-version 1 --dry-run")).ok();
    let last = planned.lines().last().unwrap();
    let want = "route/jazz-router/jazz-route would be restored to version 1 (dry run)";
    assert_eq!(last, want, "{planned}");
    assert!(planned.starts_with("spec.httpRoute.action.weightedTargets"), "{planned}");
    assert_eq!(weights(&home), after, "a dry run changes nothing");

    let done = home.line(&format!("rollback {ROUTE} --to-version 1")).ok();
    let want = "route/jazz-router/jazz-route restored to version 1, as version 3\n";
    assert!(done.ends_with(want), "{done}");
    assert_eq!(weights(&home), before);

    let again = home.line(&format!("rollback {ROUTE} --to-version 1 --output json")).json();
    assert_eq!((&again["state"], &again["version"]), (&json!("unchanged"), &json!(null)));
    let output = home.line(&format!("rollback {ROUTE} --to-version 9")).refused(1);
    let want = format!(
        "error: version 9 of `mesh/{ROUTE}` is not recorded\n\
         hint: recorded versions: 1, 2, 3\n"
    );
    assert_eq!(output, want);
}

#[test]
fn rollback_recreates_a_deleted_resource_with_its_tags() {
    let home = changed();
    let done = home.line("rollback m/virtualNode/n --to-version 2").ok();
    let want = "virtualnode/n recreated as of version 2, including its tags; it is a new resource, \
                at version 1\n";
    assert_eq!(done, want);
    let node = home.line("describe-virtual-node --mesh-name m --virtual-node-name n").json();
    assert_eq!(node["virtualNode"]["spec"]["listeners"][0]["portMapping"]["port"], 80);
    let arn = node["virtualNode"]["metadata"]["arn"].as_str().unwrap().to_owned();
    let tags = home.line(&format!("list-tags-for-resource --resource-arn {arn}")).json();
    let tag = |key: &str, value: &str| json!({"key": key, "value": value});
    assert_eq!(
        tags["tags"],
        json!([tag("a", "1"), tag("b", "2")]),
        "the last ones of that version"
    );

    home.line("delete-virtual-node --mesh-name m --virtual-node-name n").ok();
    home.line("delete-mesh --mesh-name m").ok();
    let output = home.line(&format!("rollback {arn} --to-version 1")).refused(1);
    let want = "error: `mesh/m/virtualNode/n` is unchanged\n\
                caused by: An error occurred (NotFoundException) when calling the \
                CreateVirtualNode operation: Mesh with name m is not present for account \
                000000000000\n";
    assert_eq!(output, want);
    let output = home.line("rollback m/virtualNode/other --to-version 1").refused(1);
    assert!(
        output.starts_with("error: no changes of `mesh/m/virtualNode/other` are recorded\n"),
        "{output}"
    );
}

#[test]
fn rollback_notes_that_tags_are_not_restored() {
    let home = Sandbox::new();
    home.line("create-mesh --mesh-name m --tags key=a,value=1").ok();
    home.line("update-mesh --mesh-name m --spec egressFilter={type=ALLOW_ALL}").ok();
    let arn = "arn:aws:appmesh:us-west-2:000000000000:mesh/m";
    let back = "rollback m --to-version 1";
    let output = home.line(&format!("{back} --dry-run"));
    assert_eq!(output.stderr, "", "the tags are unchanged");
    home.line(&format!("untag-resource --resource-arn {arn} --tag-keys a")).ok();
    home.line(&format!("tag-resource --resource-arn {arn} --tags key=b,value=2")).ok();
    let output = home.line(back);
    let want = "note: tags are not restored unless the resource is recreated; in that version they \
                were `a=1`; use `meshctl tag-resource` and `meshctl untag-resource` to change them\n";
    assert_eq!((output.stderr.as_str(), output.code), (want, 0));
    let tags = home.line(&format!("list-tags-for-resource --resource-arn {arn}")).json();
    assert_eq!(tags["tags"], json!([{"key": "b", "value": "2"}]));

    home.line("delete-mesh --mesh-name m").ok();
    let output = home.line(&format!("{back} --output json"));
    assert_eq!(output.stderr, "");
    let data = output.json();
    assert_eq!((&data["madeAgain"], &data["version"]), (&json!(true), &json!(1)));
    let tags = home.line(&format!("list-tags-for-resource --resource-arn {arn}")).json();
    assert_eq!(tags["tags"], json!([{"key": "a", "value": "1"}]));
}

#[test]
fn all_changes_can_be_paged_through() {
    const CHANGES: u64 = 1102;
    let home = Sandbox::new();
    let server = Server::start(&home, &["--history", "all"]);
    let (http, api) = (Http::new(), &server.ready.api);
    let mesh = format!("{api}/v20190125/meshes");
    assert_eq!(http.put(&mesh, &json!({"meshName": "m"})).unwrap().status, 200);
    for change in 1..CHANGES {
        let kind = ["ALLOW_ALL", "DROP_ALL"][(change % 2) as usize];
        let spec = json!({"spec": {"egressFilter": {"type": kind}}});
        assert_eq!(http.put(&format!("{mesh}/m"), &spec).unwrap().status, 200);
    }
    let node = json!({"virtualNodeName": "n", "spec": {}});
    assert_eq!(http.put(&format!("{mesh}/m/virtualNodes"), &node).unwrap().status, 200);

    // Page by page, of the resource and of everything.
    for (of, first) in
        [("&resource=mesh%2Fm", CHANGES), ("&mesh=m", CHANGES + 1), ("", CHANGES + 1)]
    {
        let (mut numbers, mut after) = (Vec::new(), String::new());
        loop {
            let url = format!("{api}/meshctl/v1/history?limit=500{of}{after}");
            let page = http.get(&url).unwrap().json();
            let changes = page["changes"].as_array().unwrap();
            assert!(changes.len() <= 500);
            let number = |change: &Value| match change["operation"].as_str().unwrap() {
                "CreateVirtualNode" => CHANGES + 1,
                _ => change["change"].as_u64().unwrap(),
            };
            numbers.extend(changes.iter().map(number));
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        assert_eq!(numbers, (1..=first).rev().collect::<Vec<_>>(), "{of}");
    }
    let page = http.get(&format!("{api}/meshctl/v1/history?limit=1&resource=mesh%2Fm")).unwrap();
    let of_m = page.json()["next"].as_str().unwrap().to_owned();
    for wrong in [format!("resource=mesh%2Fother&after={of_m}"), "after=nothing".to_owned()] {
        let refused = http.get(&format!("{api}/meshctl/v1/history?{wrong}")).unwrap();
        assert_eq!(refused.status, 400, "{wrong}");
    }

    let output = home.line("rollback m --to-version 5000").refused(1);
    let want = "error: version 5000 of `mesh/m` is not recorded\n\
                hint: recorded versions: 1 to 1102\n";
    assert_eq!(output, want);
    let done = home.line("rollback m --to-version 1").ok();
    assert!(done.ends_with("mesh/m restored to version 1, as version 1103\n"), "{done}");
}

#[test]
fn a_truncated_list_notes_how_to_continue() {
    let home = changed();
    let all = home.line("history --output json");
    assert_eq!(all.stderr, "", "nothing is left out");
    let all = all.json()["changes"].as_array().unwrap().clone();
    let output = home.line("history --limit 2 --output json");
    let note = output.stderr.strip_prefix("note: older changes exist; continue with `").unwrap();
    let until = note.strip_suffix("`\n").unwrap().to_owned();
    let rest = home.line(&format!("history {until} --output json"));
    assert_eq!(rest.stderr, "");
    let rest = rest.json()["changes"].as_array().unwrap().clone();
    assert_eq!(rest, all[1..], "the next page starts with the last entry of the first");
    let first = all.last().unwrap()["atMs"].as_i64().unwrap();
    let before = jiff::Timestamp::from_millisecond(first - 1).unwrap();
    let output = home.line(&format!("history --mesh m --until {before}")).ok();
    assert_eq!(
        output,
        format!("no changes found in mesh `m` until {before} that you are allowed to see\n")
    );
}

#[test]
fn an_arn_of_another_account_or_region_is_not_the_own_resource() {
    let home = changed();
    let arn = |region: &str, account: &str, mesh: &str| {
        format!("arn:aws:appmesh:{region}:{account}:mesh/{mesh}/virtualNode/n")
    };
    let own = arn("us-west-2", "000000000000", "m");
    assert_eq!(history(&home, &own), history(&home, "m/virtualNode/n"));
    let other = "999999999999";
    let cases = [
        (arn("eu-west-1", "000000000000", "m"), "ARN of another region than us-west-2"),
        (arn("us-west-2", other, "m"), "Invalid account id in the ARN provided : 999999999999"),
        (
            arn("us-west-2", other, "m@111122223333"),
            "account id in the ARN provided : 999999999999",
        ),
        (format!("m@{other}/virtualNode/n"), "that is not shared with account 000000000000"),
    ];
    let then = history(&home, "");
    for (named, why) in &cases {
        for line in [format!("rollback {named} --to-version 1"), format!("history {named}")] {
            let output = home.line(&line).refused(1);
            assert!(output.contains(why), "{line}: {output}");
            let hint = output.lines().last().unwrap();
            let want = "hint: an ARN selects exactly that resource; `mesh/m/virtualNode/n` selects \
                        the one in your own mesh";
            assert!(hint == want || !named.starts_with("arn:"), "{output}");
        }
    }
    // A resource of another account in the own mesh; it never existed.
    let theirs = arn("us-west-2", other, "m@000000000000");
    let output = home.line(&format!("rollback {theirs} --to-version 1")).refused(1);
    assert!(
        output.starts_with("error: no changes of `mesh/m/virtualNode/n` are recorded\n"),
        "{output}"
    );
    assert_eq!(history(&home, ""), then, "nothing was written");
}
