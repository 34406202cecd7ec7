//! Signatures of functions, and the check of arguments.

use serde_json::Value;

use super::argument::Argument;
use super::error::EvalError;
use crate::aws_cli::python;

/// A type of JMESPath.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Array,
    Boolean,
    Expression,
    Null,
    Number,
    Object,
    String,
    /// An array of numbers.
    Numbers,
    /// An array of strings.
    Strings,
}

impl Type {
    /// Returns the type of `value`.
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::String,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        }
    }

    /// Returns the name of the type.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Array => "array",
            Self::Boolean => "boolean",
            Self::Expression => "expref",
            Self::Null => "null",
            Self::Number => "number",
            Self::Object => "object",
            Self::String => "string",
            Self::Numbers => "array-number",
            Self::Strings => "array-string",
        }
    }

    fn element(self) -> Option<Self> {
        match self {
            Self::Numbers => Some(Self::Number),
            Self::Strings => Some(Self::String),
            _ => None,
        }
    }
}

/// The implementation of a function.
type Call = fn(Vec<Argument<'_>>) -> Result<Value, EvalError>;

/// A function: name, parameters, implementation.
pub(super) struct Function {
    /// The name.
    pub(super) name: &'static str,
    /// The allowed types of each parameter; empty for any type.
    parameters: &'static [&'static [Type]],
    /// Whether the last parameter may be repeated.
    variadic: bool,
    /// The implementation.
    pub(super) call: Call,
}

impl Function {
    pub(super) const fn new(
        name: &'static str,
        parameters: &'static [&'static [Type]],
        call: Call,
    ) -> Self {
        Self { name, parameters, variadic: false, call }
    }

    pub(super) const fn variadic(
        name: &'static str,
        parameters: &'static [&'static [Type]],
        call: Call,
    ) -> Self {
        Self { name, parameters, variadic: true, call }
    }
}

/// Checks the number and the types of `arguments`. Of the repeated arguments of a variadic function
/// only the first is checked, as in jmespath.py.
pub(super) fn check(function: &Function, arguments: &[Argument<'_>]) -> Result<(), EvalError> {
    let (expected, received) = (function.parameters.len(), arguments.len());
    if received < expected || (received > expected && !function.variadic) {
        let at_least = function.variadic;
        return Err(EvalError::Arity { function: function.name, expected, at_least, received });
    }
    for (types, argument) in function.parameters.iter().zip(arguments) {
        if !types.is_empty() {
            check_one(function.name, types, argument)?;
        }
    }
    Ok(())
}

fn check_one(
    function: &'static str,
    types: &'static [Type],
    argument: &Argument<'_>,
) -> Result<(), EvalError> {
    let value = match argument {
        Argument::Expression(_) if types.contains(&Type::Expression) => return Ok(()),
        Argument::Expression(_) => {
            let value = Value::from("an expression");
            return Err(wrong_type(function, &value, types, Type::Expression.name()));
        }
        Argument::Value(value) => value,
    };
    let received = Type::of(value);
    let fits = |allowed: &Type| {
        *allowed == received || (received == Type::Array && allowed.element().is_some())
    };
    if !types.iter().any(fits) {
        return Err(wrong_type(function, value, types, received.name()));
    }
    let Some(items) = value.as_array() else { return Ok(()) };
    let elements: Vec<Type> = types.iter().filter_map(|allowed| allowed.element()).collect();
    // The first element determines the type that all others must have.
    let Some((first, _)) = items.split_first().filter(|_| !elements.is_empty()) else {
        return Ok(());
    };
    let wanted = elements.iter().find(|wanted| **wanted == Type::of(first));
    match items.iter().find(|item| wanted.is_none_or(|wanted| *wanted != Type::of(item))) {
        Some(item) => Err(wrong_type(function, item, types, python::type_name(item))),
        None => Ok(()),
    }
}

/// Returns the error for `value`, whose type is `received` instead of one of `expected`.
pub(super) fn wrong_type(
    function: &'static str,
    value: &Value,
    expected: &[Type],
    received: &'static str,
) -> EvalError {
    let expected: Vec<String> = expected.iter().map(|kind| python::quoted(kind.name())).collect();
    let expected = format!("[{}]", expected.join(", "));
    EvalError::WrongType { function, value: python::text(value), expected, received }
}
