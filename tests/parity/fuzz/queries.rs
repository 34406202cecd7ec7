//! Random queries over the output of an operation.

use meshctl::model::shape::{Form, Shape};
use meshctl::model::{Operation, model};

use super::text;
use crate::support::random::Random;

const FUNCTIONS: [(&str, usize); 27] = [
    ("abs", 1),
    ("avg", 1),
    ("ceil", 1),
    ("contains", 2),
    ("ends_with", 2),
    ("floor", 1),
    ("join", 2),
    ("keys", 1),
    ("length", 1),
    ("map", 2),
    ("max", 1),
    ("max_by", 2),
    ("merge", 2),
    ("min", 1),
    ("min_by", 2),
    ("not_null", 2),
    ("reverse", 1),
    ("sort", 1),
    ("sort_by", 2),
    ("starts_with", 2),
    ("sum", 1),
    ("to_array", 1),
    ("to_number", 1),
    ("to_string", 1),
    ("type", 1),
    ("values", 1),
    ("nonsense", 1),
];

/// Returns a query for the output of `operation`.
pub(super) fn query(draw: &mut Random, operation: &Operation) -> String {
    let output = model().shape(operation.output);
    let mut query = match operation.payload {
        Some(payload) if draw.chance(90) => {
            let inside = walk(draw, output, 0);
            if draw.chance(10) { payload.to_owned() } else { format!("{payload}.{inside}") }
        }
        _ => walk(draw, output, 0),
    };
    for _ in 0..draw.of(&[0, 0, 1, 1, 2]) {
        query = around(draw, &query, output);
    }
    if draw.chance(4) { text::mangled(draw, &query) } else { query }
}

/// Returns a path through `shape`, with various projections of lists.
fn walk(draw: &mut Random, shape: &Shape, depth: usize) -> String {
    match shape.form {
        Form::Structure if !shape.members.is_empty() => {
            let names: Vec<&&str> = shape.members.keys().collect();
            let name = *draw.of(&names);
            let inner = model().shape(shape.members[name].shape);
            let name = field(draw, name);
            if depth > 4 || draw.chance(20) {
                return name;
            }
            match inner.form {
                Form::Structure => format!("{name}.{}", step(draw, inner, depth + 1)),
                Form::List => {
                    let element = model().shape(inner.element.unwrap());
                    format!("{name}{}", list(draw, element, depth + 1))
                }
                _ => name,
            }
        }
        _ => text::word(draw),
    }
}

fn field(draw: &mut Random, name: &str) -> String {
    match draw.below(40) {
        0 => format!("\"{name}\""),
        1 => "*".to_owned(),
        2 => "nope".to_owned(),
        _ => name.to_owned(),
    }
}

/// Returns what may follow a dot: a path, a multi-select list or a multi-select hash.
fn step(draw: &mut Random, shape: &Shape, depth: usize) -> String {
    let several = 1 + draw.below(3);
    match draw.below(6) {
        0 => {
            let parts: Vec<String> = (0..several).map(|_| walk(draw, shape, depth + 1)).collect();
            format!("[{}]", parts.join(if draw.chance(50) { "," } else { ", " }))
        }
        1 => {
            let part = |draw: &mut Random| {
                let key = draw.of(&["a", "z", "B", "name", "\"é \"", "m_1"]).to_owned();
                format!("{key}:{}", walk(draw, shape, depth + 1))
            };
            let parts: Vec<String> = (0..several).map(|_| part(draw)).collect();
            format!("{{{}}}", parts.join(", "))
        }
        _ => walk(draw, shape, depth),
    }
}

fn list(draw: &mut Random, element: &Shape, depth: usize) -> String {
    let taken = match draw.below(8) {
        0 => "[0]".to_owned(),
        1 => format!("[{}]", draw.of(&["-1", "5", "1", "-9"])),
        2 => "[*]".to_owned(),
        3 => format!("[{}]", draw.of(&["::2", "1:", ":1", "::-1", "-2:", "0:9:3", "::0"])),
        4 => format!("[?{}]", condition(draw, element, depth)),
        _ => "[]".to_owned(),
    };
    if element.form == Form::Structure && !draw.chance(15) {
        format!("{taken}.{}", step(draw, element, depth))
    } else {
        taken
    }
}

fn condition(draw: &mut Random, element: &Shape, depth: usize) -> String {
    let left = if element.form == Form::Structure {
        walk(draw, element, depth + 3)
    } else {
        "@".to_owned()
    };
    let one = match draw.below(5) {
        0 => left,
        1 => format!("!{left}"),
        2 => format!("contains({left}, 'a')"),
        _ => {
            let operator = draw.of(&["==", "!=", "<", "<=", ">", ">=", " == "]);
            format!("{left}{operator}{}", literal(draw))
        }
    };
    match draw.below(6) {
        0 => format!("{one} || {}", literal(draw)),
        1 => format!("{one} && ({})", literal(draw)),
        _ => one,
    }
}

fn literal(draw: &mut Random) -> String {
    match draw.below(4) {
        0 => format!("'{}'", text::word(draw)),
        1 => format!(
            "`{}`",
            draw.of(&["1", "0", "null", "true", "[]", "{}", "1.0", "[1, 2]", "-1.5e3"])
        ),
        2 => format!("`\"{}\"`", text::word(draw)),
        _ => format!("`{}`", text::word(draw)),
    }
}

/// Returns a query that contains `query`.
fn around(draw: &mut Random, query: &str, output: &Shape) -> String {
    match draw.below(8) {
        0 => format!("{query} | [0]"),
        1 => format!("{query} | @"),
        2 => format!("[{query}, {}]", walk(draw, output, 2)),
        3 => format!("{{one: {query}, two: {}}}", literal(draw)),
        4 => format!("{query} || {}", literal(draw)),
        5 => format!("!({query})"),
        _ => call(draw, query, output),
    }
}

fn call(draw: &mut Random, query: &str, output: &Shape) -> String {
    let (name, count) = draw.of(&FUNCTIONS);
    let other = match draw.below(4) {
        0 => format!("&{}", walk(draw, output, 4)),
        1 => "&@".to_owned(),
        2 => query.to_owned(),
        _ => literal(draw),
    };
    let arguments = match (count, draw.below(20)) {
        (_, 0) => String::new(),
        (1, _) => query.to_owned(),
        _ if draw.chance(50) => format!("{query}, {other}"),
        _ => format!("{other}, {query}"),
    };
    format!("{name}({arguments})")
}
