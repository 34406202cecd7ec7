//! How much one client may take of the server.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::acceptor::Lines;
use crate::api::{App, RateLimit, RateLimiter};
use crate::value_parser::{duration, integer_in};

/// More connections than any machine has ports and memory for.
const MOST: u64 = 1_000_000;

/// How much one client may take of the server.
#[derive(clap::Args, Debug, Clone)]
#[command(next_help_heading = "Limits")]
pub(super) struct Limits {
    /// Connections to the API at the same time; further ones wait
    #[arg(long, value_name = "N", default_value_t = 1024, allow_negative_numbers = true,
          value_parser = integer_in::<usize>(1..=MOST, 1000))]
    pub(super) max_connections: usize,
    /// Connections of Envoys at the same time; further ones wait
    #[arg(long, value_name = "N", default_value_t = 10_000, allow_negative_numbers = true,
          value_parser = integer_in::<usize>(1..=MOST, 1000))]
    pub(super) max_proxies: usize,
    /// Connections from one address, or one IPv6 network (/64), at the same time; further ones are
    /// closed
    #[arg(long, value_name = "N", default_value_t = 256, allow_negative_numbers = true,
          value_parser = integer_in::<usize>(1..=MOST, 1000))]
    pub(super) max_connections_per_client: usize,
    /// Time in which a connection must send the head of its next request, and in which a client
    /// must take some of an answer
    #[arg(long, value_name = "TIME", default_value = "60s", allow_negative_numbers = true,
          value_parser = duration)]
    pub(super) idle_timeout: Duration,
    /// Time in which a request must be sent and answered
    #[arg(long, value_name = "TIME", default_value = "30s", allow_negative_numbers = true,
          value_parser = duration)]
    pub(super) request_timeout: Duration,
    /// Requests a second that each caller may make: `aws` (40 reads and 8 writes, 5 at once), or
    /// READS,WRITES[,BURST] [default: as many as it likes]
    #[arg(long, value_name = "RATE", allow_negative_numbers = true)]
    pub(super) rate_limit: Option<RateLimit>,
}

impl Limits {
    /// Holds callers of `app` to a rate, and their requests to a time.
    pub(super) fn hold(&self, app: App) -> App {
        let limiter = self.rate_limit.map(|rate| Arc::new(RateLimiter::new(rate)));
        App { limiter, request_timeout: self.request_timeout, ..app }
    }

    /// Takes connections from `listener`, `all` at the same time.
    pub(super) fn lines(&self, listener: TcpListener, all: usize) -> Lines {
        Lines::new(listener, Gate::new(all, self.max_connections_per_client), self.idle_timeout)
    }

    /// Takes connections to the admin pages from `listener`. They are few, so no client may have
    /// more than half of them.
    pub(super) fn admin_lines(&self, listener: TcpListener) -> Lines {
        let per_client = self.max_connections_per_client.min(ADMIN_CONNECTIONS / 2);
        Lines::new(listener, Gate::new(ADMIN_CONNECTIONS, per_client), self.idle_timeout)
    }
}

/// Connections to the admin pages at the same time.
const ADMIN_CONNECTIONS: usize = 64;

/// Lets connections in: so many in all, so many from one client.
#[derive(Debug, Clone)]
pub(super) struct Gate {
    places: usize,
    all: Arc<Semaphore>,
    per_client: usize,
    clients: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// A connection's place, free again when it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    gate: Gate,
    client: IpAddr,
    _seat: OwnedSemaphorePermit,
}

impl Gate {
    pub(super) fn new(all: usize, per_client: usize) -> Self {
        let places = all.min(Semaphore::MAX_PERMITS);
        let all = Arc::new(Semaphore::new(places));
        Self { places, all, per_client, clients: Arc::default() }
    }

    /// How many connections there may be at the same time.
    pub(super) fn places(&self) -> usize {
        self.places
    }

    /// Waits until one more connection may come.
    pub(super) async fn free(&self) -> OwnedSemaphorePermit {
        Arc::clone(&self.all).acquire_owned().await.expect("it is never closed")
    }

    /// Gives the client at `address` the `seat`, unless it has as many as it may have.
    pub(super) fn admit(&self, address: IpAddr, seat: OwnedSemaphorePermit) -> Option<Place> {
        let client = client(address);
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = clients.entry(client).or_insert(0);
        if *taken >= self.per_client {
            return None;
        }
        *taken += 1;
        drop(clients);
        Some(Place { gate: self.clone(), client, _seat: seat })
    }
}

/// Whoever has `address`: a network of IPv6 (/64) is what one client gets, and it can take any
/// address of it.
fn client(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
        address => address,
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut clients = self.gate.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(taken) = clients.get_mut(&self.client) {
            *taken -= 1;
            if *taken == 0 {
                clients.remove(&self.client);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_ipv6_network_is_one_client_and_a_mapped_address_is_the_ipv4_one() {
        let cases = [
            ("2001:db8:0:1::1", "2001:db8:0:1:ffff:ffff:ffff:ffff", true),
            ("2001:db8:0:1::1", "2001:db8:0:2::1", false),
            ("192.0.2.1", "::ffff:192.0.2.1", true),
            ("::ffff:192.0.2.1", "::ffff:192.0.2.2", false),
            ("192.0.2.1", "192.0.2.2", false),
        ];
        for (first, second, same) in cases {
            let gate = Gate::new(2, 1);
            let _first = gate.admit(first.parse().unwrap(), gate.free().await).unwrap();
            let admitted = gate.admit(second.parse().unwrap(), gate.free().await);
            assert_eq!(admitted.is_none(), same, "{first} {second}");
        }
    }
}
