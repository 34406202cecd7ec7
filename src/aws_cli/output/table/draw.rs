//! Draws the lines of a table.

use super::section::TableSection;
use super::width::width;
use super::{RESET, TableStyle};

const CELL: &str = "\x1b[1m\x1b[34m";
const BORDER: &str = "\x1b[2m\x1b[33m";

/// Draws the sections below each other, all as wide as the widest.
pub(super) fn draw(mut sections: Vec<TableSection>, style: &TableStyle) -> String {
    let widest = |sections: &[TableSection]| {
        sections.iter().map(TableSection::total_width).max().unwrap_or_default()
    };
    let mut total = widest(&sections);
    if total > style.width {
        sections.iter_mut().for_each(TableSection::transpose);
        total = widest(&sections);
    }
    let resets = style.color && style.resets;
    let mut canvas = Canvas { text: String::new(), color: style.color, resets };
    canvas.write(&format!("{}\n", "-".repeat(total)));
    for section in &sections {
        let inside = signed(total) - 2 * signed(section.level);
        canvas.title(section, inside);
        canvas.header(section, inside);
        canvas.rows(section, inside);
    }
    canvas.text
}

fn signed(width: usize) -> i64 {
    i64::try_from(width).unwrap_or(i64::MAX)
}

fn repeated(out: &mut String, c: char, times: i64) {
    out.extend(std::iter::repeat_n(c, usize::try_from(times).unwrap_or_default()));
}

struct Canvas {
    text: String,
    color: bool,
    /// Whether colors are reset after each piece.
    resets: bool,
}

impl Canvas {
    fn title(&mut self, section: &TableSection, inside: i64) {
        let Some(title) = section.title.as_ref().filter(|title| !title.is_empty()) else { return };
        let mut line = String::new();
        centered(&mut line, title, inside, true);
        self.line(&line, section.level);
        if section.header.is_empty() && section.rows.is_empty() {
            self.rule(&[inside], section.level);
        }
    }

    fn header(&mut self, section: &TableSection, inside: i64) {
        if section.header.is_empty() {
            return;
        }
        let widths = section.column_widths(inside);
        self.rule(&widths, section.level);
        let mut line = String::new();
        for (at, (name, width)) in section.header.iter().zip(widths).enumerate() {
            centered(&mut line, name, width, at == 0);
        }
        self.line(&line, section.level);
    }

    fn rows(&mut self, section: &TableSection, inside: i64) {
        let widths = section.column_widths(inside);
        if section.rows.is_empty() || widths.is_empty() {
            return;
        }
        self.rule(&widths, section.level);
        for row in &section.rows {
            let mut line = String::new();
            for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
                self.cell(&mut line, cell, *width, at == 0);
            }
            self.line(&line, section.level);
        }
        self.rule(&widths, section.level);
    }

    /// Adds a cell: two spaces and its text, or no spaces if they do not fit.
    fn cell(&self, line: &mut String, text: &str, cell_width: i64, first: bool) {
        if first {
            line.push('|');
        }
        let space = cell_width - i64::from(first) - 1 - signed(width(text));
        let before = if space >= 2 { 2 } else { 0 };
        repeated(line, ' ', before);
        if self.color {
            line.extend([CELL, text, RESET]);
        } else {
            line.push_str(text);
        }
        repeated(line, ' ', space - before);
        line.push('|');
    }

    /// Draws `+-----+----+` for columns of these widths.
    fn rule(&mut self, widths: &[i64], level: usize) {
        let mut line = String::from("+");
        for (at, width) in widths.iter().enumerate() {
            repeated(&mut line, '-', width - 1 - i64::from(at == 0));
            line.push('+');
        }
        self.line(&line, level);
    }

    /// Draws a line between the borders of the outer boxes.
    fn line(&mut self, line: &str, level: usize) {
        let border = if self.color { format!("{BORDER}|{RESET}") } else { "|".to_owned() };
        let border = border.repeat(level);
        self.write(&border);
        self.write(line);
        self.write(&border);
        self.write("\n");
    }

    fn write(&mut self, text: &str) {
        self.text.push_str(text);
        if self.resets {
            self.text.push_str(RESET);
        }
    }
}

/// Adds a centered cell; it is one column to the left if it cannot be exactly centered.
fn centered(line: &mut String, text: &str, cell_width: i64, first: bool) {
    if first {
        line.push('|');
    }
    let length = signed(width(text));
    let before = cell_width / 2 - length / 2 - 1;
    repeated(line, ' ', before);
    line.push_str(text);
    repeated(line, ' ', cell_width - 1 - i64::from(first) - before - length);
    line.push('|');
}
