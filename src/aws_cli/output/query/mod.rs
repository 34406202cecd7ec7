//! `--query`: JMESPath as jmespath.py 1.x has it.
//!
//! A query is parsed before anything else runs ([`Expression::parse`]) and applied to the value
//! that is about to be formatted ([`Expression::search`]); `docs/behaviour/aws-cli.md#queries` says
//! when, and to which page. The parser and the functions are written for `serde_json` values,
//! because objects must keep the order in which they are written and error messages must be those
//! of jmespath.py.

mod argument;
mod ast;
mod compare;
mod error;
mod eval;
mod functions;
mod lexer;
mod parser;
mod signature;

use std::borrow::Cow;
use std::str::FromStr;

use serde_json::Value;

pub use error::{EvalError, ParseError};

/// A parsed query.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression(ast::Node);

impl Expression {
    /// Parses `text`.
    ///
    /// # Errors
    ///
    /// [`ParseError`] with jmespath.py's text, which AWS CLI prints after
    /// `Bad value for --query TEXT: `.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parser::parse(text).map(Self)
    }

    /// Returns what the query finds in `value`; `null` if that is nothing.
    ///
    /// # Errors
    ///
    /// [`EvalError`] for unknown functions and for arguments that they do not take.
    pub fn search(&self, value: &Value) -> Result<Value, EvalError> {
        eval::eval(&self.0, Cow::Borrowed(value)).map(Cow::into_owned)
    }
}

impl FromStr for Expression {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests;
