//! A mesh in which every member can have an effect, if it has one at all.

use std::collections::BTreeSet;

use meshctl::mesh::Mesh;
use meshctl::mesh::topology::Workload;
use meshctl::model::shape::Form;
use meshctl::model::{Key, Kind, Name, model};
use meshctl::sources::Endpoints;
use meshctl::xds::{ProxyEnv, ResourceType, translate};
use serde_json::{Value, json};

use crate::api::conformance::least;
use crate::api::conformance::place::{Place, Step};
use crate::api::conformance::value::valid;
use crate::api::conformance::world;

/// Tells whether a change of what is at `place` changes the configuration of any Envoy.
pub(super) fn is_carried_out(kind: Kind, place: &Place) -> bool {
    let effects: BTreeSet<Vec<String>> =
        specs(place).into_iter().map(|spec| effect(kind, &spec)).collect();
    effects.len() > 1
}

/// Specs that differ at `place` and nowhere else.
fn specs(place: &Place) -> Vec<Value> {
    let path = place.path();
    let with = |value: Value| {
        let mut input = world::input(place, value);
        refer(&path, &mut input);
        enrich("spec", &path, &mut input["spec"]);
        input["spec"].take()
    };
    let end = path.rsplit('.').next().unwrap_or_default();
    let in_range = path.contains(".range.");
    let mut specs: Vec<Value> = match end {
        // What would be settled beside it must stay as it is.
        "start" | "end" if in_range => {
            let (at, other) =
                if end == "start" { ([1, 2], ("end", 9)) } else { ([5, 9], ("start", 1)) };
            let both = at.map(|value| {
                let mut spec = with(json!(value));
                let pointer = pointer(&path.replace(end, other.0));
                *spec.pointer_mut(&pointer).unwrap() = json!(other.1);
                spec
            });
            both.to_vec()
        }
        "port" if path.ends_with("healthCheck.port") => vec![with(json!(80))],
        _ => valid(place).into_iter().chain(others(place)).map(with).collect(),
    };
    // Without it, where it can be left out: the member itself, or the list of which it is.
    let (steps, whole) = match place.steps.split_last() {
        Some((Step::Element, above)) => (above, path.trim_end_matches("[0]")),
        _ => (&place.steps[..], &*path),
    };
    let optional = matches!(steps.last(), Some(Step::Member { of, name }) if {
        let shape = model().shape(of);
        !shape.union && !shape.members[name].required
    });
    if optional {
        let mut without = specs[0].clone();
        let (above, name) = whole.rsplit_once('.').unwrap();
        let above = without.pointer_mut(&pointer(above)).and_then(Value::as_object_mut);
        above.unwrap().shift_remove(name);
        specs.push(without);
    }
    specs
}

/// More values: texts of which there is only one among the shortest and longest, and names of what
/// is there.
fn others(place: &Place) -> Vec<Value> {
    let shape = model().shape(place.shape);
    let name = place.member().map_or("", |(_, name)| name);
    match (shape.form, place.shape) {
        (Form::String, "ResourceName" | "ServiceName") => {
            ["s", "to-n", "r", "n"].map(|name| json!(name)).to_vec()
        }
        (Form::Integer, "PortNumber" | "ListenerPort") => vec![json!(80)],
        (Form::String, "HttpRetryPolicyEvent") => vec![json!("stream-error")],
        (Form::String, _) if shape.values.is_empty() => {
            vec![json!(least::text(place.shape, name, 2))]
        }
        _ => Vec::new(),
    }
}

/// Gives what is beside the place a value with which the place matters: times that are not 0,
/// certificates that are in files.
fn enrich(path: &str, place: &str, value: &mut Value) {
    match value {
        Value::Array(items) => {
            items.iter_mut().for_each(|item| enrich(&format!("{path}[0]"), place, item));
        }
        Value::Object(members) => {
            let union = path.ends_with(".certificate") || path.ends_with(".trust");
            if union && members.contains_key("acm") && !place.starts_with(&format!("{path}.acm")) {
                members.clear();
                let file = json!({"certificateChain": "/chain", "privateKey": "/key"});
                members.insert("file".to_owned(), file);
            }
            let time =
                ["idle", "perRequest", "perRetryTimeout", "interval", "baseEjectionDuration"];
            if time.iter().any(|time| path.ends_with(&format!(".{time}"))) {
                members.entry("value").or_insert(json!(5));
                members.entry("unit").or_insert(json!("s"));
            }
            if let Some(Value::Array(targets)) = members.get_mut("weightedTargets") {
                targets.push(json!({"virtualNode": "n", "weight": 1}));
            }
            for (name, value) in members {
                let path = format!("{path}.{name}");
                let number = [("maxRetries", 1), ("maxEjectionPercent", 50), ("weight", 1)];
                match number.iter().find(|(of, _)| of == name) {
                    Some((_, number)) if path != place => *value = json!(number),
                    _ => enrich(&path, place, value),
                }
            }
        }
        _ => {}
    }
}

