//! Functions of numbers. Integers stay integers, as in Python.

use serde_json::{Number, Value};

use super::Result;

/// Converts a float; `null` if JSON cannot express it.
fn float(float: f64) -> Value {
    Number::from_f64(float).map_or(Value::Null, Value::Number)
}

/// Converts an integer; beyond 64 bits it becomes a float.
#[allow(clippy::cast_precision_loss)]
fn whole(whole: i128) -> Value {
    Number::from_i128(whole).map_or_else(|| float(whole as f64), Value::Number)
}

fn as_float(value: &Value) -> f64 {
    value.as_f64().unwrap_or_default()
}

fn as_whole(value: &Value) -> Option<i128> {
    value.as_number().and_then(Number::as_i128)
}

pub(super) fn abs(value: Value) -> Result {
    Ok(as_whole(&value).map_or_else(|| float(as_float(&value).abs()), |n| whole(n.abs())))
}

pub(super) fn ceil(value: Value) -> Result {
    Ok(rounded(value, f64::ceil))
}

pub(super) fn floor(value: Value) -> Result {
    Ok(rounded(value, f64::floor))
}

#[allow(clippy::cast_possible_truncation)]
fn rounded(value: Value, round: fn(f64) -> f64) -> Value {
    if as_whole(&value).is_some() {
        return value;
    }
    let rounded = round(as_float(&value));
    let exact = rounded.abs() < 1e30;
    if exact { whole(rounded as i128) } else { float(rounded) }
}

pub(super) fn sum(value: Value) -> Result {
    Ok(total(value.as_array().map_or(&[], Vec::as_slice)))
}

#[allow(clippy::cast_precision_loss)]
pub(super) fn avg(value: Value) -> Result {
    let items = value.as_array().map_or(&[][..], Vec::as_slice);
    if items.is_empty() {
        return Ok(Value::Null);
    }
    Ok(float(as_float(&total(items)) / items.len() as f64))
}

/// Adds numbers; floats with Neumaier's correction, like Python since 3.12.
fn total(items: &[Value]) -> Value {
    if let Some(sum) = items.iter().map(as_whole).sum::<Option<i128>>() {
        return whole(sum);
    }
    let (mut sum, mut lost) = (0.0_f64, 0.0_f64);
    for item in items.iter().map(as_float) {
        let next = sum + item;
        lost += if sum.abs() >= item.abs() { (sum - next) + item } else { (item - next) + sum };
        sum = next;
    }
    float(if lost.is_finite() { sum + lost } else { sum })
}

/// Parses a string like Python's `int()` and `float()`, including surrounding white space and
/// `1_000`.
pub(super) fn to_number(value: Value) -> Result {
    let Value::String(text) = &value else {
        return Ok(if value.is_number() { value } else { Value::Null });
    };
    let text = text.trim();
    let grouped = text.split('_').all(|part| {
        part.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c))
            && part.ends_with(|c: char| c.is_ascii_digit() || c == '.')
    });
    let digits = if grouped { text.replace('_', "") } else { text.to_owned() };
    Ok(match digits.parse::<i128>() {
        Ok(number) => whole(number),
        Err(_) => digits.parse().map_or(Value::Null, float),
    })
}
