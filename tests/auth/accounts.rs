//! Two accounts on one server, and a mesh that one shares with the other.

use serde_json::{Value, json};

use super::{key, user};
use crate::support::api::ACCOUNT;
use crate::support::{Api, Signer};

const OWNER: &str = "111122223333";
const CONSUMER: &str = "444455556666";

/// Each account has a user; the mesh `shop` of one account is shared with the other.
fn api(shared: bool) -> Api {
    let account = |id: &str| json!({"users": {"dj": user(id)}});
    let share = json!({"owner": OWNER, "mesh": "shop", "with": CONSUMER});
    Api::guarded(&json!({
        "accounts": {OWNER: account("AKIAOWNER"), CONSUMER: account("AKIACONSUMER")},
        "shares": if shared { vec![share] } else { Vec::new() },
    }))
}

fn owner() -> Signer {
    Signer::new("AKIAOWNER")
}

fn consumer() -> Signer {
    Signer::new("AKIACONSUMER")
}

/// Calls an operation as `who`, and returns the response or the error code.
fn done(api: &Api, who: &Signer, operation: &str, input: Value) -> Result<Value, String> {
    let reply = api.call_as(who, operation, &input);
    if reply.status == 200 { Ok(reply.body) } else { Err(reply.code) }
}

fn ok(api: &Api, who: &Signer, operation: &str, input: Value) -> Value {
    let reply = api.call_as(who, operation, &input);
    assert_eq!(reply.status, 200, "{operation}: {}", reply.message());
    reply.body
}

/// Members of an input in the owner's mesh, as the consumer names it.
fn shop(more: Value) -> Value {
    let mut input = json!({"meshName": "shop", "meshOwner": OWNER});
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    input
}

fn node(name: &str) -> Value {
    shop(json!({"virtualNodeName": name, "spec": {}}))
}

fn route(router: &str, target: &str) -> Value {
    let action = json!({"weightedTargets": [{"virtualNode": target, "weight": 1}]});
    let rule = json!({"match": {"prefix": "/"}, "action": action});
    shop(json!({"virtualRouterName": router, "routeName": "all", "spec": {"httpRoute": rule}}))
}

#[test]
fn meshes_of_the_same_name_in_two_accounts_are_independent() {
    let api = api(false);
    for (who, account) in [(owner(), OWNER), (consumer(), CONSUMER)] {
        let mesh = ok(&api, &who, "CreateMesh", json!({"meshName": "shop"}));
        let metadata = &mesh["metadata"];
        let arn = format!("arn:aws:appmesh:us-west-2:{account}:mesh/shop");
        assert_eq!(metadata["arn"], arn);
        assert_eq!(
            (&metadata["meshOwner"], &metadata["resourceOwner"]),
            (&json!(account), &json!(account))
        );
    }
    ok(
        &api,
        &owner(),
        "CreateVirtualNode",
        json!({"meshName": "shop", "virtualNodeName": "n", "spec": {}}),
    );
    let nodes = |who: &Signer| {
        ok(&api, who, "ListVirtualNodes", json!({"meshName": "shop"}))["virtualNodes"].clone()
    };
    assert_eq!(nodes(&owner()).as_array().unwrap().len(), 1);
    assert_eq!(nodes(&consumer()), json!([]));
    let refused = done(&api, &consumer(), "DescribeMesh", shop(json!({})));
    assert_eq!(refused, Err("ForbiddenException".to_owned()), "it is not shared");
    let arn = format!("arn:aws:appmesh:us-west-2:{OWNER}:mesh/shop");
    let reply = api.call_as(&consumer(), "ListTagsForResource", &json!({"resourceArn": arn}));
    let want = format!("{arn} is an invalid ARN. Invalid account id in the ARN provided : {OWNER}");
    assert_eq!((reply.code.as_str(), reply.message()), ("AccessDeniedException", want.as_str()));
    ok(&api, &consumer(), "DeleteMesh", json!({"meshName": "shop"}));
    assert_eq!(nodes(&owner()).as_array().unwrap().len(), 1);
}

