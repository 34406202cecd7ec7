//! Limits the number of concurrent connections, in total and per client.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Limits the number of concurrent connections, in total and per client.
#[derive(Debug, Clone)]
pub(super) struct ConnectionLimiter {
    max_connections: usize,
    permits: Arc<Semaphore>,
    max_per_client: usize,
    clients: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// The permit of one connection, returned to the limiter when it is dropped.
#[derive(Debug)]
pub(super) struct ConnectionPermit {
    limiter: ConnectionLimiter,
    client: IpAddr,
    _permit: OwnedSemaphorePermit,
}

impl ConnectionLimiter {
    /// Permits `max_connections` connections in total and `max_per_client` of one client.
    pub(super) fn new(max_connections: usize, max_per_client: usize) -> Self {
        let max_connections = max_connections.min(Semaphore::MAX_PERMITS);
        let permits = Arc::new(Semaphore::new(max_connections));
        Self { max_connections, permits, max_per_client, clients: Arc::default() }
    }

    /// Returns the maximum number of concurrent connections.
    pub(super) fn max_connections(&self) -> usize {
        self.max_connections
    }

    /// Waits until the total permits one more connection.
    pub(super) async fn acquire(&self) -> OwnedSemaphorePermit {
        Arc::clone(&self.permits).acquire_owned().await.expect("the semaphore is never closed")
    }

    /// Returns a permit for a connection from `address`, or nothing if that client has reached its
    /// maximum.
    pub(super) fn admit(
        &self,
        address: IpAddr,
        permit: OwnedSemaphorePermit,
    ) -> Option<ConnectionPermit> {
        let client = client(address);
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let connections = clients.entry(client).or_insert(0);
        if *connections >= self.max_per_client {
            return None;
        }
        *connections += 1;
        drop(clients);
        Some(ConnectionPermit { limiter: self.clone(), client, _permit: permit })
    }
}

/// Returns the address under which connections from `address` are counted. One IPv6 client has a
/// /64 network and can use every address in it.
fn client(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
        address => address,
    }
}

impl Drop for ConnectionPermit {
    fn drop(&mut self) {
        let mut clients = self.limiter.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(connections) = clients.get_mut(&self.client) {
            *connections -= 1;
            if *connections == 0 {
                clients.remove(&self.client);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn limiter_counts_an_ipv6_network_as_one_client_and_mapped_addresses_as_ipv4() {
        let cases = [
            ("2001:db8:0:1::1", "2001:db8:0:1:ffff:ffff:ffff:ffff", true),
            ("2001:db8:0:1::1", "2001:db8:0:2::1", false),
            ("192.0.2.1", "::ffff:192.0.2.1", true),
            ("::ffff:192.0.2.1", "::ffff:192.0.2.2", false),
            ("192.0.2.1", "192.0.2.2", false),
        ];
        for (first, second, same) in cases {
            let limiter = ConnectionLimiter::new(2, 1);
            let _first = limiter.admit(first.parse().unwrap(), limiter.acquire().await).unwrap();
            let admitted = limiter.admit(second.parse().unwrap(), limiter.acquire().await);
            assert_eq!(admitted.is_none(), same, "{first} {second}");
        }
    }
}
