//! Authorization of the history and of rollbacks.

use axum::body::Body;
use serde_json::{Value, json};

use super::{key, user};
use crate::support::api::ACCOUNT;
use crate::support::{Api, Sandbox, Server, Signer};

const OWNER: &str = "111122223333";
const CONSUMER: &str = "444455556666";

/// Queries the history as `who`.
fn history(api: &Api, who: &str, query: &str) -> (u16, Value) {
    let request = http::Request::get(format!("/meshctl/v1/history?{query}"));
    let signed = Signer::new(who).signed(request.body(String::new()).unwrap());
    let reply = api.send(signed.map(Body::from));
    (reply.status, reply.body)
}

/// Operations and resources of the changes that `who` can see, newest first.
fn visible_changes(api: &Api, who: &str, query: &str) -> Vec<String> {
    let (status, body) = history(api, who, query);
    assert_eq!(status, 200, "{body}");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let brief = |one: &Value| format!("{} {}", text(&one["operation"]), text(&one["resource"]));
    body["changes"].as_array().unwrap().iter().map(brief).collect()
}

fn ok(api: &Api, who: &str, operation: &str, input: &Value) -> Value {
    let reply = api.call_as(&Signer::new(who), operation, input);
    assert_eq!(reply.status, 200, "{operation}: {}", reply.message());
    reply.body
}

/// The owner shares `sh` with the consumer, who also has a mesh of that name itself; each has a
/// node in the shared one, tagged.
fn shared() -> Api {
    let account = |id: &str| json!({"users": {"dj": user(id)}});
    let api = Api::guarded(&json!({
        "accounts": {OWNER: account("AKIAOWNER"), CONSUMER: account("AKIACONSUMER")},
        "shares": [{"owner": OWNER, "mesh": "sh", "with": CONSUMER}],
    }));
    for who in ["AKIAOWNER", "AKIACONSUMER"] {
        ok(&api, who, "CreateMesh", &json!({"meshName": "sh"}));
    }
    for (who, name) in [("AKIAOWNER", "theirs"), ("AKIACONSUMER", "ours")] {
        let tags = json!([{"key": "secret of", "value": who}]);
        let node = json!({"meshName": "sh", "meshOwner": OWNER, "virtualNodeName": name,
                          "spec": {}, "tags": tags});
        ok(&api, who, "CreateVirtualNode", &node);
    }
    let arn = format!("arn:aws:appmesh:us-west-2:{CONSUMER}:mesh/sh@{OWNER}/virtualNode/ours");
    let more = json!([{"key": "more", "value": "x"}]);
    ok(&api, "AKIACONSUMER", "TagResource", &json!({"resourceArn": arn, "tags": more}));
    api
}

#[test]
fn history_of_a_shared_mesh_shows_own_resources_without_tags_of_others() {
    let api = shared();
    let (theirs, ours) = ("mesh/sh/virtualNode/theirs", "mesh/sh/virtualNode/ours");
    let consumers = [
        format!("TagResource {ours}"),
        format!("CreateVirtualNode {ours}"),
        "CreateMesh mesh/sh".to_owned(),
    ];
    for query in ["", "mesh=sh"] {
        assert_eq!(visible_changes(&api, "AKIACONSUMER", query), consumers, "{query}");
    }
    let owners = [
        format!("CreateVirtualNode {ours}"),
        format!("CreateVirtualNode {theirs}"),
        "CreateMesh mesh/sh".to_owned(),
    ];
    assert_eq!(visible_changes(&api, "AKIAOWNER", ""), owners, "tag changes of others are hidden");
    let (_, seen) = history(&api, "AKIAOWNER", "");
    let tags = |change: usize| seen["changes"][change]["after"]["tags"].as_array().map(Vec::len);
    assert_eq!((tags(0), tags(1)), (None, Some(1)));
    assert_eq!(seen["changes"][0]["meshOwner"], json!(null));
    let (_, seen) = history(&api, "AKIACONSUMER", "");
    let owner = |change: usize| seen["changes"][change]["meshOwner"].as_str();
    assert_eq!((owner(0), owner(1), owner(2)), (Some(OWNER), Some(OWNER), None));
    assert_eq!(seen["changes"][0]["after"]["tags"].as_array().unwrap().len(), 2);
}

