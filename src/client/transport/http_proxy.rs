//! Selection of the HTTP proxy from the environment, as by Python's `urllib`.

use aws_smithy_http_client::proxy::ProxyConfig;
use hyper_util::client::proxy::matcher::Matcher;

/// How a client connects to its destination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ProxyRoute {
    /// Without a proxy.
    Direct,
    /// Through the proxy at this URL.
    Proxy(String),
    /// As configured in the environment for each URL, for a client with several destinations.
    Environment,
}

impl ProxyRoute {
    /// Returns the route to `url`, or, without a URL, for a client with several destinations.
    pub(super) fn to(url: Option<&str>) -> Self {
        let settings = ProxySettings::from_environment();
        match url.map(|url| settings.proxy_for(url)) {
            Some(Some(proxy)) => Self::Proxy(proxy),
            Some(None) => Self::Direct,
            None if settings.is_direct() => Self::Direct,
            None => Self::Environment,
        }
    }

    /// Returns the route for the SDK's client.
    pub(super) fn config(&self) -> ProxyConfig {
        match self {
            Self::Direct => ProxyConfig::disabled(),
            // An invalid URL is ignored, as in the environment.
            Self::Proxy(proxy) => {
                ProxyConfig::all(proxy.as_str()).unwrap_or_else(|_| ProxyConfig::disabled())
            }
            Self::Environment => ProxyConfig::from_env(),
        }
    }

    /// Returns the route for hyper clients.
    pub(super) fn matcher(&self) -> Matcher {
        match self {
            Self::Direct => Matcher::builder().build(),
            Self::Proxy(proxy) => Matcher::builder().all(proxy.as_str()).build(),
            Self::Environment => Matcher::from_env(),
        }
    }

    /// Returns the URL of the proxy for messages, with the credentials masked.
    pub(super) fn display(&self) -> Option<String> {
        let Self::Proxy(proxy) = self else { return None };
        let (scheme, rest) = proxy.split_once("://")?;
        Some(match rest.rsplit_once('@') {
            Some((_, host)) => format!("{scheme}://***:***@{host}"),
            None => proxy.clone(),
        })
    }
}

/// The proxy settings of the environment.
#[derive(Debug, Default)]
struct ProxySettings {
    http: Option<String>,
    https: Option<String>,
    /// Hosts to connect to without a proxy.
    no: Option<String>,
}

impl ProxySettings {
    fn from_environment() -> Self {
        let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Self::from_variables(&std::env::vars_os().filter_map(text).collect::<Vec<_>>())
    }

    /// Lowercase names take precedence; set to an empty string, they disable the proxy.
    fn from_variables(variables: &[(String, String)]) -> Self {
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
        // In a CGI program, `HTTP_PROXY` is the request header `Proxy` (httpoxy).
        let is_cgi = variables.iter().any(|(name, _)| name == "REQUEST_METHOD");
        let lower = |name: &str| variables.iter().any(|(known, _)| known == name);
        let http = find("http").filter(|_| !is_cgi || lower("http_proxy"));
        Self { http, https: find("https"), no: find("no") }
    }

    /// Returns whether no request uses a proxy.
    fn is_direct(&self) -> bool {
        self.no.as_deref() == Some("*") || self.http.is_none() && self.https.is_none()
    }

    /// Returns the proxy for requests to `url`.
    fn proxy_for(&self, url: &str) -> Option<String> {
        let (scheme, rest) = url.split_once("://")?;
        let proxy = match scheme {
            "http" => self.http.as_ref()?,
            "https" => self.https.as_ref()?,
            _ => return None,
        };
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default().to_lowercase();
        if self.is_excluded(&host) {
            return None;
        }
        Some(match proxy.strip_prefix("//") {
            Some(rest) => format!("http://{rest}"),
            None if proxy.starts_with("http:") || proxy.starts_with("https:") => proxy.clone(),
            None => format!("http://{proxy}"),
        })
    }

    /// Returns whether `no_proxy` excludes `host`, which may include a port: by name or as a
    /// subdomain. Networks in CIDR notation are not supported, as in Python.
    fn is_excluded(&self, host: &str) -> bool {
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

    fn settings(variables: &str) -> ProxySettings {
        let pair = |word: &str| {
            let (name, value) = word.split_once('=').unwrap();
            (name.to_owned(), value.to_owned())
        };
        ProxySettings::from_variables(&variables.split_whitespace().map(pair).collect::<Vec<_>>())
    }

    #[test]
    fn the_environment_is_read_as_by_python() {
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
            assert_eq!(
                settings(variables).proxy_for(url).as_deref(),
                want,
                "case: {variables} {url}"
            );
        }
    }

    #[test]
    fn messages_mask_proxy_credentials() {
        let display = |proxy: &str| ProxyRoute::Proxy(proxy.to_owned()).display();
        assert_eq!(display("http://me:secret@p:1").as_deref(), Some("http://***:***@p:1"));
        assert_eq!(display("http://p:1").as_deref(), Some("http://p:1"));
    }
}
