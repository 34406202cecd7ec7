//! Health and metrics of a store.

use std::error::Error as _;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::StoreError;
use crate::metrics::{Counter, Histogram};

/// Health and metrics of a store.
#[derive(Debug)]
pub struct Health {
    /// Time from the start of a transaction until it is durable.
    pub commits: Histogram,
    /// Number of commits per transaction.
    pub batches: Histogram,
    /// Number of transactions that could not be written.
    pub failures: Counter,
    failing: AtomicBool,
    damage: OnceLock<String>,
}

impl Default for Health {
    fn default() -> Self {
        Self {
            commits: Histogram::durations(),
            batches: Histogram::counts(),
            failures: Counter::default(),
            failing: AtomicBool::new(false),
            damage: OnceLock::new(),
        }
    }
}

impl Health {
    /// Returns whether the last transaction could not be written.
    #[must_use]
    pub fn is_failing(&self) -> bool {
        self.failing.load(Ordering::Relaxed)
    }

    /// Returns a description of the damage that was found since the store was opened. Intact
    /// entries can still be read.
    #[must_use]
    pub fn damage(&self) -> Option<&str> {
        self.damage.get().map(String::as_str)
    }

    /// Records `error` if it means that the store is damaged. Logs the first one.
    pub fn record_damage(&self, error: &StoreError) {
        if !matches!(error, StoreError::Damaged { .. } | StoreError::Unreadable(_)) {
            return;
        }
        let cause = error.source().map(|source| format!(": {source}")).unwrap_or_default();
        let text = format!("{error}{cause}");
        if self.damage.set(text).is_ok() {
            tracing::error!(
                damage = self.damage(),
                "the store is damaged; intact resources are still served"
            );
        }
    }

    /// Records a transaction of `commits` commits that took `time`.
    pub(super) fn record_commit(&self, commits: usize, time: Duration) {
        self.commits.observe_duration(time);
        self.batches.observe(commits as u64);
        self.failing.store(false, Ordering::Relaxed);
    }

    /// Records a transaction that could not be written. Returns whether it is the first failure
    /// after a success.
    pub(super) fn record_failure(&self) -> bool {
        self.failures.increment();
        !self.failing.swap(true, Ordering::Relaxed)
    }
}
