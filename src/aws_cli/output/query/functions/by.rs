//! Functions that evaluate an expression for each element: `sort_by`, `min_by`, `max_by`.

use std::borrow::Cow;
use std::cmp::Ordering;

use serde_json::Value;

use super::super::argument::{Argument, ExpressionArgument};
use super::super::ast::Comparator;
use super::super::signature::{Type, wrong_type};
use super::{Result, order, two};

const SORTABLE: [Type; 2] = [Type::String, Type::Number];
const COMPARABLE: [Type; 2] = [Type::Number, Type::String];

/// `sort_by`: all keys must have the type of the first one. The sort is stable.
pub(super) fn sort(arguments: Vec<Argument<'_>>) -> Result {
    two(arguments, |array, expression| {
        let Argument::Expression(expression) = expression else { return Ok(Value::Null) };
        let items = array.into_array()?;
        let Some(first) = items.first() else { return Ok(items.into()) };
        let kind = Type::of(&expression.evaluate(Cow::Borrowed(first))?);
        if !SORTABLE.contains(&kind) {
            return Err(wrong_type("sort_by", first, &SORTABLE, kind.name()));
        }
        let mut keyed = keyed(expression, items, "sort_by", &[kind])?;
        keyed.sort_by(|(left, _), (right, _)| {
            order(Comparator::Less, left, right).unwrap_or(Ordering::Equal)
        });
        Ok(keyed.into_iter().map(|(_, item)| item).collect())
    })
}

/// `max_by` and `min_by`: the first element with the greatest or least key.
pub(super) fn extreme(arguments: Vec<Argument<'_>>, wanted: Comparator) -> Result {
    let function = if wanted == Comparator::Greater { "max_by" } else { "min_by" };
    two(arguments, |array, expression| {
        let Argument::Expression(expression) = expression else { return Ok(Value::Null) };
        best(keyed(expression, array.into_array()?, function, &COMPARABLE)?, wanted)
    })
}

/// Returns the first element with the greatest or least key; `null` if there are no elements.
pub(super) fn best(keyed: Vec<(Value, Value)>, wanted: Comparator) -> Result {
    let mut keyed = keyed.into_iter();
    let Some(mut best) = keyed.next() else { return Ok(Value::Null) };
    let beats = if wanted == Comparator::Greater { Ordering::Greater } else { Ordering::Less };
    for next in keyed {
        if order(wanted, &next.0, &best.0)? == beats {
            best = next;
        }
    }
    Ok(best.1)
}

fn keyed(
    expression: ExpressionArgument<'_>,
    items: Vec<Value>,
    function: &'static str,
    allowed: &[Type],
) -> Result<Vec<(Value, Value)>> {
    items
        .into_iter()
        .map(|item| {
            let key = expression.evaluate(Cow::Borrowed(&item))?;
            let kind = Type::of(&key);
            if allowed.contains(&kind) {
                Ok((key, item))
            } else {
                Err(wrong_type(function, &key, allowed, kind.name()))
            }
        })
        .collect()
}
