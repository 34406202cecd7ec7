//! What is kept for those who are not known yet: nothing.

use std::time::{Duration, SystemTime};

use axum::body::Body;
use bytes::Bytes;
use futures_util::stream;
use serde_json::json;

use super::key;
use crate::support::api::ACCOUNT;
use crate::support::{Api, Signer};

fn api() -> Api {
    Api::guarded(&json!({"accounts": {ACCOUNT: {"root": {"keys": [key("AKIAROOT")]}}}}))
}

fn put(path: &str) -> http::Request<String> {
    http::Request::put(path).body(String::new()).unwrap()
}

/// More than any body may have.
fn large() -> Body {
    let piece = Bytes::from(vec![b'x'; 64 << 10]);
    Body::from_stream(stream::iter((0..40).map(move |_| Ok::<_, std::io::Error>(piece.clone()))))
}

#[test]
fn who_cannot_be_known_is_told_so_before_the_body_is_looked_at() {
    let api = api();
    let stale = SystemTime::now() - Duration::from_secs(3600);
    let root = || Signer::new("AKIAROOT");
    let cases = [
        ("unsigned", None, "MissingAuthenticationTokenException"),
        ("unknown", Some(Signer::new("AKIANOBODY")), "UnrecognizedClientException"),
        ("stale", Some(Signer { time: stale, ..root() }), "InvalidSignatureException"),
        ("elsewhere", Some(Signer { region: "eu-west-1", ..root() }), "InvalidSignatureException"),
        ("known", Some(root()), "BadRequestException"),
    ];
    for (case, signer, want) in cases {
        let request = put("/v20190125/meshes");
        let request = signer.map_or(request.clone(), |signer| signer.signed(request));
        assert_eq!(api.send(request.map(|_| large())).code, want, "{case}");
    }
}

#[test]
fn a_restore_that_is_not_signed_yet_holds_up_no_backup() {
    let api = api();
    let never = || Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>());
    let restore = "/meshctl/v1/restore";
    api.begin(put(restore).map(|_| never()));
    let root = Signer::new("AKIAROOT");
    // A known key and any signature: what it is of comes with the end of the body.
    api.begin(root.signed(put(restore)).map(|_| never()));
    let backup = http::Request::get("/meshctl/v1/backup").body(String::new()).unwrap();
    assert!(api.lines(root.signed(backup).map(Body::from)).starts_with("{\"meshctl\":\"backup\""));
    let other = api.send(root.signed(put(restore)).map(Body::from));
    assert_eq!(other.code, "ServiceUnavailableException", "large bodies come one at a time");
}

#[test]
fn a_body_that_breaks_off_is_not_called_too_large() {
    let broken = stream::iter([Ok(Bytes::from("{")), Err(std::io::Error::other("it is gone"))]);
    let reply = Api::in_memory().send(put("/v20190125/meshes").map(|_| Body::from_stream(broken)));
    assert_eq!(reply.code, "BadRequestException");
    assert_eq!(reply.message(), "The body ended early: it is gone");
}
