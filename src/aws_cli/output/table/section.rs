//! A section of a table: title, header, rows and column widths.

use super::FormatError;
use super::width::width;

/// Width of the border and the spaces of a cell.
const PADDING: usize = 4;

/// One box of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct TableSection {
    pub(super) title: Option<String>,
    /// Number of boxes around it.
    pub(super) level: usize,
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    columns: Option<usize>,
    widest: Vec<usize>,
}

impl TableSection {
    pub(super) fn new(title: Option<&str>, level: usize) -> Self {
        Self { title: title.map(str::to_owned), level, ..Self::default() }
    }

    /// Sets the header; a second one (of a list in a list) replaces the first.
    pub(super) fn set_header(&mut self, header: Vec<String>) -> Result<(), FormatError> {
        self.widen(&header)?;
        self.columns.get_or_insert(header.len());
        self.header = header;
        Ok(())
    }

    /// Adds a row.
    pub(super) fn push(&mut self, row: Vec<String>) -> Result<(), FormatError> {
        let wanted = *self.columns.get_or_insert(row.len());
        if row.len() != wanted {
            return Err(FormatError::RowLengths { wanted, found: row.len() });
        }
        self.widen(&row)?;
        self.rows.push(row);
        Ok(())
    }

    fn widen(&mut self, cells: &[String]) -> Result<(), FormatError> {
        if self.widest.is_empty() {
            self.widest = vec![0; cells.len()];
        }
        if cells.len() > self.widest.len() {
            return Err(FormatError::RowLengths { wanted: self.widest.len(), found: cells.len() });
        }
        for (widest, cell) in self.widest.iter_mut().zip(cells) {
            *widest = width(cell).max(*widest);
        }
        Ok(())
    }

    /// Returns the minimum width of the box, including the boxes around it.
    pub(super) fn total_width(&self) -> usize {
        // A section without a title is measured as if the title were `None`.
        let title = self.title.as_ref().map_or(4, |title| width(title));
        let columns: usize = self.widest.iter().map(|widest| widest + PADDING).sum();
        title.max(columns) + 2 + 2 * self.level
    }

    /// Returns the widths of the columns, including borders, scaled to the sum `total`.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
    pub(super) fn column_widths(&self, total: i64) -> Vec<i64> {
        let least: usize = self.widest.iter().map(|widest| widest + PADDING).sum();
        let factor = total as f64 / least as f64;
        let scaled = |widest: &usize| (factor * (widest + PADDING) as f64).round_ties_even() as i64;
        let mut widths: Vec<i64> = self.widest.iter().map(scaled).collect();
        // Rounding can miss the total: subtract from the left, or add to the right.
        let mut missing = total - widths.iter().sum::<i64>();
        while missing != 0 && !widths.is_empty() {
            let step = missing.signum();
            let last = widths.len() - 1;
            for at in 0..=last {
                if missing == 0 {
                    break;
                }
                widths[if step > 0 { last - at } else { at }] += step;
                missing -= step;
            }
        }
        widths
    }

    /// Turns a header with a single row into one row per column: `name | value`.
    pub(super) fn transpose(&mut self) {
        if self.rows.len() != 1 || self.header.is_empty() {
            return;
        }
        let row = self.rows.remove(0);
        let pairs = std::mem::take(&mut self.header).into_iter().zip(row);
        let rows: Vec<Vec<String>> = pairs.map(|(name, value)| vec![name, value]).collect();
        self.widest = (0..2)
            .map(|column| rows.iter().map(|row| width(&row[column])).max().unwrap_or_default())
            .collect();
        self.columns = Some(2);
        self.rows = rows;
    }
}
