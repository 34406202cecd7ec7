//! From tokens to a tree: a Pratt parser with jmespath.py's binding powers.
//!
//! It takes exactly what jmespath.py takes, its accidents included (arguments without commas,
//! hashes with a missing comma), since those queries are in scripts.

use super::ast::{Comparator, Filter, Node};
use super::error::ParseError;
use super::lexer::{Kind, Token, tokens};
use crate::aws_cli::python;

/// How many expressions may lie inside one another: trees are walked by recursion, and it has to
/// end before the stack does. jmespath.py has such an end, too.
const DEPTH: usize = 128;

/// A token that binds less than this ends a projection.
const PROJECTION_STOP: u8 = 10;

const STAR: u8 = 20;
const DOT: u8 = 40;

type Parsed<T = Node> = Result<T, ParseError>;

/// Parses `expression`.
pub(super) fn parse(expression: &str) -> Parsed {
    let mut parser = Parser { expression, tokens: tokens(expression)?, at: 0, depth: 0 };
    let node = parser.expression(0)?;
    match parser.kind() {
        Kind::Eof => Ok(node),
        _ => {
            let token = python::text(&parser.tokens[parser.at].value);
            Err(parser.error(parser.at, &format!("Unexpected token: {token}")))
        }
    }
}

struct Parser<'a> {
    expression: &'a str,
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

fn binding_power(kind: Kind) -> u8 {
    match kind {
        Kind::Pipe => 1,
        Kind::Or => 2,
        Kind::And => 3,
        Kind::Eq | Kind::Gt | Kind::Lt | Kind::Gte | Kind::Lte | Kind::Ne => 5,
        Kind::Flatten => 9,
        Kind::Star => STAR,
        Kind::Filter => 21,
        Kind::Dot => DOT,
        Kind::Not => 45,
        Kind::Lbrace => 50,
        Kind::Lbracket => 55,
        Kind::Lparen => 60,
        _ => 0,
    }
}

fn comparator(kind: Kind) -> Option<Comparator> {
    Some(match kind {
        Kind::Eq => Comparator::Equal,
        Kind::Ne => Comparator::NotEqual,
        Kind::Lt => Comparator::Less,
        Kind::Lte => Comparator::LessOrEqual,
        Kind::Gt => Comparator::Greater,
        Kind::Gte => Comparator::GreaterOrEqual,
        _ => return None,
    })
}

fn boxed(left: Node, right: Node) -> (Box<Node>, Box<Node>) {
    (Box::new(left), Box::new(right))
}

