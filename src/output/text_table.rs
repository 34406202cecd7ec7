//! Tables without borders, for workflow commands. The AWS CLI's tables are in `aws_cli::output`.

use comfy_table::{ContentArrangement, Table, presets};

/// Rows under upper-case titles, left aligned, with three spaces between columns.
#[derive(Debug, Clone)]
pub struct TextTable<const N: usize> {
    titles: [&'static str; N],
    rows: Vec<[String; N]>,
}

impl<const N: usize> TextTable<N> {
    /// Creates a table without rows. Titles are upper case.
    #[must_use]
    pub fn new(titles: [&'static str; N]) -> Self {
        Self { titles, rows: Vec::new() }
    }

    /// Appends a row.
    pub fn push(&mut self, row: [impl Into<String>; N]) {
        self.rows.push(row.map(Into::into));
    }

    /// Returns whether the table has no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns the titles and rows, one per line, without trailing spaces. The titles are included
    /// even without rows. Lines are never truncated or wrapped.
    #[must_use]
    pub fn render(&self) -> String {
        text_table(&self.titles, &self.rows)
    }
}

/// Renders rows like [`TextTable::render`], for a number of columns known only at run time.
#[must_use]
pub fn text_table<R: AsRef<[String]>>(titles: &[&str], rows: &[R]) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(titles);
    table.add_rows(rows.iter().map(AsRef::as_ref));
    for column in table.column_iter_mut() {
        column.set_padding((0, 3));
    }
    table.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let mut table = TextTable::new(["KIND", "NAME", "VERSION"]);
        table.push(["virtual-node", "jazz", "1"]);
        table.push(["mesh", "日本", ""]);
        assert_eq!(
            table.render(),
            "KIND           NAME   VERSION\n\
             virtual-node   jazz   1\n\
             mesh           日本\n"
        );
    }

    #[test]
    fn titles_are_printed_without_rows() {
        assert_eq!(TextTable::new(["NAME"]).render(), "NAME\n");
    }
}
