//! Python's formatting of values: botocore's messages and the AWS CLI's text and table output use
//! `str()`; JSON numbers use `repr()`.

pub mod path;

use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Number, Value};

/// Formats `value` like `str()`: a string unquoted, everything else like [`repr`].
#[must_use]
pub fn text(value: &Value) -> String {
    bare(value, repr)
}

/// Formats `value` like `repr()`.
#[must_use]
pub fn repr(value: &Value) -> String {
    format(value, repr, |members| format!("{{{members}}}"))
}

/// Formats `value` like [`text`], but objects as `OrderedDict`, which the AWS CLI reads JSON into.
/// botocore's messages contain it.
#[must_use]
pub fn ordered(value: &Value) -> String {
    bare(value, ordered_repr)
}

fn ordered_repr(value: &Value) -> String {
    format(value, ordered_repr, |members| match members.as_str() {
        "" => "OrderedDict()".to_owned(),
        members => format!("OrderedDict({{{members}}})"),
    })
}

fn bare(value: &Value, repr: fn(&Value) -> String) -> String {
    value.as_str().map_or_else(|| repr(value), str::to_owned)
}

fn format(value: &Value, inner: fn(&Value) -> String, object: impl Fn(String) -> String) -> String {
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

/// Characters that Python does not print unescaped: control, format and unassigned characters, and
/// all white space except the space.
static UNPRINTABLE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{C}\p{Z}]").expect("a test of this file reads the pattern"));

/// Quotes `text` like `repr()`. Python prefers single quotes, and uses double quotes for a string
/// that contains only single quotes.
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
            c if c.is_ascii_graphic() || c == ' ' => out.push(c),
            c if UNPRINTABLE.is_match(c.encode_utf8(&mut [0; 4])) => {
                out.push_str(&match c as u32 {
                    code @ ..0x100 => format!("\\x{code:02x}"),
                    code @ ..0x1_0000 => format!("\\u{code:04x}"),
                    code => format!("\\U{code:08x}"),
                });
            }
            c => out.push(c),
        }
    }
    out.push(quote);
    out
}

/// Formats bytes like `repr()`: `b'a\\n'`.
#[must_use]
pub fn bytes_repr(bytes: &[u8]) -> String {
    let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') { '"' } else { '\'' };
    let mut out = format!("b{quote}");
    for &byte in bytes {
        match char::from(byte) {
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c if c == '\\' || c == quote => out.extend(['\\', c]),
            c @ ' '..='~' => out.push(c),
            _ => out.push_str(&format!("\\x{byte:02x}")),
        }
    }
    out.push(quote);
    out
}

/// Formats an error of the operating system like Python: `[Errno 2] No such file …: 'path'`.
#[must_use]
pub fn os_error(error: &std::io::Error, path: impl std::fmt::Display) -> String {
    let text = error.to_string();
    let Some(code) = error.raw_os_error() else {
        return text;
    };
    let text = text.strip_suffix(&format!(" (os error {code})")).unwrap_or(&text);
    format!("[Errno {code}] {text}: {}", quoted(&path.to_string()))
}

/// Parses an integer like Python's `int(text)`, which allows surrounding white space, a sign, and
/// single underscores between digits. `None` for a string that is not an integer, or an integer
/// beyond 64 bits, which no member of App Mesh can hold.
#[must_use]
pub fn int(text: &str) -> Option<i64> {
    let text = text.trim();
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if !digits.split('_').all(|run| !run.is_empty() && run.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    text.replace('_', "").parse().ok()
}

/// Returns the message of Python's `int(text)` for a string that is not an integer; a long string
/// is truncated.
#[must_use]
pub fn no_int(text: &str) -> String {
    let shown: String = quoted(text).chars().take(200).collect();
    format!("invalid literal for int() with base 10: {shown}")
}

/// Parses a finite number like Python's `float(text)`, which allows surrounding white space and
/// single underscores between digits.
#[must_use]
pub fn float(text: &str) -> Option<f64> {
    let text = text.trim();
    let digits = |part: &str, at: usize| part.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let apart = text.match_indices('_').all(|(at, _)| {
        at.checked_sub(1).is_some_and(|before| digits(text, before)) && digits(text, at + 1)
    });
    let number: f64 = text.replace('_', "").parse().ok().filter(|_| apart)?;
    number.is_finite().then_some(number)
}

/// Returns whether a value is true in Python: not `None`, `False`, 0 or empty.
#[must_use]
pub fn truth(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(truth) => *truth,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
    }
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

/// Formats a number: the fewest digits that parse to the same number, with an exponent below 0.0001
/// and from 1e16.
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
    fn bytes_are_formatted_as_by_python() {
        let cases: [(&[u8], &str); 4] = [
            (b"a b~", "b'a b~'"),
            (b"it's", "b\"it's\""),
            (b"'\"\\", "b'\\'\"\\\\'"),
            (b"\t\n\r\0\x7f\xe9", "b'\\t\\n\\r\\x00\\x7f\\xe9'"),
        ];
        for (bytes, want) in cases {
            assert_eq!(bytes_repr(bytes), want, "case: {bytes:?}");
        }
    }

    #[test]
    fn float_accepts_what_python_accepts() {
        for (text, want) in [("1_0", Some(10.0)), (" 1.5 ", Some(1.5)), ("1e3", Some(1000.0))] {
            assert_eq!(float(text), want, "case: {text}");
        }
        for text in ["_1", "1_", "1__0", "1_.0", "nan", "inf", "x", ""] {
            assert_eq!(float(text), None, "case: {text}");
        }
    }

    #[test]
    fn int_accepts_what_python_accepts() {
        let cases = [
            ("7", Some(7)),
            (" 7 ", Some(7)),
            ("+7", Some(7)),
            ("-1", Some(-1)),
            ("1_0", Some(10)),
            ("007", Some(7)),
            ("1__0", None),
            ("_1", None),
            ("1.0", None),
            ("abc", None),
            ("", None),
            ("-", None),
            ("- 1", None),
        ];
        for (text, want) in cases {
            assert_eq!(int(text), want, "case: {text:?}");
        }
    }

    #[test]
    fn text_equals_pythons_str() {
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
            (json!(["é\u{a0}\u{2028}\u{e000}😀\u{1}"]), "['é\\xa0\\u2028\\ue000😀\\x01']"),
        ];
        for (value, want) in cases {
            assert_eq!(text(&value), want, "value: {value}");
        }
    }
}
