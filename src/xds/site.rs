//! Where a proxy runs: what the mesh does not say, and the proxy's surroundings do.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::str::FromStr;

/// The surroundings of one proxy. The default is App Mesh's own: behind iptables, real DNS.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Site {
    /// How connections come to the proxy.
    pub mode: Mode,
    /// Hosts that are not asked of DNS.
    pub resolve: Overrides,
}

/// How connections come to a proxy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Redirected by iptables to ports 15000 and 15001; their first destination is known.
    #[default]
    Transparent,
    /// The application addresses the proxy explicitly, as it would an HTTP proxy. Needs no
    /// privileges; the destination is known from the `Host` header only
    /// (`docs/behaviour/envoy.md#explicit-proxies`).
    Explicit {
        /// Where the application reaches the proxy.
        egress: SocketAddr,
        /// Where others reach the proxy; none for a node that is only a client.
        ingress: Option<SocketAddr>,
        /// Where the application listens; by default on the listener's port of the loopback.
        application: Option<SocketAddr>,
    },
}

impl Mode {
    /// Tells whether the original destination of a connection is known.
    #[must_use]
    pub fn is_transparent(&self) -> bool {
        *self == Self::Transparent
    }
}

/// Addresses that stand for hosts, as with curl's `--resolve`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Overrides(BTreeMap<(String, Option<u16>), SocketAddr>);

impl Overrides {
    /// Lets `address` stand for `host`: for its port `port`, or for every port that has no
    /// override of its own.
    pub fn insert(&mut self, host: &str, port: Option<u16>, address: SocketAddr) {
        self.0.insert((plain(host), port), address);
    }

    /// Returns what stands for `host` on `port`, if anything does.
    #[must_use]
    pub fn find(&self, host: &str, port: u16) -> Option<SocketAddr> {
        let host = plain(host);
        let exact = self.0.get(&(host.clone(), Some(port)));
        exact.or_else(|| self.0.get(&(host, None))).copied()
    }
}

/// DNS names mean the same in any case, and with or without a last dot.
fn plain(host: &str) -> String {
    host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase()
}

impl Extend<Override> for Overrides {
    fn extend<I: IntoIterator<Item = Override>>(&mut self, items: I) {
        for Override { host, port, address } in items {
            self.insert(&host, port, address);
        }
    }
}

/// One address that stands for a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    host: String,
    port: Option<u16>,
    address: SocketAddr,
}

/// The text is no override.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not of the form HOST[:PORT]=ADDRESS:PORT")]
pub struct BadOverride(String);

impl FromStr for Override {
    type Err = BadOverride;

    fn from_str(text: &str) -> Result<Self, BadOverride> {
        let parse = || {
            let (host, address) = text.split_once('=')?;
            let (host, port) = match host.split_once(':') {
                Some((host, port)) => (host, Some(port.parse().ok()?)),
                None => (host, None),
            };
            let address = address.parse().ok()?;
            (!host.is_empty()).then(|| Self { host: host.to_owned(), port, address })
        };
        parse().ok_or_else(|| BadOverride(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_override_of_one_port_wins_over_that_of_the_host() {
        let mut overrides = Overrides::default();
        overrides.extend(["Jazz.prod=127.0.0.1:1", "jazz.prod.:9080=[::1]:2"].map(|text| {
            let one: Override = text.parse().unwrap();
            one
        }));
        let found = |host, port| overrides.find(host, port).map(|at| at.to_string());
        assert_eq!(found("jazz.prod", 9080).as_deref(), Some("[::1]:2"));
        assert_eq!(found("jazz.prod.", 80).as_deref(), Some("127.0.0.1:1"));
        assert_eq!(found("metal.prod", 80), None);
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "a", "=1.2.3.4:5", "a=1.2.3.4", "a:b=1.2.3.4:5", "a=b:5"] {
            assert!(text.parse::<Override>().is_err(), "{text}");
        }
    }
}
