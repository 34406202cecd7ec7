//! Values with no more in them than they need, written apart from the server's own knowledge.

use meshctl::model::model;
use meshctl::model::shape::Form;
use serde_json::{Map, Value, json};

/// Structures of which the model does not say what they need: those of `one` exclude each other,
/// the first is taken unless another one is asked for.
struct Choice {
    shape: &'static str,
    one: &'static [&'static str],
}

const CHOICES: &[Choice] = &[
    Choice { shape: "RouteSpec", one: &["httpRoute", "http2Route", "tcpRoute", "grpcRoute"] },
    Choice { shape: "GatewayRouteSpec", one: &["httpRoute", "http2Route", "grpcRoute"] },
    Choice { shape: "HttpRouteMatch", one: &["prefix", "path"] },
    Choice { shape: "HttpPathMatch", one: &["exact", "regex"] },
    Choice { shape: "GatewayRouteHostnameMatch", one: &["exact", "suffix"] },
    Choice { shape: "HttpGatewayRouteMatch", one: &["prefix", "path"] },
    Choice { shape: "HttpGatewayRouteRewrite", one: &["prefix", "path"] },
    Choice { shape: "HttpGatewayRoutePrefixRewrite", one: &["defaultPrefix", "value"] },
    Choice { shape: "GrpcGatewayRouteMatch", one: &["serviceName"] },
    Choice { shape: "HttpRetryPolicy", one: &["httpRetryEvents"] },
    Choice { shape: "GrpcRetryPolicy", one: &["httpRetryEvents"] },
    Choice { shape: "QueryParameterMatch", one: &["exact"] },
];

/// What excludes each other in `shape`, besides the members of marked unions.
pub(crate) fn exclusive(shape: &str) -> &'static [&'static str] {
    let choice = CHOICES.iter().find(|choice| choice.shape == shape);
    choice.map_or(&[], |choice| choice.one)
}

/// The least structure of `shape`, with a member that is given.
pub(crate) fn structure(shape: &'static str, with: Option<(&str, Value)>) -> Value {
    let known = model().shape(shape);
    let given = with.as_ref().map(|(name, _)| *name);
    let one = if known.union {
        known.members.keys().copied().collect()
    } else {
        exclusive(shape).to_vec()
    };
    let chosen = one.first().filter(|_| !given.is_some_and(|given| one.contains(&given)));
    let mut members = Map::new();
    for (name, member) in &known.members {
        if (member.required || chosen == Some(name)) && given != Some(name) {
            members.insert((*name).to_owned(), any(member.shape, name));
        }
    }
    if let Some((name, value)) = with {
        members.insert(name.to_owned(), value);
    }
    // What members need of each other.
    if shape == "VirtualNodeSpec" && members.contains_key("listeners") {
        members.entry("serviceDiscovery").or_insert(json!({"dns": {"hostname": "h"}}));
    }
    if shape == "GrpcRouteMatch" && members.contains_key("methodName") {
        members.entry("serviceName").or_insert(json!("s"));
    }
    Value::Object(members)
}

/// Any valid value of `shape`, as the member `name`.
pub(crate) fn any(shape: &'static str, name: &str) -> Value {
    let known = model().shape(shape);
    match known.form {
        Form::Structure => structure(shape, None),
        Form::List => list(shape, usize::from(known.min != Some(0))),
        Form::String => json!(text(shape, name, 1)),
        Form::Integer | Form::Long => json!(known.min.unwrap_or(i64::from(name == "end"))),
        Form::Boolean => json!(false),
        Form::Timestamp => unreachable!("no input has one"),
    }
}

/// A list of `length` different elements.
pub(crate) fn list(shape: &'static str, length: usize) -> Value {
    let element = model().shape(shape).element.unwrap();
    let different = |at: usize| {
        let mut value = any(element, "");
        // What makes an element another one.
        for (member, text) in [("virtualNode", "t"), ("key", "k")] {
            if let Some(name) = value.get_mut(member) {
                *name = if at == 0 { json!(text) } else { json!(format!("{text}{at}")) };
            }
        }
        value
    };
    (0..length).map(different).collect()
}

/// A valid text of `shape`, as the member `name`, with at least `length` characters.
pub(crate) fn text(shape: &'static str, name: &str, length: usize) -> String {
    let known = model().shape(shape);
    let filled = |start: &str, end: &str| {
        let inner = length.saturating_sub(start.len() + end.len());
        format!("{start}{}{end}", "x".repeat(inner))
    };
    if let Some(first) = known.values.first() {
        return (*first).to_owned();
    }
    match (shape, name) {
        ("AccountId", _) => crate::support::api::ACCOUNT.to_owned(),
        ("Arn", "resourceArn") => super::world::ARN.to_owned(),
        ("HttpRetryPolicyEvent", _) => "server-error".to_owned(),
        ("HttpGatewayRoutePrefix", _) if length == 1 => "/".to_owned(),
        ("HttpGatewayRoutePrefix", _) => filled("/", "/"),
        ("HttpPathExact", _) | (_, "prefix") if shape != "HeaderMatch" => filled("/", ""),
        // Only a list makes others; none is the first page.
        (_, "nextToken") => String::new(),
        ("ResourceName", _) if length == 1 => "t".to_owned(),
        _ => filled("x", ""),
    }
}
