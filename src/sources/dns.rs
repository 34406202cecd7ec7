//! DNS overrides: addresses that replace the DNS lookup of a host, given with
//! `meshctl serve --resolve`.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::str::FromStr;

use tokio::sync::watch;

use super::Versioned;

/// Source of the DNS overrides.
#[derive(Debug, Clone)]
pub struct DnsSource(watch::Receiver<Versioned<DnsOverrides>>);

impl DnsSource {
    /// Returns a source that follows `overrides`.
    #[must_use]
    pub fn new(overrides: watch::Receiver<Versioned<DnsOverrides>>) -> Self {
        Self(overrides)
    }

    /// Returns a source that never changes.
    #[must_use]
    pub fn fixed(overrides: DnsOverrides) -> Self {
        Self(watch::channel(Versioned::new(1, overrides)).1)
    }

    /// Returns a subscription to the overrides.
    #[must_use]
    pub fn subscribe(&self) -> DnsSubscription {
        let mut receiver = self.0.clone();
        receiver.mark_changed();
        DnsSubscription(receiver)
    }
}

/// A subscription to the DNS overrides.
#[derive(Debug)]
pub struct DnsSubscription(watch::Receiver<Versioned<DnsOverrides>>);

impl DnsSubscription {
    /// Returns the current overrides at the first call, then waits for changes. Cancel safe.
    pub async fn next(&mut self) -> Versioned<DnsOverrides> {
        if self.0.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
        self.0.borrow_and_update().clone()
    }
}

/// Addresses that replace DNS lookups, as with curl's `--resolve`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct DnsOverrides(BTreeMap<(String, Option<u16>), SocketAddr>);

impl DnsOverrides {
    /// Maps `host` to `address`: on port `port`, or on every port without an override.
    pub fn insert(&mut self, host: &str, port: Option<u16>, address: SocketAddr) {
        self.0.insert((normalized(host), port), address);
    }

    /// Returns the address for `host` on `port`, if there is an override.
    #[must_use]
    pub fn find(&self, host: &str, port: u16) -> Option<SocketAddr> {
        let host = normalized(host);
        let exact = self.0.get(&(host.clone(), Some(port)));
        exact.or_else(|| self.0.get(&(host, None))).copied()
    }
}

/// DNS names are case-insensitive, and a trailing dot does not matter.
fn normalized(host: &str) -> String {
    host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase()
}

impl Extend<DnsOverride> for DnsOverrides {
    fn extend<I: IntoIterator<Item = DnsOverride>>(&mut self, items: I) {
        for DnsOverride { host, port, address } in items {
            self.insert(&host, port, address);
        }
    }
}

/// One override, parsed from `HOST[:PORT]=ADDRESS:PORT`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DnsOverride {
    host: String,
    port: Option<u16>,
    address: SocketAddr,
}

/// The string is not an override.
#[derive(Debug, thiserror::Error)]
#[error("invalid override `{0}`: expected HOST[:PORT]=ADDRESS:PORT")]
pub struct InvalidDnsOverride(String);

impl FromStr for DnsOverride {
    type Err = InvalidDnsOverride;

    fn from_str(string: &str) -> Result<Self, InvalidDnsOverride> {
        let parse = || {
            let (host, address) = string.split_once('=')?;
            let (host, port) = match host.split_once(':') {
                Some((host, port)) => (host, Some(port.parse().ok()?)),
                None => (host, None),
            };
            let address = address.parse().ok()?;
            (!host.is_empty()).then(|| Self { host: host.to_owned(), port, address })
        };
        parse().ok_or_else(|| InvalidDnsOverride(string.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;

    #[test]
    fn an_override_with_a_port_takes_precedence() {
        let mut overrides = DnsOverrides::default();
        overrides.extend(["Jazz.prod=127.0.0.1:1", "jazz.prod.:9080=[::1]:2"].map(|string| {
            let one: DnsOverride = string.parse().unwrap();
            one
        }));
        let found = |host, port| overrides.find(host, port).map(|at| at.to_string());
        assert_eq!(found("jazz.prod", 9080).as_deref(), Some("[::1]:2"));
        assert_eq!(found("jazz.prod.", 80).as_deref(), Some("127.0.0.1:1"));
        assert_eq!(found("metal.prod", 80), None);
    }

    #[tokio::test]
    async fn a_subscription_yields_the_current_overrides_then_each_change() {
        let (sender, receiver) = watch::channel(Versioned::new(1, DnsOverrides::default()));
        let mut subscription = DnsSource::new(receiver).subscribe();
        assert_eq!(subscription.next().await.version, 1);
        sender.send_replace(Versioned::new(2, DnsOverrides::default()));
        assert_eq!(subscription.next().await.version, 2);
        drop(sender);
        assert!(subscription.next().now_or_never().is_none(), "no more changes");
    }

    #[test]
    fn other_strings_are_invalid() {
        for string in ["", "a", "=1.2.3.4:5", "a=1.2.3.4", "a:b=1.2.3.4:5", "a=b:5"] {
            assert!(string.parse::<DnsOverride>().is_err(), "{string}");
        }
    }
}
