//! Reading JSON as Python's `json.loads` does, whose complaints the AWS CLI prints as they are.
//!
//! Of a key that is there twice the last value counts, at the place of the first. `NaN` and
//! `Infinity`, which Python reads and App Mesh has no use for, are refused.

use serde_json::{Map, Number, Value};

/// How many arrays and objects may be inside each other. App Mesh's own input has some 15.
const DEPTH: usize = 128;

/// Where and why reading ended, in Python's words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem}: line {line} column {column} (char {at})")]
pub struct JsonError {
    problem: &'static str,
    line: usize,
    column: usize,
    at: usize,
}

/// Reads a whole text as one JSON value.
///
/// # Errors
///
/// The first thing that is not JSON, and where.
pub(super) fn parse(text: &str) -> Result<Value, JsonError> {
    let mut reader = Reader { text: text.chars().collect(), at: 0 };
    reader.blanks();
    let value = reader.value(0)?;
    reader.blanks();
    if reader.at < reader.text.len() {
        return Err(reader.wrong("Extra data", reader.at));
    }
    Ok(value)
}

/// Positions are characters, since Python counts those.
struct Reader {
    text: Vec<char>,
    at: usize,
}

impl Reader {
    fn value(&mut self, depth: usize) -> Result<Value, JsonError> {
        let start = self.at;
        match self.peek() {
            Some('{' | '[') if depth == DEPTH => Err(self.wrong("Too many levels", start)),
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
                    return Err(self.wrong("Not a number that can be sent", start));
                }
                Err(self.wrong("Expecting value", start))
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Map<String, Value>, JsonError> {
        let mut members = Map::new();
        self.at += 1;
        self.blanks();
        if self.take("}") {
            return Ok(members);
        }
        loop {
            if self.peek() != Some('"') {
                let problem = "Expecting property name enclosed in double quotes";
                return Err(self.wrong(problem, self.at));
            }
            let name = self.string()?;
            self.blanks();
            if !self.take(":") {
                return Err(self.wrong("Expecting ':' delimiter", self.at));
            }
            self.blanks();
            let value = self.value(depth + 1)?;
            members.insert(name, value);
            self.blanks();
            if self.take("}") {
                return Ok(members);
            }
            self.comma('}')?;
        }
    }

    fn array(&mut self, depth: usize) -> Result<Vec<Value>, JsonError> {
        let mut items = Vec::new();
        self.at += 1;
        self.blanks();
        if self.take("]") {
            return Ok(items);
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.blanks();
            if self.take("]") {
                return Ok(items);
            }
            self.comma(']')?;
        }
    }

    /// Takes a comma and what blanks follow, unless the collection ends there.
    fn comma(&mut self, end: char) -> Result<(), JsonError> {
        let comma = self.at;
        if !self.take(",") {
            return Err(self.wrong("Expecting ',' delimiter", comma));
        }
        self.blanks();
        if self.peek() == Some(end) {
            let problem = if end == '}' {
                "Illegal trailing comma before end of object"
            } else {
                "Illegal trailing comma before end of array"
            };
            return Err(self.wrong(problem, comma));
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
                return Err(self.wrong("Unterminated string starting at", start));
            };
            match c {
                '"' => return Ok(out),
                '\\' => match self.next() {
                    None => return Err(self.wrong("Unterminated string starting at", start)),
                    Some('u') => out.push(self.unicode()?),
                    Some(escape) => match unescaped(escape) {
                        Some(c) => out.push(c),
                        None => return Err(self.wrong("Invalid \\escape", at)),
                    },
                },
                c if c < ' ' => return Err(self.wrong("Invalid control character at", at)),
                c => out.push(c),
            }
        }
    }

    /// The character of `\uXXXX`, or of two that are a surrogate pair. Half a pair, which Python
    /// reads, is no text and is refused.
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
        Err(self.wrong("Invalid \\uXXXX\\uXXXX surrogate pair", start))
    }

    fn unit(&mut self, start: usize) -> Result<u32, JsonError> {
        let digits: String = self.text.iter().skip(self.at).take(4).collect();
        let valid = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let unit = u32::from_str_radix(&digits, 16).ok().filter(|_| valid);
        self.at += 4;
        unit.ok_or_else(|| self.wrong("Invalid \\uXXXX escape", start))
    }

    fn number(&mut self) -> Result<Value, JsonError> {
        let start = self.at;
        if self.take("-Infinity") {
            return Err(self.wrong("Not a number that can be sent", start));
        }
        self.take("-");
        // A leading zero ends the digits, as in Python: the rest is then extra data.
        if !self.take("0") && self.digits() == 0 {
            return Err(self.wrong("Expecting value", start));
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
        number.map(Value::Number).ok_or_else(|| self.wrong("Not a number that can be sent", start))
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(' ' | '\t' | '\n' | '\r')) {
            self.at += 1;
        }
    }

    fn take(&mut self, word: &str) -> bool {
        let there = word.chars().enumerate().all(|(n, c)| self.text.get(self.at + n) == Some(&c));
        if there {
            self.at += word.chars().count();
        }
        there
    }

    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += 1;
        Some(c)
    }

    fn wrong(&self, problem: &'static str, at: usize) -> JsonError {
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
