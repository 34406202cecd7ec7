//! Plain columns, for the output of the verbs (AWS's tables are in [`super::table`]).

use comfy_table::{ContentArrangement, Table, presets};

/// Rows under upper-case titles, left aligned, three blanks between columns.
#[derive(Debug, Clone)]
pub struct Rows<const N: usize> {
    titles: [&'static str; N],
    rows: Vec<[String; N]>,
}

impl<const N: usize> Rows<N> {
    /// Starts with the titles, which are upper case.
    #[must_use]
    pub fn new(titles: [&'static str; N]) -> Self {
        Self { titles, rows: Vec::new() }
    }

    /// Adds a row below the others.
    pub fn push(&mut self, row: [impl Into<String>; N]) {
        self.rows.push(row.map(Into::into));
    }

    /// Tells whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Lays the rows out, each with its newline and without blanks at its end. Titles are there
    /// even without rows. Lines are as long as their content: they are never cut or wrapped.
    #[must_use]
    pub fn render(&self) -> String {
        let mut table = Table::new();
        table
            .load_style(presets::NOTHING)
            .set_content_arrangement(ContentArrangement::Disabled)
            .set_header(self.titles);
        table.add_rows(&self.rows);
        for column in table.column_iter_mut() {
            column.set_padding((0, 3));
        }
        table.lines().map(|line| format!("{}\n", line.trim_end())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let mut rows = Rows::new(["KIND", "NAME", "VERSION"]);
        rows.push(["virtual-node", "jazz", "1"]);
        rows.push(["mesh", "日本", ""]);
        assert_eq!(
            rows.render(),
            "KIND           NAME   VERSION\n\
             virtual-node   jazz   1\n\
             mesh           日本\n"
        );
    }

    #[test]
    fn titles_stand_without_rows() {
        assert_eq!(Rows::new(["NAME"]).render(), "NAME\n");
    }
}
