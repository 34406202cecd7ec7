//! JSON as Python writes it.

use serde_json::{Map, Value};

use crate::aws_cli::python;

/// The format of `--output json`.
const PRETTY: JsonStyle = JsonStyle { indent: Some("    "), item: ",", name: ": ", ascii: false };

/// How JSON is formatted.
struct JsonStyle {
    /// Indentation of each level; `None` for a single line.
    indent: Option<&'static str>,
    /// Separator of items.
    item: &'static str,
    /// Separator of a name and its value.
    name: &'static str,
    /// Whether non-ASCII characters are escaped.
    ascii: bool,
}

/// Formats `value` as `--output json` does, without the final newline: four spaces per level,
/// non-ASCII characters unescaped (`docs/behaviour/aws-cli.md#json-output`).
#[must_use]
pub fn pretty(value: &Value) -> String {
    format(value, &PRETTY)
}

/// Formats an object whose only list arrives in parts, with the same result as [`pretty`].
#[derive(Debug)]
pub struct ListWriter {
    key: &'static str,
    /// The object up to the last item so far; `None` before the first part.
    started: Option<String>,
    empty: bool,
}

impl ListWriter {
    /// Starts an object whose first member, `key`, is the list.
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self { key, started: None, empty: true }
    }

    /// Appends the items of the list in `page`; a page without the list is ignored.
    pub fn add(&mut self, page: &Map<String, Value>) {
        let Some(Value::Array(items)) = page.get(self.key) else { return };
        let text = self.started.get_or_insert_with(|| {
            let mut text = "{".to_owned();
            next_member(&mut text, self.key, &PRETTY, 1, true);
            text.push('[');
            text
        });
        for item in items {
            next_item(text, &PRETTY, 2, std::mem::take(&mut self.empty));
            write(text, item, &PRETTY, 2);
        }
    }

    /// Appends the members of `rest` and returns the object; `None` if it has no members. The
    /// formatted text is not copied: for a long list it has many megabytes.
    #[must_use]
    pub fn finish(self, rest: &Map<String, Value>) -> Option<String> {
        let Some(mut text) = self.started else {
            return (!rest.is_empty()).then(|| pretty(&Value::Object(rest.clone())));
        };
        if self.empty {
            text.push(']');
        } else {
            close(&mut text, ']', &PRETTY, 1);
        }
        for (name, value) in rest {
            next_member(&mut text, name, &PRETTY, 1, false);
            write(&mut text, value, &PRETTY, 1);
        }
        close(&mut text, '}', &PRETTY, 0);
        Some(text)
    }
}

/// Formats `value` on one line in ASCII with `", "` between items, like Python's `json.dumps` by
/// default. Request bodies and page tokens have this format.
#[must_use]
pub fn compact_ascii(value: &Value) -> String {
    format(value, &JsonStyle { indent: None, item: ", ", name: ": ", ascii: true })
}

/// Formats a scalar on one line without escaping non-ASCII characters, for YAML output.
pub(super) fn scalar(value: &Value) -> String {
    format(value, &JsonStyle { indent: None, item: ", ", name: ": ", ascii: false })
}

/// Formats `value` in ASCII without white space, for the query function `to_string`.
pub(super) fn dense_ascii(value: &Value) -> String {
    format(value, &JsonStyle { indent: None, item: ",", name: ":", ascii: true })
}

fn format(value: &Value, style: &JsonStyle) -> String {
    let mut out = String::new();
    write(&mut out, value, style, 0);
    out
}

fn write(out: &mut String, value: &Value, style: &JsonStyle, level: usize) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&python::number(number)),
        Value::String(text) => write_text(out, text, style.ascii),
        Value::Array(items) if items.is_empty() => out.push_str("[]"),
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                next_item(out, style, level + 1, at == 0);
                write(out, item, style, level + 1);
            }
            close(out, ']', style, level);
        }
        Value::Object(members) if members.is_empty() => out.push_str("{}"),
        Value::Object(members) => {
            out.push('{');
            for (at, (name, value)) in members.iter().enumerate() {
                next_member(out, name, style, level + 1, at == 0);
                write(out, value, style, level + 1);
            }
            close(out, '}', style, level);
        }
    }
}

