//! `--output table`: nested boxes (`docs/behaviour/aws-cli.md#table-output`).
//!
//! The value is first split into [`section`]s, one for each object or list of objects, which are
//! then drawn ([`draw`]) at one width. The layout is the AWS CLI's, including its quirks.

mod draw;
mod section;
mod width;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::FormatError;
use crate::aws_cli::python;
use section::TableSection;

/// Resets colors. The AWS CLI prints it at the end on a terminal if it has printed, or could have
/// printed, a colored table.
pub const RESET: &str = "\x1b[0m";

/// The style of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableStyle {
    /// Width of the terminal in columns; 80 if stdout is not a terminal.
    pub width: usize,
    /// Whether cells are colored.
    pub color: bool,
    /// Whether colors are reset after each piece, as on the AWS CLI's stdout.
    pub resets: bool,
}

impl Default for TableStyle {
    fn default() -> Self {
        Self { width: 80, color: false, resets: true }
    }
}

/// Draws `value` under `title`, the API name of the operation (`ListMeshes`). An empty value,
/// `null`, `false` or 0 draws nothing; another scalar (from a query) draws only the title.
///
/// # Errors
///
/// [`FormatError`] for a list (from a query) whose elements are not rows of the same length.
pub fn table(title: &str, value: &Value, style: &TableStyle) -> Result<String, FormatError> {
    let mut sections = TableSections(Vec::new());
    sections.add(Some(title), value, 0)?;
    if sections.0.is_empty() {
        return Ok(String::new());
    }
    Ok(draw::draw(sections.0, style))
}

/// The sections so far; rows are added to the last one.
struct TableSections(Vec<TableSection>);

impl TableSections {
    fn add(&mut self, title: Option<&str>, value: &Value, level: usize) -> Result<(), FormatError> {
        if !python::truth(value) {
            return Ok(());
        }
        if title.is_some() {
            self.0.push(TableSection::new(title, level));
        }
        match value {
            Value::Array(items) if items[0].is_object() => self.add_objects(title, items, level),
            Value::Array(items) => items.iter().try_for_each(|item| self.add_item(item)),
            Value::Object(members) => self.add_object(members, level),
            _ => Ok(()),
        }
    }

    /// Adds an item of a list that does not start with an object.
    fn add_item(&mut self, item: &Value) -> Result<(), FormatError> {
        match item {
            Value::Array(cells) if cells.iter().all(is_scalar) => {
                self.row(cells.iter().map(python::text).collect())
            }
            Value::Array(_) => self.add(None, item, 0),
            // Python iterates over the names of an object as if it were a list.
            Value::Object(members) => self.row(members.keys().cloned().collect()),
            scalar => self.row(vec![python::text(scalar)]),
        }
    }

    fn add_object(
        &mut self,
        members: &Map<String, Value>,
        level: usize,
    ) -> Result<(), FormatError> {
        let (names, nested) = scalar_and_nested([members]);
        let cell = |name: &&str| members.get(*name).map_or_else(String::new, python::text);
        match names.iter().collect::<Vec<_>>()[..] {
            [] => {}
            [only] => self.row(vec![(*only).to_owned(), cell(only)])?,
            _ => {
                self.header(&names)?;
                self.row(names.iter().map(cell).collect())?;
            }
        }
        for name in nested {
            if let Some(value) = members.get(name) {
                self.add(Some(name), value, level + 1)?;
            }
        }
        Ok(())
    }

    /// Adds a list of objects: one section with a row for each, or one section for each if they
    /// have nested members.
    fn add_objects(
        &mut self,
        title: Option<&str>,
        items: &[Value],
        level: usize,
    ) -> Result<(), FormatError> {
        let objects: Option<Vec<_>> = items.iter().map(Value::as_object).collect();
        let objects = objects.ok_or(FormatError::Mixed)?;
        let (names, nested) = scalar_and_nested(objects.iter().copied());
        self.header(&names)?;
        for (at, members) in objects.into_iter().enumerate() {
            if at > 0 && !nested.is_empty() {
                self.0.push(TableSection::new(title, level));
                self.header(&names)?;
            }
            let cell = |name: &&str| members.get(*name).map_or_else(String::new, python::text);
            self.row(names.iter().map(cell).collect())?;
            for name in &nested {
                if let Some(value) = members.get(*name) {
                    self.add(Some(name), value, level + 1)?;
                }
            }
        }
        Ok(())
    }

    fn header(&mut self, names: &BTreeSet<&str>) -> Result<(), FormatError> {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        self.0.last_mut().map_or(Ok(()), |section| section.set_header(names))
    }

    fn row(&mut self, row: Vec<String>) -> Result<(), FormatError> {
        self.0.last_mut().map_or(Ok(()), |section| section.push(row))
    }
}

fn is_scalar(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}

/// Returns the names of the scalar members and of the other members. A name can be in both sets if
/// objects differ.
fn scalar_and_nested<'v>(
    objects: impl IntoIterator<Item = &'v Map<String, Value>>,
) -> (BTreeSet<&'v str>, BTreeSet<&'v str>) {
    let (mut scalar, mut nested) = (BTreeSet::new(), BTreeSet::new());
    for (name, value) in objects.into_iter().flatten() {
        if is_scalar(value) { &mut scalar } else { &mut nested }.insert(name.as_str());
    }
    (scalar, nested)
}

#[cfg(test)]
mod tests;
