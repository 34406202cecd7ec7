//! The public test vectors of SigV4, and requests that must be rejected.

use http::{HeaderMap, HeaderName, HeaderValue};
use jiff::Timestamp;
use serde::Deserialize;

use super::{SignatureClaim, SignatureError, SignatureScope, SignedRequest, SigningKey, canonical};

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

/// One case of AWS's test suite, from the crate `aws-sigv4` (see NOTICE).
#[derive(Deserialize)]
struct Vector {
    name: String,
    /// The request as sent.
    request: String,
    canonical: String,
    /// Whether its signature is valid; two vectors are older than the others and were never signed
    /// again.
    signed: bool,
    presigned: Option<String>,
}

fn vectors() -> Vec<Vector> {
    serde_json::from_str(include_str!("vectors.json")).unwrap()
}

/// A request split into its parts.
#[derive(Clone)]
struct ParsedRequest {
    method: String,
    path: String,
    query: String,
    headers: HeaderMap,
    body: String,
}

impl ParsedRequest {
    fn read(text: &str) -> Self {
        let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
        // A line that begins with a space continues the header before it.
        let head = head.replace("\n ", " ");
        let mut lines = head.lines();
        let first = lines.next().unwrap().trim_end_matches(" HTTP/1.1");
        let (method, target) = first.split_once(' ').unwrap();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut headers = HeaderMap::new();
        for line in lines {
            let (name, value) = line.split_once(':').unwrap();
            let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
            headers.append(name, HeaderValue::from_str(value.trim()).unwrap());
        }
        let own = str::to_owned;
        Self { method: own(method), path: own(path), query: own(query), headers, body: own(body) }
    }

    fn signed(&self) -> SignedRequest<'_> {
        let Self { method, path, query, headers, body } = self;
        SignedRequest { method, path, query, headers, body: body.as_bytes() }
    }

    fn set(mut self, name: &'static str, value: &str) -> Self {
        self.headers.insert(name, value.parse().unwrap());
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.headers.remove(name);
        self
    }

    /// Replaces `from` with `to` in the header `Authorization`.
    fn authorized(self, from: &str, to: &str) -> Self {
        let text = self.headers["authorization"].to_str().unwrap().replace(from, to);
        self.set("authorization", &text)
    }

    fn named(name: &str) -> Self {
        let vectors = vectors();
        Self::read(&vectors.iter().find(|one| one.name == name).unwrap().request)
    }

    fn presigned(name: &str) -> Self {
        let vectors = vectors();
        let vector = vectors.iter().find(|one| one.name == name).unwrap();
        Self::read(vector.presigned.as_ref().unwrap())
    }
}

fn now() -> Timestamp {
    "2015-08-30T12:36:00Z".parse().unwrap()
}

fn verified_at(request: &ParsedRequest, now: Timestamp) -> Result<(), SignatureError> {
    let claim = SignatureClaim::read(&request.signed())?;
    claim.in_scope(&SignatureScope { regions: &["us-east-1"], service: "service", now })?;
    let key = SigningKey::derive(SECRET, &claim.date, &claim.region, &claim.service);
    claim.verify(&request.signed(), &key)
}

fn verified(request: &ParsedRequest) -> Result<(), SignatureError> {
    verified_at(request, now())
}

#[test]
fn every_test_vector_has_the_canonical_form_and_the_signature() {
    let (mut signed, mut presigned) = (0, 0);
    for vector in vectors() {
        let request = ParsedRequest::read(&vector.request);
        let names = vector.canonical.rsplit('\n').nth(1).unwrap();
        let names: Vec<&str> = names.split(';').collect();
        if vector.signed {
            assert_eq!(
                canonical::request(&request.signed(), &names),
                vector.canonical,
                "{}",
                vector.name
            );
            assert_eq!(verified(&request), Ok(()), "{}", vector.name);
            signed += 1;
        } else {
            let path = |text: &str| text.lines().nth(1).unwrap().to_owned();
            let got = canonical::request(&request.signed(), &names);
            assert_eq!(path(&got), path(&vector.canonical), "{}", vector.name);
        }
        if let Some(text) = &vector.presigned {
            assert_eq!(verified(&ParsedRequest::read(text)), Ok(()), "{} presigned", vector.name);
            presigned += 1;
        }
    }
    assert_eq!((signed, presigned), (31, 30));
}

