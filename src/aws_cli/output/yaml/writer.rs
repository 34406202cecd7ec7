//! Lines, columns and indentation, as libyaml counts them.

/// Lines are folded at the first space after this column.
const WIDTH: usize = 80;

/// Spaces per level.
const INDENT: usize = 2;

/// The text written so far.
#[derive(Debug)]
pub(super) struct YamlWriter {
    text: String,
    /// Characters on the current line.
    column: usize,
    /// Indentation of a new line, in spaces; `None` before the first node.
    indent: Option<usize>,
    /// Whether the last character is a space, or nothing is written yet.
    blank: bool,
    /// Whether the line has only spaces and indicators such as `- `.
    fresh: bool,
}

impl Default for YamlWriter {
    fn default() -> Self {
        Self { text: String::new(), column: 0, indent: None, blank: true, fresh: true }
    }
}

impl YamlWriter {
    /// Ends the last line and returns the text.
    pub(super) fn finish(mut self) -> String {
        if self.column > 0 {
            self.text.push('\n');
        }
        self.text
    }

    /// Calls `act` one level deeper; the first level is not indented.
    pub(super) fn nested(&mut self, act: impl FnOnce(&mut Self)) {
        self.at_indent(self.indent.map_or(0, |indent| indent + INDENT), act);
    }

    /// Calls `act`, which writes a scalar; its continuation lines are indented.
    pub(super) fn indented(&mut self, act: impl FnOnce(&mut Self)) {
        self.at_indent(self.indent.unwrap_or(0) + INDENT, act);
    }

    fn at_indent(&mut self, indent: usize, act: impl FnOnce(&mut Self)) {
        let outside = self.indent.replace(indent);
        act(self);
        self.indent = outside;
    }

    /// Starts a new line, unless the line is empty.
    pub(super) fn new_line(&mut self) {
        let indent = self.indent.unwrap_or(0);
        if !self.fresh || self.column > indent || (self.column == indent && !self.blank) {
            self.line_break('\n');
        }
        while self.column < indent {
            self.push(' ');
        }
        self.blank = true;
        self.fresh = true;
    }

    /// Writes a `-`, `?` or `:`; a nested node may follow on the same line.
    pub(super) fn opening(&mut self, indicator: &str) {
        let fresh = self.fresh;
        self.indicator(indicator);
        self.fresh = fresh;
    }

    /// Writes an indicator after a space.
    pub(super) fn indicator(&mut self, indicator: &str) {
        self.space();
        self.closing(indicator);
    }

    /// Writes a closing indicator, without a space before it.
    pub(super) fn closing(&mut self, indicator: &str) {
        self.push_str(indicator);
        self.blank = false;
        self.fresh = false;
    }

    /// Writes a word that needs neither quotes nor folding.
    pub(super) fn word(&mut self, word: &str) {
        self.indicator(word);
    }

    /// Writes a space, unless the last character is one.
    pub(super) fn space(&mut self) {
        if !self.blank {
            self.push(' ');
        }
    }

    /// Writes one character of a scalar.
    pub(super) fn push(&mut self, c: char) {
        self.text.push(c);
        self.column += 1;
    }

    /// Writes several characters of a scalar.
    pub(super) fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
        self.column += text.chars().count();
    }

    /// Writes a line break of a scalar: a newline or one of Unicode's.
    pub(super) fn line_break(&mut self, c: char) {
        self.text.push(c);
        self.column = 0;
    }

    /// Sets whether the writer is within the line breaks of a scalar.
    pub(super) fn set_fresh(&mut self, fresh: bool) {
        self.fresh = fresh;
    }

    /// Marks the end of a scalar.
    pub(super) fn end_scalar(&mut self) {
        self.blank = false;
        self.fresh = false;
    }

    /// Returns whether the line is long enough to be folded.
    pub(super) fn is_full(&self) -> bool {
        self.column > WIDTH
    }
}
