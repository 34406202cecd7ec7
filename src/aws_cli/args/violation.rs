//! botocore's message for each [`Violation`] of the model
//! (`docs/behaviour/aws-cli.md#client-side-validation`).
//!
//! A violation that botocore does not detect, because it is one of the service's own checks, gets
//! a message in the same form.

use serde_json::Value;

use crate::aws_cli::python;
use crate::model::check::Violation;
use crate::model::shape::Form;

/// How botocore's message shows a value of the wrong type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueStyle {
    /// Objects as `OrderedDict`, which the AWS CLI reads JSON into.
    OrderedDict,
    /// Objects as `dict`.
    Dict,
    /// A Python value that JSON cannot express: its `str()` and its class.
    Python(String, &'static str),
}

/// Returns botocore's message for `violation`. `style` returns how to show the value at a path.
#[must_use]
pub fn botocore_message(violation: &Violation, style: impl FnOnce(&str) -> ValueStyle) -> String {
    match violation {
        Violation::Union { path, set: 0, keys } => format!(
            "Must set one of the following keys for tagged unionstructure {path}: {}.",
            keys.join(". ")
        ),
        Violation::Union { path, keys, .. } => format!(
            "Invalid number of parameters set for tagged union structure {path}. \
             Can only set one of the following keys: {}.",
            keys.join(". ")
        ),
        Violation::Missing { path, name } => {
            format!("Missing required parameter in {}: \"{name}\"", structure(path))
        }
        Violation::Unknown { path, name, known } => format!(
            "Unknown parameter in {}: \"{name}\", must be one of: {}",
            structure(path),
            known.join(", ")
        ),
        Violation::WrongType { path, value, form } => {
            let (text, class) = match style(path) {
                ValueStyle::OrderedDict => (python::ordered(value), class_of(value)),
                ValueStyle::Dict => (python::text(value), python::type_name(value)),
                ValueStyle::Python(text, class) => (text, class),
            };
            format!(
                "Invalid type for parameter {path}, value: {text}, type: <class '{class}'>, \
                 valid types: {}",
                classes_for(*form)
            )
        }
        Violation::TooShort { path, length, min, .. } => {
            format!("Invalid length for parameter {path}, value: {length}, valid min length: {min}")
        }
        Violation::TooSmall { path, value, min } => format!(
            "Invalid value for parameter {path}, value: {}, valid min value: {min}",
            python::ordered(value)
        ),
        Violation::TooLong { path, .. }
        | Violation::TooLarge { path, .. }
        | Violation::NotListed { path, .. }
        | Violation::NoMatch { path, .. }
        | Violation::Choice { path, .. }
        | Violation::Rule { path, .. }
        | Violation::Refused { path, .. } => {
            format!("Invalid value for parameter {path}: {}", violation.constraint())
        }
    }
}

/// The name of the structure at `path`: the top level is `input`.
fn structure(path: &str) -> &str {
    if path.is_empty() { "input" } else { path }
}

fn class_of(value: &Value) -> &'static str {
    match value {
        Value::Object(_) => "collections.OrderedDict",
        other => python::type_name(other),
    }
}

fn classes_for(form: Form) -> &'static str {
    match form {
        Form::Structure => "<class 'dict'>",
        Form::List => "<class 'list'>, <class 'tuple'>",
        Form::String => "<class 'str'>",
        Form::Integer | Form::Long => "<class 'int'>",
        Form::Boolean => "<class 'bool'>",
        Form::Timestamp => "<class 'datetime.datetime'>, timestamp-string",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::check::{Depth, check};

    fn messages(shape: &str, input: &Value) -> Vec<String> {
        let found = check(shape, input, Depth::Client);
        found.iter().map(|found| botocore_message(found, |_| ValueStyle::OrderedDict)).collect()
    }

    #[test]
    fn messages_are_botocores() {
        // The errors that AWS CLI 2.38.5 reports for the same input:
        // `docs/behaviour/aws-cli.md#client-side-validation`.
        let input = json!({
            "meshName": "m", "virtualRouterName": "v", "routeName": "r",
            "spec": {
                "httpRoute": {"match": {"prefix": 5}, "action": {"weightedTargets": []}},
                "priority": "x", "bogus": 1,
                "tcpRoute": {"action": {"weightedTargets": [{"weight": 101, "port": 0}]}},
            },
        });
        let want = [
            "Unknown parameter in spec: \"bogus\", must be one of: grpcRoute, http2Route, httpRoute, \
             priority, tcpRoute",
            "Invalid type for parameter spec.httpRoute.match.prefix, value: 5, type: <class 'int'>, \
             valid types: <class 'str'>",
            "Invalid length for parameter spec.httpRoute.action.weightedTargets, value: 0, \
             valid min length: 1",
            "Invalid type for parameter spec.priority, value: x, type: <class 'str'>, \
             valid types: <class 'int'>",
            "Missing required parameter in spec.tcpRoute.action.weightedTargets[0]: \"virtualNode\"",
            "Invalid value for parameter spec.tcpRoute.action.weightedTargets[0].port, value: 0, \
             valid min value: 1",
        ];
        assert_eq!(messages("CreateRouteInput", &input), want);
    }

    #[test]
    fn a_union_takes_exactly_one_member() {
        let spec = |provider: Value| json!({"meshName": "m", "virtualServiceName": "s", "spec": {"provider": provider}});
        let cases = [
            (
                json!({}),
                "Must set one of the following keys for tagged unionstructure spec.provider: \
                 virtualNode. virtualRouter.",
            ),
            (
                json!({
                    "virtualNode": {"virtualNodeName": "a"},
                    "virtualRouter": {"virtualRouterName": "b"},
                }),
                "Invalid number of parameters set for tagged union structure spec.provider. \
                 Can only set one of the following keys: virtualNode. virtualRouter.",
            ),
        ];
        for (provider, want) in cases {
            assert_eq!(messages("CreateVirtualServiceInput", &spec(provider)), [want]);
        }
    }

    #[test]
    fn values_are_printed_as_by_python() {
        let input = json!({
            "meshName": "m", "virtualGatewayName": "g",
            "spec": {"listeners": {"a": [1, null, "s"]}},
        });
        assert_eq!(
            messages("CreateVirtualGatewayInput", &input),
            [
                "Invalid type for parameter spec.listeners, value: OrderedDict({'a': [1, None, 's']}), \
              type: <class 'collections.OrderedDict'>, valid types: <class 'list'>, <class 'tuple'>"
            ]
        );
        assert_eq!(
            messages("CreateMeshInput", &json!({"meshName": "m", "spec": null})),
            ["Invalid type for parameter spec, value: None, type: <class 'NoneType'>, \
              valid types: <class 'dict'>"]
        );
    }
}
