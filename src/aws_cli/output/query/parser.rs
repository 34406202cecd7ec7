//! Parses tokens into a syntax tree: a Pratt parser with jmespath.py's binding powers.
//!
//! It accepts exactly what jmespath.py accepts, including its quirks (arguments without commas,
//! hashes with a missing comma), because scripts contain such queries.

use super::ast::{Comparator, FilterParts, Node};
use super::error::ParseError;
use super::lexer::{Token, TokenKind, tokens};
use crate::aws_cli::python;

/// Maximum nesting of expressions. The syntax tree is traversed recursively, so the limit keeps the
/// stack from overflowing. jmespath.py has a limit, too.
const DEPTH: usize = 128;

/// A token with a lower binding power ends a projection.
const PROJECTION_STOP: u8 = 10;

const STAR: u8 = 20;
const DOT: u8 = 40;

type ParseResult<T = Node> = Result<T, ParseError>;

/// Parses `expression`.
pub(super) fn parse(expression: &str) -> ParseResult {
    let mut parser = QueryParser { expression, tokens: tokens(expression)?, at: 0, depth: 0 };
    let node = parser.expression(0)?;
    match parser.kind() {
        TokenKind::Eof => Ok(node),
        _ => {
            let token = python::text(&parser.tokens[parser.at].value);
            Err(parser.error(parser.at, &format!("Unexpected token: {token}")))
        }
    }
}

struct QueryParser<'a> {
    expression: &'a str,
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

fn binding_power(kind: TokenKind) -> u8 {
    match kind {
        TokenKind::Pipe => 1,
        TokenKind::Or => 2,
        TokenKind::And => 3,
        TokenKind::Eq
        | TokenKind::Gt
        | TokenKind::Lt
        | TokenKind::Gte
        | TokenKind::Lte
        | TokenKind::Ne => 5,
        TokenKind::Flatten => 9,
        TokenKind::Star => STAR,
        TokenKind::Filter => 21,
        TokenKind::Dot => DOT,
        TokenKind::Not => 45,
        TokenKind::Lbrace => 50,
        TokenKind::Lbracket => 55,
        TokenKind::Lparen => 60,
        _ => 0,
    }
}

fn comparator(kind: TokenKind) -> Option<Comparator> {
    Some(match kind {
        TokenKind::Eq => Comparator::Equal,
        TokenKind::Ne => Comparator::NotEqual,
        TokenKind::Lt => Comparator::Less,
        TokenKind::Lte => Comparator::LessOrEqual,
        TokenKind::Gt => Comparator::Greater,
        TokenKind::Gte => Comparator::GreaterOrEqual,
        _ => return None,
    })
}

fn boxed(left: Node, right: Node) -> (Box<Node>, Box<Node>) {
    (Box::new(left), Box::new(right))
}

