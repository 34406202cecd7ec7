//! Converts the body of a response to the value that the AWS CLI prints.

use serde_json::{Map, Value, json};

use super::timestamp::{TimestampError, TimestampFormat};
use crate::aws_cli::python;
use crate::error::{ErrorKind, Explain};
use crate::model::shape::{Form, Shape};
use crate::model::{Operation, model};

/// Why a response is invalid.
#[derive(Debug, thiserror::Error)]
pub enum ResponseError {
    /// A union has no member, or several.
    #[error("Invalid service response: {shape} must have one and only one member set.")]
    Union {
        /// The name of the union.
        shape: &'static str,
    },
    /// A value has a different type than the model.
    #[error("the response has {found} where the model has {wanted}")]
    WrongType {
        /// The actual type.
        found: &'static str,
        /// The expected type.
        wanted: &'static str,
    },
    /// A number is a string that does not contain an integer.
    #[error("{}", python::no_int(text))]
    NotInteger {
        /// The string.
        text: String,
    },
    /// A timestamp is invalid.
    #[error(transparent)]
    Timestamp(#[from] TimestampError),
}

impl Explain for ResponseError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Other
    }
}

/// Returns what the AWS CLI prints for `body`, the response of `operation`
/// (`docs/behaviour/aws-cli.md#output`).
///
/// Members are in the model's order; unknown members and `null` members are omitted. A resource is
/// wrapped in its kind (`{"mesh": …}`). Timestamps are formatted with `timestamps`. A value of any
/// type is printed unchanged where the model has a string. The result for an operation without
/// response members is `{}`, for which the JSON format prints nothing.
///
/// # Errors
///
/// [`ResponseError`] for values that do not fit the model.
pub fn parse_response(
    operation: &Operation,
    body: Value,
    timestamps: &TimestampFormat,
) -> Result<Value, ResponseError> {
    let parsed = ResponseParser { timestamps }.value(operation.output, body)?;
    match operation.payload {
        Some(payload) => Ok(json!({ payload: parsed })),
        None if parsed.is_object() => Ok(parsed),
        None => Err(ResponseError::WrongType { found: type_of(&parsed), wanted: "an object" }),
    }
}

struct ResponseParser<'a> {
    timestamps: &'a TimestampFormat,
}

impl ResponseParser<'_> {
    fn value(&self, name: &'static str, value: Value) -> Result<Value, ResponseError> {
        let shape = model().shape(name);
        match (shape.form, value) {
            (Form::Structure, Value::Object(members)) if shape.union => {
                self.union(name, shape, members)
            }
            (Form::Structure, Value::Object(members)) => self.structure(shape, members),
            (Form::List, Value::Array(items)) => {
                let element = shape.element.unwrap_or_default();
                items.into_iter().map(|item| self.value(element, item)).collect()
            }
            (Form::Structure, Value::Null) if !shape.union => Ok(Value::Null),
            (Form::String, value) => Ok(value),
            (Form::Timestamp, Value::Null) => Ok(Value::Null),
            (Form::Timestamp, value) => Ok(self.timestamps.format(&value)?),
            (Form::Integer | Form::Long, value) => integer(value),
            (Form::Boolean, Value::Bool(truth)) => Ok(truth.into()),
            // As in botocore, any other string is false.
            (Form::Boolean, Value::String(text)) => Ok((text.to_lowercase() == "true").into()),
            (form, value) => Err(wrong_type(&value, form)),
        }
    }

    fn structure(
        &self,
        shape: &Shape,
        mut members: Map<String, Value>,
    ) -> Result<Value, ResponseError> {
        let mut parsed = Map::with_capacity(members.len());
        for (name, member) in &shape.members {
            let given = members.swap_remove_entry(*name).filter(|(_, value)| !value.is_null());
            if let Some((name, value)) = given {
                parsed.insert(name, self.value(member.shape, value)?);
            }
        }
        Ok(Value::Object(parsed))
    }

    fn union(
        &self,
        name: &'static str,
        shape: &Shape,
        members: Map<String, Value>,
    ) -> Result<Value, ResponseError> {
        let mut set = members
            .iter()
            .filter(|(name, value)| !value.is_null() && name.as_str() != "__type")
            .map(|(name, _)| name);
        let (Some(only), None) = (set.next(), set.next()) else {
            return Err(ResponseError::Union { shape: name });
        };
        if shape.members.contains_key(only.as_str()) {
            self.structure(shape, members)
        } else {
            // AWS names the first member, even a `null` one.
            let first = members.keys().next();
            Ok(json!({"SDK_UNKNOWN_MEMBER": {"name": first}}))
        }
    }
}

