//! From the strings of shorthand to the types of the model.

use serde_json::Value;

use super::error::UsageError;
use crate::aws_cli::python;
use crate::model::model;
use crate::model::shape::{Form, Shape};

/// Turns the strings in `value` into what `shape` wants; what does not fit is left for the check.
///
/// Where a list is wanted and something else is there, it becomes a list of that one. Its insides
/// are converted as well, which AWS CLI v2 leaves out, so that it refuses
/// `listeners={portMapping={port=80,protocol=http}}`.
///
/// # Errors
///
/// [`UsageError::NotInteger`] for a word where the model has a number, [`UsageError::NoNumber`] for
/// a list or an object there.
pub(super) fn convert(value: &mut Value, shape: &'static Shape) -> Result<(), UsageError> {
    if shape.form == Form::List && !value.is_array() {
        *value = Value::Array(vec![value.take()]);
    }
    match (shape.form, &mut *value) {
        (Form::Structure, Value::Object(members)) => {
            for (name, member) in &shape.members {
                if let Some(value) = members.get_mut(*name) {
                    convert(value, model().shape(member.shape))?;
                }
            }
        }
        (Form::List, Value::Array(items)) => {
            let element = model().shape(shape.element.expect("a list has an element shape"));
            items.iter_mut().try_for_each(|item| convert(item, element))?;
        }
        (Form::Integer | Form::Long, Value::String(text)) => {
            let number = python::int(text).ok_or_else(|| UsageError::NotInteger(text.clone()))?;
            *value = number.into();
        }
        (Form::Integer | Form::Long, Value::Array(_) | Value::Object(_)) => {
            return Err(UsageError::NoNumber(python::type_name(value)));
        }
        (Form::Boolean, Value::String(text)) => match text.to_lowercase().as_str() {
            "true" => *value = true.into(),
            "false" => *value = false.into(),
            _ => {}
        },
        _ => {}
    }
    Ok(())
}
