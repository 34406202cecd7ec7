//! Access logs.

use serde::Serialize;

/// Where and how a workload logs requests and connections, inbound and outbound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AccessLog {
    /// Path of the log file, or `/dev/stdout` or `/dev/stderr`.
    pub path: String,
    /// Format of a log line.
    pub format: AccessLogFormat,
}

/// Format of a log line. Values contain command operators such as `%PROTOCOL%`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum AccessLogFormat {
    /// The default of the proxy.
    ProxyDefault,
    /// A line of text, with or without a newline at its end.
    Text(String),
    /// A JSON object, as names and values of its members in the order of the spec.
    Json(Vec<(String, String)>),
}
