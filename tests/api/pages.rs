//! Pagination of lists: what tokens are valid for (`docs/behaviour/api.md#pagination`).

use serde_json::{Value, json};

use crate::support::Api;
use crate::support::api::{ApiResponse, act};

const ARN: &str = "arn:aws:appmesh:us-west-2:123456789012:mesh/m";

/// A mesh `m` with three nodes, routers and tags.
fn api() -> Api {
    let api = Api::in_memory();
    let tags: Vec<Value> =
        ["a", "b", "c"].iter().map(|key| json!({"key": key, "value": ""})).collect();
    assert_eq!(api.call("CreateMesh", &json!({"meshName": "m", "tags": tags})).code, "");
    assert_eq!(api.call("CreateMesh", &json!({"meshName": "o"})).code, "");
    for name in ["a", "b", "c"] {
        for kind in ["virtualNode", "virtualRouter"] {
            let (operation, input) = act("Create", &format!("{kind}/{name}"), json!({}));
            assert_eq!(api.call(&operation, &input).code, "");
        }
    }
    api
}

/// The page of one item after `token`.
fn page(api: &Api, operation: &str, input: &Value, token: Option<&str>) -> ApiResponse {
    let mut input = input.clone();
    input["limit"] = json!(1);
    if let Some(token) = token {
        input["nextToken"] = json!(token);
    }
    api.call(operation, &input)
}

#[test]
fn a_token_is_good_for_the_list_that_gave_it() {
    let api = api();
    let lists = [
        ("ListMeshes", json!({}), "meshes"),
        ("ListVirtualNodes", json!({"meshName": "m"}), "virtualNodes"),
        ("ListVirtualRouters", json!({"meshName": "m"}), "virtualRouters"),
        ("ListTagsForResource", json!({"resourceArn": ARN}), "tags"),
    ];
    for (giver, of, _) in &lists {
        let first = page(&api, giver, of, None).body;
        let token = first["nextToken"].as_str().unwrap();
        for (taker, input, plural) in &lists {
            let reply = page(&api, taker, input, Some(token));
            if giver == taker {
                assert_eq!(reply.body[*plural].as_array().unwrap().len(), 1, "{giver}");
                assert_ne!(reply.body[*plural], first[*plural], "{giver}");
            } else {
                assert_eq!(reply.code, "BadRequestException", "{giver} to {taker}");
            }
        }
        let other = page(&api, "ListVirtualNodes", &json!({"meshName": "o"}), Some(token));
        assert_eq!(other.code, "BadRequestException", "{giver} to another mesh");
    }
    // As some clients say that they have none.
    let none = page(&api, "ListMeshes", &json!({}), Some(""));
    assert_eq!(none.body["meshes"][0]["meshName"], "m");
}

#[test]
fn tags_that_come_and_go_between_pages_neither_repeat_nor_hide_others() {
    let api = api();
    let of = json!({"resourceArn": ARN});
    let first = page(&api, "ListTagsForResource", &of, None).body;
    assert_eq!(first["tags"][0]["key"], "a");
    let keys = json!({"resourceArn": ARN, "tagKeys": ["a"]});
    assert_eq!(api.call("UntagResource", &keys).code, "");
    let tags = json!({"resourceArn": ARN, "tags": [{"key": "d", "value": ""}]});
    assert_eq!(api.call("TagResource", &tags).code, "");
    let (mut token, mut found) = (first["nextToken"].clone(), Vec::new());
    while let Some(next) = token.as_str() {
        let reply = page(&api, "ListTagsForResource", &of, Some(next));
        found.push(reply.body["tags"][0]["key"].clone());
        token = reply.body["nextToken"].clone();
    }
    assert_eq!(found, ["b", "c", "d"]);
}
