//! Where a proxy runs: what the mesh does not say, and the proxy's surroundings do.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::str::FromStr;

/// The surroundings of one proxy. The default is App Mesh's own: behind iptables, real DNS.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct ProxyEnv {
    /// How connections come to the proxy.
    pub interception: Interception,
    /// Hosts that are not asked of DNS.
    pub dns_overrides: DnsOverrides,
}

/// How connections come to a proxy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum Interception {
    /// Redirected by iptables to ports 15000 and 15001; their first destination is known.
    #[default]
    Iptables,
    /// The application addresses the proxy explicitly, as it would an HTTP proxy. Needs no
    /// privileges; the destination is known from the `Host` header only
    /// (`docs/behaviour/envoy.md#explicit-proxies`).
    ExplicitProxy {
        /// Where the application reaches the proxy.
        egress: SocketAddr,
        /// Where others reach the proxy; none for a node that is only a client.
        ingress: Option<SocketAddr>,
        /// Where the application listens; by default on the listener's port of the loopback.
        application: Option<SocketAddr>,
    },
}

impl Interception {
    /// Tells whether the original destination of a connection is known.
    #[must_use]
    pub fn is_transparent(&self) -> bool {
        *self == Self::Iptables
    }
}

/// Addresses that stand for hosts, as with curl's `--resolve`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct DnsOverrides(BTreeMap<(String, Option<u16>), SocketAddr>);

impl DnsOverrides {
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

impl Extend<DnsOverride> for DnsOverrides {
    fn extend<I: IntoIterator<Item = DnsOverride>>(&mut self, items: I) {
        for DnsOverride { host, port, address } in items {
            self.insert(&host, port, address);
        }
    }
}

/// One address that stands for a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DnsOverride {
    host: String,
    port: Option<u16>,
    address: SocketAddr,
}

/// The text is no override.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not of the form HOST[:PORT]=ADDRESS:PORT")]
pub struct InvalidDnsOverride(String);

impl FromStr for DnsOverride {
    type Err = InvalidDnsOverride;

    fn from_str(text: &str) -> Result<Self, InvalidDnsOverride> {
        let parse = || {
            let (host, address) = text.split_once('=')?;
            let (host, port) = match host.split_once(':') {
                Some((host, port)) => (host, Some(port.parse().ok()?)),
                None => (host, None),
            };
            let address = address.parse().ok()?;
            (!host.is_empty()).then(|| Self { host: host.to_owned(), port, address })
        };
        parse().ok_or_else(|| InvalidDnsOverride(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_override_of_one_port_wins_over_that_of_the_host() {
        let mut overrides = DnsOverrides::default();
        overrides.extend(["Jazz.prod=127.0.0.1:1", "jazz.prod.:9080=[::1]:2"].map(|text| {
            let one: DnsOverride = text.parse().unwrap();
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
            assert!(text.parse::<DnsOverride>().is_err(), "{text}");
        }
    }
}
