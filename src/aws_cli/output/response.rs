//! From the body of an answer to what AWS CLI shows of it.

use serde_json::{Map, Value, json};

use super::timestamp::{TimestampError, TimestampFormat};
use crate::aws_cli::python;
use crate::error::{ErrorKind, Explain};
use crate::model::shape::{Form, Shape};
use crate::model::{Operation, model};

/// What a service may not answer.
#[derive(Debug, thiserror::Error)]
pub enum ResponseError {
    /// A union has no member, or several.
    #[error("Invalid service response: {shape} must have one and only one member set.")]
    Union {
        /// Name of the union.
        shape: &'static str,
    },
    /// A value has another type than the model says.
    #[error("the answer has {found} where the model has {wanted}")]
    WrongType {
        /// What is there.
        found: &'static str,
        /// What should be.
        wanted: &'static str,
    },
    /// A number is a text that holds none.
    #[error("{}", python::no_int(text))]
    NotANumber {
        /// The text.
        text: String,
    },
    /// A timestamp is none.
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
/// Members come in the model's order; those that the model does not know and those that are
/// `null` are left out. A resource is wrapped under its kind (`{"mesh": …}`). TimestampFormat are
/// shown as `timestamps` says; where the model has a text, anything is left as it is. An operation
/// whose answer has no members gives `{}`, for which the JSON format prints nothing.
///
/// # Errors
///
/// [`ResponseError`] for values that are not what the model says.
pub fn parse_response(
    operation: &Operation,
    body: Value,
    timestamps: &TimestampFormat,
) -> Result<Value, ResponseError> {
    let shown = Walk { timestamps }.value(operation.output, body)?;
    match operation.payload {
        Some(payload) => Ok(json!({ payload: shown })),
        None if shown.is_object() => Ok(shown),
        None => Err(ResponseError::WrongType { found: named(&shown), wanted: "an object" }),
    }
}

struct Walk<'a> {
    timestamps: &'a TimestampFormat,
}

impl Walk<'_> {
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
            (Form::Timestamp, value) => Ok(self.timestamps.show(&value)?),
            (Form::Integer | Form::Long, value) => whole(value),
            (Form::Boolean, Value::Bool(truth)) => Ok(truth.into()),
            // As botocore: what is not `true` is not.
            (Form::Boolean, Value::String(text)) => Ok((text.to_lowercase() == "true").into()),
            (form, value) => Err(wrong_type(&value, form)),
        }
    }

    fn structure(
        &self,
        shape: &Shape,
        mut members: Map<String, Value>,
    ) -> Result<Value, ResponseError> {
        let mut shown = Map::with_capacity(members.len());
        for (name, member) in &shape.members {
            let given = members.swap_remove_entry(*name).filter(|(_, value)| !value.is_null());
            if let Some((name, value)) = given {
                shown.insert(name, self.value(member.shape, value)?);
            }
        }
        Ok(Value::Object(shown))
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
            // Of several, `null` ones among them, AWS names the first.
            let first = members.keys().next();
            Ok(json!({"SDK_UNKNOWN_MEMBER": {"name": first}}))
        }
    }
}

/// Whole numbers may come as texts or with decimals; Python's `int()` makes them whole.
#[allow(clippy::cast_possible_truncation)]
fn whole(value: Value) -> Result<Value, ResponseError> {
    Ok(match value {
        Value::Number(number) if number.is_f64() => {
            // Larger ones, which Python would count in full, are no member's.
            let whole = number.as_f64().map(f64::trunc).filter(|whole| whole.abs() < 9e18);
            let (found, wanted) = ("a number beyond 64 bits", Form::Integer.article());
            (whole.ok_or(ResponseError::WrongType { found, wanted })? as i64).into()
        }
        Value::Number(number) => number.into(),
        Value::Bool(truth) => i64::from(truth).into(),
        Value::String(text) => match python::int(&text) {
            Some(number) => number.into(),
            None => return Err(ResponseError::NotANumber { text }),
        },
        other => return Err(wrong_type(&other, Form::Integer)),
    })
}

fn wrong_type(value: &Value, form: Form) -> ResponseError {
    ResponseError::WrongType { found: named(value), wanted: form.article() }
}

fn named(value: &Value) -> &'static str {
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

    fn shown(operation: &str, body: &Value) -> Result<Value, ResponseError> {
        let operation = model().operation(operation).unwrap();
        parse_response(operation, body.clone(), &TimestampFormat::Iso(TimeZone::UTC))
    }

    #[test]
    fn shape_shows_what_the_model_knows_in_its_order() {
        let cases = [
            (
                "a resource is wrapped, sorted as the model is, without unknown and null members",
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
            ("nothing is nothing", "TagResource", json!({"x": 1}), "{}"),
        ];
        for (case, operation, body, want) in cases {
            assert_eq!(shown(operation, &body).unwrap().to_string(), want, "case: {case}");
        }
    }

    #[test]
    fn what_is_not_what_the_model_says_is_refused() {
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
            let said = shown(operation, &body).unwrap_err().to_string();
            assert_eq!(said, format!("the answer has {want}"), "{body}");
        }
    }

    #[test]
    fn a_union_has_exactly_one_member() {
        for discovery in [json!({}), json!({"dns": {}, "awsCloudMap": {}})] {
            let body = json!({"spec": {"serviceDiscovery": discovery}});
            assert_eq!(
                shown("DescribeVirtualNode", &body).unwrap_err().to_string(),
                "Invalid service response: ServiceDiscovery must have one and only one member set."
            );
        }
    }

    #[test]
    fn numbers_that_are_texts_are_read() {
        let port = |port: &str| {
            let listener = json!({"portMapping": {"port": port, "protocol": "http"}});
            shown("DescribeVirtualNode", &json!({"spec": {"listeners": [listener]}}))
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
