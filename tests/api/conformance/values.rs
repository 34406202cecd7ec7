//! Valid values for a path, and one value of each kind of invalid ones.

use meshctl::model::model;
use meshctl::model::shape::{Form, Location, Shape};
use serde_json::{Map, Value, json};

use super::input_path::InputPath;
use super::minimal;

/// A value that must be rejected.
#[derive(Debug)]
pub(super) struct InvalidValue {
    pub(super) value: Value,
    /// Path in the error message.
    pub(super) at: String,
    pub(super) code: &'static str,
}

/// Returns valid values: the minimum and maximum of the model, and each enumerated value.
pub(crate) fn valid(input_path: &InputPath) -> Vec<Value> {
    let shape = model().shape(input_path.shape);
    let name = input_path.member().map_or("", |(_, name)| name);
    match shape.form {
        Form::Structure => vec![minimal::structure(input_path.shape, None)],
        Form::Boolean => vec![json!(true), json!(false)],
        Form::Integer | Form::Long => numbers(shape, name),
        Form::List => {
            let max = shape.max.map(|max| usize::try_from(max).unwrap());
            let lengths = [usize::from(shape.min != Some(0)), max.unwrap_or(1)];
            lengths.map(|length| minimal::list(input_path.shape, length)).to_vec()
        }
        Form::String if shape.values.is_empty() => {
            let fixed = ["nextToken", "resourceArn", "meshOwner"].contains(&name)
                || input_path.shape == "HttpRetryPolicyEvent";
            let length = |bound: Option<i64>| usize::try_from(bound.unwrap_or(1)).unwrap().max(1);
            let lengths = if fixed { vec![1] } else { vec![length(shape.min), length(shape.max)] };
            lengths
                .into_iter()
                .map(|length| json!(minimal::text(input_path.shape, name, length)))
                .collect()
        }
        Form::String => shape.values.iter().map(|value| json!(value)).collect(),
        Form::Timestamp => unreachable!("inputs do not contain timestamps"),
    }
}

fn numbers(shape: &Shape, name: &str) -> Vec<Value> {
    let (min, max) = bounds(shape);
    // A range must not be empty; `fixture` sets the other end.
    let (min, max) = match name {
        "start" => (min, max - 1),
        "end" => (min + 1, max),
        _ => (min, max),
    };
    vec![json!(min), json!(max)]
}

/// Returns the minimum and the maximum of a number.
fn bounds(shape: &Shape) -> (i64, i64) {
    let (min, max) = match shape.form {
        Form::Integer => (i64::from(i32::MIN), i64::from(i32::MAX)),
        _ => (i64::MIN, i64::MAX),
    };
    (shape.min.unwrap_or(min), shape.max.unwrap_or(max))
}

/// Returns one value of each kind that is invalid at `input_path`.
pub(super) fn invalid(input_path: &InputPath) -> Vec<InvalidValue> {
    let shape = model().shape(input_path.shape);
    let path = input_path.dotted();
    let bad = |value: Value| InvalidValue { value, at: path.clone(), code: "BadRequestException" };
    let mut found: Vec<InvalidValue> = match shape.form {
        Form::Structure => structures(input_path, shape),
        Form::List => lists(input_path, shape).into_iter().map(bad).collect(),
        Form::String => strings(input_path, shape).into_iter().map(bad).collect(),
        Form::Integer | Form::Long => {
            let (min, max) = bounds(shape);
            let below = min.checked_sub(1).map(|below| json!(below));
            let above = max.checked_add(1).map_or(json!(u64::MAX), |above| json!(above));
            below.into_iter().chain([above]).map(bad).collect()
        }
        Form::Boolean => Vec::new(),
        Form::Timestamp => unreachable!("inputs do not contain timestamps"),
    };
    if input_path.location == Location::Body {
        found.extend(wrong_types(shape.form).into_iter().map(|value| InvalidValue {
            value,
            at: path.clone(),
            code: "SerializationException",
        }));
    } else if shape.form == Form::Integer {
        found.push(InvalidValue { value: json!("x"), at: path, code: "BadRequestException" });
    }
    found
}

