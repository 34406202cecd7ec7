//! Every valid spec can be read as a typed [`Spec`] without loss.

use meshctl::model::check::{Depth, check, prune};
use meshctl::model::shape::Form;
use meshctl::model::types::{
    GatewayRouteSpec, MeshSpec, RouteSpec, VirtualGatewaySpec, VirtualNodeSpec, VirtualRouterSpec,
    VirtualServiceSpec,
};
use meshctl::model::{Key, Kind, Spec, Verb, model, spec};
use serde_json::{Map, Value, json};

use super::fixture;
use super::input_path::input_paths;
use super::values::{invalid, valid};
use crate::support::in_project;

/// Minimum number of specs; fewer would mean that paths are missing.
const MINIMUM: usize = 700;

#[test]
fn every_spec_that_passes_the_check_can_be_read() {
    let mut read = 0;
    for kind in Kind::ALL {
        let operation = model().operation_for(Verb::Create, kind);
        for input_path in input_paths(operation)
            .iter()
            .filter(|input_path| input_path.dotted().starts_with("spec"))
        {
            let invalid = invalid(input_path).into_iter().map(|invalid| invalid.value);
            for value in valid(input_path).into_iter().chain(invalid) {
                let input = fixture::input(input_path, value);
                // Invalid values are included, since some of them are valid at other paths.
                if check(operation.input, &input, Depth::Server).is_empty() {
                    assert_reads(kind, &input["spec"]);
                    assert_reads(kind, &with_nulls_and_unknown(shape(kind), &input["spec"]));
                    read += 1;
                }
            }
        }
    }
    assert!(read >= MINIMUM, "{read} specs were read");
}

#[test]
fn every_spec_of_the_examples_can_be_read() {
    let files: Vec<_> = ["djapp", "djapp-json", "djapp-v1beta2"]
        .map(|name| in_project("examples").join(name))
        .to_vec();
    let texts = meshctl::manifest::source::read_files(&files).unwrap();
    // Each set names the same resources; only whether they can be read matters here.
    let mut read = 0;
    for text in texts {
        let set = meshctl::manifest::read(std::slice::from_ref(&text), &defaults());
        for wanted in set.map(|set| set.desired).unwrap_or_default() {
            assert_reads(wanted.key.kind, &wanted.spec);
            read += 1;
        }
    }
    assert!(read >= 30, "{read} specs were read");
}

#[test]
fn fractions_are_rejected_by_the_check_and_the_types() {
    let input = json!({"meshName": "m", "virtualRouterName": "r", "spec": {"listeners": [
        {"portMapping": {"port": 80.0, "protocol": "http"}}]}});
    assert!(!check("CreateVirtualRouterInput", &input, Depth::Server).is_empty());
    let key = Key::member(Kind::VirtualRouter, "m", "r");
    Spec::read(&key, &input["spec"]).unwrap_err();
}

fn defaults() -> meshctl::manifest::Defaults {
    meshctl::manifest::Defaults { mesh: Some("m".into()), namespace: None }
}

fn shape(kind: Kind) -> &'static str {
    let input = model().operation_for(Verb::Create, kind).input;
    model().shape(input).members["spec"].shape
}

fn key(kind: Kind) -> Key {
    match kind {
        Kind::Mesh => Key::mesh("m"),
        Kind::Route | Kind::GatewayRoute => Key::child(kind, "m", "p", "n"),
        _ => Key::member(kind, "m", "n"),
    }
}

/// Reads `value` and writes it again: only empty lists, nulls and unknown members may be missing.
fn assert_reads(kind: Kind, value: &Value) {
    Spec::read(&key(kind), value).unwrap_or_else(|error| panic!("{value}: {}", error.source));
    let written = match kind {
        Kind::Mesh => rewritten::<MeshSpec>(kind, value),
        Kind::VirtualNode => rewritten::<VirtualNodeSpec>(kind, value),
        Kind::VirtualRouter => rewritten::<VirtualRouterSpec>(kind, value),
        Kind::Route => rewritten::<RouteSpec>(kind, value),
        Kind::VirtualService => rewritten::<VirtualServiceSpec>(kind, value),
        Kind::VirtualGateway => rewritten::<VirtualGatewaySpec>(kind, value),
        Kind::GatewayRoute => rewritten::<GatewayRouteSpec>(kind, value),
    };
    let mut want = value.clone();
    prune(shape(kind), &mut want);
    assert_eq!(without_empty_lists(written), without_empty_lists(want));
}

fn rewritten<T: serde::Serialize + serde::de::DeserializeOwned>(
    kind: Kind,
    value: &Value,
) -> Value {
    serde_json::to_value(spec::read::<T>(&key(kind), value).unwrap()).unwrap()
}

fn without_empty_lists(mut value: Value) -> Value {
    fn walk(value: &mut Value) {
        match value {
            Value::Object(members) => {
                members.retain(|_, value| value.as_array().is_none_or(|items| !items.is_empty()));
                members.values_mut().for_each(walk);
            }
            Value::Array(items) => items.iter_mut().for_each(walk),
            _ => {}
        }
    }
    walk(&mut value);
    value
}

/// Adds a null for every member that is absent, and a member that the model does not have, to
/// every structure.
fn with_nulls_and_unknown(shape: &str, value: &Value) -> Value {
    let shape = model().shape(shape);
    match (shape.form, value) {
        (Form::Structure, Value::Object(members)) => {
            let mut out = Map::new();
            for (name, member) in &shape.members {
                let value = members.get(*name);
                let value = value.map_or(Value::Null, |v| with_nulls_and_unknown(member.shape, v));
                out.insert((*name).to_owned(), value);
            }
            out.insert("unknown".to_owned(), json!([1]));
            Value::Object(out)
        }
        (Form::List, Value::Array(items)) => {
            let element = shape.element.unwrap();
            items.iter().map(|item| with_nulls_and_unknown(element, item)).collect()
        }
        _ => value.clone(),
    }
}
