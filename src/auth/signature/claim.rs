//! The signature parameters of a request.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, DATE};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::canonical::{self, parameters};
use super::{SignatureError, SignedRequest, SigningKey};

/// The supported algorithm.
const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// Maximum clock difference between client and server, in minutes.
const SKEW_MIN: i64 = 5;

/// Maximum validity of a presigned request, in seconds: seven days.
const MAX_EXPIRES_S: i64 = 7 * 24 * 60 * 60;

/// The signature parameters of a request, not verified yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureClaim {
    /// The access key ID.
    pub key_id: String,
    /// The session token, for temporary keys.
    pub token: Option<String>,
    /// Date of the signing key: `20150830`.
    pub date: String,
    /// Region of the signature.
    pub region: String,
    /// Service of the signature.
    pub service: String,
    terminator: String,
    signed_headers: String,
    signature: String,
    time: Timestamp,
    /// Validity of a presigned request, in seconds.
    expires_s: Option<i64>,
}

/// What a signature must be valid for.
#[derive(Debug, Clone, Copy)]
pub struct SignatureScope<'a> {
    /// Accepted regions; the first is the server's own.
    pub regions: &'a [&'a str],
    /// The service of the request.
    pub service: &'a str,
    /// The current time.
    pub now: Timestamp,
}

impl SignatureClaim {
    /// Parses the signature parameters of `request`, in its headers or in its query.
    ///
    /// # Errors
    ///
    /// [`SignatureError::Missing`] or [`SignatureError::Incomplete`].
    pub fn read(request: &SignedRequest<'_>) -> Result<Self, SignatureError> {
        let mut headers = request.headers.get_all(AUTHORIZATION).iter();
        let in_query = parameters(request.query).any(|(name, _)| name == "X-Amz-Algorithm");
        match (headers.next(), headers.next()) {
            (None, _) if in_query => Self::from_query(request),
            (None, _) => Err(SignatureError::Missing),
            (Some(_), None) if in_query => Err(incomplete("A request is signed in one place only")),
            (Some(value), None) => {
                let text = value.to_str().map_err(|_| incomplete("Authorization is not ASCII"))?;
                Self::from_header(request, text)
            }
            (Some(_), Some(_)) => Err(incomplete("There is more than one Authorization header")),
        }
    }

