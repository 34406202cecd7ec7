//! `--output yaml`: block style, sorted keys, plain strings where possible
//! (`docs/behaviour/aws-cli.md#yaml-output`).
//!
//! AWS CLI writes YAML with ruamel.yaml on top of libyaml. What libyaml keeps track of is kept
//! track of here by the [`writer`]; what a [`scalar`] looks like is decided before. Anchors, which
//! AWS CLI writes when a query gives the same object twice, are left out: the object is repeated.

mod scalar;
mod writer;

use serde_json::{Map, Value};

use super::json;
use crate::aws_cli::python;
use scalar::Scalar;
use writer::Writer;

/// A name longer than this (in bytes) is written after a `? `.
const LONGEST_SIMPLE_NAME: usize = 128;

/// Writes `value` as one document, with a newline at its end. A scalar (from a query) is written
/// as JSON.
#[must_use]
pub fn yaml(value: &Value) -> String {
    if !value.is_array() && !value.is_object() {
        return json::scalar(value) + "\n";
    }
    let mut writer = Writer::default();
    write(&mut writer, value, Place::Top);
    writer.finish()
}

/// Writes a page of a `yaml-stream`: a list of one document. The pages one after the other are
/// the list of all pages.
#[must_use]
pub fn page(value: &Value) -> String {
    let mut writer = Writer::default();
    write_list(&mut writer, std::slice::from_ref(value), Place::Top);
    writer.finish()
}

/// Where a node stands, which decides how far it is indented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// It is the document.
    Top,
    /// It is an item of a list.
    Item,
    /// It follows a name and a colon.
    Value,
    /// It follows a `? ` or, after one, a `: `.
    Complex,
}

fn write(writer: &mut Writer, value: &Value, place: Place) {
    match value {
        Value::Array(items) if items.is_empty() => writer.indicator("[]"),
        Value::Object(members) if members.is_empty() => writer.indicator("{}"),
        Value::Array(items) => write_list(writer, items, place),
        Value::Object(members) => write_mapping(writer, members),
        Value::String(text) => writer.indented(|writer| Scalar::new(text).write(writer)),
        Value::Null => writer.word("null"),
        Value::Bool(truth) => writer.word(if *truth { "true" } else { "false" }),
        Value::Number(number) => writer.word(&python::number(number)),
    }
}

fn write_list(writer: &mut Writer, items: &[Value], place: Place) {
    let items = |writer: &mut Writer| {
        for item in items {
            writer.new_line();
            writer.opening("-");
            write(writer, item, Place::Item);
        }
    };
    // A list stands right below its name, not to the right of it.
    if place == Place::Value { items(writer) } else { writer.nested(items) }
}

fn write_mapping(writer: &mut Writer, members: &Map<String, Value>) {
    let mut sorted: Vec<(&String, &Value)> = members.iter().collect();
    sorted.sort_by_key(|(name, _)| *name);
    writer.nested(|writer| {
        for (name, value) in sorted {
            writer.new_line();
            let scalar = Scalar::new(name);
            if name.len() <= LONGEST_SIMPLE_NAME && !scalar.is_multiline() {
                writer.indented(|writer| scalar.write_name(writer));
                writer.closing(":");
                write(writer, value, Place::Value);
            } else {
                writer.opening("?");
                writer.indented(|writer| scalar.write(writer));
                writer.new_line();
                writer.opening(":");
                write(writer, value, Place::Complex);
            }
        }
    });
}

#[cfg(test)]
mod tests;
