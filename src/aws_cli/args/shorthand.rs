//! Shorthand: `key=a,value=b` and `listeners=[{portMapping={port=80,protocol=http}}]`.
//!
//! Parsing has two steps, as in the AWS CLI (`docs/behaviour/aws-cli.md#shorthand`): [`parse`]
//! needs only the string and returns objects, lists and strings; [`convert`] then converts strings
//! to the numbers and booleans of the model.

use std::fmt;

use serde_json::{Map, Value};

use super::param_files::{ParamFileError, ParamFiles};

/// Maximum nesting of lists and hashes.
const DEPTH: usize = 128;

/// Why a string is not valid shorthand.
#[derive(Debug, thiserror::Error)]
pub enum ShorthandError {
    /// An unexpected character.
    #[error("Expected: '{expected}', received: '{received}' for input:\n {position}")]
    Unexpected {
        /// A character, or the type of a value.
        expected: &'static str,
        /// A character, `EOF`, or `<none>`.
        received: String,
        /// The input and the position.
        position: InputPosition,
    },
    /// A duplicate key at the top level.
    #[error(
        "Second instance of key \"{key}\" encountered for input:\n{position}\nThis is often because \
         there is a preceding \",\" instead of a space."
    )]
    DuplicateKey {
        /// The key.
        key: String,
        /// The input and the position.
        position: InputPosition,
    },
    /// More levels than any input of App Mesh has.
    #[error("More than {DEPTH} levels for input:\n {0}")]
    TooDeep(InputPosition),
    /// The file in `key@=file://…`.
    #[error(transparent)]
    File(#[from] ParamFileError),
}

/// A position in the input, displayed as the input with a caret below the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputPosition {
    text: String,
    /// In characters.
    at: usize,
}

impl fmt::Display for InputPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let chars: Vec<char> = self.text.chars().collect();
        let (before, after) = chars.split_at(self.at.min(chars.len()));
        let column = before.iter().rev().take_while(|c| **c != '\n').count();
        let rest_of_line = after.iter().take_while(|c| **c != '\n').count();
        let (shown, below) = chars.split_at(before.len() + rest_of_line);
        let text = |chars: &[char]| chars.iter().collect::<String>();
        write!(f, "{}\n{}^{}", text(shown), " ".repeat(column), text(below))
    }
}

/// Parses one shorthand string: a structure.
///
/// # Errors
///
/// The first syntax error, or a file that cannot be read.
pub(super) fn parse(text: &str, files: &ParamFiles) -> Result<Map<String, Value>, ShorthandError> {
    ShorthandParser { text: text.chars().collect(), at: 0, from_file: false, files }.structure()
}

struct ShorthandParser<'a> {
    text: Vec<char>,
    at: usize,
    /// Whether the key was followed by `@`, so that its value may be a `file://`.
    from_file: bool,
    files: &'a ParamFiles<'a>,
}

/// The name of a type of bare value, and the characters that end it.
#[derive(Clone, Copy)]
struct BareValue {
    name: &'static str,
    ends: &'static [char],
}

const FIRST: BareValue = BareValue { name: "<first>", ends: &['"', '\'', ',', ']', '}'] };
/// After a comma, where a `=` would show that this is the next key and not an element of a list.
const SECOND: BareValue = BareValue { name: "<second>", ends: &['"', '\'', ',', '='] };

/// Returns whether a bare value may start with `c`. AWS's pattern includes only the Basic
/// Multilingual Plane.
fn may_start(c: char) -> bool {
    matches!(c, '!'..='\u{ffff}') && !['"', '\'', ',', '=', '[', '{'].contains(&c)
}

impl BareValue {
    /// Returns whether a bare value may continue with `c`: white space is the only control
    /// character.
    fn may_continue(self, c: char) -> bool {
        (c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}' | '!'..='\u{ffff}'))
            && !self.ends.contains(&c)
    }
}

