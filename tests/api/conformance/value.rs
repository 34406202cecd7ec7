//! Values for a place: valid ones, and each kind of wrong one.

use meshctl::model::model;
use meshctl::model::shape::{Form, Location, Shape};
use serde_json::{Map, Value, json};

use super::least;
use super::place::Place;

/// A value that is refused, and how.
#[derive(Debug)]
pub(super) struct Wrong {
    pub(super) value: Value,
    /// The path that the refusal names.
    pub(super) at: String,
    pub(super) code: &'static str,
}

/// Valid values: at both ends of what the model allows, and each of those it lists.
pub(crate) fn valid(place: &Place) -> Vec<Value> {
    let shape = model().shape(place.shape);
    let name = place.member().map_or("", |(_, name)| name);
    match shape.form {
        Form::Structure => vec![least::structure(place.shape, None)],
        Form::Boolean => vec![json!(true), json!(false)],
        Form::Integer | Form::Long => numbers(shape, name),
        Form::List => {
            let most = shape.max.map(|max| usize::try_from(max).unwrap());
            let lengths = [usize::from(shape.min != Some(0)), most.unwrap_or(1)];
            lengths.map(|length| least::list(place.shape, length)).to_vec()
        }
        Form::String if shape.values.is_empty() => {
            let fixed = ["nextToken", "resourceArn", "meshOwner"].contains(&name)
                || place.shape == "HttpRetryPolicyEvent";
            let length = |bound: Option<i64>| usize::try_from(bound.unwrap_or(1)).unwrap().max(1);
            let lengths = if fixed { vec![1] } else { vec![length(shape.min), length(shape.max)] };
            lengths
                .into_iter()
                .map(|length| json!(least::text(place.shape, name, length)))
                .collect()
        }
        Form::String => shape.values.iter().map(|value| json!(value)).collect(),
        Form::Timestamp => unreachable!("no input has one"),
    }
}

fn numbers(shape: &Shape, name: &str) -> Vec<Value> {
    let (least, most) = bounds(shape);
    // A range is not empty: `world` puts its other end beside it.
    let (least, most) = match name {
        "start" => (least, most - 1),
        "end" => (least + 1, most),
        _ => (least, most),
    };
    vec![json!(least), json!(most)]
}

/// The least and the greatest number of `shape`.
fn bounds(shape: &Shape) -> (i64, i64) {
    let (least, most) = match shape.form {
        Form::Integer => (i64::from(i32::MIN), i64::from(i32::MAX)),
        _ => (i64::MIN, i64::MAX),
    };
    (shape.min.unwrap_or(least), shape.max.unwrap_or(most))
}

/// One value of each kind that is refused at `place`.
pub(super) fn wrong(place: &Place) -> Vec<Wrong> {
    let shape = model().shape(place.shape);
    let path = place.path();
    let bad = |value: Value| Wrong { value, at: path.clone(), code: "BadRequestException" };
    let mut found: Vec<Wrong> = match shape.form {
        Form::Structure => structures(place, shape),
        Form::List => lists(place, shape).into_iter().map(bad).collect(),
        Form::String => strings(place, shape).into_iter().map(bad).collect(),
        Form::Integer | Form::Long => {
            let (least, most) = bounds(shape);
            let below = least.checked_sub(1).map(|below| json!(below));
            let above = most.checked_add(1).map_or(json!(u64::MAX), |above| json!(above));
            below.into_iter().chain([above]).map(bad).collect()
        }
        Form::Boolean => Vec::new(),
        Form::Timestamp => unreachable!("no input has one"),
    };
    if place.location == Location::Body {
        found.extend(wrong_types(shape.form).into_iter().map(|value| Wrong {
            value,
            at: path.clone(),
            code: "SerializationException",
        }));
    } else if shape.form == Form::Integer {
        found.push(Wrong { value: json!("x"), at: path, code: "BadRequestException" });
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

fn structures(place: &Place, shape: &Shape) -> Vec<Wrong> {
    let path = place.path();
    let code = "BadRequestException";
    let mut found = Vec::new();
    let least = least::structure(place.shape, None);
    let without = |name: &str, null: bool| {
        let mut less: Map<String, Value> = least.as_object().unwrap().clone();
        less.remove(name);
        if null {
            less.insert(name.to_owned(), Value::Null);
        }
        Value::Object(less)
    };
    for (name, member) in &shape.members {
        if member.required {
            let at = format!("{path}.{name}");
            found.push(Wrong { value: without(name, false), at: at.clone(), code });
            found.push(Wrong { value: without(name, true), at, code });
        }
    }
    let marked: Vec<&str> = shape.members.keys().copied().collect();
    let one = if shape.union { &marked[..] } else { least::exclusive(place.shape) };
    if let Some(first) = one.first() {
        // `exact` of a query parameter is needed, not chosen, and named itself.
        let at = if place.shape == "QueryParameterMatch" {
            format!("{path}.exact")
        } else {
            path.clone()
        };
        // With a host name, a gateway route needs no path.
        found.push(Wrong { value: without(first, false), at, code });
    }
    if let [first, second, ..] = one {
        let mut both = least::structure(place.shape, None);
        both[*second] = least::any(shape.members[second].shape, second);
        assert!(both.get(*first).is_some(), "{} has its first choice", place.shape);
        found.push(Wrong { value: both, at: path, code });
    }
    found
}

fn lists(place: &Place, shape: &Shape) -> Vec<Value> {
    let list = |length: i64| least::list(place.shape, usize::try_from(length).unwrap());
    let least = if place.shape == "VirtualGatewayListeners" { Some(1) } else { shape.min };
    let below = least.filter(|min| *min > 0).map(|min| list(min - 1));
    let above = shape.max.map(|max| list(max + 1));
    below.into_iter().chain(above).collect()
}

fn strings(place: &Place, shape: &Shape) -> Vec<Value> {
    let name = place.member().map_or("", |(_, name)| name);
    let mut found = Vec::new();
    let uri = place.location == Location::Uri;
    // A path with an empty segment is another path.
    if let Some(min) = shape.min.filter(|min| *min > i64::from(uri)) {
        let text = least::text(place.shape, name, 1);
        found.push(text[..usize::try_from(min - 1).unwrap().min(text.len())].to_owned());
    }
    if let Some(max) = shape.max {
        found.push(match place.shape {
            "AccountId" => "1".repeat(13),
            "HttpRetryPolicyEvent" => "x".repeat(26),
            _ if !shape.values.is_empty() => String::new(),
            shape => least::text(shape, name, usize::try_from(max).unwrap() + 1),
        });
    }
    if !shape.values.is_empty() {
        found.push("another".to_owned());
        found.push(shape.values[0].to_lowercase() + " ");
    }
    if shape.pattern.is_some() {
        found.extend(["é", "\u{7f}", "a\n"].map(str::to_owned));
    }
    match (place.shape, name) {
        ("ResourceName", _) => found.extend(["a/b", "a\tb"].map(str::to_owned)),
        (_, "virtualServiceName") if place.steps.len() == 1 => {
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
