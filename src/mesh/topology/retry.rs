//! Retries (`docs/behaviour/envoy.md#retries`).

use std::collections::BTreeSet;
use std::time::Duration;

use serde::Serialize;

use super::millis;
/// Which failed requests are sent again, and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RetryPolicy {
    /// Most retries of a request; at least 1.
    pub max_retries: u64,
    /// Limit on each attempt, 0 for none; without it, only that on the whole request applies.
    #[serde(rename = "perTryTimeoutMs", serialize_with = "millis::optional")]
    pub per_try_timeout: Option<Duration>,
    /// Conditions to retry on, without duplicates.
    pub conditions: Vec<RetryCondition>,
    /// HTTP statuses to retry on.
    pub statuses: BTreeSet<u16>,
}

/// A failure that is not an HTTP status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RetryCondition {
    /// The server reset the stream, closed the connection or did not respond in time.
    Reset,
    /// The connection failed.
    ConnectFailure,
    /// The server refused the stream.
    RefusedStream,
    /// gRPC status `CANCELLED`.
    Cancelled,
    /// gRPC status `DEADLINE_EXCEEDED`.
    DeadlineExceeded,
    /// gRPC status `INTERNAL`.
    Internal,
    /// gRPC status `RESOURCE_EXHAUSTED`.
    ResourceExhausted,
    /// gRPC status `UNAVAILABLE`.
    Unavailable,
}

impl Default for RetryPolicy {
    /// Returns the policy of routes that configure none.
    fn default() -> Self {
        Self {
            max_retries: 2,
            per_try_timeout: None,
            conditions: vec![
                RetryCondition::Reset,
                RetryCondition::ConnectFailure,
                RetryCondition::RefusedStream,
                RetryCondition::Unavailable,
            ],
            statuses: [503].into(),
        }
    }
}

impl RetryPolicy {
    /// Adds a condition, unless the policy has it.
    pub(super) fn add(&mut self, condition: RetryCondition) {
        if !self.conditions.contains(&condition) {
            self.conditions.push(condition);
        }
    }
}
