//! Splits a query into tokens.

use serde_json::Value;

use super::error::ParseError;

/// The type of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    And,
    Colon,
    Comma,
    Current,
    Dot,
    Eof,
    Eq,
    Expref,
    Filter,
    Flatten,
    Gt,
    Gte,
    Lbrace,
    Lbracket,
    Literal,
    Lparen,
    Lt,
    Lte,
    Ne,
    Not,
    Number,
    Or,
    Pipe,
    QuotedIdentifier,
    Rbrace,
    Rbracket,
    Rparen,
    Star,
    UnquotedIdentifier,
}

impl TokenKind {
    /// Returns jmespath.py's name for the type, which error messages contain.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::And => "and",
            Self::Colon => "colon",
            Self::Comma => "comma",
            Self::Current => "current",
            Self::Dot => "dot",
            Self::Eof => "eof",
            Self::Eq => "eq",
            Self::Expref => "expref",
            Self::Filter => "filter",
            Self::Flatten => "flatten",
            Self::Gt => "gt",
            Self::Gte => "gte",
            Self::Lbrace => "lbrace",
            Self::Lbracket => "lbracket",
            Self::Literal => "literal",
            Self::Lparen => "lparen",
            Self::Lt => "lt",
            Self::Lte => "lte",
            Self::Ne => "ne",
            Self::Not => "not",
            Self::Number => "number",
            Self::Or => "or",
            Self::Pipe => "pipe",
            Self::QuotedIdentifier => "quoted_identifier",
            Self::Rbrace => "rbrace",
            Self::Rbracket => "rbracket",
            Self::Rparen => "rparen",
            Self::Star => "star",
            Self::UnquotedIdentifier => "unquoted_identifier",
        }
    }
}

/// A token.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    /// Its type.
    pub(super) kind: TokenKind,
    /// The value of a literal or number, else the string in the query.
    pub(super) value: Value,
    /// Position in the query, in characters from 0.
    pub(super) start: usize,
}

/// Splits `expression` into tokens; the last one is [`TokenKind::Eof`].
pub(super) fn tokens(expression: &str) -> Result<Vec<Token>, ParseError> {
    if expression.is_empty() {
        return Err(ParseError::Empty);
    }
    let mut lexer = Lexer { expression, chars: expression.chars().collect(), at: 0 };
    let mut found = Vec::new();
    while let Some(c) = lexer.peek() {
        if matches!(c, ' ' | '\t' | '\n' | '\r') {
            lexer.at += 1;
            continue;
        }
        let start = lexer.at;
        let (kind, value) = lexer.token(c)?;
        found.push(Token { kind, value, start });
    }
    found.push(Token { kind: TokenKind::Eof, value: "".into(), start: lexer.chars.len() });
    Ok(found)
}

struct Lexer<'a> {
    expression: &'a str,
    chars: Vec<char>,
    at: usize,
}

