//! Evaluates a query. Values are borrowed until a new value is needed.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::argument::{Argument, ExpressionArgument, QueryValue};
use super::ast::{FilterParts, Node};
use super::compare::compare;
use super::error::EvalError;
use super::functions;

type Result<T> = std::result::Result<T, EvalError>;

const NULL: QueryValue<'static> = Cow::Owned(Value::Null);

/// Evaluates `node` for `value`.
pub(super) fn eval<'v>(node: &'v Node, value: QueryValue<'v>) -> Result<QueryValue<'v>> {
    match node {
        Node::Current => Ok(value),
        Node::Literal(literal) => Ok(Cow::Borrowed(literal)),
        Node::Field(name) => Ok(field(name, value)),
        Node::Index(index) => Ok(element(*index, value)),
        Node::Slice(parts) => slice(*parts, &value),
        Node::Chain(nodes) | Node::Indexed(nodes) => {
            nodes.iter().try_fold(value, |value, node| eval(node, value))
        }
        Node::Comparison(comparator, left, right) => {
            let left = eval(left, Cow::Borrowed(&value))?;
            let right = eval(right, Cow::Borrowed(&value))?;
            compare(*comparator, &left, &right).map(Cow::Owned)
        }
        Node::Or(nodes) => first(nodes, &value, truth),
        Node::And(nodes) => first(nodes, &value, |value| !truth(value)),
        Node::Not(inner) => eval(inner, value).map(|found| Cow::Owned((!truth(&found)).into())),
        Node::Projection(base, each) => project(eval(base, value)?, None, each),
        Node::Filter(filter) => {
            let FilterParts { base, condition, each } = &**filter;
            project(eval(base, value)?, Some(condition), each)
        }
        Node::ValueProjection(base, each) => match eval(base, value)?.into_owned() {
            Value::Object(members) => {
                let values = members.into_iter().map(|(_, value)| value).collect();
                project(Cow::Owned(values), None, each)
            }
            _ => Ok(NULL),
        },
        Node::Flatten(base) => Ok(flatten(eval(base, value)?)),
        Node::List(nodes) => list(nodes, &value),
        Node::Hash(pairs) => hash(pairs, &value),
        Node::Call(name, arguments) => call(name, arguments, &value),
        Node::Reference(_) => Err(EvalError::StrayReference),
    }
}

/// Returns the first value of `nodes` for which `is_found` is true, else the last value.
fn first<'v>(
    nodes: &[Node],
    value: &Value,
    is_found: fn(&Value) -> bool,
) -> Result<QueryValue<'v>> {
    let mut last = Value::Null;
    for node in nodes {
        last = eval(node, Cow::Borrowed(value))?.into_owned();
        if is_found(&last) {
            break;
        }
    }
    Ok(Cow::Owned(last))
}

fn call<'v>(name: &str, arguments: &[Node], value: &Value) -> Result<QueryValue<'v>> {
    let arguments = arguments
        .iter()
        .map(|node| match node {
            Node::Reference(node) => {
                Ok(Argument::Expression(ExpressionArgument { node, evaluate: eval }))
            }
            node => eval(node, Cow::Borrowed(value)).map(Argument::Value),
        })
        .collect::<Result<Vec<_>>>()?;
    functions::call(name, arguments).map(Cow::Owned)
}

/// Returns whether a value is true: not `null`, `false`, or empty.
fn truth(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(truth) => *truth,
        Value::Number(_) => true,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
    }
}

fn field<'v>(name: &str, value: QueryValue<'v>) -> QueryValue<'v> {
    match value {
        Cow::Borrowed(Value::Object(members)) => members.get(name).map_or(NULL, Cow::Borrowed),
        Cow::Owned(Value::Object(mut members)) => {
            members.swap_remove(name).map_or(NULL, Cow::Owned)
        }
        _ => NULL,
    }
}