#[test]
fn history_filter_takes_the_mesh_owner_and_the_resource_owner() {
    let api = shared();
    let arn = |account: &str, path: &str| {
        format!("resource=arn:aws:appmesh:us-west-2:{account}:mesh/{path}")
    };
    let (theirs, ours) =
        (format!("sh@{OWNER}/virtualNode/theirs"), format!("sh@{OWNER}/virtualNode/ours"));
    let [owner, consumer] = ["AKIAOWNER", "AKIACONSUMER"];
    for (who, query, count) in [
        (consumer, format!("resource=mesh/{ours}"), 2),
        (consumer, arn(CONSUMER, &ours), 2),
        // In its own mesh of that name there is none.
        (consumer, "resource=mesh/sh/virtualNode/ours".to_owned(), 0),
        (consumer, arn(CONSUMER, "sh/virtualNode/ours"), 0),
        (owner, "resource=mesh/sh/virtualNode/ours".to_owned(), 1),
        (owner, arn(CONSUMER, &ours), 1),
        (owner, arn(OWNER, &theirs), 1),
    ] {
        assert_eq!(visible_changes(&api, who, &query).len(), count, "{query} by {who}");
    }
    for (who, query, why) in [
        (consumer, format!("resource=mesh/{theirs}"), "belongs to account 111122223333"),
        (consumer, arn(OWNER, "sh/virtualNode/theirs"), "Invalid account id in the ARN"),
        (consumer, format!("resource=mesh/other@{OWNER}"), "not shared with account 444455556666"),
        (owner, arn(OWNER, "sh/virtualNode/ours"), "belongs to account 444455556666"),
        (owner, format!("resource=mesh/sh@{CONSUMER}"), "not shared with account 111122223333"),
    ] {
        let (status, body) = history(&api, who, &query);
        let text = body["message"].as_str().unwrap_or_default();
        assert!(status == 400 || status == 403, "{query} by {who}: {body}");
        assert!(text.contains(why), "{query} by {who}: {body}");
    }
}

/// A mesh with a node of `team` `music`, one of `team` `film`, and one without tags; then the first
/// two are deleted and the second one's name is used again, for `music`.
fn teams(statements: &Value) -> Api {
    let policy = json!({"Version": "2012-10-17", "Statement": statements});
    let api = Api::guarded(&json!({"accounts": {ACCOUNT: {
        "root": {"keys": [key("AKIAROOT")]},
        "users": {"dj": {"keys": [key("AKIADJ")], "policies": [policy]}},
    }}}));
    ok(&api, "AKIAROOT", "CreateMesh", &json!({"meshName": "m"}));
    let make = |name: &str, team: &str| {
        let tags = json!([{"key": "team", "value": team}]);
        let node = json!({"meshName": "m", "virtualNodeName": name, "spec": {}, "tags": tags});
        ok(&api, "AKIAROOT", "CreateVirtualNode", &node);
    };
    for (name, team) in [("a", "music"), ("b", "film"), ("c", "film"), ("d", "")] {
        make(name, team);
    }
    for name in ["a", "b"] {
        let node = json!({"meshName": "m", "virtualNodeName": name});
        ok(&api, "AKIAROOT", "DeleteVirtualNode", &node);
    }
    make("b", "music");
    let arn = format!("arn:aws:appmesh:us-west-2:{ACCOUNT}:mesh/m/virtualNode/d");
    let music = json!([{"key": "team", "value": "music"}]);
    ok(&api, "AKIAROOT", "TagResource", &json!({"resourceArn": arn, "tags": music}));
    api
}

#[test]
fn history_is_authorized_by_current_tags_or_the_last_tags_of_deleted_resources() {
    let music = json!({"StringEquals": {"aws:ResourceTag/team": "music"}});
    let reads = json!(["appmesh:Describe*", "appmesh:List*"]);
    let api = teams(&json!([
        {"Effect": "Allow", "Action": reads, "Resource": "*", "Condition": music},
    ]));
    let want = [
        // It is of the team by now.
        "TagResource mesh/m/virtualNode/d",
        "CreateVirtualNode mesh/m/virtualNode/b",
        "DeleteVirtualNode mesh/m/virtualNode/a",
        "CreateVirtualNode mesh/m/virtualNode/d",
        "CreateVirtualNode mesh/m/virtualNode/a",
    ];
    assert_eq!(visible_changes(&api, "AKIADJ", ""), want);
    assert_eq!(visible_changes(&api, "AKIADJ", "resource=mesh/m/virtualNode/b").len(), 1);
    assert_eq!(visible_changes(&api, "AKIAROOT", "resource=mesh/m/virtualNode/b").len(), 3);
    // Without permission, an error is returned rather than an empty list.
    for name in ["c", "none"] {
        let (_, body) = history(&api, "AKIADJ", &format!("resource=mesh/m/virtualNode/{name}"));
        let want = format!(
            "User: arn:aws:iam::{ACCOUNT}:user/dj is not authorized to perform: \
             appmesh:DescribeVirtualNode on resource: \
             arn:aws:appmesh:us-west-2:{ACCOUNT}:mesh/m/virtualNode/{name} because no \
             identity-based policy allows the appmesh:DescribeVirtualNode action"
        );
        assert_eq!(body["message"], want, "{name}");
    }
}

#[test]
fn tag_conditions_in_other_statements_do_not_hide_history() {
    let music = json!({"StringEquals": {"aws:ResourceTag/team": "music"}});
    let reads = json!(["appmesh:Describe*", "appmesh:List*"]);
    let api = teams(&json!([
        {"Effect": "Allow", "Action": reads, "Resource": "*"},
        {"Effect": "Allow", "Action": "appmesh:Update*", "Resource": "*", "Condition": music},
    ]));
    assert_eq!(visible_changes(&api, "AKIADJ", ""), visible_changes(&api, "AKIAROOT", ""));
    assert_eq!(visible_changes(&api, "AKIADJ", "").len(), 9);
}