    fn from_header(request: &SignedRequest<'_>, text: &str) -> Result<Self, SignatureError> {
        let (algorithm, rest) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
        if algorithm.starts_with("AWS") && algorithm != ALGORITHM {
            return Err(incomplete(format!("Unsupported AWS 'algorithm': '{algorithm}'.")));
        }
        let mut given = BTreeMap::new();
        if algorithm == ALGORITHM {
            for pair in rest.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
                let (name, value) = pair.split_once('=').ok_or_else(|| {
                    let what = "not a valid key=value pair (missing equal-sign)";
                    incomplete(format!(
                        "'{pair}' {what} in Authorization header.{}",
                        header_hash(text)
                    ))
                })?;
                if given.insert(name, value.to_owned()).is_some() {
                    let text = format!("Authorization header has '{name}' more than once.");
                    return Err(incomplete(text));
                }
            }
        }
        let date = ["x-amz-date", DATE.as_str()].into_iter().find_map(|name| {
            request.headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()))
        });
        let mut missing: Vec<String> = ["Credential", "Signature", "SignedHeaders"]
            .into_iter()
            .filter(|name| !given.contains_key(name))
            .map(|name| format!("Authorization header requires '{name}' parameter."))
            .collect();
        if date.is_none() {
            missing.push(
                "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' \
                 header."
                    .to_owned(),
            );
        }
        let Some(date) = date.filter(|_| missing.is_empty()) else {
            return Err(incomplete(format!("{}{}", missing.join(" "), header_hash(text))));
        };
        let token = request.headers.get("x-amz-security-token");
        let token = token.map(|token| String::from_utf8_lossy(token.as_bytes()).into_owned());
        let mut take = |name| given.remove(name).unwrap_or_default();
        let claim = Self {
            token,
            time: time(&date)?,
            signed_headers: take("SignedHeaders"),
            signature: take("Signature"),
            expires_s: None,
            ..Self::credential(&take("Credential"))?
        };
        claim.require_host()
    }

    fn from_query(request: &SignedRequest<'_>) -> Result<Self, SignatureError> {
        let mut given = BTreeMap::new();
        for (name, value) in
            parameters(request.query).filter(|(name, _)| name.starts_with("X-Amz-"))
        {
            if given.contains_key(&name) {
                let text = format!("AWS query-string parameters have '{name}' more than once.");
                return Err(incomplete(text));
            }
            given.insert(name, value);
        }
        let wanted = ["Credential", "Signature", "SignedHeaders", "Date", "Expires"];
        let missing: Vec<String> = wanted
            .into_iter()
            .filter(|name| !given.contains_key(&format!("X-Amz-{name}")))
            .map(|name| format!("AWS query-string parameters must include 'X-Amz-{name}'."))
            .collect();
        if !missing.is_empty() {
            let text = format!("{} Re-examine the query-string parameters.", missing.join(" "));
            return Err(incomplete(text));
        }
        let mut take = |name: &str| given.remove(&format!("X-Amz-{name}")).unwrap_or_default();
        let algorithm = take("Algorithm");
        if algorithm != ALGORITHM {
            return Err(incomplete(format!("Unsupported AWS 'algorithm': '{algorithm}'.")));
        }
        let expires = take("Expires");
        let seconds = expires.parse().ok().filter(|seconds| (1..=MAX_EXPIRES_S).contains(seconds));
        let bad =
            || incomplete(format!("X-Amz-Expires must be 1 to {MAX_EXPIRES_S}, not '{expires}'."));
        let claim = Self {
            time: time(&take("Date"))?,
            signed_headers: take("SignedHeaders"),
            signature: take("Signature"),
            expires_s: Some(seconds.ok_or_else(bad)?),
            ..Self::credential(&take("Credential"))?
        };
        let token = given.remove("X-Amz-Security-Token");
        Self { token, ..claim }.require_host()
    }

    /// Parses `KEY/DATE/REGION/SERVICE/aws4_request`; the other fields stay empty.
    fn credential(text: &str) -> Result<Self, SignatureError> {
        let parts: Vec<&str> = text.split('/').collect();
        let [key_id, date, region, service, terminator] = parts.as_slice() else {
            return Err(incomplete(format!(
                "Credential must have exactly 5 slash-delimited elements, e.g. \
                 keyid/date/region/service/term, got '{text}'"
            )));
        };
        Ok(Self {
            key_id: (*key_id).to_owned(),
            token: None,
            date: (*date).to_owned(),
            region: (*region).to_owned(),
            service: (*service).to_owned(),
            terminator: (*terminator).to_owned(),
            signed_headers: String::new(),
            signature: String::new(),
            time: Timestamp::UNIX_EPOCH,
            expires_s: None,
        })
    }

    /// Requires that the host is signed: the request could otherwise be sent to another host.
    fn require_host(self) -> Result<Self, SignatureError> {
        if self.signed_headers.split(';').any(|name| name == "host" || name == ":authority") {
            return Ok(self);
        }
        let text = "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.";
        Err(SignatureError::OutOfScope(text.to_owned()))
    }

    /// Checks region, service and time.
    ///
    /// # Errors
    ///
    /// [`SignatureError::OutOfScope`].
    pub fn in_scope(&self, scope: &SignatureScope<'_>) -> Result<(), SignatureError> {
        let mut wrong = Vec::new();
        if self.terminator != "aws4_request" {
            wrong.push(
                "Credential should be scoped with a valid terminator: 'aws4_request'.".into(),
            );
        }
        if !scope.regions.contains(&self.region.as_str()) {
            wrong.push("Credential should be scoped to a valid region.".to_owned());
        }
        if self.service != scope.service {
            let service = scope.service;
            wrong.push(format!("Credential should be scoped to correct service: '{service}'."));
        }
        let (time, now) = (basic(self.time), basic(scope.now));
        if self.date != time[..8] {
            wrong.push(format!(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date \
                 from HTTP: '{}' != '{}', from '{time}'.",
                self.date,
                &time[..8]
            ));
        }
        if !wrong.is_empty() {
            return Err(SignatureError::OutOfScope(wrong.join(" ")));
        }
        let span = self.expires_s.unwrap_or(SKEW_MIN * 60);
        let age = scope.now.as_second() - self.time.as_second();
        let limit = |seconds: i64| {
            basic(Timestamp::from_second(scope.now.as_second() + seconds).unwrap_or(scope.now))
        };
        if age > span {
            return Err(SignatureError::OutOfScope(format!(
                "Signature expired: {time} is now earlier than {} ({now} - {} min.)",
                limit(-span),
                span / 60
            )));
        }
        if age < -SKEW_MIN * 60 {
            return Err(SignatureError::OutOfScope(format!(
                "Signature not yet current: {time} is still later than {} ({now} + {SKEW_MIN} min.)",
                limit(SKEW_MIN * 60)
            )));
        }
        Ok(())
    }

    /// Verifies that `key`, derived for the date, region and service of this claim, signed
    /// `request`.
    ///
    /// # Errors
    ///
    /// [`SignatureError::Mismatch`].
    pub fn verify(
        &self,
        request: &SignedRequest<'_>,
        key: &SigningKey,
    ) -> Result<(), SignatureError> {
        let names: Vec<&str> = self.signed_headers.split(';').collect();
        let canonical = canonical::request(request, &names);
        let Self { date, region, service, terminator, .. } = self;
        let text = format!(
            "{ALGORITHM}\n{}\n{date}/{region}/{service}/{terminator}\n{}",
            basic(self.time),
            canonical::hash(canonical)
        );
        let signature = bytes(&self.signature).ok_or(SignatureError::Mismatch)?;
        if key.signed(&text, &signature) { Ok(()) } else { Err(SignatureError::Mismatch) }
    }
}

fn incomplete(text: impl Into<String>) -> SignatureError {
    SignatureError::Incomplete(text.into())
}

/// Identifies the header by its hash: it can contain anything, even a password.
fn header_hash(text: &str) -> String {
    let hash = STANDARD.encode(Sha256::digest(text));
    format!(" (Hashed with SHA-256 and encoded with Base64) Authorization={hash}")
}

/// Formats a time as `20150830T123600Z`.
fn basic(time: Timestamp) -> String {
    time.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Parses a time in the basic format of ISO 8601 or in the format of the `Date` header.
fn time(text: &str) -> Result<Timestamp, SignatureError> {
    let plain = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", text).ok();
    let plain = plain.and_then(|time| time.to_zoned(jiff::tz::TimeZone::UTC).ok());
    let time = plain.or_else(|| jiff::fmt::rfc2822::parse(text).ok());
    time.map(|time| time.timestamp()).ok_or_else(|| {
        incomplete(format!("Date must be in ISO-8601 'basic format'. Got '{text}'."))
    })
}

/// Parses hexadecimal digits.
fn bytes(text: &str) -> Option<Vec<u8>> {
    // `from_str_radix` would accept a sign.
    if !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let digit = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    (0..text.len()).step_by(2).map(digit).collect()
}
