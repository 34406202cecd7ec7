//! The differences between two specs.

use serde_json::Value;

use super::defaults;
use crate::model::{Key, Kind};

/// A difference between two specs.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Change {
    /// Its path: `spec.listeners[0].portMapping.port`.
    pub path: String,
    /// The live value; absent if it would be added.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Value>,
    /// The desired value; absent if it would be removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Value>,
}

impl std::fmt::Display for Change {
    /// Formats the difference as one line: `spec.weight: 1 → 2`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let side = |value: &Option<Value>| value.as_ref().map_or("-".to_owned(), Value::to_string);
        write!(f, "{}: {} → {}", self.path, side(&self.from), side(&self.to))
    }
}

/// Returns the differences between `live` and `wanted`, both specs of `key`: in the order of
/// `live`, followed by new members.
///
/// Members that the service adds are not differences: `backends: []` and the port of a health check
/// (`docs/behaviour/api.md#added-members`). An empty list equals a missing one.
#[must_use]
pub fn changes(key: &Key, live: &Value, wanted: &Value) -> Vec<Change> {
    let mut found = Vec::new();
    walk("spec", &normalized(key.kind, live), &normalized(key.kind, wanted), &mut found);
    found
}

/// Returns `spec` as the service responds with it, without empty lists.
fn normalized(kind: Kind, spec: &Value) -> Value {
    let mut spec = spec.clone();
    defaults::fill(kind, &mut spec);
    without_empty_lists(&mut spec);
    spec
}

fn without_empty_lists(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|_, value| value.as_array().is_none_or(|items| !items.is_empty()));
            members.values_mut().for_each(without_empty_lists);
        }
        Value::Array(items) => items.iter_mut().for_each(without_empty_lists),
        _ => {}
    }
}

fn walk(path: &str, from: &Value, to: &Value, found: &mut Vec<Change>) {
    match (from, to) {
        (Value::Object(a), Value::Object(b)) => {
            for (name, value) in a {
                let path = format!("{path}.{name}");
                match b.get(name) {
                    Some(other) => walk(&path, value, other, found),
                    None => found.push(Change { path, from: Some(value.clone()), to: None }),
                }
            }
            for (name, value) in b.iter().filter(|(name, _)| !a.contains_key(*name)) {
                let path = format!("{path}.{name}");
                found.push(Change { path, from: None, to: Some(value.clone()) });
            }
        }
        (Value::Array(a), Value::Array(b)) => {
            for at in 0..a.len().max(b.len()) {
                let path = format!("{path}[{at}]");
                match (a.get(at), b.get(at)) {
                    (Some(a), Some(b)) => walk(&path, a, b, found),
                    (a, b) => found.push(Change { path, from: a.cloned(), to: b.cloned() }),
                }
            }
        }
        _ if is_equal(from, to) => {}
        _ => found.push(Change {
            path: path.to_owned(),
            from: Some(from.clone()),
            to: Some(to.clone()),
        }),
    }
}

/// Returns whether two values are equal; `1` and `1.0` are.
fn is_equal(a: &Value, b: &Value) -> bool {
    a == b || (a.is_number() && b.is_number() && a.as_f64() == b.as_f64())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn members_that_the_service_adds_are_not_differences() {
        let node = Key::member(Kind::VirtualNode, "m", "n");
        let listener = |check: Value| {
            json!({"listeners": [{"portMapping": {"port": 80, "protocol": "http"},
                                  "healthCheck": check}]})
        };
        let mut filled = listener(json!({"protocol": "http", "port": 80}));
        filled["backends"] = json!([]);
        let cases = [
            ("filled in", filled, listener(json!({"protocol": "http"})), vec![]),
            (
                "another value",
                json!({"a": {"b": 1}}),
                json!({"a": {"b": 2}}),
                vec![Change { path: "spec.a.b".into(), from: Some(json!(1)), to: Some(json!(2)) }],
            ),
            (
                "removed and added",
                json!({"a": 1}),
                json!({"b": [1]}),
                vec![
                    Change { path: "spec.a".into(), from: Some(json!(1)), to: None },
                    Change { path: "spec.b".into(), from: None, to: Some(json!([1])) },
                ],
            ),
            (
                "a longer list",
                json!({"l": [1]}),
                json!({"l": [1, 2]}),
                vec![Change { path: "spec.l[1]".into(), from: None, to: Some(json!(2)) }],
            ),
        ];
        for (case, live, wanted, want) in cases {
            assert_eq!(changes(&node, &live, &wanted), want, "{case}");
        }
    }
}
