//! Flags that limit what one client can use of the server.

use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;

use super::acceptor::Acceptor;
use super::connection_limiter::ConnectionLimiter;
use crate::api::{App, RateLimit, RateLimiter};
use crate::model::quotas::Quotas;
use crate::value_parser::{duration, integer_in};

/// Upper bound of the connection flags: more than any host has ports and memory for.
const MAX_CONNECTIONS: u64 = 1_000_000;

/// Concurrent connections to the admin endpoints.
const ADMIN_CONNECTIONS: usize = 64;

/// Limits of `meshctl serve`.
#[derive(clap::Args, Debug, Clone)]
#[command(next_help_heading = "Limits")]
pub(super) struct LimitArgs {
    /// Maximum concurrent API connections; further connections wait
    #[arg(long, value_name = "N", default_value_t = 1024, allow_negative_numbers = true,
          value_parser = integer_in::<usize>(1..=MAX_CONNECTIONS, 1000))]
    pub(super) max_connections: usize,
    /// Maximum concurrent Envoy connections; further connections wait
    #[arg(long, value_name = "N", default_value_t = 10_000, allow_negative_numbers = true,
          value_parser = integer_in::<usize>(1..=MAX_CONNECTIONS, 1000))]
    pub(super) max_proxies: usize,
    /// Maximum concurrent connections per IPv4 address or IPv6 /64 network; further connections
    /// are closed
    #[arg(long, value_name = "N", default_value_t = 256, allow_negative_numbers = true,
          value_parser = integer_in::<usize>(1..=MAX_CONNECTIONS, 1000))]
    pub(super) max_connections_per_client: usize,
    /// Close connections that are idle for this long (waiting for request headers, or for the
    /// client to read)
    #[arg(long, value_name = "TIME", default_value = "60s", allow_negative_numbers = true,
          value_parser = duration)]
    pub(super) idle_timeout: Duration,
    /// Maximum time to receive and answer a request
    #[arg(long, value_name = "TIME", default_value = "30s", allow_negative_numbers = true,
          value_parser = duration)]
    pub(super) request_timeout: Duration,
    /// Requests per second per caller: `aws` (40 reads and 8 writes, burst 5), or
    /// READS,WRITES[,BURST] [default: unlimited]
    #[arg(long, value_name = "RATE", allow_negative_numbers = true)]
    pub(super) rate_limit: Option<RateLimit>,
    /// Resource and proxy quotas: `aws` for the defaults of AWS, or a JSON file such as
    /// {"virtualNodesPerMesh": 500} [default: unlimited]
    #[arg(long, value_name = "aws|FILE", value_parser = parse_quotas)]
    quotas: Option<Quotas>,
}

impl LimitArgs {
    /// Applies the rate limit and the request timeout to `app`.
    pub(super) fn apply_to(&self, app: App) -> App {
        let limiter = self.rate_limit.map(|rate| Arc::new(RateLimiter::new(rate)));
        App { limiter, request_timeout: self.request_timeout, ..app }
    }

    /// Returns the quotas; without the flag, nothing is limited.
    pub(super) fn quotas(&self) -> Quotas {
        self.quotas.unwrap_or_default()
    }

    /// Returns an acceptor for `listener` with `max_connections` concurrent connections.
    pub(super) fn acceptor(&self, listener: TcpListener, max_connections: usize) -> Acceptor {
        let limiter = ConnectionLimiter::new(max_connections, self.max_connections_per_client);
        Acceptor::new(listener, limiter, self.idle_timeout)
    }

    /// Returns an acceptor for the admin endpoints. They have few connections, so one client can
    /// use at most half of them.
    pub(super) fn admin_acceptor(&self, listener: TcpListener) -> Acceptor {
        let per_client = self.max_connections_per_client.min(ADMIN_CONNECTIONS / 2);
        let limiter = ConnectionLimiter::new(ADMIN_CONNECTIONS, per_client);
        Acceptor::new(listener, limiter, self.idle_timeout)
    }
}

fn parse_quotas(text: &str) -> Result<Quotas, String> {
    if text == "aws" {
        return Ok(Quotas::aws());
    }
    let json = std::fs::read_to_string(text).map_err(|error| error.to_string())?;
    Quotas::read(&json).map_err(|error| error.to_string())
}