#[test]
fn verify_rejects_a_request_that_was_changed_after_signing() {
    let get = || ParsedRequest::named("get-vanilla-query");
    let post = || ParsedRequest::named("post-x-www-form-urlencoded");
    let presigned = || ParsedRequest::presigned("get-vanilla-query");
    let cases = [
        ("method", ParsedRequest { method: "POST".into(), ..get() }),
        ("path", ParsedRequest { path: "/x".into(), ..get() }),
        ("query", ParsedRequest { query: "a=b".into(), ..get() }),
        ("body", ParsedRequest { body: "Param1=other".into(), ..post() }),
        ("unsigned body", post().set("x-amz-content-sha256", "UNSIGNED-PAYLOAD")),
        ("host", get().set("host", "other.amazonaws.com")),
        (
            "a header is missing",
            ParsedRequest::named("get-header-value-order").without("my-header1"),
        ),
        ("the time", get().set("x-amz-date", "20150830T123601Z")),
        ("the signed headers", get().authorized("host;x-amz-date", "host")),
        ("the signature", get().authorized("Signature=", "Signature=0")),
        ("not hexadecimal", get().authorized("Signature=", "Signature=x")),
        ("truncated", {
            let text = get().headers["authorization"].to_str().unwrap().to_owned();
            get().set("authorization", &text[..text.len() - 2])
        }),
        ("presigned for another path", ParsedRequest { path: "/x".into(), ..presigned() }),
        (
            "presigned for longer",
            ParsedRequest {
                query: presigned().query.replace("Expires=3600", "Expires=7200"),
                ..presigned()
            },
        ),
    ];
    for (case, request) in cases {
        assert_eq!(verified(&request), Err(SignatureError::Mismatch), "{case}");
    }
    let key = SigningKey::derive("another", "20150830", "us-east-1", "service");
    let claim = SignatureClaim::read(&get().signed()).unwrap();
    assert_eq!(claim.verify(&get().signed(), &key), Err(SignatureError::Mismatch));
}

#[test]
fn signature_is_valid_for_one_spelling_of_one_request() {
    let get = || ParsedRequest::named("get-vanilla");
    let spelt = get().authorized("5fa00fa3", "5fa0+fa3");
    assert_ne!(spelt.headers, get().headers);
    assert_eq!(verified(&spelt), Err(SignatureError::Mismatch), "not hexadecimal");
    let added = ParsedRequest { query: "X-Amz-Signature=x".into(), ..get() };
    assert_eq!(verified(&added), Err(SignatureError::Mismatch), "a parameter that is not signed");
    let canonical = |query: &str| {
        let request = ParsedRequest { query: query.into(), ..get() };
        canonical::request(&request.signed(), &["host"])
    };
    assert_ne!(
        canonical("a=%EF%BF%BD"),
        canonical("a=%FF"),
        "bytes that are not UTF-8 are preserved"
    );
    assert_ne!(canonical("%EF%BF%BD=a"), canonical("%FE=a"), "in a name as well");
    assert_eq!(canonical("a%20b=%7e"), canonical("a+b=~"), "two encodings of the same parameters");
}

#[test]
fn verify_ignores_the_body_hash_that_the_client_declares() {
    let request = ParsedRequest::named("post-vanilla").set("x-amz-content-sha256", "00");
    assert_eq!(verified(&request), Ok(()));
    let other = ParsedRequest { body: "other".into(), ..request };
    assert_eq!(verified(&other), Err(SignatureError::Mismatch));
}