impl QueryParser<'_> {
    fn kind(&self) -> TokenKind {
        self.tokens[self.at].kind
    }

    fn next_kind(&self) -> TokenKind {
        self.tokens.get(self.at + 1).map_or(TokenKind::Eof, |token| token.kind)
    }

    /// Parses while operators have a binding power higher than `power`.
    fn expression(&mut self, power: u8) -> ParseResult {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(ParseError::TooDeep { limit: DEPTH });
        }
        let mut left = self.prefix()?;
        let mut around = 0;
        while power < binding_power(self.kind()) {
            // These extend a node; all others nest it.
            let longer = matches!(
                self.kind(),
                TokenKind::Dot | TokenKind::Pipe | TokenKind::Or | TokenKind::And
            );
            around += usize::from(!longer);
            if around > DEPTH {
                return Err(ParseError::TooDeep { limit: DEPTH });
            }
            left = self.infix(left)?;
        }
        self.depth -= 1;
        Ok(left)
    }

    /// Parses the start of an expression.
    fn prefix(&mut self) -> ParseResult {
        let at = self.at;
        let Token { kind, value, .. } = self.tokens[at].clone();
        if kind == TokenKind::Eof {
            return Err(self.incomplete());
        }
        self.at += 1;
        match kind {
            TokenKind::Literal => Ok(Node::Literal(value)),
            TokenKind::UnquotedIdentifier => Ok(Node::Field(python::text(&value))),
            TokenKind::QuotedIdentifier if self.kind() == TokenKind::Lparen => {
                let mut error =
                    self.error(self.at, "Quoted identifier not allowed for function names.");
                if let ParseError::Syntax { at, .. } = &mut error {
                    *at = 0;
                }
                Err(error)
            }
            TokenKind::QuotedIdentifier => Ok(Node::Field(python::text(&value))),
            TokenKind::Star => {
                let each = match self.kind() {
                    TokenKind::Rbracket => Node::Current,
                    _ => self.projected(STAR)?,
                };
                let (base, each) = boxed(Node::Current, each);
                Ok(Node::ValueProjection(base, each))
            }
            TokenKind::Filter => self.filter(Node::Current),
            TokenKind::Flatten => self.flatten(Node::Current),
            TokenKind::Lbrace => self.hash(),
            TokenKind::Lbracket => self.bracket(),
            TokenKind::Lparen => {
                let inner = self.expression(0)?;
                self.expect(TokenKind::Rparen)?;
                Ok(inner)
            }
            TokenKind::Not => {
                Ok(Node::Not(Box::new(self.expression(binding_power(TokenKind::Not))?)))
            }
            TokenKind::Current => Ok(Node::Current),
            TokenKind::Expref => Ok(Node::Reference(Box::new(self.expression(0)?))),
            _ => Err(self.error(at, "invalid token")),
        }
    }

    /// Parses an operator whose left side is `left`.
    fn infix(&mut self, left: Node) -> ParseResult {
        let at = self.at;
        let kind = self.kind();
        self.at += 1;
        let power = binding_power(kind);
        match kind {
            TokenKind::Dot => self.dot(left),
            TokenKind::Pipe => Ok(left.then(self.expression(power)?)),
            TokenKind::Or => Ok(left.or(self.expression(power)?)),
            TokenKind::And => Ok(left.and(self.expression(power)?)),
            TokenKind::Lparen => self.call(left, at),
            TokenKind::Filter => self.filter(left),
            TokenKind::Flatten => self.flatten(left),
            TokenKind::Lbracket => self.index(left),
            _ => match comparator(kind) {
                Some(comparator) => {
                    let (left, right) = boxed(left, self.expression(power)?);
                    Ok(Node::Comparison(comparator, left, right))
                }
                None => Err(self.error(at, "invalid token")),
            },
        }
    }

    fn dot(&mut self, left: Node) -> ParseResult {
        if self.kind() == TokenKind::Star {
            self.at += 1;
            let (left, each) = boxed(left, self.projected(DOT)?);
            return Ok(Node::ValueProjection(left, each));
        }
        Ok(left.then(self.after_dot(DOT)?))
    }

    fn call(&mut self, name: Node, at: usize) -> ParseResult {
        let Node::Field(name) = name else {
            let written = python::text(&self.tokens[at - 1].value);
            return Err(self.error(at - 1, &format!("Invalid function name '{written}'")));
        };
        let mut arguments = Vec::new();
        while self.kind() != TokenKind::Rparen {
            arguments.push(self.expression(0)?);
            if self.kind() == TokenKind::Comma {
                self.at += 1;
            }
        }
        self.at += 1;
        Ok(Node::Call(name, arguments))
    }

    fn filter(&mut self, base: Node) -> ParseResult {
        let condition = self.expression(0)?;
        self.expect(TokenKind::Rbracket)?;
        let each = match self.kind() {
            TokenKind::Flatten => Node::Current,
            _ => self.projected(binding_power(TokenKind::Filter))?,
        };
        Ok(Node::Filter(Box::new(FilterParts { base, condition, each })))
    }

    fn flatten(&mut self, base: Node) -> ParseResult {
        let each = self.projected(binding_power(TokenKind::Flatten))?;
        let (base, each) = boxed(Node::Flatten(Box::new(base)), each);
        Ok(Node::Projection(base, each))
    }

    /// Parses what follows a `[` at the start of an expression: an index, a projection or a list.
    fn bracket(&mut self) -> ParseResult {
        match self.kind() {
            TokenKind::Number | TokenKind::Colon => {
                let inside = self.inside_brackets()?;
                self.project_slice(Node::Current, inside)
            }
            TokenKind::Star if self.next_kind() == TokenKind::Rbracket => {
                self.at += 2;
                let (base, each) = boxed(Node::Current, self.projected(STAR)?);
                Ok(Node::Projection(base, each))
            }
            _ => self.list(),
        }
    }

    /// Parses what follows a `[` after `left`.
    fn index(&mut self, left: Node) -> ParseResult {
        if !matches!(self.kind(), TokenKind::Number | TokenKind::Colon) {
            self.expect(TokenKind::Star)?;
            self.expect(TokenKind::Rbracket)?;
            let (left, each) = boxed(left, self.projected(STAR)?);
            return Ok(Node::Projection(left, each));
        }
        let inside = self.inside_brackets()?;
        match left {
            Node::Indexed(mut nodes) => {
                nodes.push(inside);
                Ok(Node::Indexed(nodes))
            }
            other => self.project_slice(other, inside),
        }
    }

    fn project_slice(&mut self, left: Node, right: Node) -> ParseResult {
        let slice = matches!(right, Node::Slice(_));
        let node = Node::Indexed(vec![left, right]);
        if !slice {
            return Ok(node);
        }
        let (base, each) = boxed(node, self.projected(STAR)?);
        Ok(Node::Projection(base, each))
    }

    fn inside_brackets(&mut self) -> ParseResult {
        if self.kind() == TokenKind::Number && self.next_kind() != TokenKind::Colon {
            let index = self.number();
            self.expect(TokenKind::Rbracket)?;
            return Ok(Node::Index(index));
        }
        let mut parts = [None; 3];
        let mut part = 0;
        while self.kind() != TokenKind::Rbracket {
            match self.kind() {
                TokenKind::Colon if part < 2 => {
                    part += 1;
                    self.at += 1;
                }
                TokenKind::Number => parts[part] = Some(self.number()),
                _ => return Err(self.error(self.at, "syntax error")),
            }
        }
        self.at += 1;
        Ok(Node::Slice(parts))
    }

    fn number(&mut self) -> i64 {
        let number = self.tokens[self.at].value.as_i64().unwrap_or_default();
        self.at += 1;
        number
    }

    fn list(&mut self) -> ParseResult {
        let mut nodes = Vec::new();
        loop {
            nodes.push(self.expression(0)?);
            if self.kind() == TokenKind::Rbracket {
                self.at += 1;
                return Ok(Node::List(nodes));
            }
            self.expect(TokenKind::Comma)?;
        }
    }

    fn hash(&mut self) -> ParseResult {
        let mut pairs = Vec::new();
        loop {
            let name = python::text(&self.tokens[self.at].value);
            if !matches!(self.kind(), TokenKind::QuotedIdentifier | TokenKind::UnquotedIdentifier) {
                return Err(self.unexpected("['quoted_identifier', 'unquoted_identifier']"));
            }
            self.at += 1;
            self.expect(TokenKind::Colon)?;
            pairs.push((name, self.expression(0)?));
            match self.kind() {
                TokenKind::Comma => self.at += 1,
                TokenKind::Rbrace => {
                    self.at += 1;
                    return Ok(Node::Hash(pairs));
                }
                _ => {}
            }
        }
    }

    /// Parses the right side of a projection.
    fn projected(&mut self, power: u8) -> ParseResult {
        match self.kind() {
            kind if binding_power(kind) < PROJECTION_STOP => Ok(Node::Current),
            TokenKind::Lbracket | TokenKind::Filter => self.expression(power),
            TokenKind::Dot => {
                self.at += 1;
                self.after_dot(power)
            }
            _ => Err(self.error(self.at, "syntax error")),
        }
    }

    fn after_dot(&mut self, power: u8) -> ParseResult {
        match self.kind() {
            TokenKind::QuotedIdentifier | TokenKind::UnquotedIdentifier | TokenKind::Star => {
                self.expression(power)
            }
            TokenKind::Lbracket => {
                self.at += 1;
                self.list()
            }
            TokenKind::Lbrace => {
                self.at += 1;
                self.hash()
            }
            other => Err(self.error(
                self.at,
                &format!(
                    "Expecting: ['quoted_identifier', 'unquoted_identifier', 'lbracket', \
                     'lbrace'], got: {}",
                    other.name()
                ),
            )),
        }
    }

    fn expect(&mut self, kind: TokenKind) -> ParseResult<()> {
        if self.kind() != kind {
            return Err(self.unexpected(kind.name()));
        }
        self.at += 1;
        Ok(())
    }

    fn unexpected(&self, wanted: &str) -> ParseError {
        match self.kind() {
            TokenKind::Eof => self.incomplete(),
            got => self.error(self.at, &format!("Expecting: {wanted}, got: {}", got.name())),
        }
    }

    fn incomplete(&self) -> ParseError {
        ParseError::Incomplete { expression: self.expression.to_owned() }
    }

    fn error(&self, at: usize, message: &str) -> ParseError {
        let token = &self.tokens[at];
        ParseError::Syntax {
            message: message.to_owned(),
            at: token.start,
            token: python::text(&token.value),
            kind: token.kind.name().to_uppercase(),
            expression: self.expression.to_owned(),
        }
    }
}
