//! Random invalid requests.

use meshctl::model::model;
use serde_json::{Map, Value, json};

use crate::api::conformance::minimal;
use crate::support::api::ACCOUNT;
use crate::support::random::Random;

/// A request before serialization.
#[derive(Debug, Clone)]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) target: String,
    pub(super) headers: Vec<(String, Vec<u8>)>,
    pub(super) body: Vec<u8>,
}

const METHODS: [&str; 8] = ["GET", "PUT", "DELETE", "POST", "PATCH", "OPTIONS", "get", "X-Y"];

/// Returns an unusual value or an edge case.
fn unusual_value(random: &mut Random) -> Value {
    random.of(&[
        Value::Null,
        json!(true),
        json!(0),
        json!(-1),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(1e308),
        json!(0.1),
        json!(""),
        json!("\u{0}"),
        json!("a/b"),
        json!("é\u{10ffff}"),
        json!("x".repeat(70_000)),
        json!([]),
        json!([null, [], {}]),
        json!({}),
        json!({"": {"": ""}}),
        json!({"dns": {}, "awsCloudMap": {}}),
    ])
}

/// Replaces a random part of `value`, at any depth, with an unusual value.
fn mutate(random: &mut Random, value: &mut Value) {
    let inner = match value {
        Value::Object(members) if !members.is_empty() && random.chance(85) => {
            let at = random.below(members.len());
            members.values_mut().nth(at)
        }
        Value::Array(items) if !items.is_empty() && random.chance(85) => {
            let at = random.below(items.len());
            items.get_mut(at)
        }
        _ => None,
    };
    match inner {
        Some(inner) => mutate(random, inner),
        None => *value = unusual_value(random),
    }
}

/// Returns `text`, a JSON document, made invalid or extreme.
fn invalid_json(random: &mut Random, text: &str) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    let deep = |open: &str, close: &str, times: usize| {
        format!("{{\"spec\":{}{}}}", open.repeat(times), close.repeat(times)).into_bytes()
    };
    match random.below(12) {
        0 => bytes[..random.below(bytes.len() + 1)].to_vec(),
        1 => deep("[", "]", 100),
        2 => deep("[", "]", 50_000),
        3 => deep("{\"a\":", "", 50_000),
        4 => text.replacen('{', "{\"spec\":1,\"spec\":{},", 1).into_bytes(),
        5 => text.replacen(':', ":1e99999,\"x\":", 1).into_bytes(),
        6 => format!("{{\"spec\":{}}}", "9".repeat(5_000)).into_bytes(),
        7 => text.replacen('"', "\"\\ud800", 1).into_bytes(),
        8 => vec![b' '; (1 << 20) + random.below(3) - 1],
        9 => [&b"\xef\xbb\xbf"[..], &bytes].concat(),
        10 => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => {
            for _ in 0..=random.below(4) {
                if !bytes.is_empty() {
                    let at = random.below(bytes.len());
                    bytes[at] = u8::try_from(random.below(256)).unwrap();
                }
            }
            bytes
        }
    }
}

fn target(random: &mut Random, target: &str) -> String {
    let whole = target.to_owned();
    match random.below(14) {
        0 => whole + "/",
        1 => whole.replace('/', "//"),
        2 => whole + "%zz",
        3 => whole + "%00",
        4 => whole + "%2F..%2F%C3%28",
        5 => whole.replace("/m", "/%2e%2e"),
        6 => whole + &"a".repeat(9_000),
        7 => whole + "?limit=99999999999999999999&limit=0&limit=-1&limit=",
        8 => whole + "?nextToken=" + &"A".repeat(300),
        9 => whole + "?nextToken=%FF%FE&meshOwner=%00",
        10 => whole + "?&&==&meshName=other&=&%",
        11 => whole + "?resourceArn=arn:aws:appmesh:::mesh/",
        12 => "*".to_owned(),
        _ => whole + "?meshOwner=210987654321",
    }
}

fn headers(random: &mut Random) -> Vec<(String, Vec<u8>)> {
    let text = |name: &str, value: &str| (name.to_owned(), value.as_bytes().to_vec());
    match random.below(10) {
        0 => vec![text("content-type", "text/xml; charset=\"")],
        1 => vec![text("content-type", "")],
        2 => vec![("x-amz-date".to_owned(), vec![0xff, 0x80])],
        3 => vec![text("authorization", "AWS4-HMAC-SHA256 Credential=/////, Signature=")],
        4 => vec![text("authorization", &"A".repeat(8_000))],
        5 => (0..90).map(|at| text(&format!("x-{at}"), "y")).collect(),
        6 => vec![text("content-encoding", "gzip"), text("accept", "*/*;q=x")],
        7 => vec![text("x-meshctl-version", "\t"), text("expect", "200-ok")],
        8 => vec![text("x-amz-content-sha256", "UNSIGNED-PAYLOAD"), text("range", "bytes=9-1")],
        _ => vec![text("x-amz-security-token", "…"), text("cookie", ";;;==")],
    }
}

impl Request {
    /// Returns a request of a random operation with up to two modifications.
    pub(super) fn any(random: &mut Random) -> Self {
        let mut request = Self::valid(random);
        for _ in 0..random.below(3) {
            match random.below(8) {
                0..3 => {
                    request.body = invalid_json(random, &String::from_utf8_lossy(&request.body))
                }
                3 | 4 => request.target = target(random, &request.target),
                5 => request.method = random.of(&METHODS).to_owned(),
                _ => request.headers.extend(headers(random)),
            }
        }
        request
    }

    fn valid(random: &mut Random) -> Self {
        let at = random.below(model().operations.len());
        let operation = model().operations.values().nth(at).unwrap();
        let mut input = minimal::structure(operation.input, None);
        for (name, value) in input.as_object_mut().unwrap() {
            if name.ends_with("Name") {
                *value = json!(random.of(&["m", "m", "n", "t"]));
            }
        }
        if random.chance(10) {
            input["meshOwner"] = json!(ACCOUNT);
        }
        if random.chance(40)
            && let Some(spec) = input.get_mut("spec")
        {
            for _ in 0..=random.below(2) {
                mutate(random, spec);
            }
        }
        let input: Map<String, Value> = input.as_object().unwrap().clone();
        let wire = operation.to_request(&input);
        let body = wire.body.map(|body| body.to_string().into_bytes()).unwrap_or_default();
        let headers = vec![("content-type".to_owned(), b"application/json".to_vec())];
        Self { method: wire.method.to_owned(), target: wire.target, headers, body }
    }

    /// Returns the request as parsed by an HTTP server.
    ///
    /// # Errors
    ///
    /// If an HTTP library cannot represent it.
    pub(super) fn parsed(&self) -> Result<http::Request<Vec<u8>>, http::Error> {
        let mut request = http::Request::builder().method(&*self.method).uri(&*self.target);
        for (name, value) in &self.headers {
            request = request.header(name, &value[..]);
        }
        request.body(self.body.clone())
    }
}
