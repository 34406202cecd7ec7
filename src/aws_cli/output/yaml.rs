//! `--output yaml`: block style, sorted keys, plain strings where possible
//! (`docs/behaviour/aws-cli.md#yaml-output`).
//!
//! The AWS CLI writes YAML with ruamel.yaml, which uses libyaml. The [`writer`] has libyaml's
//! state; the style of a [`scalar`] is chosen before. Anchors, which the AWS CLI writes if a query
//! returns the same object twice, are not supported: the object is repeated.

mod scalar;
mod writer;

use serde_json::{Map, Value};

use super::json;
use crate::aws_cli::python;
use scalar::YamlString;
use writer::YamlWriter;

/// Longer names, in bytes, are written after `? `.
const LONGEST_SIMPLE_NAME: usize = 128;

/// Formats `value` as one document with a final newline. A scalar (from a query) is formatted as
/// JSON.
#[must_use]
pub fn yaml(value: &Value) -> String {
    if !value.is_array() && !value.is_object() {
        return json::scalar(value) + "\n";
    }
    let mut writer = YamlWriter::default();
    write(&mut writer, value, NodePosition::Top);
    writer.finish()
}

/// Formats one page of a `yaml-stream` as a list with one element. The concatenated pages are the
/// list of all pages.
#[must_use]
pub fn page(value: &Value) -> String {
    let mut writer = YamlWriter::default();
    write_list(&mut writer, std::slice::from_ref(value), NodePosition::Top);
    writer.finish()
}

/// The position of a node, which determines its indentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NodePosition {
    /// The document.
    Top,
    /// An item of a list.
    Item,
    /// After a name and a colon.
    Value,
    /// After `? `, or after the `: ` that follows it.
    Complex,
}

fn write(writer: &mut YamlWriter, value: &Value, position: NodePosition) {
    match value {
        Value::Array(items) if items.is_empty() => writer.indicator("[]"),
        Value::Object(members) if members.is_empty() => writer.indicator("{}"),
        Value::Array(items) => write_list(writer, items, position),
        Value::Object(members) => write_mapping(writer, members),
        Value::String(text) => writer.indented(|writer| YamlString::new(text).write(writer)),
        Value::Null => writer.word("null"),
        Value::Bool(truth) => writer.word(if *truth { "true" } else { "false" }),
        Value::Number(number) => writer.word(&python::number(number)),
    }
}

fn write_list(writer: &mut YamlWriter, items: &[Value], position: NodePosition) {
    let items = |writer: &mut YamlWriter| {
        for item in items {
            writer.new_line();
            writer.opening("-");
            write(writer, item, NodePosition::Item);
        }
    };
    // A list starts below its name, not to the right of it.
    if position == NodePosition::Value { items(writer) } else { writer.nested(items) }
}

fn write_mapping(writer: &mut YamlWriter, members: &Map<String, Value>) {
    let mut sorted: Vec<(&String, &Value)> = members.iter().collect();
    sorted.sort_by_key(|(name, _)| *name);
    writer.nested(|writer| {
        for (name, value) in sorted {
            writer.new_line();
            let scalar = YamlString::new(name);
            if name.len() <= LONGEST_SIMPLE_NAME && !scalar.is_multiline() {
                writer.indented(|writer| scalar.write_name(writer));
                writer.closing(":");
                write(writer, value, NodePosition::Value);
            } else {
                writer.opening("?");
                writer.indented(|writer| scalar.write(writer));
                writer.new_line();
                writer.opening(":");
                write(writer, value, NodePosition::Complex);
            }
        }
    });
}

#[cfg(test)]
mod tests;
