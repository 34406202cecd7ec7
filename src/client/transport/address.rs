//! The address of a service that the caller or the configuration gives, taken apart as botocore
//! does.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::client::error::ClientError;

/// What Python's HTTP client encodes of a path or query that is not encoded yet.
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

/// An address.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address {
    scheme: String,
    /// Host, and what may stand around it.
    authority: String,
    port: Option<String>,
    /// As it goes over the wire, and so is the query.
    path: String,
    query: Option<String>,
}

impl Address {
    /// Takes `url` apart.
    ///
    /// # Errors
    ///
    /// [`ClientError::BadEndpoint`] without a host that could be one, [`ClientError::BadAddress`]
    /// with a bracket that is not closed.
    pub(super) fn read(url: &str) -> Result<Self, ClientError> {
        let bad = || ClientError::BadEndpoint(url.to_owned());
        let (scheme, rest) = url.split_once("://").ok_or_else(bad)?;
        let at = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at(at);
        if authority.contains('[') != authority.contains(']') {
            return Err(ClientError::BadAddress("Invalid IPv6 URL".to_owned()));
        }
        let place = authority.rsplit_once('@').map_or(authority, |(_, place)| place);
        let (host, port) = match place.split_once('[').and_then(|(_, inner)| inner.split_once(']'))
        {
            Some((_, port)) => (None, port.strip_prefix(':')),
            None => match place.split_once(':') {
                Some((host, port)) => (Some(host), Some(port)),
                None => (Some(place), None),
            },
        };
        let is_unsafe = url.contains(['\t', '\r', '\n']);
        if is_unsafe || host.is_some_and(|host| !is_host(host)) {
            return Err(bad());
        }
        let wire = |text: &str| utf8_percent_encode(text, ENCODED).to_string();
        let rest = rest.split('#').next().unwrap_or_default();
        let (path, query) = match rest.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (rest, None),
        };
        Ok(Self {
            scheme: scheme.to_lowercase(),
            authority: authority.to_owned(),
            port: port.filter(|port| !port.is_empty()).map(str::to_owned),
            path: wire(path),
            query: query.filter(|query| !query.is_empty()).map(wire),
        })
    }

    /// Returns the address without its query, for the SDK.
    ///
    /// # Errors
    ///
    /// [`ClientError::BadAddress`] for what no request can be sent to.
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

    /// Returns the query, which every request has before its own.
    pub(super) fn query(&self) -> Option<&str> {
        self.query.as_deref()
    }
}

/// Tells whether a name can be one of a host.
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
    fn addresses_are_taken_apart_or_refused_as_by_botocore() {
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
            let read = Address::read(url).and_then(|address| {
                let query = address.query().map(|query| format!(" ? {query}"));
                Ok(address.base()? + &query.unwrap_or_default())
            });
            let got = read.unwrap_or_else(|error| error.to_string());
            assert_eq!(got, want, "case: {url}");
        }
    }
}
