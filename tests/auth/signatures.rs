//! Signed requests: which are accepted, and how the others are rejected.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use axum::body::Body;
use http::{HeaderValue, Request};
use serde_json::{Value, json};

use super::{key, user};
use crate::support::api::{ACCOUNT, ApiResponse, request};
use crate::support::{Api, Signer};

const MINUTE: Duration = Duration::from_secs(60);

fn api() -> Api {
    let session = |name: &str, expires: &str| {
        let mut key = key(name);
        key["token"] = json!(format!("token of {name}"));
        key["expires"] = json!(expires);
        key["session"] = json!("deploy");
        key
    };
    let keys =
        [session("ASIAGOOD", "2999-01-01T00:00:00Z"), session("ASIAOLD", "2020-01-01T00:00:00Z")];
    let ops = json!({"policies": ["AWSAppMeshFullAccess"], "keys": keys});
    Api::guarded(&json!({"accounts": {ACCOUNT: {
        "root": {"keys": [key("ROOT")]}, "users": {"dj": user("AKIADJ")}, "roles": {"ops": ops}}}}))
}

fn dj() -> Signer {
    Signer::new("AKIADJ")
}

fn ops(id: &str, token: &str) -> Signer {
    let secret = format!("secret of {id}");
    Signer::with(Credentials::new(id, secret, Some(token.to_owned()), None, "test"))
}

fn create(name: &str) -> Request<String> {
    request("CreateMesh", &json!({"meshName": name}))
}

fn send(api: &Api, request: Request<String>) -> ApiResponse {
    api.send(request.map(Body::from))
}

#[test]
fn signed_requests_are_accepted_in_header_and_query_with_odd_names_and_tokens() {
    let api = api();
    let names = ["plain", "a b", "a%b", "a+b", "ü", "a~b", "a'(b)*!", "a=b&c", "a@b:c"];
    for name in names {
        let reply = send(&api, dj().signed(create(name)));
        assert_eq!((reply.status, reply.code.as_str()), (200, ""), "{name}: {}", reply.message());
        let input = json!({"meshName": name});
        for signer in [dj(), Signer { presigned: Some(MINUTE), ..dj() }] {
            let reply = api.call_as(&signer, "DescribeMesh", &input);
            assert_eq!(reply.body["meshName"], name, "{}", reply.message());
        }
    }
    let first = api.call_as(&dj(), "ListMeshes", &json!({"limit": 2})).body;
    let list = json!({"limit": 2, "nextToken": first["nextToken"]});
    assert_eq!(api.call_as(&dj(), "ListMeshes", &list).status, 200);
    for signer in [
        ops("ASIAGOOD", "token of ASIAGOOD"),
        Signer { presigned: Some(MINUTE), ..ops("ASIAGOOD", "token of ASIAGOOD") },
        Signer { time: SystemTime::now() - 4 * MINUTE, ..dj() },
        Signer { time: SystemTime::now() + 4 * MINUTE, ..dj() },
        Signer { time: SystemTime::now() - 30 * MINUTE, presigned: Some(60 * MINUTE), ..dj() },
        Signer::new("ROOT"),
    ] {
        let reply = api.call_as(&signer, "ListMeshes", &json!({}));
        assert_eq!(reply.status, 200, "{}", reply.message());
    }
}

#[test]
fn unsigned_payload_is_accepted_when_declared() {
    let mut request = create("shop");
    request
        .headers_mut()
        .insert("x-amz-content-sha256", HeaderValue::from_static("UNSIGNED-PAYLOAD"));
    let mut signed = Signer { unsigned: true, ..dj() }.signed(request);
    let body = json!({"meshName": "other"}).to_string();
    *signed.body_mut() = body;
    let reply = send(&api(), signed);
    assert_eq!(reply.body["meshName"], "other", "{}", reply.message());
}

/// What is wrong with a request, the code that it is refused with, and the request.
type Forgery = (&'static str, &'static str, Request<String>);

const MISMATCH: &str = "InvalidSignatureException";
const INCOMPLETE: &str = "IncompleteSignatureException";
const UNKNOWN: &str = "UnrecognizedClientException";

