//! App Mesh durations as Rust durations.

use std::time::Duration as Time;

use super::types::{Duration, DurationUnit};

impl Duration {
    /// Converts to a [`std::time::Duration`]. A missing value is 0 and a missing unit is
    /// milliseconds: the service requires neither (`docs/behaviour/api.md#durations`).
    #[must_use]
    pub fn time(&self) -> Time {
        let value = self.value.unwrap_or(0);
        match self.unit {
            Some(DurationUnit::S) => Time::from_secs(value),
            Some(DurationUnit::Ms) | None => Time::from_millis(value),
        }
    }
}