fn wrong_types(form: Form) -> Vec<Value> {
    let all = [
        (&[Form::Structure][..], json!({})),
        (&[Form::List], json!([])),
        (&[Form::String], json!("1")),
        (&[Form::Integer, Form::Long], json!(2)),
        (&[], json!(2.5)),
        (&[Form::Boolean], json!(true)),
    ];
    all.into_iter().filter(|(of, _)| !of.contains(&form)).map(|(_, value)| value).collect()
}

fn structures(input_path: &InputPath, shape: &Shape) -> Vec<InvalidValue> {
    let path = input_path.dotted();
    let code = "BadRequestException";
    let mut found = Vec::new();
    let min = minimal::structure(input_path.shape, None);
    let without = |name: &str, null: bool| {
        let mut less: Map<String, Value> = min.as_object().unwrap().clone();
        less.remove(name);
        if null {
            less.insert(name.to_owned(), Value::Null);
        }
        Value::Object(less)
    };
    for (name, member) in &shape.members {
        if member.required {
            let at = format!("{path}.{name}");
            found.push(InvalidValue { value: without(name, false), at: at.clone(), code });
            found.push(InvalidValue { value: without(name, true), at, code });
        }
    }
    let marked: Vec<&str> = shape.members.keys().copied().collect();
    let one = if shape.union { &marked[..] } else { minimal::exclusive(input_path.shape) };
    if let Some(first) = one.first() {
        // `exact` of a query parameter is required, so the error names it.
        let at = if input_path.shape == "QueryParameterMatch" {
            format!("{path}.exact")
        } else {
            path.clone()
        };
        // A gateway route with a host name does not require a path.
        found.push(InvalidValue { value: without(first, false), at, code });
    }
    if let [first, second, ..] = one {
        let mut both = minimal::structure(input_path.shape, None);
        both[*second] = minimal::any(shape.members[second].shape, second);
        assert!(both.get(*first).is_some(), "{} has its first choice", input_path.shape);
        found.push(InvalidValue { value: both, at: path, code });
    }
    found
}

fn lists(input_path: &InputPath, shape: &Shape) -> Vec<Value> {
    let list = |length: i64| minimal::list(input_path.shape, usize::try_from(length).unwrap());
    let min = if input_path.shape == "VirtualGatewayListeners" { Some(1) } else { shape.min };
    let below = min.filter(|min| *min > 0).map(|min| list(min - 1));
    let above = shape.max.map(|max| list(max + 1));
    below.into_iter().chain(above).collect()
}

fn strings(input_path: &InputPath, shape: &Shape) -> Vec<Value> {
    let name = input_path.member().map_or("", |(_, name)| name);
    let mut found = Vec::new();
    let uri = input_path.location == Location::Uri;
    // A URL with an empty segment is a different URL.
    if let Some(min) = shape.min.filter(|min| *min > i64::from(uri)) {
        let text = minimal::text(input_path.shape, name, 1);
        found.push(text[..usize::try_from(min - 1).unwrap().min(text.len())].to_owned());
    }
    if let Some(max) = shape.max {
        found.push(match input_path.shape {
            "AccountId" => "1".repeat(13),
            "HttpRetryPolicyEvent" => "x".repeat(26),
            _ if !shape.values.is_empty() => String::new(),
            shape => minimal::text(shape, name, usize::try_from(max).unwrap() + 1),
        });
    }
    if !shape.values.is_empty() {
        found.push("another".to_owned());
        found.push(shape.values[0].to_lowercase() + " ");
    }
    if shape.pattern.is_some() {
        found.extend(["é", "\u{7f}", "a\n"].map(str::to_owned));
    }
    match (input_path.shape, name) {
        ("ResourceName", _) => found.extend(["a/b", "a\tb"].map(str::to_owned)),
        (_, "virtualServiceName") if input_path.steps.len() == 1 => {
            found.extend(["a/b".to_owned(), "x".repeat(256)]);
        }
        ("HttpRetryPolicyEvent", _) => found.push("reset".to_owned()),
        ("ExactHostName" | "SuffixHostname", _) => found.push("h:80".to_owned()),
        ("HttpPathExact", _) => found.push("x".to_owned()),
        ("HttpGatewayRoutePrefix", _) => found.extend(["x/", "/x"].map(str::to_owned)),
        ("String", "prefix") => found.extend([String::new(), "x".to_owned()]),
        _ => {}
    }
    found.into_iter().map(Value::String).collect()
}
