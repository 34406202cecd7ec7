//! Through which proxy requests go, as Python's `urllib` reads the environment.

use aws_smithy_http_client::proxy::ProxyConfig;
use hyper_util::client::proxy::matcher::Matcher;

/// How a client gets to where it sends requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Way {
    /// Without a proxy.
    Straight,
    /// Through the proxy at this address.
    Through(String),
    /// As the environment says for each address: the client is for more than one.
    AsSaid,
}

impl Way {
    /// Finds the way to `url`, or, without one, to whatever the client will be asked for.
    pub(super) fn to(url: Option<&str>) -> Self {
        let proxies = Proxies::of_environment();
        match url.map(|url| proxies.through(url)) {
            Some(Some(proxy)) => Self::Through(proxy),
            Some(None) => Self::Straight,
            None if proxies.has_none() => Self::Straight,
            None => Self::AsSaid,
        }
    }

    /// Returns it as the SDK's client takes it.
    pub(super) fn config(&self) -> ProxyConfig {
        match self {
            Self::Straight => ProxyConfig::disabled(),
            // One that is no address is none, as in the environment.
            Self::Through(proxy) => {
                ProxyConfig::all(proxy.as_str()).unwrap_or_else(|_| ProxyConfig::disabled())
            }
            Self::AsSaid => ProxyConfig::from_env(),
        }
    }

    /// Returns it as a client of our own takes it.
    pub(super) fn matcher(&self) -> Matcher {
        match self {
            Self::Straight => Matcher::builder().build(),
            Self::Through(proxy) => Matcher::builder().all(proxy.as_str()).build(),
            Self::AsSaid => Matcher::from_env(),
        }
    }

    /// Returns the proxy as messages name it: without who asks it.
    pub(super) fn shown(&self) -> Option<String> {
        let Self::Through(proxy) = self else { return None };
        let (scheme, rest) = proxy.split_once("://")?;
        Some(match rest.rsplit_once('@') {
            Some((_, host)) => format!("{scheme}://***:***@{host}"),
            None => proxy.clone(),
        })
    }
}

/// What the environment says.
#[derive(Debug, Default)]
struct Proxies {
    http: Option<String>,
    https: Option<String>,
    /// Which hosts are asked without.
    no: Option<String>,
}

impl Proxies {
    fn of_environment() -> Self {
        let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Self::of(&std::env::vars_os().filter_map(text).collect::<Vec<_>>())
    }

    /// Names in lower case go before others, and take a proxy back if they are set to nothing.
    fn of(variables: &[(String, String)]) -> Self {
        let find = |kind: &str| {
            let lower = format!("{kind}_proxy");
            let exact = variables.iter().find(|(name, _)| *name == lower);
            let any = || {
                variables
                    .iter()
                    .find(|(name, value)| name.eq_ignore_ascii_case(&lower) && !value.is_empty())
            };
            let (_, value) = exact.or_else(any)?;
            Some(value.clone()).filter(|value| !value.is_empty())
        };
        // A program that a web server runs must not take a header called `Proxy` for one.
        let is_cgi = variables.iter().any(|(name, _)| name == "REQUEST_METHOD");
        let lower = |name: &str| variables.iter().any(|(known, _)| known == name);
        let http = find("http").filter(|_| !is_cgi || lower("http_proxy"));
        Self { http, https: find("https"), no: find("no") }
    }

    /// Tells whether nothing goes through a proxy.
    fn has_none(&self) -> bool {
        self.no.as_deref() == Some("*") || self.http.is_none() && self.https.is_none()
    }

    /// Returns the proxy through which a request to `url` goes.
    fn through(&self, url: &str) -> Option<String> {
        let (scheme, rest) = url.split_once("://")?;
        let proxy = match scheme {
            "http" => self.http.as_ref()?,
            "https" => self.https.as_ref()?,
            _ => return None,
        };
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default().to_lowercase();
        if self.passes_by(&host) {
            return None;
        }
        Some(match proxy.strip_prefix("//") {
            Some(rest) => format!("http://{rest}"),
            None if proxy.starts_with("http:") || proxy.starts_with("https:") => proxy.clone(),
            None => format!("http://{proxy}"),
        })
    }