fn next_item(out: &mut String, style: &JsonStyle, level: usize, first: bool) {
    if !first {
        out.push_str(style.item);
    }
    new_line(out, style, level);
}

/// Writes the name of a member, and what precedes and follows it.
fn next_member(out: &mut String, name: &str, style: &JsonStyle, level: usize, first: bool) {
    next_item(out, style, level, first);
    write_text(out, name, style.ascii);
    out.push_str(style.name);
}

fn close(out: &mut String, bracket: char, style: &JsonStyle, level: usize) {
    new_line(out, style, level);
    out.push(bracket);
}

fn new_line(out: &mut String, style: &JsonStyle, level: usize) {
    if let Some(spaces) = style.indent {
        out.push('\n');
        for _ in 0..level {
            out.push_str(spaces);
        }
    }
}

fn write_text(out: &mut String, text: &str, ascii: bool) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| is_escaped(byte, ascii)) {
        let (plain, escaped) = rest.split_at(at);
        out.push_str(plain);
        let mut characters = escaped.chars();
        characters.next().into_iter().for_each(|c| escape(out, c));
        rest = characters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

/// Returns whether a character whose first byte is `byte` is escaped.
fn is_escaped(byte: u8, ascii: bool) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\' || (ascii && byte > b'~')
}

fn escape(out: &mut String, c: char) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\u{8}' => out.push_str("\\b"),
        '\u{c}' => out.push_str("\\f"),
        c => {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn pretty_json_is_indented_by_four_spaces() {
        let value = json!({"meshes": [{"meshName": "one", "tags": [], "spec": {}}], "n": null});
        insta::assert_snapshot!(pretty(&value), @r#"
        {
            "meshes": [
                {
                    "meshName": "one",
                    "tags": [],
                    "spec": {}
                }
            ],
            "n": null
        }
        "#);
    }

    #[test]
    fn a_list_in_parts_is_formatted_like_the_whole() {
        let item = |n: i32| json!({"meshName": format!("[{n}]"), "tags": [n]});
        let cases = [
            (vec![], json!({})),
            (vec![], json!({"NextToken": "t"})),
            (vec![vec![]], json!({})),
            (vec![vec![item(1)]], json!({})),
            (vec![vec![], vec![item(1), item(2)], vec![item(3)]], json!({"NextToken": "t"})),
        ];
        for (parts, rest) in cases {
            let mut list = ListWriter::new("meshes");
            parts.iter().for_each(|part| list.add(json!({"meshes": part}).as_object().unwrap()));
            let mut whole = Map::new();
            if !parts.is_empty() {
                whole.insert("meshes".to_owned(), parts.concat().into());
            }
            let rest = rest.as_object().unwrap();
            whole.extend(rest.clone());
            let want = (!whole.is_empty()).then(|| pretty(&whole.into()));
            assert_eq!(list.finish(rest), want);
        }
    }

    #[test]
    fn strings_are_escaped_as_by_python() {
        let cases = [
            (
                "équipe 日本 ☃ 😀",
                "équipe 日本 ☃ 😀",
                r"\u00e9quipe \u65e5\u672c \u2603 \ud83d\ude00",
            ),
            ("\u{1}\n\t\r\u{8}\u{c}", r"\u0001\n\t\r\b\f", r"\u0001\n\t\r\b\f"),
            ("\u{7f}\u{2028}/", "\u{7f}\u{2028}/", r"\u007f\u2028/"),
            (r#"a"\b"#, r#"a\"\\b"#, r#"a\"\\b"#),
        ];
        for (text, raw, ascii) in cases {
            assert_eq!(pretty(&json!(text)), format!("\"{raw}\""));
            assert_eq!(compact_ascii(&json!(text)), format!("\"{ascii}\""));
        }
    }

    #[test]
    fn compact_json_has_spaces_and_dense_json_has_none() {
        let token = json!({"nextToken": "t1", "boto_truncate_amount": 1, "list": [1, 2.0]});
        assert_eq!(
            compact_ascii(&token),
            r#"{"nextToken": "t1", "boto_truncate_amount": 1, "list": [1, 2.0]}"#
        );
        assert_eq!(
            dense_ascii(&token),
            r#"{"nextToken":"t1","boto_truncate_amount":1,"list":[1,2.0]}"#
        );
    }
}