/// Converts to an integer like Python's `int()`, which accepts strings and truncates decimals.
#[allow(clippy::cast_possible_truncation)]
fn integer(value: Value) -> Result<Value, ResponseError> {
    Ok(match value {
        Value::Number(number) if number.is_f64() => {
            // No member has larger values, which Python would print in full.
            let whole = number.as_f64().map(f64::trunc).filter(|whole| whole.abs() < 9e18);
            let (found, wanted) = ("a number beyond 64 bits", Form::Integer.article());
            (whole.ok_or(ResponseError::WrongType { found, wanted })? as i64).into()
        }
        Value::Number(number) => number.into(),
        Value::Bool(truth) => i64::from(truth).into(),
        Value::String(text) => match python::int(&text) {
            Some(number) => number.into(),
            None => return Err(ResponseError::NotInteger { text }),
        },
        other => return Err(wrong_type(&other, Form::Integer)),
    })
}

fn wrong_type(value: &Value, form: Form) -> ResponseError {
    ResponseError::WrongType { found: type_of(value), wanted: form.article() }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::TimeZone;

    fn parse(operation: &str, body: &Value) -> Result<Value, ResponseError> {
        let operation = model().operation(operation).unwrap();
        parse_response(operation, body.clone(), &TimestampFormat::Iso(TimeZone::UTC))
    }

    #[test]
    fn members_are_in_the_models_order() {
        let cases = [
            (
                "a resource is wrapped and sorted, without unknown and null members",
                "DescribeMesh",
                json!({"status": {"status": "ACTIVE"}, "spec": {"bogus": 1, "egressFilter": null},
                       "new": true, "metadata": null, "meshName": "apps"}),
                r#"{"mesh":{"meshName":"apps","spec":{},"status":{"status":"ACTIVE"}}}"#,
            ),
            (
                "a page is not wrapped",
                "ListMeshes",
                json!({"nextToken": "t", "meshes": [{"createdAt": 1.5, "version": 1.0}, null]}),
                r#"{"meshes":[{"createdAt":"1970-01-01T00:00:01.500000+00:00","version":1},null],"nextToken":"t"}"#,
            ),
            (
                "an unknown member of a union has a name only",
                "DescribeVirtualNode",
                json!({"spec": {"serviceDiscovery": {"new": 1, "__type": "x", "dns": null}}}),
                r#"{"virtualNode":{"spec":{"serviceDiscovery":{"SDK_UNKNOWN_MEMBER":{"name":"new"}}}}}"#,
            ),
            ("an empty response", "TagResource", json!({"x": 1}), "{}"),
        ];
        for (case, operation, body, want) in cases {
            assert_eq!(parse(operation, &body).unwrap().to_string(), want, "case: {case}");
        }
    }

    #[test]
    fn values_that_do_not_fit_the_model_are_errors() {
        let cases = [
            ("DescribeMesh", json!({"spec": 5}), "a number where the model has an object"),
            ("DescribeMesh", json!([]), "an array where the model has an object"),
            ("ListMeshes", json!({"meshes": "ab"}), "a string where the model has an array"),
            ("ListMeshes", json!(null), "null where the model has an object"),
            (
                "ListMeshes",
                json!({"meshes": [{"version": 1e22}]}),
                "a number beyond 64 bits where the model has an integer",
            ),
            (
                "ListMeshes",
                json!({"meshes": [{"version": []}]}),
                "an array where the model has an integer",
            ),
        ];
        for (operation, body, want) in cases {
            let message = parse(operation, &body).unwrap_err().to_string();
            assert_eq!(message, format!("the response has {want}"), "{body}");
        }
    }

    #[test]
    fn a_union_has_exactly_one_member() {
        for discovery in [json!({}), json!({"dns": {}, "awsCloudMap": {}})] {
            let body = json!({"spec": {"serviceDiscovery": discovery}});
            assert_eq!(
                parse("DescribeVirtualNode", &body).unwrap_err().to_string(),
                "Invalid service response: ServiceDiscovery must have one and only one member set."
            );
        }
    }

    #[test]
    fn numbers_in_strings_are_parsed() {
        let port = |port: &str| {
            let listener = json!({"portMapping": {"port": port, "protocol": "http"}});
            parse("DescribeVirtualNode", &json!({"spec": {"listeners": [listener]}}))
        };
        let found = port("80").unwrap();
        assert_eq!(
            found.pointer("/virtualNode/spec/listeners/0/portMapping/port"),
            Some(&json!(80))
        );
        let error = port("x").unwrap_err();
        assert_eq!(error.to_string(), "invalid literal for int() with base 10: 'x'");
    }
}
