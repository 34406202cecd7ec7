//! Converts the strings of shorthand to the types of the model.

use serde_json::Value;

use super::error::UsageError;
use crate::aws_cli::python;
use crate::model::model;
use crate::model::shape::{Form, Shape};

/// Converts the strings in `value` to the types of `shape`. Values that do not fit are left for the
/// check of the whole input.
///
/// A single value in place of a list becomes a list with this element. Its members are converted as
/// well, which AWS CLI v2 omits, so that it rejects
/// `listeners={portMapping={port=80,protocol=http}}`.
///
/// # Errors
///
/// [`UsageError::NotInteger`] for a string that is not an integer where the model has a number,
/// [`UsageError::NotNumber`] for a list or an object there.
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
            return Err(UsageError::NotNumber(python::type_name(value)));
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
