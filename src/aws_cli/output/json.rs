//! JSON as Python writes it.

use serde_json::{Map, Value};

use crate::aws_cli::python;

/// How `--output json` is laid out.
const PRETTY: Style = Style { indent: Some("    "), item: ",", name: ": ", ascii: false };

/// How the writer lays JSON out.
struct Style {
    /// What a level is indented by; `None` keeps everything on one line.
    indent: Option<&'static str>,
    /// What stands between items.
    item: &'static str,
    /// What stands between a name and its value.
    name: &'static str,
    /// Whether characters beyond ASCII are escaped.
    ascii: bool,
}

/// Formats `value` as `--output json` does, without the final newline: four spaces per level,
/// non-ASCII characters unescaped (`docs/behaviour/aws-cli.md#json-output`).
#[must_use]
pub fn pretty(value: &Value) -> String {
    written(value, &PRETTY)
}

/// An object with a list that comes in parts, laid out as [`pretty`] does while it comes.
#[derive(Debug)]
pub struct ListWriter {
    key: &'static str,
    /// The object up to its last item so far; nothing before the first part.
    begun: Option<String>,
    empty: bool,
}

impl ListWriter {
    /// Begins an object whose first member `key` is the list.
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self { key, begun: None, empty: true }
    }

    /// Adds the part of the list that `page` has; one without the list adds nothing.
    pub fn add(&mut self, page: &Map<String, Value>) {
        let Some(Value::Array(items)) = page.get(self.key) else { return };
        let text = self.begun.get_or_insert_with(|| {
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

    /// Ends the object with the members of `rest`, and returns it; nothing if it has no member.
    /// What was laid out is not copied: of a long list it is many megabytes.
    #[must_use]
    pub fn finish(self, rest: &Map<String, Value>) -> Option<String> {
        let Some(mut text) = self.begun else {
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

/// Writes `value` on one line, `", "` between items, in ASCII: `json.dumps` as it comes. Request
/// bodies and page tokens are written so.
#[must_use]
pub fn compact_ascii(value: &Value) -> String {
    written(value, &Style { indent: None, item: ", ", name: ": ", ascii: true })
}

/// Writes a scalar on one line as it is: how YAML output shows one.
pub(super) fn scalar(value: &Value) -> String {
    written(value, &Style { indent: None, item: ", ", name: ": ", ascii: false })
}

/// Writes `value` without any blanks, in ASCII: what the query function `to_string` gives.
pub(super) fn dense_ascii(value: &Value) -> String {
    written(value, &Style { indent: None, item: ",", name: ":", ascii: true })
}

fn written(value: &Value, style: &Style) -> String {
    let mut out = String::new();
    write(&mut out, value, style, 0);
    out
}

fn write(out: &mut String, value: &Value, style: &Style, level: usize) {
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

fn next_item(out: &mut String, style: &Style, level: usize, first: bool) {
    if !first {
        out.push_str(style.item);
    }
    new_line(out, style, level);
}

/// Writes what stands before a member's value.
fn next_member(out: &mut String, name: &str, style: &Style, level: usize, first: bool) {
    next_item(out, style, level, first);
    write_text(out, name, style.ascii);
    out.push_str(style.name);
}

fn close(out: &mut String, bracket: char, style: &Style, level: usize) {
    new_line(out, style, level);
    out.push(bracket);
}

fn new_line(out: &mut String, style: &Style, level: usize) {
    if let Some(blanks) = style.indent {
        out.push('\n');
        for _ in 0..level {
            out.push_str(blanks);
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

/// Tells whether a character that begins with `byte` is escaped.
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
    fn pretty_is_python_with_four_blanks() {
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
    fn a_list_in_parts_is_laid_out_as_the_whole_is() {
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
    fn text_is_escaped_as_python_does() {
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
    fn compact_has_blanks_and_dense_has_none() {
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