impl Lexer<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn token(&mut self, first: char) -> Result<(TokenKind, Value), ParseError> {
        let start = self.at;
        match first {
            'a'..='z' | 'A'..='Z' | '_' => {
                let name = self.take(|c| c.is_ascii_alphanumeric() || c == '_');
                Ok((TokenKind::UnquotedIdentifier, name.into()))
            }
            '0'..='9' | '-' => self.number(start),
            '\'' => {
                let text = self.until('\'')?.replace("\\'", "'");
                Ok((TokenKind::Literal, text.into()))
            }
            '"' => self.quoted(start),
            '`' => self.literal(start),
            _ => self.symbol(first),
        }
    }

    fn symbol(&mut self, first: char) -> Result<(TokenKind, Value), ParseError> {
        let start = self.at;
        let second = self.chars.get(start + 1).copied();
        let (kind, length) = match (first, second) {
            ('.', _) => (TokenKind::Dot, 1),
            ('*', _) => (TokenKind::Star, 1),
            (']', _) => (TokenKind::Rbracket, 1),
            (',', _) => (TokenKind::Comma, 1),
            (':', _) => (TokenKind::Colon, 1),
            ('@', _) => (TokenKind::Current, 1),
            ('(', _) => (TokenKind::Lparen, 1),
            (')', _) => (TokenKind::Rparen, 1),
            ('{', _) => (TokenKind::Lbrace, 1),
            ('}', _) => (TokenKind::Rbrace, 1),
            ('[', Some(']')) => (TokenKind::Flatten, 2),
            ('[', Some('?')) => (TokenKind::Filter, 2),
            ('[', _) => (TokenKind::Lbracket, 1),
            ('|', Some('|')) => (TokenKind::Or, 2),
            ('|', _) => (TokenKind::Pipe, 1),
            ('&', Some('&')) => (TokenKind::And, 2),
            ('&', _) => (TokenKind::Expref, 1),
            ('<', Some('=')) => (TokenKind::Lte, 2),
            ('<', _) => (TokenKind::Lt, 1),
            ('>', Some('=')) => (TokenKind::Gte, 2),
            ('>', _) => (TokenKind::Gt, 1),
            ('!', Some('=')) => (TokenKind::Ne, 2),
            ('!', _) => (TokenKind::Not, 1),
            ('=', Some('=')) => (TokenKind::Eq, 2),
            ('=', _) => return Err(self.error(start, "Unknown token '='".to_owned())),
            (other, _) => return Err(self.error(start, format!("Unknown token {other}"))),
        };
        self.at += length;
        let written: String = self.chars[start..self.at].iter().collect();
        Ok((kind, written.into()))
    }

    fn number(&mut self, start: usize) -> Result<(TokenKind, Value), ParseError> {
        let sign = self.peek() == Some('-');
        self.at += usize::from(sign);
        let digits = self.take(|c| c.is_ascii_digit());
        if digits.is_empty() {
            return Err(self.error(start, "Unknown token '-'".to_owned()));
        }
        // An index beyond 64 bits is beyond any array, too.
        let magnitude = digits.parse::<i64>().unwrap_or(i64::MAX);
        Ok((TokenKind::Number, if sign { -magnitude } else { magnitude }.into()))
    }

    fn quoted(&mut self, start: usize) -> Result<(TokenKind, Value), ParseError> {
        let lexeme = format!("\"{}\"", self.until('"')?);
        serde_json::from_str(&lexeme).map(|name| (TokenKind::QuotedIdentifier, name)).map_err(
            |_| {
                let control = lexeme.chars().any(|c| c < ' ');
                let message =
                    if control { "Invalid control character at" } else { "Invalid \\escape" };
                self.error(start, message.to_owned())
            },
        )
    }

    /// A literal is JSON. Anything else is a string without its quotes, as in the first version of
    /// JMESPath and still in many scripts: `` `two` ``.
    fn literal(&mut self, start: usize) -> Result<(TokenKind, Value), ParseError> {
        let lexeme = self.until('`')?.replace("\\`", "`");
        serde_json::from_str(&lexeme)
            .or_else(|_| serde_json::from_str(&format!("\"{}\"", lexeme.trim_start())))
            .map(|value| (TokenKind::Literal, value))
            .map_err(|_| self.error(start, format!("Bad token {lexeme}")))
    }

    /// Returns the characters up to the next unescaped `delimiter`, including backslashes.
    fn until(&mut self, delimiter: char) -> Result<String, ParseError> {
        let start = self.at;
        let mut text = String::new();
        self.at += 1;
        loop {
            match self.peek() {
                Some(c) if c == delimiter => break,
                Some('\\') if self.at + 1 < self.chars.len() => {
                    text.extend(['\\', self.chars[self.at + 1]]);
                    self.at += 2;
                }
                Some(c) if c != '\\' => {
                    text.push(c);
                    self.at += 1;
                }
                _ => return Err(self.error(start, format!("Unclosed {delimiter} delimiter"))),
            }
        }
        self.at += 1;
        Ok(text)
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let start = self.at;
        while self.peek().is_some_and(&wanted) {
            self.at += 1;
        }
        self.chars[start..self.at].iter().collect()
    }

    fn error(&self, at: usize, message: String) -> ParseError {
        ParseError::Token { message, at, expression: self.expression.to_owned() }
    }
}
