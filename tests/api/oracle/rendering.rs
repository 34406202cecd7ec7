//! JSON of resources as the service returns it.

use serde_json::{Map, Value, json};

use super::call::{ArnInput, Kind, MESH, ResourceId, Tags};
use super::state::OracleResource;
use crate::support::api::ACCOUNT;

pub(super) fn name_members(at: &ResourceId) -> Map<String, Value> {
    let mut names = Map::new();
    names.insert("meshName".to_owned(), json!(at.mesh));
    if let Some(parent) = at.kind.parent {
        names.insert(format!("{}Name", parent.segment), json!(at.parent));
    }
    names.insert(format!("{}Name", at.kind.segment), json!(at.name));
    names
}

pub(super) fn arn_path(at: &ResourceId) -> String {
    let own = format!("{}/{}", at.kind.segment, at.name);
    match at.kind.parent {
        _ if at.kind == &MESH => own,
        Some(parent) => format!("mesh/{}/{}/{}/{own}", at.mesh, parent.segment, at.parent),
        None => format!("mesh/{}/{own}", at.mesh),
    }
}

pub(super) fn arn_of(at: &ResourceId, account: &str) -> String {
    format!("arn:aws:appmesh:us-west-2:{account}:{}", arn_path(at))
}

pub(super) fn metadata(at: &ResourceId, resource: &OracleResource) -> Value {
    json!({
        "arn": arn_of(at, ACCOUNT), "meshOwner": ACCOUNT, "resourceOwner": ACCOUNT,
        "uid": resource.uid, "version": resource.version,
        "createdAt": resource.created, "lastUpdatedAt": resource.updated,
    })
}

pub(super) fn resource_body(
    at: &ResourceId,
    resource: &OracleResource,
    spec: Value,
    status: &str,
) -> Value {
    let mut body = name_members(at);
    body.insert("metadata".to_owned(), metadata(at, resource));
    body.insert("spec".to_owned(), spec);
    body.insert("status".to_owned(), json!({ "status": status }));
    Value::Object(body)
}

/// Returns the spec as described: with the defaults that the service adds.
pub(super) fn described_spec(kind: &Kind, spec: &Value) -> Value {
    let mut spec = spec.clone();
    if kind.title == "VirtualNode" && spec.get("backends").is_none() {
        spec["backends"] = json!([]);
    }
    for listener in spec.get_mut("listeners").and_then(Value::as_array_mut).into_iter().flatten() {
        let port = listener["portMapping"]["port"].clone();
        if let Some(check) = listener.get_mut("healthCheck") {
            check["port"] = port;
        }
    }
    spec
}

pub(super) fn list_item(at: &ResourceId, resource: &OracleResource) -> Value {
    let mut item = name_members(at);
    let Value::Object(metadata) = metadata(at, resource) else { unreachable!() };
    item.extend(metadata.into_iter().filter(|(name, _)| name != "uid"));
    Value::Object(item)
}

/// Returns an identifier of a list, for its pages.
pub(super) fn list_id(of: &ResourceId) -> String {
    let mesh = if of.kind == &MESH { "" } else { of.mesh };
    format!("{}/{mesh}/{}", of.kind.plural, of.parent)
}

pub(super) fn arn_string(arn: &ArnInput) -> String {
    match arn {
        ArnInput::Valid(at) => arn_of(at, ACCOUNT),
        ArnInput::OtherAccount(at) => arn_of(at, "210987654321"),
        ArnInput::Malformed => "arn:aws:appmesh:us-west-2:mesh/m".to_owned(),
    }
}

pub(super) fn tag_list(tags: &Tags) -> Value {
    tags.iter().map(|(key, value)| json!({"key": key, "value": value})).collect()
}

/// Adds tags; a tag with an existing key replaces its value.
pub(super) fn add_tags(to: &mut Vec<(String, String)>, tags: &Tags) {
    for (key, value) in tags {
        match to.iter_mut().find(|(known, _)| known == key) {
            Some((_, old)) => (*value).clone_into(old),
            None => to.push((key.clone(), (*value).to_owned())),
        }
    }
}
