//! Compares values like Python where the JMESPath compliance suite leaves the result open.

use std::cmp::Ordering;

use serde_json::{Number, Value};

use super::ast::Comparator;
use super::error::EvalError;
use crate::aws_cli::python;

/// Evaluates a comparison operator. Only numbers and strings can be ordered; for other types the
/// result is `null`.
pub(super) fn compare(
    comparator: Comparator,
    left: &Value,
    right: &Value,
) -> Result<Value, EvalError> {
    let holds: fn(Ordering) -> bool = match comparator {
        Comparator::Equal => return Ok(query_equal(left, right).into()),
        Comparator::NotEqual => return Ok((!query_equal(left, right)).into()),
        Comparator::Less => Ordering::is_lt,
        Comparator::LessOrEqual => Ordering::is_le,
        Comparator::Greater => Ordering::is_gt,
        Comparator::GreaterOrEqual => Ordering::is_ge,
    };
    let ordered = |value: &Value| value.is_number() || value.is_string();
    if !ordered(left) || !ordered(right) {
        return Ok(Value::Null);
    }
    Ok(holds(order(comparator, left, right)?).into())
}

/// Orders two numbers or two strings.
pub(super) fn order(
    comparator: Comparator,
    left: &Value,
    right: &Value,
) -> Result<Ordering, EvalError> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => Ok(numbers(left, right)),
        (Value::String(left), Value::String(right)) => Ok(left.cmp(right)),
        _ => Err(EvalError::Unordered {
            operator: comparator.symbol(),
            left: python::type_name(left),
            right: python::type_name(right),
        }),
    }
}

/// Returns whether two values are equal for `==`: a number never equals a boolean.
fn query_equal(left: &Value, right: &Value) -> bool {
    left.is_boolean() == right.is_boolean() && equal(left, right)
}

/// Returns whether two values are equal in Python, where `True` equals 1, also inside lists.
pub(super) fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => numbers(left, right).is_eq(),
        (Value::Bool(truth), Value::Number(number))
        | (Value::Number(number), Value::Bool(truth)) => {
            numbers(number, &Number::from(u8::from(*truth))).is_eq()
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len()
                && left.iter().zip(right).all(|(left, right)| equal(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(name, left)| right.get(name).is_some_and(|right| equal(left, right)))
        }
        _ => left == right,
    }
}

fn numbers(left: &Number, right: &Number) -> Ordering {
    match (left.as_i128(), right.as_i128()) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => {
            let float = |number: &Number| number.as_f64().unwrap_or_default();
            float(left).total_cmp(&float(right))
        }
    }
}