/// Requests that were changed after they were signed.
fn changed() -> Vec<Forgery> {
    let changed = |change: &dyn Fn(&mut Request<String>)| {
        let mut request = dj().signed(create("shop"));
        change(&mut request);
        request
    };
    let header = |name: &'static str, value: &str| {
        let value = HeaderValue::from_str(value).unwrap();
        changed(&move |request| drop(request.headers_mut().insert(name, value.clone())))
    };
    let of = |name: &str| {
        let signed = dj().signed(create(name));
        signed.headers()["authorization"].to_str().unwrap().to_owned()
    };
    let own = of("shop");
    let elsewhere = "/v20190125/meshes/shop";
    let body = r#"{"meshName": "x"}"#;
    vec![
        ("with another body", MISMATCH, changed(&|r| *r.body_mut() = body.into())),
        ("to another path", MISMATCH, changed(&|r| *r.uri_mut() = elsewhere.parse().unwrap())),
        ("by another method", MISMATCH, changed(&|r| *r.method_mut() = http::Method::GET)),
        ("to another host", MISMATCH, header("host", "other.example")),
        ("of another time", MISMATCH, header("x-amz-date", "20200101T000000Z")),
        ("of another request", MISMATCH, header("authorization", &of("other"))),
        ("cut short", MISMATCH, header("authorization", &own[..own.len() - 8])),
        ("without its end", INCOMPLETE, header("authorization", &own[..60])),
        ("by a password", INCOMPLETE, header("authorization", "Basic c2VjcmV0")),
        (
            "without a date",
            INCOMPLETE,
            changed(&|request| drop(request.headers_mut().remove("x-amz-date"))),
        ),
    ]
}

/// Who signs wrongly.
fn otherwise_signed() -> Vec<Forgery> {
    let old = |minutes: u32| Signer { time: SystemTime::now() - minutes * MINUTE, ..dj() };
    let early = Signer { time: SystemTime::now() + 6 * MINUTE, ..dj() };
    let guess = Credentials::new("AKIADJ", "a guess", None, None, "test");
    let signers = vec![
        ("by a guessed secret", MISMATCH, Signer::with(guess)),
        ("unknown key", UNKNOWN, Signer::new("AKIAUNKNOWN")),
        ("replayed later", MISMATCH, old(6)),
        ("of the future", MISMATCH, early),
        ("presigned and over", MISMATCH, Signer { presigned: Some(MINUTE), ..old(2) }),
        ("for another region", MISMATCH, Signer { region: "eu-west-1", ..dj() }),
        ("for another service", MISMATCH, Signer { service: "s3", ..dj() }),
        ("without the token", UNKNOWN, Signer::new("ASIAGOOD")),
        ("with another token", UNKNOWN, ops("ASIAGOOD", "a guess")),
        ("with a token too many", UNKNOWN, ops("AKIADJ", "x")),
        ("of a session that is over", "ExpiredTokenException", ops("ASIAOLD", "token of ASIAOLD")),
    ];
    let signed = |(case, code, signer): (_, _, Signer)| (case, code, signer.signed(create("shop")));
    let unsigned = ("unsigned", "MissingAuthenticationTokenException", create("shop"));
    signers.into_iter().map(signed).chain([unsigned]).collect()
}

#[test]
fn forged_requests_are_rejected_with_their_codes_and_have_no_effect() {
    let api = api();
    for (case, code, request) in changed().into_iter().chain(otherwise_signed()) {
        let reply = send(&api, request);
        assert_eq!((reply.status, reply.code.as_str()), (403, code), "{case}: {}", reply.message());
        for secret in ["secret of", "a guess", "c2VjcmV0"] {
            assert!(!reply.message().contains(secret), "{case}: {}", reply.message());
        }
    }
    let reply = api.call_as(&dj(), "ListMeshes", &json!({}));
    assert_eq!(reply.body, json!({"meshes": []}));
}

#[test]
fn unauthenticated_callers_cannot_probe_for_paths() {
    let api = api();
    let get = |path: &str| Request::get(path).body(String::new()).unwrap();
    for path in ["/", "/v20190125/nothing", "/meshctl/v1/version", "/meshctl/v1/history"] {
        let reply = send(&api, get(path));
        assert_eq!(reply.code, "MissingAuthenticationTokenException", "{path}");
    }
    let reply = send(&api, dj().signed(get("/v20190125/nothing")));
    assert_eq!((reply.status, reply.code.as_str()), (404, "UnknownOperationException"));
    let reply = send(&api, dj().signed(get("/meshctl/v1/version")));
    assert_eq!(reply.body["account"], Value::from(ACCOUNT));
}
