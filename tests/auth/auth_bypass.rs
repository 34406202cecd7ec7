//! A denied action stays denied in every form of the request.

use axum::body::Body;
use serde_json::{Value, json};

use super::key;
use crate::support::api::ACCOUNT;
use crate::support::{Api, Signer};

/// A server with a root user and a user `AKIADJ`, who is allowed everything except `denied`.
fn api(denied: &Value) -> Api {
    let allowed = json!({"Effect": "Allow", "Action": "*", "Resource": "*"});
    let policy = json!({"Version": "2012-10-17", "Statement": [allowed, denied]});
    Api::guarded(&json!({"accounts": {ACCOUNT: {
        "root": {"keys": [key("AKIAROOT")]},
        "users": {"dj": {"keys": [key("AKIADJ")], "policies": [policy]}},
    }}}))
}

fn code(api: &Api, who: &str, operation: &str, input: &Value) -> String {
    api.call_as(&Signer::new(who), operation, input).code
}

#[test]
fn alternative_spellings_of_an_arn_do_not_bypass_a_deny() {
    let arn = format!("arn:aws:appmesh:us-west-2:{ACCOUNT}:mesh/m");
    let tagging = ["appmesh:TagResource", "appmesh:UntagResource", "appmesh:ListTagsForResource"];
    let api = api(&json!({"Effect": "Deny", "Action": tagging, "Resource": arn}));
    assert_eq!(code(&api, "AKIAROOT", "CreateMesh", &json!({"meshName": "m"})), "");
    let spellings =
        [arn.clone(), arn.replace("arn:aws:", "arn:aws-cn:"), format!("{arn}@{ACCOUNT}")];
    for arn in spellings {
        for (operation, input) in [
            ("TagResource", json!({"resourceArn": arn, "tags": []})),
            ("UntagResource", json!({"resourceArn": arn, "tagKeys": []})),
            ("ListTagsForResource", json!({"resourceArn": arn})),
        ] {
            let got = code(&api, "AKIADJ", operation, &input);
            assert_eq!(got, "AccessDeniedException", "case: {operation} {arn}");
        }
    }
}

#[test]
fn parameter_applies_in_every_encoding_of_its_name() {
    let api = api(&json!({"Effect": "Deny", "Action": "none:None", "Resource": "*"}));
    assert_eq!(code(&api, "AKIAROOT", "CreateMesh", &json!({"meshName": "m"})), "");
    // A signature is valid for every encoding, so all must mean the same.
    for name in ["meshOwner", "m%65shOwner", "%6D%65shOwner"] {
        let path = format!("/v20190125/meshes/m?{name}=999988887777");
        let request = http::Request::get(path).body(String::new()).unwrap();
        let signed = Signer::new("AKIAROOT").signed(request);
        let reply = api.send(signed.map(Body::from));
        assert_ne!(reply.status, 200, "{name}: the mesh is not that account's");
    }
}

#[test]
fn history_authorizes_resources_in_a_shared_mesh_by_their_owner() {
    let other = "444455556666";
    let allowed = json!({"Effect": "Allow", "Action": "*", "Resource": "*"});
    let denied = json!({"Effect": "Deny", "Action": "appmesh:Describe*",
                        "Resource": format!("arn:aws:appmesh:*:{other}:*")});
    let policy = json!({"Version": "2012-10-17", "Statement": [allowed, denied]});
    let api = Api::guarded(&json!({
        "accounts": {
            ACCOUNT: {
                "root": {"keys": [key("AKIAROOT")]},
                "users": {"dj": {"keys": [key("AKIADJ")], "policies": [policy]}},
            },
            other: {"root": {"keys": [key("AKIAOTHER")]}},
        },
        "shares": [{"owner": ACCOUNT, "mesh": "m", "with": other}],
    }));
    assert_eq!(code(&api, "AKIAROOT", "CreateMesh", &json!({"meshName": "m"})), "");
    let router = json!({"meshName": "m", "meshOwner": ACCOUNT, "virtualRouterName": "r",
                        "spec": {"listeners": [{"portMapping": {"port": 1, "protocol": "http"}}]}});
    assert_eq!(code(&api, "AKIAOTHER", "CreateVirtualRouter", &router), "");
    let changed = |who: &str| {
        let request = http::Request::get("/meshctl/v1/history").body(String::new()).unwrap();
        let reply = api.send(Signer::new(who).signed(request).map(Body::from));
        let changes = reply.body["changes"].as_array().unwrap();
        changes.iter().map(|one| one["resource"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(changed("AKIAROOT").len(), 2);
    assert_eq!(changed("AKIADJ").len(), 1, "{:?}", changed("AKIADJ"));
}

#[test]
fn history_hides_resources_that_a_policy_denies_by_tags() {
    let condition = json!({"StringEquals": {"aws:ResourceTag/secret": "yes"}});
    let denied = json!({"Effect": "Deny", "Action": "appmesh:Describe*", "Resource": "*",
                        "Condition": condition});
    let api = api(&denied);
    let mesh = json!({"meshName": "m", "tags": [{"key": "secret", "value": "yes"}]});
    assert_eq!(code(&api, "AKIAROOT", "CreateMesh", &mesh), "");
    let described = code(&api, "AKIADJ", "DescribeMesh", &json!({"meshName": "m"}));
    assert_eq!(described, "AccessDeniedException");
    let changes = |who: &str| {
        let request = http::Request::get("/meshctl/v1/history").body(String::new()).unwrap();
        let reply = api.send(Signer::new(who).signed(request).map(Body::from));
        reply.body["changes"].as_array().unwrap().len()
    };
    assert_eq!((changes("AKIAROOT"), changes("AKIADJ")), (1, 0));
}
