//! App Mesh durations as Rust durations.

use std::time::Duration as Time;

use super::types::{Duration, DurationUnit};

impl Duration {
    /// Returns it as a time span. A missing value is 0, a missing unit is milliseconds; the
    /// service leaves both formally optional (`api-behaviour §6.1`).
    #[must_use]
    pub fn time(&self) -> Time {
        let value = self.value.unwrap_or(0);
        match self.unit {
            Some(DurationUnit::S) => Time::from_secs(value),
            Some(DurationUnit::Ms) | None => Time::from_millis(value),
        }
    }
}
