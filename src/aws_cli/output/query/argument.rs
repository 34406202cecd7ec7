//! The arguments of a function call.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::ast::Node;
use super::error::EvalError;

/// A value that is borrowed from the data or the query, or was computed.
pub(super) type QueryValue<'v> = Cow<'v, Value>;

/// An argument of a function call.
#[derive(Debug)]
pub(super) enum Argument<'v> {
    /// An evaluated argument.
    Value(QueryValue<'v>),
    /// `&expression`, which the function evaluates for each element.
    Expression(ExpressionArgument<'v>),
}

/// An expression with the function that evaluates it.
#[derive(Debug, Clone, Copy)]
pub(super) struct ExpressionArgument<'v> {
    pub(super) node: &'v Node,
    pub(super) evaluate: for<'a> fn(&'a Node, QueryValue<'a>) -> Result<QueryValue<'a>, EvalError>,
}

impl ExpressionArgument<'_> {
    /// Evaluates the expression for `item`.
    pub(super) fn evaluate(&self, item: QueryValue<'_>) -> Result<Value, EvalError> {
        (self.evaluate)(self.node, item).map(Cow::into_owned)
    }
}

impl Argument<'_> {
    pub(super) fn into_value(self) -> Result<Value, EvalError> {
        match self {
            Self::Value(value) => Ok(value.into_owned()),
            Self::Expression(_) => Err(EvalError::StrayReference),
        }
    }

    pub(super) fn into_array(self) -> Result<Vec<Value>, EvalError> {
        Ok(match self.into_value()? {
            Value::Array(items) => items,
            _ => Vec::new(),
        })
    }

    pub(super) fn into_text(self) -> Result<String, EvalError> {
        Ok(match self.into_value()? {
            Value::String(text) => text,
            _ => String::new(),
        })
    }

    pub(super) fn into_object(self) -> Result<Map<String, Value>, EvalError> {
        Ok(match self.into_value()? {
            Value::Object(members) => members,
            _ => Map::new(),
        })
    }
}
