//! `--query`: JMESPath as implemented by jmespath.py 1.x.
//!
//! A query is parsed first ([`Expression::parse`]) and applied to the value before it is formatted
//! ([`Expression::search`]); `docs/behaviour/aws-cli.md#queries` describes when, and to which page.
//! The parser and the functions are implemented here for `serde_json` values, because objects must
//! keep their order and error messages must equal those of jmespath.py.

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
    /// [`ParseError`] with jmespath.py's message, which the AWS CLI prints after `Bad value for
    /// --query TEXT: `.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parser::parse(text).map(Self)
    }

    /// Returns the result of the query for `value`; `null` if there is none.
    ///
    /// # Errors
    ///
    /// [`EvalError`] for unknown functions and invalid arguments.
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
