//! Values as Python writes them: botocore's reports are its `str()`, and so are AWS's text and
//! table output; JSON numbers are its `repr()`.

use serde_json::{Number, Value};

/// Writes `value` as `str()` does: a string bare, everything else as [`repr`].
#[must_use]
pub fn text(value: &Value) -> String {
    bare(value, repr)
}

/// Writes `value` as `repr()` does.
#[must_use]
pub fn repr(value: &Value) -> String {
    written(value, repr, |members| format!("{{{members}}}"))
}

/// Writes `value` as [`text`] does, but objects as the `OrderedDict` that the AWS CLI reads JSON
/// into: what botocore's reports show.
#[must_use]
pub fn ordered(value: &Value) -> String {
    bare(value, ordered_repr)
}

fn ordered_repr(value: &Value) -> String {
    written(value, ordered_repr, |members| match members.as_str() {
        "" => "OrderedDict()".to_owned(),
        members => format!("OrderedDict({{{members}}})"),
    })
}

fn bare(value: &Value, repr: fn(&Value) -> String) -> String {
    value.as_str().map_or_else(|| repr(value), str::to_owned)
}

fn written(
    value: &Value,
    inner: fn(&Value) -> String,
    object: impl Fn(String) -> String,
) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(number) => self::number(number),
        Value::String(text) => quoted(text),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(inner).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(members) => {
            let member =
                |(name, value): (&String, &Value)| format!("{}: {}", quoted(name), inner(value));
            object(members.iter().map(member).collect::<Vec<_>>().join(", "))
        }
    }
}

/// Writes `text` as `repr()` does, with quotes. Python prefers single quotes, and takes double ones for a text that has only single ones.
#[must_use]
pub fn quoted(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::from(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => out.extend(['\\', c]),
            c if (c as u32) < 0x20 || c as u32 == 0x7f => {
                out.push_str(&format!("\\x{:02x}", c as u32));
            }
            c => out.push(c),
        }
    }
    out.push(quote);
    out
}

/// Words an error of the operating system as Python does: `[Errno 2] No such file …: 'path'`.
#[must_use]
pub fn os_error(error: &std::io::Error, path: impl std::fmt::Display) -> String {
    let text = error.to_string();
    let Some(code) = error.raw_os_error() else {
        return text;
    };
    let text = text.strip_suffix(&format!(" (os error {code})")).unwrap_or(&text);
    format!("[Errno {code}] {text}: {}", quoted(&path.to_string()))
}

/// Returns Python's name for the type of `value`.
#[must_use]
pub fn type_name(value: &Value) -> &'static str {
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
#[must_use]
pub fn number(number: &Number) -> String {
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
