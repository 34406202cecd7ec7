//! The server buffers nothing for unauthenticated callers.

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

/// A body above the limit.
fn large() -> Body {
    let piece = Bytes::from(vec![b'x'; 64 << 10]);
    Body::from_stream(stream::iter((0..40).map(move |_| Ok::<_, std::io::Error>(piece.clone()))))
}

#[test]
fn unauthenticated_requests_are_rejected_before_their_body_is_read() {
    let api = api();
    let stale = SystemTime::now() - Duration::from_secs(3600);
    let root = || Signer::new("AKIAROOT");
    let cases = [
        ("unsigned", None, "MissingAuthenticationTokenException"),
        ("unknown", Some(Signer::new("AKIAUNKNOWN")), "UnrecognizedClientException"),
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
fn unverified_restore_does_not_block_backups() {
    let api = api();
    let never = || Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>());
    let restore = "/meshctl/v1/restore";
    api.begin(put(restore).map(|_| never()));
    let root = Signer::new("AKIAROOT");
    // A known key with an unverified signature: it can be verified only after the body.
    api.begin(root.signed(put(restore)).map(|_| never()));
    let backup = http::Request::get("/meshctl/v1/backup").body(String::new()).unwrap();
    assert!(api.lines(root.signed(backup).map(Body::from)).starts_with("{\"meshctl\":\"backup\""));
    let other = api.send(root.signed(put(restore)).map(Body::from));
    assert_eq!(other.code, "ServiceUnavailableException", "one large body at a time");
}

#[test]
fn interrupted_body_is_not_reported_as_too_large() {
    let broken = stream::iter([Ok(Bytes::from("{")), Err(std::io::Error::other("it is gone"))]);
    let reply = Api::in_memory().send(put("/v20190125/meshes").map(|_| Body::from_stream(broken)));
    assert_eq!(reply.code, "BadRequestException");
    assert_eq!(reply.message(), "The body ended early: it is gone");
}
