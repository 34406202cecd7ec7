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
use section::Section;

/// Ends colours: what AWS CLI leaves behind on a terminal that it has shown, or might have shown,
/// a coloured table on.
pub const RESET: &str = "\x1b[0m";

/// What a table depends on besides the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableStyle {
    /// Columns of the terminal; 80 when stdout is none.
    pub width: usize,
    /// Whether cells are coloured.
    pub color: bool,
    /// Whether colours end after each piece that is written, as they do on AWS CLI's stdout.
    pub resets: bool,
}

impl Default for TableStyle {
    fn default() -> Self {
        Self { width: 80, color: false, resets: true }
    }
}

/// Draws `value` under `title`, the operation's API name (`ListMeshes`). What is empty, `null`,
/// `false` or 0 draws nothing, another scalar (from a query) its title only.
///
/// # Errors
///
/// [`FormatError`] for lists (from a query) whose elements do not make rows of one length.
pub fn table(title: &str, value: &Value, style: &TableStyle) -> Result<String, FormatError> {
    let mut sections = Sections(Vec::new());
    sections.add(Some(title), value, 0)?;
    if sections.0.is_empty() {
        return Ok(String::new());
    }
    Ok(draw::draw(sections.0, style))
}

/// The sections so far; rows go to the last.
struct Sections(Vec<Section>);

impl Sections {
    fn add(&mut self, title: Option<&str>, value: &Value, level: usize) -> Result<(), FormatError> {
        if !python::truth(value) {
            return Ok(());
        }
        if title.is_some() {
            self.0.push(Section::new(title, level));
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
            // Python walks over the names of an object where it means a list.
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

    /// Adds a list of objects: one section with a row each, or a section each when they have
    /// nested members.
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
                self.0.push(Section::new(title, level));
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

/// Returns the names of the members that are scalars, and of those that are not. A name can be
/// in both, when objects differ.
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