/// Where a path of an input leads in its spec.
fn pointer(path: &str) -> String {
    path.trim_start_matches("spec").replace("[0]", "/0").replace('.', "/")
}

/// Lets what is not the place itself refer to what is there, so that it has an effect.
pub(super) fn refer(path: &str, input: &mut Value) {
    for (inner, name) in [("spec.backends[0].virtualService.virtualServiceName", "s")] {
        if path != inner
            && let Some(value) = input.pointer_mut(&format!("/spec{}", pointer(inner)))
        {
            *value = json!(name);
        }
    }
}

/// The versions of everything that any Envoy of the mesh gets, when the resource of `kind` has
/// `spec`.
fn effect(kind: Kind, spec: &Value) -> Vec<String> {
    let resources = mesh(kind, spec);
    let all = resources.iter().map(|(key, spec)| (key, spec));
    let (mesh, bad) = Mesh::gather(Name::from("m"), all);
    assert!(bad.is_empty(), "{bad:?}");
    let mut versions = Vec::new();
    for node in mesh.nodes.keys() {
        let key = Key::member(Kind::VirtualNode, "m", node.clone());
        let snapshot = translate(
            &Workload::of(&mesh, &key).unwrap(),
            &Endpoints::default(),
            &ProxyEnv::default(),
        );
        versions.extend(ResourceType::ALL.map(|kind| snapshot.version(kind).to_owned()));
    }
    versions
}

fn listeners(port: u64, protocol: &str) -> Value {
    json!([{"portMapping": {"port": port, "protocol": protocol}}])
}

/// `c` calls `s`, which router `r` leads to `t`, and `to-n`, which is node `n`; `n` calls `s`.
fn mesh(kind: Kind, spec: &Value) -> Vec<(Key, Value)> {
    let backend = |name: &str| json!({"virtualService": {"virtualServiceName": name}});
    let found = |name: &str| json!({"dns": {"hostname": name}});
    let protocol = match kind {
        Kind::Route => {
            let of = |protocol: &&str| spec.get(format!("{protocol}Route")).is_some();
            ["http", "http2", "grpc", "tcp"].into_iter().find(of).unwrap()
        }
        _ => "http",
    };
    let member = |kind, name: &str| Key::member(kind, "m", name);
    let mut own = spec.clone();
    if kind == Kind::VirtualNode {
        let members = own.as_object_mut().unwrap();
        members.entry("listeners").or_insert(listeners(80, "http"));
        members.entry("serviceDiscovery").or_insert(found("n.local"));
        members.entry("backends").or_insert(json!([backend("s")]));
    }
    let node = json!({"listeners": listeners(80, "http"), "serviceDiscovery": found("n.local"),
                      "backends": [backend("s")]});
    let target =
        json!({"listeners": listeners(80, protocol), "serviceDiscovery": found("t.local")});
    let route = format!("{protocol}Route");
    let matching = if protocol == "http" { json!({"prefix": "/"}) } else { json!({}) };
    let action = json!({"weightedTargets": [{"virtualNode": "t", "weight": 1}]});
    let another = json!({"weightedTargets": [{"virtualNode": "n", "weight": 1}]});
    let targeting = json!({"virtualService": {"virtualServiceName": "s"}});
    let provider =
        |kind: &str, name: &str| json!({"provider": {kind: {format!("{kind}Name"): name}}});
    let resources = [
        (Key::mesh("m"), json!({})),
        (member(Kind::VirtualNode, "t"), target),
        (member(Kind::VirtualNode, "n"), node),
        (member(Kind::VirtualNode, "c"), json!({"backends": [backend("s"), backend("to-n")]})),
        (member(Kind::VirtualRouter, "r"), json!({"listeners": listeners(80, protocol)})),
        (
            Key::child(Kind::Route, "m", "r", "a"),
            json!({&route: {"match": matching, "action": action}}),
        ),
        // A second route, before or behind which the first one can be.
        (
            Key::child(Kind::Route, "m", "r", "b"),
            json!({"priority": 500, route: {"match": matching, "action": another}}),
        ),
        (member(Kind::VirtualService, "s"), provider("virtualRouter", "r")),
        (member(Kind::VirtualService, "to-n"), provider("virtualNode", "n")),
        (member(Kind::VirtualGateway, "g"), json!({"listeners": listeners(80, "http")})),
        (
            Key::child(Kind::GatewayRoute, "m", "g", "a"),
            json!({"httpRoute": {"match": {"prefix": "/"}, "action": {"target": targeting}}}),
        ),
    ];
    let is_subject = |key: &Key| {
        key.kind == kind && matches!(key.name.as_str(), "m" | "n" | "r" | "a" | "s" | "g")
    };
    // Of routes for TCP, the first one takes everything.
    let alone = protocol == "tcp";
    resources
        .into_iter()
        .filter(|(key, _)| !(alone && key.kind == Kind::Route && key.name == "b"))
        .map(|(key, spec)| if is_subject(&key) { (key, own.clone()) } else { (key, spec) })
        .collect()
}
