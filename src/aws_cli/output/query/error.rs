//! Errors of queries, with jmespath.py's messages, which scripts may depend on.

use crate::error::{ErrorKind, Explain};

/// Why a query cannot be parsed. The AWS CLI prints the message after `Bad value for --query …: `.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// The query is empty.
    #[error("Invalid JMESPath expression: cannot be empty.")]
    Empty,
    /// The query ends too early.
    #[error("Invalid jmespath expression: Incomplete expression:\n\"{expression}\"\n{}^", " ".repeat(expression.chars().count() + 1))]
    Incomplete {
        /// The query.
        expression: String,
    },
    /// Characters that are not a token.
    #[error("Bad jmespath expression: {message}:\n{expression}\n{}^", " ".repeat(*at))]
    Token {
        /// The message.
        message: String,
        /// Position, in characters from 0.
        at: usize,
        /// The query.
        expression: String,
    },
    /// An unexpected token.
    #[error(
        "{message}: Parse error at column {at}, token \"{token}\" ({kind}), for expression:\n\
         \"{expression}\"\n{}^", " ".repeat(at + 1)
    )]
    Syntax {
        /// The message.
        message: String,
        /// Position, in characters from 0.
        at: usize,
        /// The token.
        token: String,
        /// Its type in upper case: `RPAREN`.
        kind: String,
        /// The query.
        expression: String,
    },
    /// Too many nested expressions.
    #[error("Invalid jmespath expression: more than {limit} nested expressions")]
    TooDeep {
        /// The maximum.
        limit: usize,
    },
}

impl Explain for ParseError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Usage
    }
}

/// Why a query has no result for a value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvalError {
    /// The function does not exist.
    #[error("Unknown function: {name}()")]
    UnknownFunction {
        /// Its name.
        name: String,
    },
    /// A function has too few or too many arguments.
    #[error(
        "Expected {}{expected} argument{} for function {function}(), received {received}",
        if *at_least { "at least " } else { "" },
        if *expected == 1 { "" } else { "s" }
    )]
    Arity {
        /// The function.
        function: &'static str,
        /// The number of parameters.
        expected: usize,
        /// Whether more arguments are allowed.
        at_least: bool,
        /// The number of arguments.
        received: usize,
    },
    /// An argument, or an element of one, has the wrong type.
    #[error(
        "In function {function}(), invalid type for value: {value}, expected one of: {expected}, \
         received: \"{received}\""
    )]
    WrongType {
        /// The function.
        function: &'static str,
        /// The value, as Python prints it.
        value: String,
        /// The allowed types, as Python prints a list.
        expected: String,
        /// The actual type.
        received: &'static str,
    },
    /// Numbers and strings cannot be ordered.
    #[error("'{operator}' not supported between instances of '{left}' and '{right}'")]
    Unordered {
        /// The comparison operator.
        operator: &'static str,
        /// Python's name for the type of the left side.
        left: &'static str,
        /// Python's name for the type of the right side.
        right: &'static str,
    },
    /// `contains` with a string, and a value to find that is not a string.
    #[error("'in <string>' requires string as left operand, not {received}")]
    NotInString {
        /// Python's name for the type of the value to find.
        received: &'static str,
    },
    /// The step of a slice is 0.
    #[error("slice step cannot be zero")]
    ZeroStep,
    /// A `&` outside the arguments of a function.
    #[error("an expression reference (`&`) can only be an argument of a function that takes one")]
    StrayReference,
}

impl Explain for EvalError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Other
    }
}
