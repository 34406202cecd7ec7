//! Minimal valid values, independent of the server's implementation of the rules.

use meshctl::model::model;
use meshctl::model::shape::Form;
use serde_json::{Map, Value, json};

/// A one-of rule that the model does not express. The members exclude each other; the first is used by
/// default.
struct Choice {
    shape: &'static str,
    members: &'static [&'static str],
}

const CHOICES: &[Choice] = &[
    Choice { shape: "RouteSpec", members: &["httpRoute", "http2Route", "tcpRoute", "grpcRoute"] },
    Choice { shape: "GatewayRouteSpec", members: &["httpRoute", "http2Route", "grpcRoute"] },
    Choice { shape: "HttpRouteMatch", members: &["prefix", "path"] },
    Choice { shape: "HttpPathMatch", members: &["exact", "regex"] },
    Choice { shape: "GatewayRouteHostnameMatch", members: &["exact", "suffix"] },
    Choice { shape: "HttpGatewayRouteMatch", members: &["prefix", "path"] },
    Choice { shape: "HttpGatewayRouteRewrite", members: &["prefix", "path"] },
    Choice { shape: "HttpGatewayRoutePrefixRewrite", members: &["defaultPrefix", "value"] },
    Choice { shape: "GrpcGatewayRouteMatch", members: &["serviceName"] },
    Choice { shape: "HttpRetryPolicy", members: &["httpRetryEvents"] },
    Choice { shape: "GrpcRetryPolicy", members: &["httpRetryEvents"] },
    Choice { shape: "QueryParameterMatch", members: &["exact"] },
];

/// Returns the mutually exclusive members of `shape`, in addition to unions of the model.
pub(crate) fn exclusive(shape: &str) -> &'static [&'static str] {
    let choice = CHOICES.iter().find(|choice| choice.shape == shape);
    choice.map_or(&[], |choice| choice.members)
}

/// Returns the minimal structure of `shape`, with the member `with` if given.
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
    // Members that require another member.
    if shape == "VirtualNodeSpec" && members.contains_key("listeners") {
        members.entry("serviceDiscovery").or_insert(json!({"dns": {"hostname": "h"}}));
    }
    if shape == "GrpcRouteMatch" && members.contains_key("methodName") {
        members.entry("serviceName").or_insert(json!("s"));
    }
    Value::Object(members)
}

/// Returns a valid value of `shape` for the member `name`.
pub(crate) fn any(shape: &'static str, name: &str) -> Value {
    let known = model().shape(shape);
    match known.form {
        Form::Structure => structure(shape, None),
        Form::List => list(shape, usize::from(known.min != Some(0))),
        Form::String => json!(text(shape, name, 1)),
        Form::Integer | Form::Long => json!(known.min.unwrap_or(i64::from(name == "end"))),
        Form::Boolean => json!(false),
        Form::Timestamp => unreachable!("inputs do not contain timestamps"),
    }
}

/// Returns a list of `length` different elements.
pub(crate) fn list(shape: &'static str, length: usize) -> Value {
    let element = model().shape(shape).element.unwrap();
    let different = |at: usize| {
        let mut value = any(element, "");
        // The member in which the elements differ.
        for (member, text) in [("virtualNode", "t"), ("key", "k")] {
            if let Some(name) = value.get_mut(member) {
                *name = if at == 0 { json!(text) } else { json!(format!("{text}{at}")) };
            }
        }
        value
    };
    (0..length).map(different).collect()
}

/// Returns a valid string of `shape` for the member `name`, with at least `length` characters.
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
        ("Arn", "resourceArn") => super::fixture::ARN.to_owned(),
        ("HttpRetryPolicyEvent", _) => "server-error".to_owned(),
        ("HttpGatewayRoutePrefix", _) if length == 1 => "/".to_owned(),
        ("HttpGatewayRoutePrefix", _) => filled("/", "/"),
        ("HttpPathExact", _) | (_, "prefix") if shape != "HeaderMatch" => filled("/", ""),
        // Other tokens are issued by the server; an empty one requests the first page.
        (_, "nextToken") => String::new(),
        ("ResourceName", _) if length == 1 => "t".to_owned(),
        _ => filled("x", ""),
    }
}
