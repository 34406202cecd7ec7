//! Listeners of workloads.

use std::time::Duration;

use serde::Serialize;

use super::tls::ServerTls;
use super::{PortProtocol, millis};

/// A port on which a workload accepts requests or connections.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Listener {
    /// Port number, unique among the listeners of a workload.
    pub port: u16,
    /// Protocol of the port.
    pub protocol: PortProtocol,
    /// TLS that it offers or requires; without it, plain text.
    pub tls: Option<ServerTls>,
    /// Limits on concurrent traffic to the application.
    pub connection_pool: ConnectionPool,
    /// Timeouts of traffic to the application.
    pub timeouts: Timeouts,
    /// Active health check by callers, if there is one.
    pub health_check: Option<HealthCheck>,
    /// Ejection of failing instances by callers, if it is configured.
    pub outlier_detection: Option<OutlierDetection>,
}

/// Time limits of requests or connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Timeouts {
    /// Limit on a whole request, 0 for none; `None` for TCP, which has no requests.
    #[serde(rename = "perRequestMs", serialize_with = "millis::optional")]
    pub per_request: Option<Duration>,
    /// Limit on the time without traffic, 0 for none; `None` is the default of the proxy.
    #[serde(rename = "idleMs", serialize_with = "millis::optional")]
    pub idle: Option<Duration>,
}

/// Limits on concurrent use of a listener; `None` is unlimited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionPool {
    /// Concurrent connections.
    pub max_connections: Option<u32>,
    /// Requests that wait for a connection.
    pub max_pending_requests: Option<u32>,
    /// Concurrent requests.
    pub max_requests: Option<u32>,
}

/// Active health checking of each instance behind a listener.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HealthCheck {
    /// What to send.
    pub probe: HealthProbe,
    /// Port to send it to.
    pub port: u16,
    /// Time between two checks.
    #[serde(rename = "intervalMs", serialize_with = "millis::required")]
    pub interval: Duration,
    /// Time to wait for a response.
    #[serde(rename = "timeoutMs", serialize_with = "millis::required")]
    pub timeout: Duration,
    /// Successes in a row that make an instance healthy.
    pub healthy_threshold: u8,
    /// Failures in a row that make an instance unhealthy.
    pub unhealthy_threshold: u8,
}

/// A health check request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum HealthProbe {
    /// An HTTP/1.1 GET.
    Http {
        /// Its path.
        path: String,
    },
    /// An HTTP/2 GET.
    Http2 {
        /// Its path.
        path: String,
    },
    /// A call of the gRPC health checking protocol.
    Grpc,
    /// A TCP connection.
    Tcp,
}

/// Ejection of instances that return server errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OutlierDetection {
    /// Server errors in a row that eject an instance.
    pub max_server_errors: u64,
    /// Time between two evaluations.
    #[serde(rename = "intervalMs", serialize_with = "millis::required")]
    pub interval: Duration,
    /// Time of the first ejection; each further one lasts longer.
    #[serde(rename = "baseEjectionDurationMs", serialize_with = "millis::required")]
    pub base_ejection_duration: Duration,
    /// Most instances to eject at a time: 0 to 100 percent.
    pub max_ejection_percent: u8,
}

/// Limit on a request where the configuration has none, on either side
/// (`docs/behaviour/envoy.md#timeouts`).
const PER_REQUEST: Duration = Duration::from_secs(15);

impl Timeouts {
    /// Returns timeouts for `protocol`, with defaults for what is not configured.
    pub(super) fn new(
        protocol: PortProtocol,
        per_request: Option<Duration>,
        idle: Option<Duration>,
    ) -> Self {
        let limited = protocol != PortProtocol::Tcp;
        Self { per_request: limited.then(|| per_request.unwrap_or(PER_REQUEST)), idle }
    }
}