impl Parser<'_> {
    fn kind(&self) -> Kind {
        self.tokens[self.at].kind
    }

    fn next_kind(&self) -> Kind {
        self.tokens.get(self.at + 1).map_or(Kind::Eof, |token| token.kind)
    }

    /// Parses as far as operators bind tighter than `power`.
    fn expression(&mut self, power: u8) -> Parsed {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(ParseError::TooDeep { limit: DEPTH });
        }
        let mut left = self.prefix()?;
        let mut around = 0;
        while power < binding_power(self.kind()) {
            // These make one node longer, all others put a node around what is there.
            let longer = matches!(self.kind(), Kind::Dot | Kind::Pipe | Kind::Or | Kind::And);
            around += usize::from(!longer);
            if around > DEPTH {
                return Err(ParseError::TooDeep { limit: DEPTH });
            }
            left = self.infix(left)?;
        }
        self.depth -= 1;
        Ok(left)
    }

    /// Parses what can stand at the start of an expression.
    fn prefix(&mut self) -> Parsed {
        let at = self.at;
        let Token { kind, value, .. } = self.tokens[at].clone();
        if kind == Kind::Eof {
            return Err(self.incomplete());
        }
        self.at += 1;
        match kind {
            Kind::Literal => Ok(Node::Literal(value)),
            Kind::UnquotedIdentifier => Ok(Node::Field(python::text(&value))),
            Kind::QuotedIdentifier if self.kind() == Kind::Lparen => {
                let mut error =
                    self.error(self.at, "Quoted identifier not allowed for function names.");
                if let ParseError::Syntax { at, .. } = &mut error {
                    *at = 0;
                }
                Err(error)
            }
            Kind::QuotedIdentifier => Ok(Node::Field(python::text(&value))),
            Kind::Star => {
                let each = match self.kind() {
                    Kind::Rbracket => Node::Current,
                    _ => self.projected(STAR)?,
                };
                let (base, each) = boxed(Node::Current, each);
                Ok(Node::ValueProjection(base, each))
            }
            Kind::Filter => self.filter(Node::Current),
            Kind::Flatten => self.flatten(Node::Current),
            Kind::Lbrace => self.hash(),
            Kind::Lbracket => self.bracket(),
            Kind::Lparen => {
                let inner = self.expression(0)?;
                self.expect(Kind::Rparen)?;
                Ok(inner)
            }
            Kind::Not => Ok(Node::Not(Box::new(self.expression(binding_power(Kind::Not))?))),
            Kind::Current => Ok(Node::Current),
            Kind::Expref => Ok(Node::Reference(Box::new(self.expression(0)?))),
            _ => Err(self.error(at, "invalid token")),
        }
    }

    /// Parses the operator at hand, whose left side is `left`.
    fn infix(&mut self, left: Node) -> Parsed {
        let at = self.at;
        let kind = self.kind();
        self.at += 1;
        let power = binding_power(kind);
        match kind {
            Kind::Dot => self.dot(left),
            Kind::Pipe => Ok(left.then(self.expression(power)?)),
            Kind::Or => Ok(left.or(self.expression(power)?)),
            Kind::And => Ok(left.and(self.expression(power)?)),
            Kind::Lparen => self.call(left, at),
            Kind::Filter => self.filter(left),
            Kind::Flatten => self.flatten(left),
            Kind::Lbracket => self.index(left),
            _ => match comparator(kind) {
                Some(comparator) => {
                    let (left, right) = boxed(left, self.expression(power)?);
                    Ok(Node::Comparison(comparator, left, right))
                }
                None => Err(self.error(at, "invalid token")),
            },
        }
    }

    fn dot(&mut self, left: Node) -> Parsed {
        if self.kind() == Kind::Star {
            self.at += 1;
            let (left, each) = boxed(left, self.projected(DOT)?);
            return Ok(Node::ValueProjection(left, each));
        }
        Ok(left.then(self.after_dot(DOT)?))
    }

    fn call(&mut self, name: Node, at: usize) -> Parsed {
        let Node::Field(name) = name else {
            let written = python::text(&self.tokens[at - 1].value);
            return Err(self.error(at - 1, &format!("Invalid function name '{written}'")));
        };
        let mut arguments = Vec::new();
        while self.kind() != Kind::Rparen {
            arguments.push(self.expression(0)?);
            if self.kind() == Kind::Comma {
                self.at += 1;
            }
        }
        self.at += 1;
        Ok(Node::Call(name, arguments))
    }

    fn filter(&mut self, base: Node) -> Parsed {
        let condition = self.expression(0)?;
        self.expect(Kind::Rbracket)?;
        let each = match self.kind() {
            Kind::Flatten => Node::Current,
            _ => self.projected(binding_power(Kind::Filter))?,
        };
        Ok(Node::Filter(Box::new(Filter { base, condition, each })))
    }

    fn flatten(&mut self, base: Node) -> Parsed {
        let each = self.projected(binding_power(Kind::Flatten))?;
        let (base, each) = boxed(Node::Flatten(Box::new(base)), each);
        Ok(Node::Projection(base, each))
    }

    /// After a `[` that starts an expression: an index, a projection or a list.
    fn bracket(&mut self) -> Parsed {
        match self.kind() {
            Kind::Number | Kind::Colon => {
                let inside = self.inside_brackets()?;
                self.project_slice(Node::Current, inside)
            }
            Kind::Star if self.next_kind() == Kind::Rbracket => {
                self.at += 2;
                let (base, each) = boxed(Node::Current, self.projected(STAR)?);
                Ok(Node::Projection(base, each))
            }
            _ => self.list(),
        }
    }

    /// After a `[` that follows `left`.
    fn index(&mut self, left: Node) -> Parsed {
        if !matches!(self.kind(), Kind::Number | Kind::Colon) {
            self.expect(Kind::Star)?;
            self.expect(Kind::Rbracket)?;
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

    fn project_slice(&mut self, left: Node, right: Node) -> Parsed {
        let slice = matches!(right, Node::Slice(_));
        let node = Node::Indexed(vec![left, right]);
        if !slice {
            return Ok(node);
        }
        let (base, each) = boxed(node, self.projected(STAR)?);
        Ok(Node::Projection(base, each))
    }

    fn inside_brackets(&mut self) -> Parsed {
        if self.kind() == Kind::Number && self.next_kind() != Kind::Colon {
            let index = self.number();
            self.expect(Kind::Rbracket)?;
            return Ok(Node::Index(index));
        }
        let mut parts = [None; 3];
        let mut part = 0;
        while self.kind() != Kind::Rbracket {
            match self.kind() {
                Kind::Colon if part < 2 => {
                    part += 1;
                    self.at += 1;
                }
                Kind::Number => parts[part] = Some(self.number()),
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

    fn list(&mut self) -> Parsed {
        let mut nodes = Vec::new();
        loop {
            nodes.push(self.expression(0)?);
            if self.kind() == Kind::Rbracket {
                self.at += 1;
                return Ok(Node::List(nodes));
            }
            self.expect(Kind::Comma)?;
        }
    }

    fn hash(&mut self) -> Parsed {
        let mut pairs = Vec::new();
        loop {
            let name = python::text(&self.tokens[self.at].value);
            if !matches!(self.kind(), Kind::QuotedIdentifier | Kind::UnquotedIdentifier) {
                return Err(self.unexpected("['quoted_identifier', 'unquoted_identifier']"));
            }
            self.at += 1;
            self.expect(Kind::Colon)?;
            pairs.push((name, self.expression(0)?));
            match self.kind() {
                Kind::Comma => self.at += 1,
                Kind::Rbrace => {
                    self.at += 1;
                    return Ok(Node::Hash(pairs));
                }
                _ => {}
            }
        }
    }

    /// Parses what is done to each element of a projection.
    fn projected(&mut self, power: u8) -> Parsed {
        match self.kind() {
            kind if binding_power(kind) < PROJECTION_STOP => Ok(Node::Current),
            Kind::Lbracket | Kind::Filter => self.expression(power),
            Kind::Dot => {
                self.at += 1;
                self.after_dot(power)
            }
            _ => Err(self.error(self.at, "syntax error")),
        }
    }

    fn after_dot(&mut self, power: u8) -> Parsed {
        match self.kind() {
            Kind::QuotedIdentifier | Kind::UnquotedIdentifier | Kind::Star => {
                self.expression(power)
            }
            Kind::Lbracket => {
                self.at += 1;
                self.list()
            }
            Kind::Lbrace => {
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

    fn expect(&mut self, kind: Kind) -> Parsed<()> {
        if self.kind() != kind {
            return Err(self.unexpected(kind.name()));
        }
        self.at += 1;
        Ok(())
    }

    fn unexpected(&self, wanted: &str) -> ParseError {
        match self.kind() {
            Kind::Eof => self.incomplete(),
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
