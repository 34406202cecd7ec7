//! `--output text`: lines of tab-separated fields (`docs/behaviour/aws-cli.md#text-output`).

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::FormatError;
use crate::aws_cli::python;

/// Formats `value` as lines with newlines. An empty list prints nothing.
///
/// # Errors
///
/// [`FormatError::Mixed`] for a list (from a query) of objects and other values, which has no
/// columns.
pub fn text(value: &Value) -> Result<String, FormatError> {
    let mut out = String::new();
    write(&mut out, value, None, None)?;
    Ok(out)
}

fn is_scalar(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}

/// Writes `value`, the member `name`; `columns` are those of the list that contains it.
fn write(
    out: &mut String,
    value: &Value,
    name: Option<&str>,
    columns: Option<&BTreeSet<&str>>,
) -> Result<(), FormatError> {
    match value {
        Value::Object(members) => write_object(out, members, name, columns),
        Value::Array(items) => write_list(out, items, name),
        scalar => {
            line(out, None, &[python::text(scalar)]);
            Ok(())
        }
    }
}

fn write_object(
    out: &mut String,
    members: &Map<String, Value>,
    name: Option<&str>,
    columns: Option<&BTreeSet<&str>>,
) -> Result<(), FormatError> {
    let mut sorted: Vec<(&str, &Value)> =
        members.iter().map(|(name, value)| (name.as_str(), value)).collect();
    sorted.sort_by_key(|(name, _)| *name);
    let fields: Vec<String> = match columns {
        Some(columns) => columns
            .iter()
            .map(|column| members.get(*column).map_or_else(String::new, python::text))
            .collect(),
        None => sorted
            .iter()
            .filter(|(_, value)| is_scalar(value))
            .map(|(_, value)| python::text(value))
            .collect(),
    };
    if !fields.is_empty() {
        line(out, name, &fields);
    }
    for (name, value) in sorted {
        let nested = columns.map_or(!is_scalar(value), |columns| !columns.contains(name));
        if nested {
            write(out, value, Some(name), None)?;
        }
    }
    Ok(())
}

fn write_list(out: &mut String, items: &[Value], name: Option<&str>) -> Result<(), FormatError> {
    if items.iter().any(Value::is_object) {
        let columns = columns(items)?;
        return items.iter().try_for_each(|item| write(out, item, name, Some(&columns)));
    }
    let (scalars, lists): (Vec<&Value>, Vec<&Value>) =
        items.iter().partition(|item| is_scalar(item));
    let fields: Vec<String> = scalars.into_iter().map(python::text).collect();
    match name {
        Some(_) => fields.chunks(1).for_each(|field| line(out, name, field)),
        None if fields.is_empty() => {}
        None => line(out, None, &fields),
    }
    lists.into_iter().try_for_each(|list| write(out, list, name, None))
}

/// Returns the names of the scalar members of all objects in a list.
fn columns(items: &[Value]) -> Result<BTreeSet<&str>, FormatError> {
    let mut columns = BTreeSet::new();
    for item in items {
        let Value::Object(members) = item else { return Err(FormatError::Mixed) };
        let scalars = members.iter().filter(|(_, value)| is_scalar(value));
        columns.extend(scalars.map(|(name, _)| name.as_str()));
    }
    Ok(columns)
}

fn line(out: &mut String, name: Option<&str>, fields: &[String]) {
    if let Some(name) = name {
        out.push_str(&name.to_uppercase());
        out.push('\t');
    }
    out.push_str(&fields.join("\t"));
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_resource_prints_scalars_before_nested_members() {
        let route = json!({"route": {
            "meshName": "apps",
            "metadata": {"arn": "arn:x", "version": 2},
            "routeName": "r1",
            "spec": {
                "httpRoute": {
                    "action": {"weightedTargets": [
                        {"virtualNode": "blue", "weight": 90},
                        {"port": 8080, "virtualNode": "green", "weight": 10},
                    ]},
                    "match": {
                        "headers": [{"invert": true, "match": {"exact": "prod"}, "name": "x-env"}],
                        "prefix": "/",
                    },
                },
                "priority": 3,
            },
            "status": {"status": "ACTIVE"},
        }});
        assert_eq!(
            text(&route).unwrap(),
            "ROUTE\tapps\tr1\n\
             METADATA\tarn:x\t2\n\
             SPEC\t3\n\
             WEIGHTEDTARGETS\t\tblue\t90\n\
             WEIGHTEDTARGETS\t8080\tgreen\t10\n\
             MATCH\t/\n\
             HEADERS\tTrue\tx-env\n\
             MATCH\tprod\n\
             STATUS\tACTIVE\n"
        );
    }

    #[test]
    fn lists_are_printed_by_content() {
        let cases = [
            ("a page", json!({"meshes": [{"meshName": "a", "version": 1}]}), "MESHES\ta\t1\n"),
            ("an empty page", json!({"meshes": []}), ""),
            ("a token", json!({"NextToken": {"NextToken": "t"}}), "NEXTTOKEN\tt\n"),
            ("a plain token", json!({"meshes": [], "nextToken": "t1"}), "t1\n"),
            ("names", json!(["one", "two"]), "one\ttwo\n"),
            ("rows", json!([["one", 1], ["two", 7]]), "one\t1\ntwo\t7\n"),
            ("hashes", json!([{"b": "one", "a": 1}, {"b": "two", "a": 7}]), "1\tone\n7\ttwo\n"),
            ("named scalars", json!({"tagKeys": ["a", null]}), "TAGKEYS\ta\nTAGKEYS\tNone\n"),
            ("scalars before lists", json!({"x": [["a"], 1]}), "X\t1\nX\ta\n"),
            (
                "a scalar in one object, nested in another",
                json!([{"a": 1}, {"a": {"b": 2}}]),
                "1\n{'b': 2}\n",
            ),
            ("no scalars", json!([{"a": [1]}, {"a": [2]}]), "A\t1\nA\t2\n"),
            ("empty", json!([]), ""),
            ("null", json!(null), "None\n"),
            ("true", json!(true), "True\n"),
            ("a number", json!(2.0), "2.0\n"),
        ];
        for (case, value, want) in cases {
            assert_eq!(text(&value).unwrap(), want, "case: {case}");
        }
    }

    #[test]
    fn a_list_of_objects_and_other_values_is_an_error() {
        assert_eq!(text(&json!([{"a": 1}, null])), Err(FormatError::Mixed));
    }
}
