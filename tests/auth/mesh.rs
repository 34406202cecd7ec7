//! `GET /meshctl/v1/mesh` shows a caller exactly what lists and describes show.

use axum::body::Body;
use meshctl::iam::{ActionSet, policy_document};
use meshctl::model::{Key, Kind, Verb, model};
use serde_json::{Map, Value, json};

use super::key;
use crate::support::api::{ACCOUNT, ApiResponse, act};
use crate::support::{Api, Sandbox, Server, Signer};

const CONSUMER: &str = "444455556666";

fn statement(effect: &str, action: &str, more: Value) -> Value {
    let mut statement = json!({"Effect": effect, "Action": action, "Resource": "*"});
    statement.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    statement
}

/// The users and the statements of their policies.
fn users() -> Vec<(&'static str, Value)> {
    let allow = |action: &str| statement("Allow", action, json!({}));
    let secret = json!({"Condition": {"StringEquals": {"aws:ResourceTag/secret": "yes"}}});
    let node =
        json!({"Resource": format!("arn:aws:appmesh:us-west-2:{ACCOUNT}:mesh/m/virtualNode/a")});
    let router =
        json!({"Resource": format!("arn:aws:appmesh:us-west-2:{ACCOUNT}:mesh/m/virtualRouter/q")});
    let canary = policy_document(ActionSet::Canary, None)["Statement"].clone();
    vec![
        ("all", json!([allow("appmesh:*")])),
        ("canary", canary),
        ("lists", json!([allow("appmesh:List*")])),
        ("tags", json!([allow("appmesh:*"), statement("Deny", "appmesh:Describe*", secret)])),
        ("one", json!([allow("appmesh:List*"), statement("Allow", "appmesh:Describe*", node)])),
        ("routes", json!([allow("*"), statement("Deny", "appmesh:ListRoutes", router)])),
    ]
}

fn api() -> Api {
    let user = |(name, statements): (&str, Value)| {
        let policy = json!({"Version": "2012-10-17", "Statement": statements});
        (name.to_owned(), json!({"keys": [key(name)], "policies": [policy]}))
    };
    let users: Map<String, Value> = users().into_iter().map(user).collect();
    let api = Api::guarded(&json!({
        "accounts": {
            ACCOUNT: {"root": {"keys": [key("root")]}, "users": users},
            CONSUMER: {"users": {"dj": super::user("consumer")}},
        },
        "shares": [{"owner": ACCOUNT, "mesh": "m", "with": CONSUMER}],
    }));
    let weighted = json!({"httpRoute": {"match": {"prefix": "/"}, "action": {"weightedTargets": [
        {"virtualNode": "a", "weight": 1}]}}});
    for (path, spec) in [
        ("mesh/m", json!({"egressFilter": {"type": "ALLOW_ALL"}})),
        ("virtualNode/a", json!({})),
        ("virtualNode/b", json!({})),
        ("virtualRouter/q", json!({})),
        ("virtualRouter/r", json!({})),
        ("virtualRouter/r/route/x", weighted),
        ("virtualService/s", json!({})),
        (
            "virtualGateway/g",
            json!({"listeners": [
            {"portMapping": {"port": 80, "protocol": "http"}}]}),
        ),
    ] {
        let (operation, mut input) = act("Create", path, spec);
        if path == "virtualNode/b" {
            input["tags"] = json!([{"key": "secret", "value": "yes"}]);
        }
        let response = api.call_as(&Signer::new("root"), &operation, &input);
        assert_eq!(response.status, 200, "{path}: {}", response.message());
    }
    api
}

fn document(api: &Api, user: &str, query: &str) -> ApiResponse {
    let path = format!("/meshctl/v1/mesh?{query}");
    let request = http::Request::get(path).body(String::new()).unwrap();
    api.send(Signer::new(user).signed(request).map(Body::from))
}

/// Key, version and spec of the resources of `kind` below `parent`, by lists and describes.
fn listed(api: &Api, user: &str, kind: Kind, parent: Option<&Key>) -> Option<Vec<Value>> {
    let signer = Signer::new(user);
    let names = parent.map_or_else(|| Key::mesh("m").members(), Key::members);
    let list = model().operation_for(Verb::List, kind).name;
    let response = api.call_as(&signer, list, &Value::Object(names));
    let items = response.body[kind.plural()].as_array().filter(|_| response.status == 200)?;
    let describe = model().operation_for(Verb::Describe, kind).name;
    let resource = |item: &Value| {
        let key = Key::from_members(kind, item.as_object().unwrap()).unwrap();
        let described = api.call_as(&signer, describe, &Value::Object(key.members()));
        let mut resource = json!({"key": key, "version": item["version"]});
        if described.status == 200 {
            resource["spec"] = described.body["spec"].clone();
        }
        resource
    };
    Some(items.iter().map(resource).collect())
}

