//! Conversion of App Mesh durations to Rust durations.

use std::time::Duration as StdDuration;

use super::types::{Duration, DurationUnit};

impl Duration {
    /// Converts to [`std::time::Duration`]. The service requires neither member: a missing value is
    /// 0, and a missing unit is milliseconds (`docs/behaviour/api.md#durations`).
    #[must_use]
    pub fn time(&self) -> StdDuration {
        let value = self.value.unwrap_or(0);
        match self.unit {
            Some(DurationUnit::S) => StdDuration::from_secs(value),
            Some(DurationUnit::Ms) | None => StdDuration::from_millis(value),
        }
    }
}
