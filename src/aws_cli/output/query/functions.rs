//! The functions of JMESPath: their signatures ([`TABLE`]) and implementations.

mod by;
mod number;

use std::borrow::Cow;
use std::cmp::Ordering;

use serde_json::{Map, Value};

use super::argument::Argument;
use super::ast::Comparator;
use super::compare::{equal, order};
use super::error::EvalError;
use super::signature::{Function, Type, check};
use crate::aws_cli::output::json;

type Result<T = Value> = std::result::Result<T, EvalError>;

const ANY: &[Type] = &[];
const ARRAY: &[Type] = &[Type::Array];
const EXPRESSION: &[Type] = &[Type::Expression];
const NUMBER: &[Type] = &[Type::Number];
const NUMBERS: &[Type] = &[Type::Numbers];
const OBJECT: &[Type] = &[Type::Object];
const STRING: &[Type] = &[Type::String];

/// All functions by name. An implementation gets arguments that fit its signature.
pub(super) const TABLE: &[Function] = &[
    Function::new("abs", &[NUMBER], |a| one(a, number::abs)),
    Function::new("avg", &[NUMBERS], |a| one(a, number::avg)),
    Function::new("ceil", &[NUMBER], |a| one(a, number::ceil)),
    Function::new("contains", &[&[Type::Array, Type::String], ANY], |a| two(a, contains)),
    Function::new("ends_with", &[STRING, STRING], |a| {
        texts(a, |text, end| text.ends_with(end).into())
    }),
    Function::new("floor", &[NUMBER], |a| one(a, number::floor)),
    Function::new("join", &[STRING, &[Type::Strings]], |a| two(a, join)),
    Function::new("keys", &[OBJECT], |a| {
        Ok(members(a)?.into_iter().map(|(name, _)| Value::from(name)).collect())
    }),
    Function::new("length", &[&[Type::String, Type::Array, Type::Object]], |a| one(a, length)),
    Function::new("map", &[EXPRESSION, ARRAY], map),
    Function::new("max", &[&[Type::Numbers, Type::Strings]], |a| extreme(a, Comparator::Greater)),
    Function::new("max_by", &[ARRAY, EXPRESSION], |a| by::extreme(a, Comparator::Greater)),
    Function::variadic("merge", &[OBJECT], merge),
    Function::new("min", &[&[Type::Numbers, Type::Strings]], |a| extreme(a, Comparator::Less)),
    Function::new("min_by", &[ARRAY, EXPRESSION], |a| by::extreme(a, Comparator::Less)),
    Function::variadic("not_null", &[ANY], not_null),
    Function::new("reverse", &[&[Type::Array, Type::String]], |a| one(a, reverse)),
    Function::new("sort", &[&[Type::Strings, Type::Numbers]], |a| one(a, sort)),
    Function::new("sort_by", &[ARRAY, EXPRESSION], by::sort),
    Function::new("starts_with", &[STRING, STRING], |a| {
        texts(a, |text, start| text.starts_with(start).into())
    }),
    Function::new("sum", &[NUMBERS], |a| one(a, number::sum)),
    Function::new("to_array", &[ANY], |a| one(a, to_array)),
    Function::new("to_number", &[ANY], |a| one(a, number::to_number)),
    Function::new("to_string", &[ANY], |a| one(a, to_string)),
    Function::new("type", &[ANY], |a| one(a, |value| Ok(Type::of(&value).name().into()))),
    Function::new("values", &[OBJECT], |a| {
        Ok(members(a)?.into_iter().map(|(_, value)| value).collect())
    }),
];

/// Checks `arguments` and calls the function `name`.
pub(super) fn call(name: &str, arguments: Vec<Argument<'_>>) -> Result {
    let found = TABLE.binary_search_by_key(&name, |function| function.name);
    let function = found
        .map(|at| &TABLE[at])
        .map_err(|_| EvalError::UnknownFunction { name: name.to_owned() })?;
    check(function, &arguments)?;
    (function.call)(arguments)
}

