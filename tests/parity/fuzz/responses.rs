//! Random responses of the service, valid and invalid.

use meshctl::model::shape::{Form, Shape};
use meshctl::model::{Operation, model};
use serde_json::{Map, Value, json};

use super::{text, values};
use crate::parity::stub::CannedResponse;
use crate::support::random::Random;

/// Returns the responses to the requests of one call of `operation`, in order.
pub(super) fn responses(draw: &mut Random, operation: &Operation) -> Vec<CannedResponse> {
    if draw.chance(20) {
        return vec![error(draw)];
    }
    if draw.chance(5) {
        return vec![malformed(draw)];
    }
    let pages = if operation.page.is_some() { 1 + draw.below(4) } else { 1 };
    let odd = draw.of(&[0, 0, 2, 5]);
    let mut responses = Vec::new();
    for page in 1..=pages {
        let mut body = body(draw, model().shape(operation.output), odd);
        if let (Some(_), Value::Object(members)) = (operation.page, &mut body) {
            members.remove("nextToken");
            let token = token(draw, page, pages);
            if !token.is_null() || draw.chance(30) {
                members.insert("nextToken".to_owned(), token);
            }
        }
        responses.push(response(200, body.to_string()));
    }
    responses
}

fn response(status: u16, body: impl Into<Vec<u8>>) -> CannedResponse {
    let json = ("content-type".to_owned(), "application/json".to_owned());
    CannedResponse { status, headers: vec![json], body: body.into() }
}

fn token(draw: &mut Random, page: usize, pages: usize) -> Value {
    match draw.below(30) {
        0 => json!(""),
        1 => json!("same"),
        2 => text::text(draw).into(),
        _ if page < pages => format!("t{page}").into(),
        _ => Value::Null,
    }
}

/// Returns a value of `shape` as a service sends it, unusual in `odd` percent of the places.
fn body(draw: &mut Random, shape: &Shape, odd: usize) -> Value {
    match shape.form {
        _ if draw.chance(odd) => values::stranger(draw),
        Form::Structure if shape.union => union(draw, shape, odd),
        Form::Structure => {
            let mut members = Map::new();
            for (name, member) in &shape.members {
                if draw.chance(odd) {
                    members.insert((*name).to_owned(), Value::Null);
                } else if draw.chance(if member.required { 97 } else { 60 }) {
                    let value = body(draw, model().shape(member.shape), odd);
                    members.insert((*name).to_owned(), value);
                }
            }
            if draw.chance(odd) {
                members.insert(text::word(draw), values::stranger(draw));
            }
            if draw.chance(30) {
                members = members.into_iter().rev().collect();
            }
            members.into()
        }
        Form::List => {
            let element = model().shape(shape.element.unwrap());
            (0..draw.of(&[0, 1, 1, 2, 3])).map(|_| body(draw, element, odd)).collect()
        }
        Form::Timestamp => timestamp(draw, odd),
        _ => values::value(draw, shape, odd),
    }
}

fn union(draw: &mut Random, shape: &Shape, odd: usize) -> Value {
    let names: Vec<&&str> = shape.members.keys().collect();
    let name = *draw.of(&names);
    let value = body(draw, model().shape(shape.members[name].shape), odd);
    let mut members = Map::from_iter([(name.to_owned(), value)]);
    match draw.below(100) {
        0..3 => members = Map::from_iter([("brandNew".to_owned(), json!({"x": 1}))]),
        3 => drop(members.insert("brandNew".to_owned(), json!(1))),
        4..6 => drop(members.insert("__type".to_owned(), json!("x"))),
        _ => {}
    }
    members.into()
}

fn timestamp(draw: &mut Random, odd: usize) -> Value {
    if draw.chance(odd * 4) {
        let strange = [
            json!("2019-07-22T15:38:29Z"),
            json!("2019-07-22T15:38:29.123456789+02:00"),
            json!("2019-07-22T15:38:29"),
            json!("2019-07-22"),
            json!("Mon, 22 Jul 2019 15:38:29 GMT"),
            json!("22/11/2026, 23:15:24"),
            json!("garbage"),
            json!(""),
            json!("1563809909"),
            json!("1563809909.5"),
            json!(-1.5),
            json!(0),
            json!(1e11),
            json!(1e14),
            json!(true),
            json!("20190722T153829Z"),
        ];
        return draw.of(&strange);
    }
    let seconds = 1_400_000_000 + draw.below(400_000_000);
    match draw.below(4) {
        0 => json!(seconds),
        1 => serde_json::from_str(&format!("{seconds}.{:06}", draw.below(1_000_000))).unwrap(),
        _ => serde_json::from_str(&format!("{seconds}.{:03}", draw.below(1000))).unwrap(),
    }
}

const STATUSES: [u16; 14] = [400, 400, 400, 403, 404, 404, 409, 429, 500, 503, 301, 418, 502, 504];
const CODES: [&str; 12] = [
    "BadRequestException",
    "NotFoundException",
    "ConflictException",
    "ForbiddenException",
    "LimitExceededException",
    "ResourceInUseException",
    "ServiceUnavailableException",
    "TooManyRequestsException",
    "TooManyTagsException",
    "ThrottlingException",
    "Unheard.Of",
    "é",
];

fn error(draw: &mut Random) -> CannedResponse {
    let code = draw.of(&CODES);
    let mut response = response(draw.of(&STATUSES), "");
    if draw.chance(60) && code.is_ascii() {
        let suffix = draw.of(&["", ":http://internal.amazon.com/coral/", ":"]);
        let prefix = draw.of(&["", "", "com.amazonaws#"]);
        response.headers.push(("x-amzn-errortype".to_owned(), format!("{prefix}{code}{suffix}")));
    }
    let mut members = Map::new();
    if draw.chance(30) {
        let member = draw.of(&["__type", "code", "Code"]);
        let prefix = draw.of(&["", "com.amazonaws.appmesh#", "a#b#"]);
        members.insert(member.to_owned(), format!("{prefix}{code}").into());
    }
    if draw.chance(85) {
        let member = draw.of(&["message", "message", "message", "Message", "errorMessage"]);
        members.insert(member.to_owned(), message(draw));
    }
    if draw.chance(10) {
        members.insert(text::word(draw), values::stranger(draw));
    }
    response.body = match draw.below(30) {
        0 => Vec::new(),
        1 => b"<html><body>no</body></html>".to_vec(),
        2 => b"[]".to_vec(),
        3 => b"\"text\"".to_vec(),
        _ => Value::Object(members).to_string().into_bytes(),
    };
    response
}

fn message(draw: &mut Random) -> Value {
    match draw.below(12) {
        0 => json!(""),
        1 => json!(null),
        2 => json!("two\nlines\n"),
        3 => text::text(draw).into(),
        4 => json!(5),
        _ => json!("The mesh with name shop is not there"),
    }
}

fn malformed(draw: &mut Random) -> CannedResponse {
    let status = draw.of(&[200, 200, 200, 201, 204, 299]);
    let bodies: [&[u8]; 11] = [
        b"",
        b"null",
        b"[]",
        b"{",
        b"<html>",
        b"\"x\"",
        b"5",
        b"{} x",
        b"\xff\xfe",
        b"{\"meshes\": [], \"meshes\": [{\"meshName\": \"twice\"}]}",
        b"{\"meshName\": \"\\ud83d\\ude00\", \"tags\": [{\"key\": \"NaN\", \"value\": \"\"}]}",
    ];
    response(status, if status == 204 { Vec::new() } else { draw.of(&bodies).to_vec() })
}