fn element(index: i64, value: QueryValue<'_>) -> QueryValue<'_> {
    let place = |length: usize| {
        let distance = usize::try_from(index.unsigned_abs()).ok()?;
        if index < 0 { length.checked_sub(distance) } else { Some(distance) }
    };
    match value {
        Cow::Borrowed(Value::Array(items)) => {
            place(items.len()).and_then(|at| items.get(at)).map_or(NULL, Cow::Borrowed)
        }
        Cow::Owned(Value::Array(mut items)) => match place(items.len()) {
            Some(at) if at < items.len() => Cow::Owned(items.swap_remove(at)),
            _ => NULL,
        },
        _ => NULL,
    }
}

fn slice<'v>([start, stop, step]: [Option<i64>; 3], value: &Value) -> Result<QueryValue<'v>> {
    let Value::Array(items) = value else { return Ok(NULL) };
    let step = step.unwrap_or(1);
    if step == 0 {
        return Err(EvalError::ZeroStep);
    }
    let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
    // With a negative step, the bounds are shifted by one to the left: before the first element,
    // and on the last.
    let (lowest, highest) = if step < 0 { (-1, length - 1) } else { (0, length) };
    let bound = |given: Option<i64>, missing: i64| match given {
        None => missing,
        Some(at) if at < 0 => at.saturating_add(length).max(lowest),
        Some(at) => at.min(highest),
    };
    let (first, last) = if step < 0 { (highest, lowest) } else { (lowest, highest) };
    let (mut at, end) = (bound(start, first), bound(stop, last));
    let mut taken = Vec::new();
    while if step < 0 { at > end } else { at < end } {
        taken.extend(usize::try_from(at).ok().and_then(|at| items.get(at)).cloned());
        at = at.saturating_add(step);
    }
    Ok(Cow::Owned(Value::Array(taken)))
}

/// Collects the values of `each` for the elements that satisfy `condition`; `null` is omitted.
fn project<'v>(
    base: QueryValue<'_>,
    condition: Option<&Node>,
    each: &Node,
) -> Result<QueryValue<'v>> {
    let mut collected = Vec::new();
    let mut take = |item: QueryValue<'_>| -> Result<()> {
        if let Some(condition) = condition
            && !truth(&*eval(condition, Cow::Borrowed(&item))?)
        {
            return Ok(());
        }
        let found = eval(each, item)?;
        if !found.is_null() {
            collected.push(found.into_owned());
        }
        Ok(())
    };
    match base {
        Cow::Borrowed(Value::Array(items)) => {
            items.iter().try_for_each(|item| take(Cow::Borrowed(item)))?;
        }
        Cow::Owned(Value::Array(items)) => {
            items.into_iter().try_for_each(|item| take(Cow::Owned(item)))?;
        }
        _ => return Ok(NULL),
    }
    Ok(Cow::Owned(Value::Array(collected)))
}

fn flatten(base: QueryValue<'_>) -> QueryValue<'_> {
    let Value::Array(items) = &*base else { return NULL };
    if !items.iter().any(Value::is_array) {
        return base;
    }
    let Value::Array(items) = base.into_owned() else { return NULL };
    let mut merged = Vec::with_capacity(items.len());
    for item in items {
        match item {
            Value::Array(inner) => merged.extend(inner),
            other => merged.push(other),
        }
    }
    Cow::Owned(Value::Array(merged))
}

fn list<'v>(nodes: &[Node], value: &Value) -> Result<QueryValue<'v>> {
    if value.is_null() {
        return Ok(NULL);
    }
    let made = nodes.iter().map(|node| Ok(eval(node, Cow::Borrowed(value))?.into_owned()));
    Ok(Cow::Owned(Value::Array(made.collect::<Result<_>>()?)))
}

fn hash<'v>(pairs: &[(String, Node)], value: &Value) -> Result<QueryValue<'v>> {
    if value.is_null() {
        return Ok(NULL);
    }
    let made = pairs
        .iter()
        .map(|(name, node)| Ok((name.clone(), eval(node, Cow::Borrowed(value))?.into_owned())));
    Ok(Cow::Owned(Value::Object(made.collect::<Result<Map<_, _>>>()?)))
}
