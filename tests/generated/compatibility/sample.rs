//! A sample mesh in which every member that is applied has an effect.

use std::collections::BTreeSet;

use meshctl::mesh::Mesh;
use meshctl::mesh::topology::Workload;
use meshctl::model::shape::Form;
use meshctl::model::{Key, Kind, Name, model};
use meshctl::sources::Endpoints;
use meshctl::xds::{ProxyEnv, ResourceType, translate};
use serde_json::{Value, json};

use crate::api::conformance::fixture;
use crate::api::conformance::input_path::{InputPath, PathStep};
use crate::api::conformance::minimal;
use crate::api::conformance::values::valid;

/// Returns whether changing the value at `input_path` changes the configuration of any Envoy.
pub(super) fn is_applied(kind: Kind, input_path: &InputPath) -> bool {
    let effects: BTreeSet<Vec<String>> =
        specs(input_path).into_iter().map(|spec| effect(kind, &spec)).collect();
    effects.len() > 1
}

/// Returns specs that differ only at `input_path`.
fn specs(input_path: &InputPath) -> Vec<Value> {
    let path = input_path.dotted();
    let with = |value: Value| {
        let mut input = fixture::input(input_path, value);
        set_references(&path, &mut input);
        enrich("spec", &path, &mut input["spec"]);
        input["spec"].take()
    };
    let end = path.rsplit('.').next().unwrap_or_default();
    let in_range = path.contains(".range.");
    let mut specs: Vec<Value> = match end {
        // The other end of the range must stay the same.
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
        _ => valid(input_path).into_iter().chain(more_values(input_path)).map(with).collect(),
    };
    // Also without it, if optional: without the member, or the list that contains it.
    let (steps, whole) = match input_path.steps.split_last() {
        Some((PathStep::Element, above)) => (above, path.trim_end_matches("[0]")),
        _ => (&input_path.steps[..], &*path),
    };
    let optional = matches!(steps.last(), Some(PathStep::Member { of, name }) if {
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

/// Returns more values: a second string, and names of existing resources.
fn more_values(input_path: &InputPath) -> Vec<Value> {
    let shape = model().shape(input_path.shape);
    let name = input_path.member().map_or("", |(_, name)| name);
    match (shape.form, input_path.shape) {
        (Form::String, "ResourceName" | "ServiceName") => {
            ["s", "to-n", "r", "n"].map(|name| json!(name)).to_vec()
        }
        (Form::Integer, "PortNumber" | "ListenerPort") => vec![json!(80)],
        (Form::String, "HttpRetryPolicyEvent") => vec![json!("stream-error")],
        (Form::String, _) if shape.values.is_empty() => {
            vec![json!(minimal::text(input_path.shape, name, 2))]
        }
        _ => Vec::new(),
    }
}

/// Sets other members so that the value at the path has an effect: durations that are not 0,
/// certificates in files.
fn enrich(path: &str, input_path: &str, value: &mut Value) {
    match value {
        Value::Array(items) => {
            items.iter_mut().for_each(|item| enrich(&format!("{path}[0]"), input_path, item));
        }
        Value::Object(members) => {
            let union = path.ends_with(".certificate") || path.ends_with(".trust");
            if union
                && members.contains_key("acm")
                && !input_path.starts_with(&format!("{path}.acm"))
            {
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
                    Some((_, number)) if path != input_path => *value = json!(number),
                    _ => enrich(&path, input_path, value),
                }
            }
        }
        _ => {}
    }
}

/// Converts a path of the input to a JSON pointer into the spec.
fn pointer(path: &str) -> String {
    path.trim_start_matches("spec").replace("[0]", "/0").replace('.', "/")
}

/// Sets references other than the value at the path to existing resources, so that they have an
/// effect.
pub(super) fn set_references(path: &str, input: &mut Value) {
    for (inner, name) in [("spec.backends[0].virtualService.virtualServiceName", "s")] {
        if path != inner
            && let Some(value) = input.pointer_mut(&format!("/spec{}", pointer(inner)))
        {
            *value = json!(name);
        }
    }
}

/// Returns the versions of all Envoy resources of the mesh if the resource of `kind` has `spec`.
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

/// Node `c` calls service `s`, which router `r` routes to node `t`, and service `to-n` of node `n`; node
/// `n` calls `s`.
fn mesh(kind: Kind, spec: &Value) -> Vec<(Key, Value)> {
    let backend = |name: &str| json!({"virtualService": {"virtualServiceName": name}});
    let discovery = |name: &str| json!({"dns": {"hostname": name}});
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
        members.entry("serviceDiscovery").or_insert(discovery("n.local"));
        members.entry("backends").or_insert(json!([backend("s")]));
    }
    let node = json!({"listeners": listeners(80, "http"), "serviceDiscovery": discovery("n.local"),
                      "backends": [backend("s")]});
    let target =
        json!({"listeners": listeners(80, protocol), "serviceDiscovery": discovery("t.local")});
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
        // A second route, which the first one can precede or follow.
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
    // The first TCP route matches all traffic.
    let alone = protocol == "tcp";
    resources
        .into_iter()
        .filter(|(key, _)| !(alone && key.kind == Kind::Route && key.name == "b"))
        .map(|(key, spec)| if is_subject(&key) { (key, own.clone()) } else { (key, spec) })
        .collect()
}
