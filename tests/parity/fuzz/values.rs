//! Random values for the model's shapes: mostly valid, sometimes not.

use meshctl::model::model;
use meshctl::model::shape::{Form, Shape};
use serde_json::{Map, Value, json};

use super::text;
use crate::support::random::Random;

/// Returns a value of `shape` in which `wrong` percent of the places are invalid.
pub(super) fn value(draw: &mut Random, shape: &Shape, wrong: usize) -> Value {
    if draw.chance(wrong) {
        return stranger(draw);
    }
    match shape.form {
        Form::Structure if shape.union => union(draw, shape, wrong),
        Form::Structure => structure(draw, shape, wrong),
        Form::List => {
            let element = model().shape(shape.element.unwrap());
            let least = if draw.chance(wrong) { 0 } else { shape.min.unwrap_or(0) };
            let length = usize::try_from(least).unwrap() + draw.of(&[0, 1, 1, 1, 2, 3]);
            (0..length).map(|_| value(draw, element, wrong)).collect()
        }
        Form::String => string(draw, shape, wrong).into(),
        Form::Integer | Form::Long => number(draw, shape, wrong),
        Form::Boolean => draw.chance(50).into(),
        Form::Timestamp => json!(1_563_809_909),
    }
}

fn structure(draw: &mut Random, shape: &Shape, wrong: usize) -> Value {
    let mut members = Map::new();
    for (name, member) in &shape.members {
        let included = if member.required { !draw.chance(wrong) } else { draw.chance(40) };
        if included {
            members.insert((*name).to_owned(), value(draw, model().shape(member.shape), wrong));
        }
    }
    if draw.chance(wrong) {
        members.insert(text::word(draw), stranger(draw));
    }
    // Errors are reported in the order of the members.
    if draw.chance(20) {
        members = members.into_iter().rev().collect();
    }
    members.into()
}

fn union(draw: &mut Random, shape: &Shape, wrong: usize) -> Value {
    let count = if draw.chance(wrong) { draw.below(3) } else { 1 };
    let names: Vec<&&str> = shape.members.keys().collect();
    let mut members = Map::new();
    for _ in 0..count {
        let name = *draw.of(&names);
        let member = model().shape(shape.members[name].shape);
        members.insert(name.to_owned(), value(draw, member, wrong));
    }
    members.into()
}

fn string(draw: &mut Random, shape: &Shape, wrong: usize) -> String {
    if draw.chance(wrong) {
        return String::new();
    }
    if !shape.values.is_empty() && draw.chance(90) {
        return draw.of(&shape.values).to_owned();
    }
    let mut text = text::text(draw);
    let least = usize::try_from(shape.min.unwrap_or(0)).unwrap();
    while text.chars().count() < least && !draw.chance(wrong) {
        text.push('1');
    }
    text
}

fn number(draw: &mut Random, shape: &Shape, wrong: usize) -> Value {
    let least = shape.min.unwrap_or(0);
    if draw.chance(wrong) {
        return draw.of(&[json!(least - 1), json!(-1), json!(1.5), json!(1e15)]);
    }
    let most = shape.max.unwrap_or(i64::MAX).min(70_000);
    let width = usize::try_from(most - least).unwrap_or(1).max(1);
    (least + i64::try_from(draw.below(width)).unwrap()).into()
}

/// Returns a value of a random type.
pub(super) fn stranger(draw: &mut Random) -> Value {
    let plain = [
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(-7),
        json!(2.5),
        json!(1e22),
        json!(5.0),
        json!(1e-7),
        json!([]),
        json!({}),
        json!("7"),
        json!(""),
        json!([1, null, "s"]),
        json!({"a": [true, {"b": 1.0}]}),
        json!([[]]),
        json!(i64::MAX),
        json!(u64::MAX),
    ];
    if draw.chance(20) { text::text(draw).into() } else { draw.of(&plain) }
}