#[test]
fn consumer_owns_the_resources_that_it_creates_in_a_shared_mesh() {
    let api = api(true);
    ok(&api, &owner(), "CreateMesh", json!({"meshName": "shop"}));
    ok(
        &api,
        &owner(),
        "CreateVirtualNode",
        json!({"meshName": "shop", "virtualNodeName": "theirs", "spec": {}}),
    );
    let made = ok(&api, &consumer(), "CreateVirtualNode", node("ours"));
    let metadata = &made["metadata"];
    let arn = format!("arn:aws:appmesh:us-west-2:{CONSUMER}:mesh/shop@{OWNER}/virtualNode/ours");
    assert_eq!(metadata["arn"], arn);
    assert_eq!(
        (&metadata["meshOwner"], &metadata["resourceOwner"]),
        (&json!(OWNER), &json!(CONSUMER))
    );
    let listed = ok(&api, &consumer(), "ListVirtualNodes", shop(json!({})));
    let owners: Vec<&Value> = listed["virtualNodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["resourceOwner"])
        .collect();
    assert_eq!(owners, [CONSUMER, OWNER], "in the order of names: ours, theirs");
    let described = ok(
        &api,
        &owner(),
        "DescribeVirtualNode",
        json!({"meshName": "shop", "virtualNodeName": "ours"}),
    );
    assert_eq!(described["metadata"]["arn"], arn);
    let tag = json!({"resourceArn": arn, "tags": [{"key": "a", "value": "b"}]});
    ok(&api, &consumer(), "TagResource", tag.clone());
    assert_eq!(done(&api, &owner(), "TagResource", tag), Err("AccessDeniedException".to_owned()));
    let taken = done(
        &api,
        &owner(),
        "CreateVirtualNode",
        json!({"meshName": "shop", "virtualNodeName": "ours", "spec": {}}),
    );
    assert_eq!(taken, Err("ConflictException".to_owned()), "a mesh has a name once");
}

#[test]
fn consumer_can_omit_the_mesh_owner_in_arns() {
    let api = world();
    let of = |mesh: &str| format!("arn:aws:appmesh:us-west-2:{CONSUMER}:mesh/{mesh}/virtualNode/");
    let (short, full) = (of("shop"), of(&format!("shop@{OWNER}")));
    let tags = |key: &str| json!([{"key": key, "value": ""}]);
    let tag = |arn: &str, key: &str| {
        let input = json!({"resourceArn": format!("{arn}ours"), "tags": tags(key)});
        ok(&api, &consumer(), "TagResource", input);
    };
    let listed = |arn: &str| {
        let input = json!({"resourceArn": format!("{arn}ours")});
        done(&api, &consumer(), "ListTagsForResource", input).map(|body| body["tags"].clone())
    };
    tag(&short, "shared");
    assert_eq!(listed(&full), Ok(tags("shared")));
    let of_others = json!({"resourceArn": format!("{short}theirs")});
    let refused = done(&api, &consumer(), "ListTagsForResource", of_others);
    assert_eq!(refused, Err("NotFoundException".to_owned()), "its account is not the consumer");

    // If the consumer has a mesh of the same name, a short ARN refers to that mesh.
    ok(&api, &consumer(), "CreateMesh", json!({"meshName": "shop"}));
    let own = json!({"meshName": "shop", "virtualNodeName": "ours", "spec": {}});
    ok(&api, &consumer(), "CreateVirtualNode", own);
    tag(&short, "own");
    assert_eq!((listed(&short), listed(&full)), (Ok(tags("own")), Ok(tags("shared"))));
}

#[test]
fn explicit_own_mesh_owner_is_the_same_request() {
    let api = world();
    let input = json!({"meshName": "shop", "virtualNodeName": "n", "spec": {}, "clientToken": "t"});
    let made = ok(&api, &owner(), "CreateVirtualNode", input.clone());
    let again = shop(json!({"virtualNodeName": "n", "spec": {}, "clientToken": "t"}));
    assert_eq!(ok(&api, &owner(), "CreateVirtualNode", again), made);
}

fn router(name: &str) -> Value {
    shop(json!({"virtualRouterName": name, "spec": {}}))
}

fn service(provider: &str) -> Value {
    let provider = json!({"virtualNode": {"virtualNodeName": provider}});
    shop(json!({"virtualServiceName": "s.prod", "spec": {"provider": provider}}))
}

fn gateway() -> Value {
    shop(json!({"virtualGatewayName": "g", "spec": {"listeners":
        [{"portMapping": {"port": 80, "protocol": "http"}}]}}))
}

/// A mesh in which each account has a node and a router.
fn world() -> Api {
    let api = api(true);
    ok(&api, &owner(), "CreateMesh", json!({"meshName": "shop"}));
    for (who, its_node, its_router) in [(owner(), "theirs", "r"), (consumer(), "ours", "q")] {
        ok(&api, &who, "CreateVirtualNode", node(its_node));
        ok(&api, &who, "CreateVirtualRouter", router(its_router));
    }
    api
}

#[test]
fn resources_of_another_account_cannot_be_changed_or_referenced() {
    let api = world();
    let name = shop(json!({"virtualNodeName": "theirs"}));
    let (theirs, ours) = (owner(), consumer());
    let cases = [
        (&ours, "UpdateVirtualNode", node("theirs"), "ForbiddenException"),
        (&ours, "DeleteVirtualNode", name, "ForbiddenException"),
        (&theirs, "UpdateVirtualNode", node("ours"), "ForbiddenException"),
        (&ours, "CreateVirtualGateway", gateway(), "ForbiddenException"),
        (&ours, "ListVirtualGateways", shop(json!({})), "ForbiddenException"),
        (&ours, "CreateRoute", route("r", "ours"), "ForbiddenException"),
        (&theirs, "CreateRoute", route("q", "theirs"), "ForbiddenException"),
        (&ours, "CreateRoute", route("q", "theirs"), "BadRequestException"),
        (&ours, "CreateVirtualService", service("theirs"), "BadRequestException"),
        (&theirs, "CreateVirtualService", service("ours"), "BadRequestException"),
    ];
    for (who, operation, input, want) in cases {
        let got = done(&api, who, operation, input.clone());
        assert_eq!(got, Err(want.to_owned()), "{operation} {input}");
    }
}

#[test]
fn accounts_change_their_own_resources_and_the_mesh_owner_deletes_all() {
    let api = world();
    ok(&api, &consumer(), "UpdateVirtualNode", node("ours"));
    ok(&api, &consumer(), "CreateRoute", route("q", "ours"));
    ok(&api, &consumer(), "CreateVirtualService", service("ours"));
    ok(&api, &owner(), "CreateVirtualGateway", gateway());
    let gone = |operation: &str, more: Value| {
        let mut input = json!({"meshName": "shop"});
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        done(&api, &owner(), operation, input).map(|_| ())
    };
    assert_eq!(gone("DeleteVirtualService", json!({"virtualServiceName": "s.prod"})), Ok(()));
    let all = json!({"virtualRouterName": "q", "routeName": "all"});
    assert_eq!(gone("DeleteRoute", all), Ok(()));
    assert_eq!(gone("DeleteVirtualNode", json!({"virtualNodeName": "ours"})), Ok(()));
    assert_eq!(gone("DeleteMesh", json!({})), Err("ResourceInUseException".to_owned()));
}

#[test]
fn list_meshes_pages_include_shared_meshes() {
    let account = |id: &str| json!({"users": {"dj": user(id)}});
    let share = |mesh: &str| json!({"owner": OWNER, "mesh": mesh, "with": CONSUMER});
    let api = Api::guarded(&json!({
        "accounts": {OWNER: account("AKIAOWNER"), CONSUMER: account("AKIACONSUMER")},
        "shares": [share("b"), share("d"), share("gone")],
    }));
    for name in ["a", "b", "d", "secret"] {
        ok(&api, &owner(), "CreateMesh", json!({"meshName": name}));
    }
    for name in ["b", "c"] {
        ok(&api, &consumer(), "CreateMesh", json!({"meshName": name}));
    }
    let (mut found, mut input) = (Vec::new(), json!({"limit": 1}));
    loop {
        let page = ok(&api, &consumer(), "ListMeshes", input.clone());
        for mesh in page["meshes"].as_array().unwrap() {
            let text = |name: &str| mesh[name].as_str().unwrap().to_owned();
            found.push((text("meshName"), text("meshOwner")));
        }
        let Some(next) = page["nextToken"].as_str() else { break };
        input = json!({"limit": 1, "nextToken": next});
    }
    let want = [("b", CONSUMER), ("b", OWNER), ("c", CONSUMER), ("d", OWNER)];
    assert_eq!(found, want.map(|(name, owner)| (name.to_owned(), owner.to_owned())));
}

#[test]
fn history_is_separate_per_account() {
    let api = api(false);
    ok(&api, &owner(), "CreateMesh", json!({"meshName": "shop"}));
    let changes = |who: &Signer| {
        let request = http::Request::get("/meshctl/v1/history").body(String::new()).unwrap();
        let reply = api.send(who.signed(request).map(axum::body::Body::from));
        reply.body["changes"].as_array().unwrap().clone()
    };
    assert_eq!(changes(&consumer()), [] as [Value; 0]);
    let own = changes(&owner());
    assert_eq!((own.len(), &own[0]["who"]), (1, &json!(format!("arn:aws:iam::{OWNER}:user/dj"))));
}

#[test]
fn backup_and_restore_need_the_servers_account_and_the_permission() {
    let statement = json!({"Effect": "Allow", "Action": "meshctl:*", "Resource": "*"});
    let copies = json!({"Version": "2012-10-17", "Statement": [statement]});
    let user = |id: &str, policy: Value| json!({"keys": [key(id)], "policies": [policy]});
    let everything = || json!("AWSAppMeshFullAccess");
    let api = Api::guarded(&json!({"accounts": {
        ACCOUNT: {"users": {
            "copier": user("AKIACOPIER", copies.clone()),
            "dj": user("AKIADJ", everything()),
        }},
        CONSUMER: {"users": {"copier": user("AKIAELSE", copies)}},
    }}));
    let code = |who: &str, method: &str, what: &str| {
        let request = http::Request::builder().method(method).uri(format!("/meshctl/v1/{what}"));
        let request = request.body(String::new()).unwrap();
        api.send(Signer::new(who).signed(request).map(axum::body::Body::from)).code
    };
    for (who, restore) in [
        // An authorized caller gets an error for the empty backup.
        ("AKIACOPIER", "BadRequestException"),
        ("AKIADJ", "AccessDeniedException"),
        ("AKIAELSE", "AccessDeniedException"),
    ] {
        assert_eq!(code(who, "PUT", "restore"), restore, "{who}");
        if who != "AKIACOPIER" {
            assert_eq!(code(who, "GET", "backup"), "AccessDeniedException", "{who}");
        }
    }
}
