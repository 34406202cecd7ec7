//! How a store is doing, for whoever watches over it.

use std::error::Error as _;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::StoreError;
use crate::metrics::{Counter, Histogram};

/// How a store is doing.
#[derive(Debug)]
pub struct Health {
    /// Time from the beginning of a transaction until it is durable.
    pub commits: Histogram,
    /// Commits that shared a transaction.
    pub batches: Histogram,
    /// Transactions that could not be written.
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
    /// Tells whether the last transaction could not be written.
    #[must_use]
    pub fn is_failing(&self) -> bool {
        self.failing.load(Ordering::Relaxed)
    }

    /// Returns what was found to be damaged since the store was opened. What is sound can be read.
    #[must_use]
    pub fn damage(&self) -> Option<&str> {
        self.damage.get().map(String::as_str)
    }

    /// Notes `error` if it is one of a store that is damaged. The log says the first.
    pub fn note(&self, error: &StoreError) {
        if !matches!(error, StoreError::Damaged { .. } | StoreError::Unreadable(_)) {
            return;
        }
        let cause = error.source().map(|source| format!(": {source}")).unwrap_or_default();
        let text = format!("{error}{cause}");
        if self.damage.set(text).is_ok() {
            tracing::error!(damage = self.damage(), "what is sound is still served");
        }
    }

    /// Counts a transaction of `commits` that took `time`.
    pub(super) fn committed(&self, commits: usize, time: Duration) {
        self.commits.observe_duration(time);
        self.batches.observe(commits as u64);
        self.failing.store(false, Ordering::Relaxed);
    }

    /// Counts a transaction that could not be written, and tells whether it is the first after one
    /// that could.
    pub(super) fn failed(&self) -> bool {
        self.failures.increment();
        !self.failing.swap(true, Ordering::Relaxed)
    }
}
