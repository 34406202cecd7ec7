//! Lines, columns and indentation, as libyaml counts them.

/// Beyond this column a line is folded at the next blank.
const WIDTH: usize = 80;

/// Blanks per level.
const STEP: usize = 2;

/// A text that is being written.
#[derive(Debug)]
pub(super) struct Writer {
    text: String,
    /// Characters on the current line.
    column: usize,
    /// Blanks that a new line starts with; `None` before the first node.
    indent: Option<usize>,
    /// Whether the last thing written was a blank, or nothing yet.
    blank: bool,
    /// Whether the line so far is only blanks and openings such as `- `.
    fresh: bool,
}

impl Default for Writer {
    fn default() -> Self {
        Self { text: String::new(), column: 0, indent: None, blank: true, fresh: true }
    }
}

impl Writer {
    /// Ends the last line and returns all.
    pub(super) fn finish(mut self) -> String {
        if self.column > 0 {
            self.text.push('\n');
        }
        self.text
    }

    /// Does `act` one level deeper; the first level is not indented.
    pub(super) fn nested(&mut self, act: impl FnOnce(&mut Self)) {
        self.at_indent(self.indent.map_or(0, |indent| indent + STEP), act);
    }

    /// Does `act`, which writes a scalar: its further lines are indented.
    pub(super) fn indented(&mut self, act: impl FnOnce(&mut Self)) {
        self.at_indent(self.indent.unwrap_or(0) + STEP, act);
    }

    fn at_indent(&mut self, indent: usize, act: impl FnOnce(&mut Self)) {
        let outside = self.indent.replace(indent);
        act(self);
        self.indent = outside;
    }

    /// Goes to the start of a line, unless it is there already.
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

    /// Writes a `-`, `?` or `:` that something nested may follow on the same line.
    pub(super) fn opening(&mut self, indicator: &str) {
        let fresh = self.fresh;
        self.indicator(indicator);
        self.fresh = fresh;
    }

    /// Writes what stands for itself, with a blank before it.
    pub(super) fn indicator(&mut self, indicator: &str) {
        self.space();
        self.closing(indicator);
    }

    /// Writes what ends something: no blank before it.
    pub(super) fn closing(&mut self, indicator: &str) {
        self.push_str(indicator);
        self.blank = false;
        self.fresh = false;
    }

    /// Writes a word that needs no quotes and no folding.
    pub(super) fn word(&mut self, word: &str) {
        self.indicator(word);
    }

    /// Writes a blank, unless there is one.
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

    /// Notes that the scalar is in the midst of line breaks, or past them.
    pub(super) fn set_fresh(&mut self, fresh: bool) {
        self.fresh = fresh;
    }

    /// Notes that a scalar has ended.
    pub(super) fn end_scalar(&mut self) {
        self.blank = false;
        self.fresh = false;
    }

    /// Tells whether the line is long enough to be folded.
    pub(super) fn is_full(&self) -> bool {
        self.column > WIDTH
    }
}
