//! Values as a user might write them: as JSON, YAML or shorthand.

use serde_json::{Map, Value};

use super::text::mangled;
use crate::support::random::Random;

/// Numbers that JSON parsers disagree on.
const NUMBERS: [&str; 7] = ["-0", "0.0", "1E5", "01", "1.", "0.1234567890123456789", "1e-400"];

/// Writes `value` as JSON, invalid in `wrong` percent of the cases.
pub(super) fn json(draw: &mut Random, value: &Value, wrong: usize) -> String {
    let mut out = String::new();
    write_json(draw, &mut out, value, wrong);
    if draw.chance(wrong) { mangled(draw, &out) } else { out }
}

fn write_json(draw: &mut Random, out: &mut String, value: &Value, wrong: usize) {
    match value {
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at > 0 { "," } else { "" });
                blank(draw, out);
                write_json(draw, out, item, wrong);
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (at, (name, value)) in members.iter().enumerate() {
                out.push_str(if at > 0 { "," } else { "" });
                blank(draw, out);
                write_string(draw, out, name);
                out.push(':');
                blank(draw, out);
                write_json(draw, out, value, wrong);
                if draw.chance(wrong / 4) {
                    out.push(',');
                    write_string(draw, out, name);
                    out.push_str(":0");
                }
            }
            blank(draw, out);
            out.push('}');
        }
        Value::String(text) => write_string(draw, out, text),
        Value::Number(_) if draw.chance(wrong / 2) => out.push_str(draw.of::<&str>(&NUMBERS)),
        scalar => out.push_str(&scalar.to_string()),
    }
}

fn blank(draw: &mut Random, out: &mut String) {
    if draw.chance(15) {
        out.push_str(draw.of::<&str>(&[" ", "  ", "\n", "\t", "\r\n"]));
    }
}

fn write_string(draw: &mut Random, out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c < ' ' || draw.chance(2) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Writes `value` as YAML, invalid in `wrong` percent of the cases.
pub(super) fn yaml(draw: &mut Random, value: &Value, wrong: usize) -> String {
    let mut out = String::new();
    write_yaml(draw, &mut out, value, 0);
    // These are line breaks in YAML 1.1, which the AWS CLI's parser implements, but not in 1.2.
    for (c, escaped) in [('\u{85}', "\\x85"), ('\u{2028}', "\\u2028")] {
        out = out.replace(c, escaped);
    }
    if draw.chance(wrong) { mangled(draw, &out) } else { out }
}

fn write_yaml(draw: &mut Random, out: &mut String, value: &Value, level: usize) {
    let indent = "  ".repeat(level);
    match value {
        Value::Object(members) if !members.is_empty() && !draw.chance(10) => {
            for (name, value) in members {
                let name = yaml_scalar(draw, name);
                out.push_str(&format!("{indent}{name}:"));
                let nested = value.is_object() || value.is_array();
                out.push_str(if nested { "\n" } else { " " });
                write_yaml(draw, out, value, level + 1);
            }
        }
        Value::Array(items) if !items.is_empty() && !draw.chance(10) => {
            for item in items {
                let nested = item.is_object() || item.is_array();
                out.push_str(&format!("{indent}-{}", if nested { "\n" } else { " " }));
                write_yaml(draw, out, item, level + 1);
            }
        }
        Value::String(text) => out.push_str(&format!("{}\n", yaml_scalar(draw, text))),
        Value::Object(_) | Value::Array(_) => out.push_str(&format!("{indent}{value}\n")),
        scalar => out.push_str(&format!("{scalar}\n")),
    }
}

fn yaml_scalar(draw: &mut Random, text: &str) -> String {
    // A string that begins with a digit may be a number in YAML.
    let word = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
    match draw.below(10) {
        0..6 if word => text.to_owned(),
        6 if !text.contains(char::is_control) => format!("'{}'", text.replace('\'', "''")),
        _ => Value::from(text).to_string(),
    }
}

/// Writes the members of a structure as shorthand, invalid in `wrong` percent of the cases.
pub(super) fn shorthand(draw: &mut Random, members: &Map<String, Value>, wrong: usize) -> String {
    let mut parts = Vec::new();
    for (name, value) in members {
        let written = match value {
            // A single value in place of a list is a string, whatever the type of the items.
            Value::Array(items)
                if items.iter().all(is_scalar)
                    && (items.len() > 1 || items.iter().all(Value::is_string))
                    && draw.chance(40) =>
            {
                let items: Vec<String> = items.iter().map(|item| short(draw, item)).collect();
                items.join(",")
            }
            value => short(draw, value),
        };
        parts.push(pair(draw, name, &written));
    }
    let out = parts.join(&comma(draw));
    if draw.chance(wrong) { mangled(draw, &out) } else { out }
}

fn is_scalar(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}

fn pair(draw: &mut Random, name: &str, value: &str) -> String {
    let equals = match draw.below(40) {
        0 => " = ",
        1 => "@=",
        2 => " =",
        _ => "=",
    };
    format!("{name}{equals}{value}")
}

fn comma(draw: &mut Random) -> String {
    draw.of(&[",", ",", ",", ",", ", ", " , "]).to_owned()
}

fn short(draw: &mut Random, value: &Value) -> String {
    match value {
        Value::Array(items) => {
            // The brackets of a list of one item may be left out.
            if let ([item @ Value::String(_)], true) = (&items[..], draw.chance(15)) {
                return short(draw, item);
            }
            let items: Vec<String> = items.iter().map(|item| short(draw, item)).collect();
            let end = if draw.chance(5) { "," } else { "" };
            format!("[{}{end}]", items.join(&comma(draw)))
        }
        Value::Object(members) => {
            let mut parts = Vec::new();
            for (name, value) in members {
                let value = short(draw, value);
                parts.push(pair(draw, name, &value));
            }
            let end = if draw.chance(5) { " " } else { "" };
            format!("{{{}{end}}}", parts.join(&comma(draw)))
        }
        Value::String(text) => short_text(draw, text),
        Value::Bool(truth) if draw.chance(30) => if *truth { "TRUE" } else { "False" }.to_owned(),
        scalar => scalar.to_string(),
    }
}

fn short_text(draw: &mut Random, text: &str) -> String {
    let quoted = |quote: char| {
        let inner = text.replace('\\', "\\\\").replace(quote, &format!("\\{quote}"));
        format!("{quote}{inner}{quote}")
    };
    match draw.below(10) {
        0 => quoted('"'),
        1 => quoted('\''),
        2..9 if text.contains(['"', '\'', ',', ']', '}', '\\', '=']) => quoted('\''),
        2..9 if text.is_empty() => String::new(),
        _ => text.replace(',', "\\,"),
    }
}
