//! Example calls of operations, generated from the model. Every example is valid, and run in creation
//! order they create a working mesh; tests run them.

use serde_json::{Map, Value, json};

use crate::aws_cli::output::json;
use crate::cli::shell;
use crate::model::check::required_choices;
use crate::model::model;
use crate::model::name::kebab;
use crate::model::operation::Operation;
use crate::model::shape::{Form, Shape};

/// Optional members that examples include. Of a union, only the first is used.
const OPTIONAL_MEMBERS: &[(&str, &[&str])] = &[
    ("MeshSpec", &["egressFilter"]),
    ("VirtualNodeSpec", &["listeners", "serviceDiscovery"]),
    ("ServiceDiscovery", &["dns"]),
    ("VirtualRouterSpec", &["listeners"]),
    ("VirtualServiceSpec", &["provider"]),
    ("VirtualServiceProvider", &["virtualRouter"]),
];

/// Values of members by name. Other members have their first allowed value or their minimum.
const VALUES: &[(&str, &str)] = &[
    ("meshName", "dj-app"),
    ("virtualNodeName", "jazz-v1"),
    ("virtualNode", "jazz-v1"),
    ("virtualRouterName", "jazz-router"),
    ("routeName", "jazz-route"),
    ("virtualServiceName", "jazz.prod.svc.cluster.local"),
    ("virtualGatewayName", "ingress"),
    ("gatewayRouteName", "jazz-ingress"),
    ("hostname", "jazz-v1.prod.svc.cluster.local"),
    ("prefix", "/"),
    ("port", "9080"),
    ("weight", "100"),
    ("resourceArn", "arn:aws:appmesh:us-west-2:000000000000:mesh/dj-app"),
    ("key", "team"),
    ("value", "dj"),
    ("tagKeys", "team"),
];

/// Returns an input of `operation` that the service accepts.
#[must_use]
pub fn input(operation: &Operation) -> Map<String, Value> {
    let shape = operation.input_shape();
    let members = shape.members.iter().filter(|(name, member)| member.required || **name == "spec");
    members.map(|(name, member)| ((*name).to_owned(), value(member.shape, name))).collect()
}

/// Returns the arguments of a call with a flag for each member, structures in shorthand syntax.
#[must_use]
pub fn words(operation: &Operation) -> Vec<String> {
    let mut words = vec![operation.command()];
    for (name, value) in input(operation) {
        words.push(format!("--{}", kebab(&name)));
        match value {
            Value::Object(members) => words.push(pairs(&members)),
            // Each element of a list is an argument.
            Value::Array(items) => words.extend(items.iter().map(|item| match item {
                Value::Object(members) => pairs(members),
                scalar => shorthand(scalar),
            })),
            Value::String(text) => words.push(text),
            number => words.push(number.to_string()),
        }
    }
    words
}

/// Returns the command line of a call with flags and shorthand syntax.
#[must_use]
pub fn in_shorthand(operation: &Operation) -> String {
    let mut lines = vec!["meshctl".to_owned()];
    for word in words(operation) {
        let word = shell::quote(&word);
        // If the call does not fit in a line, each flag starts a line.
        if word.starts_with("--") { lines.push(word) } else { join(&mut lines, &word) }
    }
    let line = lines.join(" ");
    if line.chars().count() <= 76 { line } else { lines.join(" \\\n    ") }
}

/// Returns the command line of a call with the whole input as JSON.
#[must_use]
pub fn in_json(operation: &Operation) -> String {
    let json = json::pretty(&Value::Object(input(operation)));
    format!("meshctl {} --cli-input-json {}", operation.command(), shell::quote(&json))
}

fn join(lines: &mut [String], word: &str) {
    if let Some(line) = lines.last_mut() {
        line.push(' ');
        line.push_str(word);
    }
}

fn value(shape_name: &'static str, name: &str) -> Value {
    let shape = model().shape(shape_name);
    match shape.form {
        Form::Structure => structure(shape_name, shape),
        Form::List => {
            json!([value(shape.element.expect("a list has an element shape"), name)])
        }
        Form::String => text(shape, name).into(),
        Form::Integer | Form::Long | Form::Timestamp => number(shape, name).into(),
        Form::Boolean => true.into(),
    }
}

fn structure(name: &'static str, shape: &'static Shape) -> Value {
    let shown = OPTIONAL_MEMBERS
        .iter()
        .find(|(shape, _)| *shape == name)
        .map_or(&[][..], |(_, shown)| shown);
    let first = if shape.union { shape.members.keys().next().copied() } else { None };
    let chosen: Vec<&str> = match shape.union {
        true => shown.first().copied().or(first).into_iter().collect(),
        false => shown.iter().copied().chain(required_choices(name)).collect(),
    };
    let members =
        shape.members.iter().filter(|(name, member)| member.required || chosen.contains(name));
    members
        .map(|(name, member)| ((*name).to_owned(), value(member.shape, name)))
        .collect::<Map<_, _>>()
        .into()
}

fn known(name: &str) -> Option<&'static str> {
    VALUES.iter().find(|(member, _)| *member == name).map(|(_, value)| *value)
}

fn text(shape: &Shape, name: &str) -> String {
    let listed = shape.values.first().copied();
    listed.or_else(|| known(name)).unwrap_or(name).to_owned()
}

fn number(shape: &Shape, name: &str) -> i64 {
    let known = known(name).and_then(|value| value.parse().ok());
    known.unwrap_or_else(|| shape.min.unwrap_or(0))
}

fn pairs(members: &Map<String, Value>) -> String {
    let pairs: Vec<String> =
        members.iter().map(|(name, value)| format!("{name}={}", shorthand(value))).collect();
    pairs.join(",")
}

fn shorthand(value: &Value) -> String {
    match value {
        Value::Object(members) => format!("{{{}}}", pairs(members)),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(shorthand).collect::<Vec<_>>().join(","))
        }
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::aws_cli::args::{ParamFiles, ParsedArgs, parse};
    use crate::model::check::{Depth, check};

    fn read(words: &[String]) -> Map<String, Value> {
        let Ok(ParsedArgs::Operation(command)) = parse(words, &[]) else { panic!("{words:?}") };
        let files = ParamFiles { variable: &|_| None, directory: Path::new("") };
        let mut input = command.read(&files, &mut |_| {}).unwrap().input;
        input.shift_remove("clientToken");
        input
    }

    #[test]
    fn every_example_is_valid_and_both_forms_are_equivalent() {
        for operation in model().operations.values() {
            let input = input(operation);
            let found = check(operation.input, &Value::Object(input.clone()), Depth::Server);
            assert_eq!(found, [], "case: {}", operation.name);
            assert_eq!(read(&words(operation)), input, "case: {}", operation.name);
            let json = Value::Object(input.clone()).to_string();
            let whole = [operation.command(), "--cli-input-json".to_owned(), json];
            assert_eq!(read(&whole), input, "case: {}", operation.name);
        }
    }

    #[test]
    fn long_calls_have_one_line_per_flag() {
        let call = in_shorthand(model().operation("CreateRoute").unwrap());
        let want = "\
meshctl create-route \\
    --mesh-name dj-app \\
    --route-name jazz-route \\
    --spec 'httpRoute={action={weightedTargets=[{virtualNode=jazz-v1,weight=100}]},match={prefix=/}}' \\
    --virtual-router-name jazz-router";
        assert_eq!(call, want);
        let call = in_shorthand(model().operation("DescribeMesh").unwrap());
        assert_eq!(call, "meshctl describe-mesh --mesh-name dj-app");
    }
}