/// A server of two accounts, as in [`shared`], and what each calls by.
struct Two {
    home: Sandbox,
    _server: Server,
    keys: [Value; 2],
}

impl Two {
    fn start() -> Self {
        let home = Sandbox::new();
        let keys = [OWNER, CONSUMER].map(|account| {
            let add = "auth add-key --output json --file auth.json --user dj";
            home.line(&format!("{add} --account {account} --policy AWSAppMeshFullAccess")).json()
        });
        let path = home.home().join("auth.json");
        let mut file: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        file["shares"] = json!([{"owner": OWNER, "mesh": "sh", "with": CONSUMER}]);
        std::fs::write(&path, file.to_string()).unwrap();
        let args = ["--auth", "auth.json", "--account-id", OWNER, "--region", "us-west-2"];
        let server = Server::start(&home, &args);
        Self { home, _server: server, keys }
    }

    /// Runs `meshctl` as the owner, 0, or the consumer, 1.
    fn line(&mut self, who: usize, line: &str) -> crate::support::sandbox::CommandOutput {
        for (variable, name) in
            [("AWS_ACCESS_KEY_ID", "accessKeyId"), ("AWS_SECRET_ACCESS_KEY", "secretAccessKey")]
        {
            self.home.set(variable, self.keys[who][name].as_str().unwrap());
        }
        self.home.line(line)
    }

    /// The port of the node in `mesh`, which identifies its version.
    fn port(&mut self, mesh: &str) -> Value {
        let line = format!("describe-virtual-node {mesh} --virtual-node-name w1");
        self.line(1, &line).json()["virtualNode"]["spec"]["listeners"][0]["portMapping"]["port"]
            .clone()
    }
}

#[test]
fn rollback_changes_only_the_resource_that_its_arn_names() {
    let mut two = Two::start();
    let spec = |port: u16| {
        let listener = format!("{{portMapping={{port={port},protocol=http}}}}");
        format!("serviceDiscovery={{dns={{hostname=n.local}}}},listeners=[{listener}]")
    };
    let (own, shared) =
        ("--mesh-name sh".to_owned(), format!("--mesh-name sh --mesh-owner {OWNER}"));
    for who in [0, 1] {
        two.line(who, "create-mesh --mesh-name sh").ok();
    }
    for (mesh, first) in [(&own, 10), (&shared, 20)] {
        for (verb, port) in [("create", first), ("update", first + 1)] {
            let node = format!("--virtual-node-name w1 --spec {}", spec(port));
            two.line(1, &format!("{verb}-virtual-node {mesh} {node}")).ok();
        }
    }
    let arn = |region: &str, account: &str, mesh: &str| {
        format!("arn:aws:appmesh:{region}:{account}:mesh/{mesh}/virtualNode/w1")
    };
    let in_shared = arn("us-west-2", CONSUMER, &format!("sh@{OWNER}"));

    // What is another account's, in another region or not shared is refused.
    for (who, named, why) in [
        (1, arn("eu-west-1", "999999999999", "sh"), "another region than us-west-2"),
        (1, arn("us-west-2", "999999999999", "sh"), "Invalid account id"),
        (1, arn("us-west-2", OWNER, "sh"), "Invalid account id"),
        (0, in_shared.clone(), "belonged to account 444455556666"),
        (0, "sh/virtualNode/w1".to_owned(), "belonged to account 444455556666"),
    ] {
        let said = two.line(who, &format!("rollback {named} --to-version 1")).refused(1);
        assert!(said.contains(why), "{named}: {said}");
    }
    assert_eq!((two.port(&own), two.port(&shared)), (json!(11), json!(21)));

    let done = two.line(1, &format!("rollback {in_shared} --to-version 1")).ok();
    assert!(done.ends_with("restored to version 1, as version 3\n"), "{done}");
    assert_eq!((two.port(&own), two.port(&shared)), (json!(11), json!(20)));
    two.line(1, &format!("rollback sh@{OWNER}/virtualNode/w1 --to-version 2")).ok();
    assert_eq!((two.port(&own), two.port(&shared)), (json!(11), json!(21)));
    two.line(1, &format!("rollback {} --to-version 1", arn("us-west-2", CONSUMER, "sh"))).ok();
    assert_eq!((two.port(&own), two.port(&shared)), (json!(10), json!(21)));

    // A deleted resource is recreated in the same mesh.
    two.line(1, &format!("delete-virtual-node {shared} --virtual-node-name w1")).ok();
    let said = two.line(0, &format!("rollback {in_shared} --to-version 1")).refused(1);
    assert!(said.contains("belonged to account 444455556666"), "{said}");
    two.line(1, &format!("rollback {in_shared} --to-version 1")).ok();
    assert_eq!((two.port(&own), two.port(&shared)), (json!(10), json!(20)));
    let table = two.line(1, "history --mesh sh --limit 1").ok();
    assert!(table.contains(&format!("virtualnode/w1 in sh@{OWNER}")), "{table}");
}