impl ShorthandParser<'_> {
    fn structure(&mut self) -> Result<Map<String, Value>, ShorthandError> {
        let mut members = Map::new();
        loop {
            let before = self.at;
            let key = self.key()?;
            let value = match self.peek() {
                None => Value::String(String::new()),
                Some('[' | '{') => self.item(0)?,
                Some(_) => self.values()?,
            };
            if members.contains_key(&key) {
                return Err(ShorthandError::DuplicateKey { key, position: self.position(before) });
            }
            members.insert(key, value);
            if self.peek().is_none() {
                return Ok(members);
            }
            self.expect_padded(',', ",")?;
        }
    }

    /// Parses a key and the `=` or `@=` after it.
    fn key(&mut self) -> Result<String, ShorthandError> {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_alphanumeric() || "-_.#/:".contains(c)) {
            self.at += 1;
        }
        let key = self.text[start..self.at].iter().collect();
        self.white_space();
        self.from_file = self.peek() == Some('@');
        if self.from_file {
            self.at += 1;
        }
        self.expect_padded('=', "=")?;
        Ok(key)
    }

    /// Parses one value, or several separated by commas, which form a list. Only the end of the
    /// string after a comma shows whether it is a value or the next key; the comma before a key is
    /// put back.
    fn values(&mut self) -> Result<Value, ShorthandError> {
        let first = self.scalar(None)?;
        self.white_space();
        let mut list = vec![Value::String(first)];
        while self.peek() == Some(',') {
            let comma = self.at;
            self.at += 1;
            self.white_space();
            match self.second() {
                Ok(value) => list.push(Value::String(value)),
                Err(error @ ShorthandError::File(_)) => return Err(error),
                Err(error) if self.peek().is_none() => return Err(error),
                Err(_) => {
                    self.at = if self.peek() == Some(',') { self.at } else { comma };
                    break;
                }
            }
        }
        Ok(if list.len() == 1 { list.remove(0) } else { Value::Array(list) })
    }

    /// Parses a value after a comma, which only a comma or the end of the input may follow.
    fn second(&mut self) -> Result<String, ShorthandError> {
        let value = self.scalar(Some(SECOND))?;
        self.white_space();
        if matches!(self.peek(), None | Some(',')) { Ok(value) } else { Err(self.expected(",")) }
    }

    /// Parses a value inside brackets: a list, a hash, or a scalar.
    fn item(&mut self, depth: usize) -> Result<Value, ShorthandError> {
        match self.peek() {
            Some('[' | '{') if depth == DEPTH => {
                Err(ShorthandError::TooDeep(self.position(self.at)))
            }
            Some('[') => {
                let mut items = Vec::new();
                self.open();
                while self.peek() != Some(']') {
                    items.push(self.item(depth + 1)?);
                    self.next_or(']')?;
                }
                self.at += 1;
                Ok(Value::Array(items))
            }
            Some('{') => {
                let mut members = Map::new();
                self.open();
                while self.peek() != Some('}') {
                    let key = self.key()?;
                    let value = self.item(depth + 1)?;
                    self.next_or('}')?;
                    members.insert(key, value);
                }
                self.at += 1;
                Ok(Value::Object(members))
            }
            _ => self.scalar(None).map(Value::String),
        }
    }

    /// Parses a quoted or bare string. With `must`, it may not be empty.
    fn scalar(&mut self, must: Option<BareValue>) -> Result<String, ShorthandError> {
        let text = match self.peek() {
            Some('\'') => self.quoted('\'', "<singled quoted>")?,
            Some('"') => self.quoted('"', "<double quoted>")?,
            _ => match (self.bare(must.unwrap_or(FIRST)), must) {
                (Some(text), _) => text,
                (None, None) => return Ok(String::new()),
                (None, Some(bare)) => return Err(self.none(bare.name)),
            },
        };
        if self.from_file
            && let Some(content) = self.files.content(&text)?
        {
            return Ok(content);
        }
        Ok(text)
    }

    fn bare(&mut self, bare: BareValue) -> Option<String> {
        let start = self.at;
        while let Some(c) = self.peek() {
            let first = self.at == start;
            if c == '\\' && self.text.get(self.at + 1) == Some(&',') {
                self.at += 2;
            } else if if first { may_start(c) } else { bare.may_continue(c) } {
                self.at += 1;
            } else {
                break;
            }
        }
        let text: String = self.text[start..self.at].iter().collect();
        (self.at > start).then(|| text.replace("\\,", ",").trim_end().to_owned())
    }

    /// Parses a quoted string. If every possible closing quote is escaped, the last one closes it.
    fn quoted(&mut self, quote: char, name: &'static str) -> Result<String, ShorthandError> {
        let start = self.at + 1;
        let mut at = start;
        let mut close = None;
        while let Some(&c) = self.text.get(at) {
            if c == quote {
                close = Some(at);
                break;
            }
            if c == '\\' && self.text.get(at + 1) == Some(&quote) {
                at += 1;
                close = Some(at);
            }
            at += 1;
        }
        let close = close.ok_or_else(|| self.none(name))?;
        self.at = close + 1;
        let text: String = self.text[start..close].iter().collect();
        Ok(text.replace(&format!("\\{quote}"), &quote.to_string()).replace("\\\\", "\\"))
    }

    /// Takes an opening bracket.
    fn open(&mut self) {
        self.at += 1;
        self.white_space();
    }

    /// Takes the comma before the next item, unless the end follows.
    fn next_or(&mut self, end: char) -> Result<(), ShorthandError> {
        self.white_space();
        if self.peek() == Some(end) {
            return Ok(());
        }
        if self.peek() != Some(',') {
            return Err(self.expected(","));
        }
        self.open();
        Ok(())
    }

    fn expect_padded(&mut self, c: char, name: &'static str) -> Result<(), ShorthandError> {
        self.white_space();
        if self.peek() != Some(c) {
            return Err(self.expected(name));
        }
        self.open();
        Ok(())
    }

    fn white_space(&mut self) {
        while self.peek().is_some_and(|c| c.is_ascii_whitespace() || c == '\u{b}') {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn expected(&self, expected: &'static str) -> ShorthandError {
        let received = self.peek().map_or_else(|| "EOF".to_owned(), String::from);
        ShorthandError::Unexpected { expected, received, position: self.position(self.at) }
    }

    fn none(&self, expected: &'static str) -> ShorthandError {
        let received = "<none>".to_owned();
        ShorthandError::Unexpected { expected, received, position: self.position(self.at) }
    }

    fn position(&self, at: usize) -> InputPosition {
        InputPosition { text: self.text.iter().collect(), at }
    }
}
