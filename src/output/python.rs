//! Values as Python writes them: AWS's text and table output are its `str()`, and JSON numbers
//! are its `repr()`.

use serde_json::{Number, Value};

use crate::model::check;

/// Writes `value` as `str()` does: a string bare, everything else as [`repr`].
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => repr(other),
    }
}

/// Writes `value` as `repr()` does.
pub(super) fn repr(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => check::repr(value),
        Value::Number(number) => self::number(number),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(repr).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("{}: {}", quoted(name), repr(value)))
                .collect();
            format!("{{{}}}", members.join(", "))
        }
    }
}

/// Writes `text` as `repr()` does, with quotes.
pub(super) fn quoted(text: &str) -> String {
    check::repr(&Value::from(text))
}

/// Returns Python's name for the type of `value`.
pub(super) fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "NoneType",
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_f64() => "float",
        Value::Number(_) => "int",
        Value::String(_) => "str",
        Value::Array(_) => "list",
        Value::Object(_) => "dict",
    }
}

/// Writes a number: the shortest digits that read back the same, with an exponent below
/// 0.0001 and from 1e16 on.
pub(super) fn number(number: &Number) -> String {
    let Some(float) = number.as_f64().filter(|_| number.is_f64()) else {
        return number.to_string();
    };
    let scientific = format!("{float:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or_default();
    if (-4..16).contains(&exponent) {
        let plain = float.to_string();
        return if plain.contains('.') { plain } else { plain + ".0" };
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn text_is_what_str_prints() {
        let cases = [
            (json!("it's"), "it's"),
            (json!(null), "None"),
            (json!(true), "True"),
            (json!(5), "5"),
            (json!(1.0), "1.0"),
            (json!(-0.0), "-0.0"),
            (json!(1e15), "1000000000000000.0"),
            (json!(1e16), "1e+16"),
            (json!(9.99e22), "9.99e+22"),
            (json!(0.0001), "0.0001"),
            (json!(1e-5), "1e-05"),
            (json!(1e300), "1e+300"),
            (json!(1563809909.282), "1563809909.282"),
            (json!({"a": ["it's", null], "b": {}}), r#"{'a': ["it's", None], 'b': {}}"#),
        ];
        for (value, want) in cases {
            assert_eq!(text(&value), want, "value: {value}");
        }
    }
}