    /// Tells whether `host`, with its port, is asked without a proxy: by a name in the list, or as
    /// a part of one. Networks there are none of, as in Python.
    fn passes_by(&self, host: &str) -> bool {
        let Some(no) = &self.no else { return false };
        let is_port = |port: &str| port.bytes().all(|b| b.is_ascii_digit());
        let bare = match host.rsplit_once(':') {
            Some((bare, port)) if is_port(port) => bare,
            _ => host,
        };
        let names = no.split(',').map(|name| name.trim().trim_start_matches('.').to_lowercase());
        no == "*"
            || names.filter(|name| !name.is_empty()).any(|name| {
                [bare, host].into_iter().any(|host| {
                    host.strip_suffix(&*name)
                        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
                })
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &str) -> Proxies {
        let pair = |word: &str| {
            let (name, value) = word.split_once('=').unwrap();
            (name.to_owned(), value.to_owned())
        };
        Proxies::of(&variables.split_whitespace().map(pair).collect::<Vec<_>>())
    }

    #[test]
    fn the_environment_is_read_as_python_reads_it() {
        // From Python's urllib.request: getproxies(), proxy_bypass().
        let cases = [
            ("", "http://a", None),
            ("HTTP_PROXY=http://p:1", "http://a", Some("http://p:1")),
            ("HTTP_PROXY=p:1", "http://a", Some("http://p:1")),
            ("HTTP_PROXY=//p:1", "http://a", Some("http://p:1")),
            ("HTTP_PROXY=http://p:1", "https://a", None),
            ("HTTPS_PROXY=http://p:1", "https://a", Some("http://p:1")),
            ("ALL_PROXY=http://p:1 all_proxy=http://p:1", "http://a", None),
            ("HTTP_PROXY=http://p:1 http_proxy=http://q", "http://a", Some("http://q")),
            ("HTTP_PROXY=http://p:1 http_proxy=", "http://a", None),
            ("HTTP_PROXY= http_proxy=http://q", "http://a", Some("http://q")),
            ("HTTP_PROXY=http://p REQUEST_METHOD=GET", "http://a", None),
            ("http_proxy=http://p REQUEST_METHOD=GET", "http://a", Some("http://p")),
            ("HTTP_PROXY=http://p NO_PROXY=*", "http://a", None),
            ("HTTP_PROXY=http://p NO_PROXY=x,*", "http://a", Some("http://p")),
            ("HTTP_PROXY=http://p NO_PROXY=x,a", "http://a:8/b", None),
            ("HTTP_PROXY=http://p NO_PROXY=a:8", "http://a:8/b", None),
            ("HTTP_PROXY=http://p NO_PROXY=a:9", "http://a:8/b", Some("http://p")),
            ("HTTP_PROXY=http://p NO_PROXY=.B", "http://a.b", None),
            ("HTTP_PROXY=http://p NO_PROXY=b", "http://ab", Some("http://p")),
            ("HTTP_PROXY=http://p NO_PROXY=0.0.1", "http://127.0.0.1", None),
            ("HTTP_PROXY=http://p NO_PROXY=127.0.0.0/8", "http://127.0.0.1", Some("http://p")),
            ("HTTP_PROXY=http://p NO_PROXY=a no_proxy=b", "http://a", Some("http://p")),
        ];
        for (variables, url, want) in cases {
            assert_eq!(of(variables).through(url).as_deref(), want, "case: {variables} {url}");
        }
    }

    #[test]
    fn messages_do_not_say_who_asks_the_proxy() {
        let way = |proxy: &str| Way::Through(proxy.to_owned()).shown();
        assert_eq!(way("http://me:secret@p:1").as_deref(), Some("http://***:***@p:1"));
        assert_eq!(way("http://p:1").as_deref(), Some("http://p:1"));
    }
}