/// Returns the next argument; [`check`] has checked that it exists.
fn next<'v>(arguments: &mut impl Iterator<Item = Argument<'v>>) -> Argument<'v> {
    arguments.next().unwrap_or(Argument::Value(Cow::Owned(Value::Null)))
}

fn one(arguments: Vec<Argument<'_>>, act: impl Fn(Value) -> Result) -> Result {
    act(next(&mut arguments.into_iter()).into_value()?)
}

fn two(arguments: Vec<Argument<'_>>, act: impl Fn(Argument<'_>, Argument<'_>) -> Result) -> Result {
    let mut arguments = arguments.into_iter();
    let first = next(&mut arguments);
    act(first, next(&mut arguments))
}

fn texts(arguments: Vec<Argument<'_>>, act: impl Fn(&str, &str) -> Value) -> Result {
    two(arguments, |first, second| Ok(act(&first.into_text()?, &second.into_text()?)))
}

fn members(arguments: Vec<Argument<'_>>) -> Result<Map<String, Value>> {
    next(&mut arguments.into_iter()).into_object()
}

fn contains(subject: Argument<'_>, wanted: Argument<'_>) -> Result {
    let wanted = wanted.into_value()?;
    match (subject.into_value()?, wanted) {
        (Value::String(text), Value::String(part)) => Ok(text.contains(&part).into()),
        (Value::String(_), other) => {
            let received = crate::aws_cli::python::type_name(&other);
            Err(EvalError::NotInString { received })
        }
        (Value::Array(items), wanted) => Ok(items.iter().any(|item| equal(item, &wanted)).into()),
        _ => Ok(Value::Null),
    }
}

fn join(separator: Argument<'_>, parts: Argument<'_>) -> Result {
    let parts = parts.into_array()?;
    let parts: Vec<&str> = parts.iter().filter_map(Value::as_str).collect();
    Ok(parts.join(&separator.into_text()?).into())
}

fn length(value: Value) -> Result {
    Ok(match value {
        Value::String(text) => text.chars().count(),
        Value::Array(items) => items.len(),
        Value::Object(members) => members.len(),
        _ => 0,
    }
    .into())
}

fn map(arguments: Vec<Argument<'_>>) -> Result {
    two(arguments, |expression, array| {
        let Argument::Expression(expression) = expression else { return Ok(Value::Null) };
        let items = array.into_array()?;
        let mapped = items.into_iter().map(|item| expression.evaluate(Cow::Owned(item)));
        Ok(Value::Array(mapped.collect::<Result<_>>()?))
    })
}

fn merge(arguments: Vec<Argument<'_>>) -> Result {
    let mut merged = Map::new();
    for argument in arguments {
        merged.extend(argument.into_object()?);
    }
    Ok(merged.into())
}

fn not_null(arguments: Vec<Argument<'_>>) -> Result {
    for argument in arguments {
        let value = argument.into_value()?;
        if !value.is_null() {
            return Ok(value);
        }
    }
    Ok(Value::Null)
}

fn reverse(value: Value) -> Result {
    Ok(match value {
        Value::String(text) => text.chars().rev().collect::<String>().into(),
        Value::Array(items) => items.into_iter().rev().collect(),
        _ => Value::Null,
    })
}

fn to_array(value: Value) -> Result {
    Ok(if value.is_array() { value } else { vec![value].into() })
}

fn to_string(value: Value) -> Result {
    Ok(if value.is_string() { value } else { json::dense_ascii(&value).into() })
}

fn extreme(arguments: Vec<Argument<'_>>, wanted: Comparator) -> Result {
    let items = next(&mut arguments.into_iter()).into_array()?;
    let keyed = items.into_iter().map(|item| (item.clone(), item)).collect();
    by::best(keyed, wanted)
}

/// Sorts numbers or strings: the signature allows only arrays of one of these types.
fn sort(value: Value) -> Result {
    let Value::Array(mut items) = value else { return Ok(Value::Null) };
    items.sort_by(|left, right| order(Comparator::Less, left, right).unwrap_or(Ordering::Equal));
    Ok(items.into())
}
