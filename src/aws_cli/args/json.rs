//! Parses JSON like Python's `json.loads`, whose error messages the AWS CLI prints.
//!
//! Of a duplicate key the last value is used, at the position of the first. `NaN` and `Infinity`,
//! which Python accepts, are rejected because App Mesh has no use for them.

use serde_json::{Map, Number, Value};

/// Maximum nesting of arrays and objects. App Mesh's own inputs have about 15 levels.
const DEPTH: usize = 128;

/// A syntax error and its position, with Python's message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem}: line {line} column {column} (char {at})")]
pub struct JsonError {
    problem: &'static str,
    line: usize,
    column: usize,
    at: usize,
}

/// Parses a whole string as one JSON value.
///
/// # Errors
///
/// The first syntax error and its position.
pub(super) fn parse(text: &str) -> Result<Value, JsonError> {
    let mut parser = JsonParser { text: text.chars().collect(), at: 0 };
    parser.white_space();
    let value = parser.value(0)?;
    parser.white_space();
    if parser.at < parser.text.len() {
        return Err(parser.error("Extra data", parser.at));
    }
    Ok(value)
}

/// Positions are in characters, as in Python.
struct JsonParser {
    text: Vec<char>,
    at: usize,
}

impl JsonParser {
    fn value(&mut self, depth: usize) -> Result<Value, JsonError> {
        let start = self.at;
        match self.peek() {
            Some('{' | '[') if depth == DEPTH => Err(self.error("Too many levels", start)),
            Some('{') => self.object(depth).map(Value::Object),
            Some('[') => self.array(depth).map(Value::Array),
            Some('"') => self.string().map(Value::String),
            Some('-' | '0'..='9') => self.number(),
            _ => {
                let words = [
                    ("null", Value::Null),
                    ("true", Value::Bool(true)),
                    ("false", Value::Bool(false)),
                ];
                for (word, value) in words {
                    if self.take(word) {
                        return Ok(value);
                    }
                }
                if ["NaN", "Infinity"].iter().any(|word| self.take(word)) {
                    return Err(self.error("Not a number that can be sent", start));
                }
                Err(self.error("Expecting value", start))
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Map<String, Value>, JsonError> {
        let mut members = Map::new();
        self.at += 1;
        self.white_space();
        if self.take("}") {
            return Ok(members);
        }
        loop {
            if self.peek() != Some('"') {
                let problem = "Expecting property name enclosed in double quotes";
                return Err(self.error(problem, self.at));
            }
            let name = self.string()?;
            self.white_space();
            if !self.take(":") {
                return Err(self.error("Expecting ':' delimiter", self.at));
            }
            self.white_space();
            let value = self.value(depth + 1)?;
            members.insert(name, value);
            self.white_space();
            if self.take("}") {
                return Ok(members);
            }
            self.comma('}')?;
        }
    }

    fn array(&mut self, depth: usize) -> Result<Vec<Value>, JsonError> {
        let mut items = Vec::new();
        self.at += 1;
        self.white_space();
        if self.take("]") {
            return Ok(items);
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.white_space();
            if self.take("]") {
                return Ok(items);
            }
            self.comma(']')?;
        }
    }

    /// Takes a comma and the white space after it; a trailing comma is an error.
    fn comma(&mut self, end: char) -> Result<(), JsonError> {
        let comma = self.at;
        if !self.take(",") {
            return Err(self.error("Expecting ',' delimiter", comma));
        }
        self.white_space();
        if self.peek() == Some(end) {
            let problem = if end == '}' {
                "Illegal trailing comma before end of object"
            } else {
                "Illegal trailing comma before end of array"
            };
            return Err(self.error(problem, comma));
        }
        Ok(())
    }

    fn string(&mut self) -> Result<String, JsonError> {
        let start = self.at;
        self.at += 1;
        let mut out = String::new();
        loop {
            let at = self.at;
            let Some(c) = self.next() else {
                return Err(self.error("Unterminated string starting at", start));
            };
            match c {
                '"' => return Ok(out),
                '\\' => match self.next() {
                    None => return Err(self.error("Unterminated string starting at", start)),
                    Some('u') => out.push(self.unicode()?),
                    Some(escape) => match unescaped(escape) {
                        Some(c) => out.push(c),
                        None => return Err(self.error("Invalid \\escape", at)),
                    },
                },
                c if c < ' ' => return Err(self.error("Invalid control character at", at)),
                c => out.push(c),
            }
        }
    }

    /// Returns the character of `\uXXXX`, or of a surrogate pair. A lone surrogate, which Python
    /// accepts, is an error, since a string cannot contain it.
    fn unicode(&mut self) -> Result<char, JsonError> {
        let start = self.at - 1;
        let high = self.unit(start)?;
        if let Some(c) = char::from_u32(high) {
            return Ok(c);
        }
        let low = if self.take("\\u") { self.unit(start)? } else { 0 };
        if (0xd800..0xdc00).contains(&high) && (0xdc00..0xe000).contains(&low) {
            let code = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
            if let Some(c) = char::from_u32(code) {
                return Ok(c);
            }
        }
        Err(self.error("Invalid \\uXXXX\\uXXXX surrogate pair", start))
    }

    fn unit(&mut self, start: usize) -> Result<u32, JsonError> {
        let digits: String = self.text.iter().skip(self.at).take(4).collect();
        let valid = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let unit = u32::from_str_radix(&digits, 16).ok().filter(|_| valid);
        self.at += 4;
        unit.ok_or_else(|| self.error("Invalid \\uXXXX escape", start))
    }

    fn number(&mut self) -> Result<Value, JsonError> {
        let start = self.at;
        if self.take("-Infinity") {
            return Err(self.error("Not a number that can be sent", start));
        }
        self.take("-");
        // A leading zero ends the digits, as in Python: the rest is then extra data.
        if !self.take("0") && self.digits() == 0 {
            return Err(self.error("Expecting value", start));
        }
        let mut end = self.at;
        if self.take(".") && self.digits() > 0 {
            end = self.at;
        }
        self.at = end;
        if self.take("e") || self.take("E") {
            let _ = self.take("+") || self.take("-");
            if self.digits() > 0 {
                end = self.at;
            }
        }
        self.at = end;
        let text: String = self.text[start..end].iter().collect();
        let whole = text
            .parse::<i64>()
            .map(Number::from)
            .or_else(|_| text.parse::<u64>().map(Number::from));
        let number = whole.ok().or_else(|| text.parse().ok().and_then(Number::from_f64));
        number.map(Value::Number).ok_or_else(|| self.error("Not a number that can be sent", start))
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }

    fn white_space(&mut self) {
        while matches!(self.peek(), Some(' ' | '\t' | '\n' | '\r')) {
            self.at += 1;
        }
    }

    fn take(&mut self, word: &str) -> bool {
        let found = word.chars().enumerate().all(|(n, c)| self.text.get(self.at + n) == Some(&c));
        if found {
            self.at += word.chars().count();
        }
        found
    }

    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += 1;
        Some(c)
    }

    fn error(&self, problem: &'static str, at: usize) -> JsonError {
        let before = &self.text[..at.min(self.text.len())];
        let line = before.iter().filter(|c| **c == '\n').count() + 1;
        let column = before.iter().rev().take_while(|c| **c != '\n').count() + 1;
        JsonError { problem, line, column, at }
    }
}

fn unescaped(escape: char) -> Option<char> {
    Some(match escape {
        '"' | '\\' | '/' => escape,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => return None,
    })
}