#[test]
fn errors_describe_malformed_and_out_of_scope_requests() {
    let get = || ParsedRequest::named("get-vanilla");
    let presigned = || ParsedRequest::presigned("get-vanilla");
    let twice = {
        let mut request = get();
        request.headers.append("authorization", HeaderValue::from_static("x"));
        request
    };
    let cases = [
        (get().without("authorization"), "Missing Authentication Token"),
        (twice, "There is more than one Authorization header"),
        (
            ParsedRequest { query: presigned().query, ..get() },
            "A request is signed in one place only",
        ),
        (
            get().authorized("AWS4-HMAC-SHA256 ", "AWS4-HMAC-SHA512 "),
            "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA512'.",
        ),
        (
            get().set("authorization", "Basic c2VjcmV0"),
            "Authorization header requires 'Credential' parameter. Authorization header requires \
             'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. \
             (Hashed with SHA-256 and encoded with Base64) \
             Authorization=5UFR1G9PcBvCCTF+tXHlnZpnQj4q0auUrGxAM9uoIXo=",
        ),
        (
            get().authorized("Signature=", "Signature=1, Signature="),
            "Authorization header has 'Signature' more than once.",
        ),
        (
            get().authorized("/us-east-1", ""),
            "Credential must have exactly 5 slash-delimited elements, e.g. \
             keyid/date/region/service/term, got 'AKIDEXAMPLE/20150830/service/aws4_request'",
        ),
        (get().set("x-amz-date", "today"), "Date must be in ISO-8601 'basic format'. Got 'today'."),
        (
            get().authorized("host;", ""),
            "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
        ),
        (
            get().authorized("us-east-1", "us-west-2"),
            "Credential should be scoped to a valid region.",
        ),
        (
            get().authorized("/service/", "/s3/"),
            "Credential should be scoped to correct service: 'service'.",
        ),
        (
            get().authorized("/aws4_request", "/aws3_request"),
            "Credential should be scoped with a valid terminator: 'aws4_request'.",
        ),
        (
            get().authorized("20150830/", "20150829/"),
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from \
             HTTP: '20150829' != '20150830', from '20150830T123600Z'.",
        ),
    ];
    for (request, want) in cases {
        assert_eq!(error_message(&request), want);
    }
}

fn error_message(request: &ParsedRequest) -> String {
    verified(request).unwrap_err().to_string()
}

#[test]
fn errors_describe_malformed_presigned_requests() {
    let presigned = || ParsedRequest::presigned("get-vanilla");
    let cases = [
        (
            ParsedRequest {
                query: presigned().query.replace("X-Amz-Date", "X-Other"),
                ..presigned()
            },
            "AWS query-string parameters must include 'X-Amz-Date'. Re-examine the query-string \
             parameters.",
        ),
        (
            ParsedRequest {
                query: presigned().query.replace("Expires=3600", "Expires=0"),
                ..presigned()
            },
            "X-Amz-Expires must be 1 to 604800, not '0'.",
        ),
        (
            ParsedRequest {
                query: presigned().query + "&X-Amz-Date=20150830T123600Z",
                ..presigned()
            },
            "AWS query-string parameters have 'X-Amz-Date' more than once.",
        ),
    ];
    for (request, want) in cases {
        assert_eq!(error_message(&request), want);
    }
}

#[test]
fn clock_difference_of_five_minutes_is_accepted() {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let get = ParsedRequest::named("get-vanilla");
    let presigned = ParsedRequest::presigned("get-vanilla");
    let cases = [
        (&get, "2015-08-30T12:41:00Z", None),
        (&get, "2015-08-30T12:31:00Z", None),
        (
            &get,
            "2015-08-30T12:41:01Z",
            Some(
                "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z \
                 (20150830T124101Z - 5 min.)",
            ),
        ),
        (
            &get,
            "2015-08-30T12:30:59Z",
            Some(
                "Signature not yet current: 20150830T123600Z is still later than \
                 20150830T123559Z (20150830T123059Z + 5 min.)",
            ),
        ),
        (&presigned, "2015-08-30T13:36:00Z", None),
        (
            &presigned,
            "2015-08-30T13:36:01Z",
            Some(
                "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z \
                 (20150830T133601Z - 60 min.)",
            ),
        ),
    ];
    for (request, now, want) in cases {
        let got = verified_at(request, at(now)).map_err(|error| error.to_string());
        assert_eq!(got.err().as_deref(), want, "{now}");
    }
}

#[test]
fn date_header_is_used_without_x_amz_date() {
    let date = ParsedRequest::named("get-vanilla")
        .without("x-amz-date")
        .set("date", "Sun, 30 Aug 2015 12:36:00 GMT");
    // The header is parsed, but the signature includes `X-Amz-Date`.
    assert_eq!(verified(&date), Err(SignatureError::Mismatch));
    let none = ParsedRequest::named("get-vanilla").without("x-amz-date");
    let text = verified(&none).unwrap_err().to_string();
    let want =
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.";
    assert!(text.starts_with(want), "{text}");
}

#[test]
fn debug_output_of_a_signing_key_hides_it() {
    let key = SigningKey::derive(SECRET, "20150830", "us-east-1", "service");
    assert_eq!(format!("{key:?}"), "SigningKey(…)");
}
