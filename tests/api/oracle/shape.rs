//! Resources as the service writes them.

use serde_json::{Map, Value, json};

use super::step::{Arn, At, Kind, MESH, Tags};
use super::world::Thing;
use crate::support::api::ACCOUNT;

pub(super) fn names(at: &At) -> Map<String, Value> {
    let mut names = Map::new();
    names.insert("meshName".to_owned(), json!(at.mesh));
    if let Some(parent) = at.kind.parent {
        names.insert(format!("{}Name", parent.segment), json!(at.parent));
    }
    names.insert(format!("{}Name", at.kind.segment), json!(at.name));
    names
}

pub(super) fn arn_path(at: &At) -> String {
    let own = format!("{}/{}", at.kind.segment, at.name);
    match at.kind.parent {
        _ if at.kind == &MESH => own,
        Some(parent) => format!("mesh/{}/{}/{}/{own}", at.mesh, parent.segment, at.parent),
        None => format!("mesh/{}/{own}", at.mesh),
    }
}

pub(super) fn arn_of(at: &At, account: &str) -> String {
    format!("arn:aws:appmesh:us-west-2:{account}:{}", arn_path(at))
}

pub(super) fn metadata(at: &At, thing: &Thing) -> Value {
    json!({
        "arn": arn_of(at, ACCOUNT), "meshOwner": ACCOUNT, "resourceOwner": ACCOUNT,
        "uid": thing.uid, "version": thing.version,
        "createdAt": thing.created, "lastUpdatedAt": thing.updated,
    })
}

pub(super) fn body(at: &At, thing: &Thing, spec: Value, status: &str) -> Value {
    let mut body = names(at);
    body.insert("metadata".to_owned(), metadata(at, thing));
    body.insert("spec".to_owned(), spec);
    body.insert("status".to_owned(), json!({ "status": status }));
    Value::Object(body)
}

/// The spec as it is shown later: with what the service fills in.
pub(super) fn shown(kind: &Kind, spec: &Value) -> Value {
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

pub(super) fn item(at: &At, thing: &Thing) -> Value {
    let mut item = names(at);
    let Value::Object(metadata) = metadata(at, thing) else { unreachable!() };
    item.extend(metadata.into_iter().filter(|(name, _)| name != "uid"));
    Value::Object(item)
}

/// A list's own name, by which its pages are kept.
pub(super) fn list_of(of: &At) -> String {
    let mesh = if of.kind == &MESH { "" } else { of.mesh };
    format!("{}/{mesh}/{}", of.kind.plural, of.parent)
}

pub(super) fn text(arn: &Arn) -> String {
    match arn {
        Arn::Of(at) => arn_of(at, ACCOUNT),
        Arn::OfAnotherAccount(at) => arn_of(at, "210987654321"),
        Arn::None => "arn:aws:appmesh:us-west-2:mesh/m".to_owned(),
    }
}

pub(super) fn tag_list(tags: &Tags) -> Value {
    tags.iter().map(|(key, value)| json!({"key": key, "value": value})).collect()
}

/// Later ones of a key go over earlier ones, in their place.
pub(super) fn add(to: &mut Vec<(String, String)>, tags: &Tags) {
    for (key, value) in tags {
        match to.iter_mut().find(|(known, _)| known == key) {
            Some((_, old)) => (*value).clone_into(old),
            None => to.push((key.clone(), (*value).to_owned())),
        }
    }
}
