//! What the history shows to whom.

use axum::body::Body;
use serde_json::{Value, json};

use super::{key, user};
use crate::support::api::ACCOUNT;
use crate::support::{Api, Signer};

const OWNER: &str = "111122223333";
const CONSUMER: &str = "444455556666";

/// What is asked of the history as `who`.
fn history(api: &Api, who: &str, query: &str) -> (u16, Value) {
    let request = http::Request::get(format!("/meshctl/v1/history?{query}"));
    let signed = Signer::new(who).signed(request.body(String::new()).unwrap());
    let reply = api.send(signed.map(Body::from));
    (reply.status, reply.body)
}

/// Operations and resources of the changes that `who` is told of, the newest first.
fn told(api: &Api, who: &str, query: &str) -> Vec<String> {
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
fn each_account_sees_its_own_in_a_shared_mesh_and_no_tags_of_others() {
    let api = shared();
    let (theirs, ours) = ("mesh/sh/virtualNode/theirs", "mesh/sh/virtualNode/ours");
    let consumers = [
        format!("TagResource {ours}"),
        format!("CreateVirtualNode {ours}"),
        "CreateMesh mesh/sh".to_owned(),
    ];
    for query in ["", "mesh=sh"] {
        assert_eq!(told(&api, "AKIACONSUMER", query), consumers, "{query}");
    }
    let owners = [
        format!("CreateVirtualNode {ours}"),
        format!("CreateVirtualNode {theirs}"),
        "CreateMesh mesh/sh".to_owned(),
    ];
    assert_eq!(told(&api, "AKIAOWNER", ""), owners, "that tags changed is not told either");
    let (_, seen) = history(&api, "AKIAOWNER", "");
    let tags = |change: usize| seen["changes"][change]["after"]["tags"].as_array().map(Vec::len);
    assert_eq!((tags(0), tags(1)), (None, Some(1)));
    assert_eq!(seen["changes"][0]["meshOwner"], json!(null));
    let (_, seen) = history(&api, "AKIACONSUMER", "");
    let owner = |change: usize| seen["changes"][change]["meshOwner"].as_str();
    assert_eq!((owner(0), owner(1), owner(2)), (Some(OWNER), Some(OWNER), None));
    assert_eq!(seen["changes"][0]["after"]["tags"].as_array().unwrap().len(), 2);
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
fn tags_decide_as_they_are_now_or_as_they_were_of_what_is_gone() {
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
    assert_eq!(told(&api, "AKIADJ", ""), want);
    assert_eq!(told(&api, "AKIADJ", "resource=mesh/m/virtualNode/b").len(), 1);
    assert_eq!(told(&api, "AKIAROOT", "resource=mesh/m/virtualNode/b").len(), 3);
    // What it may not see is not said to be nothing.
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
fn whom_another_statement_asks_for_tags_sees_all_that_it_may_describe() {
    let music = json!({"StringEquals": {"aws:ResourceTag/team": "music"}});
    let reads = json!(["appmesh:Describe*", "appmesh:List*"]);
    let api = teams(&json!([
        {"Effect": "Allow", "Action": reads, "Resource": "*"},
        {"Effect": "Allow", "Action": "appmesh:Update*", "Resource": "*", "Condition": music},
    ]));
    assert_eq!(told(&api, "AKIADJ", ""), told(&api, "AKIAROOT", ""));
    assert_eq!(told(&api, "AKIADJ", "").len(), 9);
}
