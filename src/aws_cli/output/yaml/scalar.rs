//! Strings: whether they need quotes, which, and where they are folded.

use std::sync::LazyLock;

use regex::Regex;

use super::writer::Writer;

/// What YAML 1.2 (as ruamel.yaml has it) would read as something else than a string.
static NOT_A_STRING: LazyLock<Regex> = LazyLock::new(|| {
    let forms = [
        r"true|True|TRUE|false|False|FALSE",
        r"~|null|Null|NULL|",
        r"=|<<",
        r"[-+]?0b[0-1_]+|[-+]?0o?[0-7_]+|[-+][0-9_]+|[0-9][0-9_]*|[-+]?0x[0-9a-fA-F_]+",
        r"[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?",
        r"[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+",
        r"[-+]?\.[0-9_]+(?:[eE][-+][0-9]+)?",
        r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
        concat!(
            r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?",
            r"(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?"
        ),
    ];
    let whole = format!("^(?:{})$", forms.join("|"));
    Regex::new(&whole).expect("the pattern is constant: every test of this file reads it")
});

/// How a string is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Plain,
    Single,
    Double,
}

/// A string and how it may be written.
#[derive(Debug)]
pub(super) struct Scalar<'a> {
    text: &'a str,
    style: Style,
    multiline: bool,
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_blank_or_end(c: Option<char>) -> bool {
    c.is_none_or(|c| matches!(c, ' ' | '\t' | '\0') || is_break(c))
}

/// Tells what libyaml prints as it is. It knows no characters beyond the first plane.
fn is_printable(c: char) -> bool {
    matches!(c, '\n' | ' '..='~' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}')
        && c != '\u{feff}'
}

impl<'a> Scalar<'a> {
    /// Looks at `text`.
    pub(super) fn new(text: &'a str) -> Self {
        let multiline = text.contains(is_break);
        let ends_in = |is: fn(char) -> bool| text.starts_with(is) || text.ends_with(is);
        let style = if !is_single_quotable(text) {
            Style::Double
        } else if multiline
            || ends_in(|c| c == ' ')
            || has_indicator(text)
            || NOT_A_STRING.is_match(text)
        {
            Style::Single
        } else {
            Style::Plain
        };
        Self { text, style, multiline }
    }

    /// Tells whether it has a line break.
    pub(super) fn is_multiline(&self) -> bool {
        self.multiline
    }

    /// Writes it as a value, folded where it is long.
    pub(super) fn write(&self, writer: &mut Writer) {
        self.write_as(writer, true);
    }

    /// Writes it as a name, on one line.
    pub(super) fn write_name(&self, writer: &mut Writer) {
        self.write_as(writer, false);
    }

    fn write_as(&self, writer: &mut Writer, fold: bool) {
        match self.style {
            Style::Plain => write_plain(writer, self.text, fold),
            Style::Single => write_single_quoted(writer, self.text, fold),
            Style::Double => write_double_quoted(writer, self.text, fold),
        }
        writer.end_scalar();
    }
}

/// Tells whether every character can stand in single quotes: it can be printed, and no blank
/// stands beside a line break, where folding would lose it.
fn is_single_quotable(text: &str) -> bool {
    let mut before = None;
    text.chars().all(|c| {
        let lost = before
            .is_some_and(|before| (c == ' ' && is_break(before)) || (before == ' ' && is_break(c)));
        before = Some(c);
        is_printable(c) && !lost
    })
}

/// Tells whether something in `text` would mean something to YAML.
fn has_indicator(text: &str) -> bool {
    if text.starts_with("---") || text.starts_with("...") {
        return true;
    }
    let mut before = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let ends = is_blank_or_end(rest.clone().next());
        let found = match (c, before) {
            ('#' | ',' | '[' | ']' | '{' | '}' | '&' | '*' | '!' | '|' | '>', None) => true,
            ('\'' | '"' | '%' | '@' | '`', None) => true,
            ('?' | '-', None) | (':', _) => ends,
            ('#', Some(before)) => is_blank_or_end(Some(before)),
            _ => false,
        };
        if found {
            return true;
        }
        before = Some(c);
    }
    false
}

/// Walks over `text`, with what comes before and after each character.
fn neighbours(text: &str) -> impl Iterator<Item = (Option<char>, char, Option<char>)> {
    let mut before = None;
    let mut rest = text.chars();
    std::iter::from_fn(move || {
        let c = rest.next()?;
        let around = (before, c, rest.clone().next());
        before = Some(c);
        Some(around)
    })
}

fn write_plain(writer: &mut Writer, text: &str, fold: bool) {
    writer.space();
    for (before, c, after) in neighbours(text) {
        let single = c == ' ' && before != Some(' ') && after != Some(' ');
        if fold && single && writer.is_full() {
            writer.new_line();
        } else {
            writer.push(c);
            writer.set_fresh(false);
        }
    }
}

fn write_single_quoted(writer: &mut Writer, text: &str, fold: bool) {
    writer.indicator("'");
    let mut breaks = false;
    for (before, c, after) in neighbours(text) {
        let inside = before.is_some() && after.is_some();
        let single = before != Some(' ') && after != Some(' ');
        if is_break(c) {
            // The first of several newlines would be read as a blank: it is doubled.
            if !breaks && c == '\n' {
                writer.line_break('\n');
            }
            writer.line_break(c);
            writer.set_fresh(true);
            breaks = true;
        } else if c == ' ' && fold && inside && single && writer.is_full() {
            writer.new_line();
        } else {
            if breaks {
                writer.new_line();
            }
            if c == '\'' {
                writer.push('\'');
            }
            writer.push(c);
            writer.set_fresh(false);
            breaks = false;
        }
    }
    if breaks {
        writer.new_line();
    }
    writer.closing("'");
}

fn write_double_quoted(writer: &mut Writer, text: &str, fold: bool) {
    writer.indicator("\"");
    let mut spaces = false;
    for (before, c, after) in neighbours(text) {
        let inside = before.is_some() && after.is_some();
        if !is_printable(c) || is_break(c) || c == '"' || c == '\\' {
            writer.push_str(&escaped(c));
            spaces = false;
        } else if c == ' ' && fold && !spaces && inside && writer.is_full() {
            writer.new_line();
            if after == Some(' ') {
                writer.push('\\');
            }
            spaces = true;
        } else {
            writer.push(c);
            spaces = c == ' ';
        }
    }
    writer.closing("\"");
}

fn escaped(c: char) -> String {
    let short = match c {
        '\0' => '0',
        '\u{7}' => 'a',
        '\u{8}' => 'b',
        '\t' => 't',
        '\n' => 'n',
        '\u{b}' => 'v',
        '\u{c}' => 'f',
        '\r' => 'r',
        '\u{1b}' => 'e',
        '"' | '\\' => c,
        '\u{85}' => 'N',
        '\u{a0}' => '_',
        '\u{2028}' => 'L',
        '\u{2029}' => 'P',
        _ => {
            let code = c as u32;
            return match code {
                0..=0xff => format!("\\x{code:02X}"),
                0x100..=0xffff => format!("\\u{code:04X}"),
                _ => format!("\\U{code:08X}"),
            };
        }
    };
    format!("\\{short}")
}
