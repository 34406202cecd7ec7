//! What can be wrong with a query, in the words of jmespath.py, which scripts may look for.

use crate::error::{ErrorKind, Explain};

/// Why a text is not a query. The texts are those after `Bad value for --query …: `.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// There is no text.
    #[error("Invalid JMESPath expression: cannot be empty.")]
    Empty,
    /// The text ends too early.
    #[error("Invalid jmespath expression: Incomplete expression:\n\"{expression}\"\n{}^", " ".repeat(expression.chars().count() + 1))]
    Incomplete {
        /// The whole text.
        expression: String,
    },
    /// Characters that are no token.
    #[error("Bad jmespath expression: {message}:\n{expression}\n{}^", " ".repeat(*at))]
    Token {
        /// What is wrong.
        message: String,
        /// Where, in characters from 0.
        at: usize,
        /// The whole text.
        expression: String,
    },
    /// A token where it cannot stand.
    #[error(
        "{message}: Parse error at column {at}, token \"{token}\" ({kind}), for expression:\n\
         \"{expression}\"\n{}^", " ".repeat(at + 1)
    )]
    Syntax {
        /// What is wrong.
        message: String,
        /// Where, in characters from 0.
        at: usize,
        /// The token.
        token: String,
        /// What it is, in capitals: `RPAREN`.
        kind: String,
        /// The whole text.
        expression: String,
    },
    /// Too many levels.
    #[error("Invalid jmespath expression: more than {limit} expressions inside one another")]
    TooDeep {
        /// How many are allowed.
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
    /// There is no such function.
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
        /// How many it takes.
        expected: usize,
        /// Whether it takes more, too.
        at_least: bool,
        /// How many there are.
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
        /// The value, as Python writes it.
        value: String,
        /// The types it takes, as Python writes a list.
        expected: String,
        /// The type it got.
        received: &'static str,
    },
    /// A number and a text have no order.
    #[error("'{operator}' not supported between instances of '{left}' and '{right}'")]
    Unordered {
        /// The comparison.
        operator: &'static str,
        /// Python's name for the type of the left side.
        left: &'static str,
        /// Python's name for the type of the right side.
        right: &'static str,
    },
    /// `contains` looks for something else than a text in a text.
    #[error("'in <string>' requires string as left operand, not {received}")]
    NotInString {
        /// Python's name for the type of what it looks for.
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
