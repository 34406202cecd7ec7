//! Validity of pagination tokens (`docs/behaviour/api.md#pagination`).

use serde_json::{Value, json};

use crate::support::Api;
use crate::support::api::{ApiResponse, act};

const ARN: &str = "arn:aws:appmesh:us-west-2:123456789012:mesh/m";

/// Mesh `m` with three nodes, routers and tags, and an empty mesh `o`.
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

/// Returns the page after `token`, with one item.
fn page(api: &Api, operation: &str, input: &Value, token: Option<&str>) -> ApiResponse {
    let mut input = input.clone();
    input["limit"] = json!(1);
    if let Some(token) = token {
        input["nextToken"] = json!(token);
    }
    api.call(operation, &input)
}

#[test]
fn a_token_is_valid_only_for_its_list() {
    let api = api();
    let lists = [
        ("ListMeshes", json!({}), "meshes"),
        ("ListVirtualNodes", json!({"meshName": "m"}), "virtualNodes"),
        ("ListVirtualRouters", json!({"meshName": "m"}), "virtualRouters"),
        ("ListTagsForResource", json!({"resourceArn": ARN}), "tags"),
    ];
    for (issuer, of, _) in &lists {
        let first = page(&api, issuer, of, None).body;
        let token = first["nextToken"].as_str().unwrap();
        for (operation, input, plural) in &lists {
            let response = page(&api, operation, input, Some(token));
            if issuer == operation {
                assert_eq!(response.body[*plural].as_array().unwrap().len(), 1, "{issuer}");
                assert_ne!(response.body[*plural], first[*plural], "{issuer}");
            } else {
                assert_eq!(response.code, "BadRequestException", "{issuer} to {operation}");
            }
        }
        let other = page(&api, "ListVirtualNodes", &json!({"meshName": "o"}), Some(token));
        assert_eq!(other.code, "BadRequestException", "{issuer} to another mesh");
    }
    // Some clients send an empty token for the first page.
    let none = page(&api, "ListMeshes", &json!({}), Some(""));
    assert_eq!(none.body["meshes"][0]["meshName"], "m");
}

#[test]
fn tag_changes_between_pages_do_not_repeat_or_skip_other_tags() {
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
        let response = page(&api, "ListTagsForResource", &of, Some(next));
        found.push(response.body["tags"][0]["key"].clone());
        token = response.body["nextToken"].clone();
    }
    assert_eq!(found, ["b", "c", "d"]);
}