#[test]
fn a_mesh_document_contains_what_lists_and_describes_return() {
    let api = api();
    let routers = ["q", "r"].map(|name| Key::member(Kind::VirtualRouter, "m", name));
    let gateways = ["g"].map(|name| Key::member(Kind::VirtualGateway, "m", name));
    for (user, _) in users() {
        let response = document(&api, user, "name=m");
        assert_eq!(response.status, 200, "{user}: {}", response.message());
        let of_kind = |kind: Kind| -> Vec<Value> {
            let resources = response.body["resources"].as_array().unwrap().iter();
            let kind_of =
                |one: &&Value| Key::from_path(one["key"].as_str().unwrap()).unwrap().kind == kind;
            resources.filter(kind_of).cloned().collect()
        };
        assert_eq!(of_kind(Kind::Mesh).len(), 1, "{user}");
        let mut unlisted = Vec::new();
        for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Mesh) {
            let parents: Vec<Option<&Key>> = match kind {
                Kind::Route => routers.iter().map(Some).collect(),
                Kind::GatewayRoute => gateways.iter().map(Some).collect(),
                _ => vec![None],
            };
            let lists = parents.into_iter().map(|parent| listed(&api, user, kind, parent));
            match lists.collect::<Option<Vec<_>>>() {
                Some(lists) => assert_eq!(of_kind(kind), lists.concat(), "{user} {kind}"),
                None => {
                    unlisted.push(kind.segment());
                    assert_eq!(of_kind(kind), Vec::<Value>::new(), "{user} {kind}");
                }
            }
        }
        let mut named: Vec<&str> = response.body["unlisted"]
            .as_array()
            .unwrap()
            .iter()
            .map(|kind| kind.as_str().unwrap())
            .collect();
        named.sort_unstable();
        unlisted.sort_unstable();
        assert_eq!(named, unlisted, "{user}");
    }
}

#[test]
fn a_mesh_document_of_a_shared_mesh_needs_its_owner() {
    let api = api();
    let own = document(&api, "consumer", "name=m");
    assert_eq!((own.status, own.code.as_str()), (404, "NotFoundException"));
    let shared = document(&api, "consumer", &format!("name=m&owner={ACCOUNT}"));
    assert_eq!(shared.status, 200, "{}", shared.message());
    assert_eq!(shared.body["unlisted"], json!(["virtualGateway", "gatewayRoute"]));
}

#[test]
fn a_mesh_document_is_denied_or_not_found_as_a_list_is() {
    let api = api();
    for (user, query, status, code) in [
        ("all", "name=ghost", 404, "NotFoundException"),
        ("all", "", 400, "BadRequestException"),
        ("all", "name=m&color=red", 400, "BadRequestException"),
        ("all", &*format!("name=m&owner={CONSUMER}"), 403, "ForbiddenException"),
    ] {
        let response = document(&api, user, query);
        assert_eq!((response.status, response.code.as_str()), (status, code), "{query}");
    }
}

/// Runs `line` with a new access key of the user `name`.
fn run_as(home: &mut Sandbox, key: &Value, line: &str) -> String {
    home.set("AWS_ACCESS_KEY_ID", key["accessKeyId"].as_str().unwrap());
    home.set("AWS_SECRET_ACCESS_KEY", key["secretAccessKey"].as_str().unwrap());
    home.line(line).ok()
}

#[test]
fn commands_need_no_more_than_the_permissions_of_their_policy() {
    let mut home = Sandbox::with_dj_app();
    home.set("AWS_REGION", "us-west-2");
    let add = "auth add-key --output json --file auth.json --account 000000000000";
    for set in ["canary", "cleanup"] {
        let policy = home.line(&format!("iam policy --for {set}")).ok();
        home.file(&format!("{set}.json"), &policy);
    }
    let key = |user: &str, policy: &str| {
        home.line(&format!("{add} --user {user} --policy {policy}")).json()
    };
    let (canary, cleanup) = (key("canary", "canary.json"), key("cleanup", "cleanup.json"));
    let apply = key("apply", "AWSAppMeshFullAccess");
    let _server = Server::start(&home, &["--auth", "auth.json"]);
    let manifest = home.file("m.json", r#"{"meshName": "m"}"#);
    assert_eq!(run_as(&mut home, &apply, &format!("apply -f {manifest}")), "mesh/m created\n");
    let shifted =
        run_as(&mut home, &canary, "canary --mesh dj-app --service jazz --to v2 --weight 10");
    assert!(shifted.contains("weights updated"), "{shifted}");
    let deleted = run_as(&mut home, &cleanup, "cleanup --mesh dj-app --yes");
    assert!(deleted.ends_with("mesh/dj-app deleted\n"), "{deleted}");
}
