//! Strings: their quotes and where they are folded.

use std::sync::LazyLock;

use regex::Regex;

use super::writer::YamlWriter;

/// Strings that YAML 1.2, as implemented by ruamel.yaml, would parse as another type.
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

/// The quotes of a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum QuoteStyle {
    Plain,
    Single,
    Double,
}

/// A string and its style.
#[derive(Debug)]
pub(super) struct YamlString<'a> {
    text: &'a str,
    style: QuoteStyle,
    multiline: bool,
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_blank_or_end(c: Option<char>) -> bool {
    c.is_none_or(|c| matches!(c, ' ' | '\t' | '\0') || is_break(c))
}

/// Returns whether libyaml prints `c` unescaped. It does so only in the Basic Multilingual Plane.
fn is_printable(c: char) -> bool {
    matches!(c, '\n' | ' '..='~' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}')
        && c != '\u{feff}'
}

impl<'a> YamlString<'a> {
    /// Determines the style of `text`.
    pub(super) fn new(text: &'a str) -> Self {
        let multiline = text.contains(is_break);
        let ends_in = |is: fn(char) -> bool| text.starts_with(is) || text.ends_with(is);
        let style = if !is_single_quotable(text) {
            QuoteStyle::Double
        } else if multiline
            || ends_in(|c| c == ' ')
            || has_indicator(text)
            || NOT_A_STRING.is_match(text)
        {
            QuoteStyle::Single
        } else {
            QuoteStyle::Plain
        };
        Self { text, style, multiline }
    }

    /// Returns whether it contains a line break.
    pub(super) fn is_multiline(&self) -> bool {
        self.multiline
    }

    /// Writes it as a value; long strings are folded.
    pub(super) fn write(&self, writer: &mut YamlWriter) {
        self.write_as(writer, true);
    }

    /// Writes it as a name, on one line.
    pub(super) fn write_name(&self, writer: &mut YamlWriter) {
        self.write_as(writer, false);
    }

    fn write_as(&self, writer: &mut YamlWriter, fold: bool) {
        match self.style {
            QuoteStyle::Plain => write_plain(writer, self.text, fold),
            QuoteStyle::Single => write_single_quoted(writer, self.text, fold),
            QuoteStyle::Double => write_double_quoted(writer, self.text, fold),
        }
        writer.end_scalar();
    }
}

/// Returns whether `text` can be single-quoted: every character is printable, and no space is next
/// to a line break, where folding would drop it.
fn is_single_quotable(text: &str) -> bool {
    let mut before = None;
    text.chars().all(|c| {
        let lost = before
            .is_some_and(|before| (c == ' ' && is_break(before)) || (before == ' ' && is_break(c)));
        before = Some(c);
        is_printable(c) && !lost
    })
}

/// Returns whether `text` contains YAML syntax.
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

/// Iterates over the characters of `text`, each with the one before and the one after it.
fn with_neighbors(text: &str) -> impl Iterator<Item = (Option<char>, char, Option<char>)> {
    let mut before = None;
    let mut rest = text.chars();
    std::iter::from_fn(move || {
        let c = rest.next()?;
        let around = (before, c, rest.clone().next());
        before = Some(c);
        Some(around)
    })
}

fn write_plain(writer: &mut YamlWriter, text: &str, fold: bool) {
    writer.space();
    for (before, c, after) in with_neighbors(text) {
        let single = c == ' ' && before != Some(' ') && after != Some(' ');
        if fold && single && writer.is_full() {
            writer.new_line();
        } else {
            writer.push(c);
            writer.set_fresh(false);
        }
    }
}

fn write_single_quoted(writer: &mut YamlWriter, text: &str, fold: bool) {
    writer.indicator("'");
    let mut breaks = false;
    for (before, c, after) in with_neighbors(text) {
        let inside = before.is_some() && after.is_some();
        let single = before != Some(' ') && after != Some(' ');
        if is_break(c) {
            // A single newline would be parsed as a space, so the first of a run is doubled.
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

fn write_double_quoted(writer: &mut YamlWriter, text: &str, fold: bool) {
    writer.indicator("\"");
    let mut spaces = false;
    for (before, c, after) in with_neighbors(text) {
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
