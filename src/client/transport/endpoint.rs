//! Parsing of configured endpoint URLs, as by botocore.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::client::error::ClientError;

/// Characters that Python's HTTP client percent-encodes in a path or query.
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'[')
    .add(b']');

/// A parsed endpoint URL.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct EndpointUrl {
    scheme: String,
    /// User info, host and port.
    authority: String,
    port: Option<String>,
    /// Percent-encoded, like the query.
    path: String,
    query: Option<String>,
}

impl EndpointUrl {
    /// Parses `url`.
    ///
    /// # Errors
    ///
    /// [`ClientError::BadEndpoint`] without a valid host name, [`ClientError::BadAddress`] with an
    /// unclosed bracket.
    pub(super) fn parse(url: &str) -> Result<Self, ClientError> {
        let bad = || ClientError::BadEndpoint(url.to_owned());
        let (scheme, rest) = url.split_once("://").ok_or_else(bad)?;
        let at = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at(at);
        if authority.contains('[') != authority.contains(']') {
            return Err(ClientError::BadAddress("Invalid IPv6 URL".to_owned()));
        }
        let host_and_port = authority.rsplit_once('@').map_or(authority, |(_, rest)| rest);
        let (host, port) =
            match host_and_port.split_once('[').and_then(|(_, inner)| inner.split_once(']')) {
                Some((_, port)) => (None, port.strip_prefix(':')),
                None => match host_and_port.split_once(':') {
                    Some((host, port)) => (Some(host), Some(port)),
                    None => (Some(host_and_port), None),
                },
            };
        let is_unsafe = url.contains(['\t', '\r', '\n']);
        if is_unsafe || host.is_some_and(|host| !is_host(host)) {
            return Err(bad());
        }
        let encoded = |text: &str| utf8_percent_encode(text, ENCODED).to_string();
        let rest = rest.split('#').next().unwrap_or_default();
        let (path, query) = match rest.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (rest, None),
        };
        Ok(Self {
            scheme: scheme.to_lowercase(),
            authority: authority.to_owned(),
            port: port.filter(|port| !port.is_empty()).map(str::to_owned),
            path: encoded(path),
            query: query.filter(|query| !query.is_empty()).map(encoded),
        })
    }

    /// Returns the URL without its query, for the SDK.
    ///
    /// # Errors
    ///
    /// [`ClientError::BadAddress`] if the scheme or the port is not usable.
    pub(super) fn base(&self) -> Result<String, ClientError> {
        let bad = |why: String| Err(ClientError::BadAddress(why));
        let Self { scheme, authority, port, path, .. } = self;
        if let Some(port) = port {
            if !port.bytes().all(|b| b.is_ascii_digit()) {
                return bad(format!("Port could not be cast to integer value as '{port}'"));
            }
            if port.parse::<u16>().is_err() {
                return bad("Port out of range 0-65535".to_owned());
            }
        }
        if scheme != "http" && scheme != "https" {
            return bad(format!(
                "An HTTP Client raised an unhandled exception: Not supported URL scheme {scheme}"
            ));
        }
        Ok(format!("{scheme}://{authority}{path}"))
    }

    /// Returns the query, which precedes the query of every request.
    pub(super) fn query(&self) -> Option<&str> {
        self.query.as_deref()
    }
}

/// Returns whether a name is a valid host name.
fn is_host(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    name.len() <= 255 && name.strip_suffix('.').unwrap_or(name).split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoint_urls_are_parsed_or_rejected_as_by_botocore() {
        let cases = [
            ("http://a", "http://a"),
            ("HTTP://A:8/b/", "http://A:8/b/"),
            ("http://u:p@a/b c?d= é#f", "http://u:p@a/b%20c ? d=%20%C3%A9"),
            ("http://a/%20?", "http://a/%20"),
            ("https://[::1]:9", "https://[::1]:9"),
            ("http://a:99999", "Port out of range 0-65535"),
            ("http://a:-1", "Port could not be cast to integer value as '-1'"),
            ("http://a:", "http://a:"),
            (
                "ftp://x",
                "An HTTP Client raised an unhandled exception: Not supported URL scheme ftp",
            ),
            ("http://[::1", "Invalid IPv6 URL"),
            ("http://", "Invalid endpoint: http://"),
            ("http://:80", "Invalid endpoint: http://:80"),
            ("http://a_b", "Invalid endpoint: http://a_b"),
            ("http://-a", "Invalid endpoint: http://-a"),
            ("http:a", "Invalid endpoint: http:a"),
            ("a:9", "Invalid endpoint: a:9"),
        ];
        for (url, want) in cases {
            let read = EndpointUrl::parse(url).and_then(|endpoint| {
                let query = endpoint.query().map(|query| format!(" ? {query}"));
                Ok(endpoint.base()? + &query.unwrap_or_default())
            });
            let got = read.unwrap_or_else(|error| error.to_string());
            assert_eq!(got, want, "case: {url}");
        }
    }
}
