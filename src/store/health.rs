//! How a store is doing, for whoever watches over it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::meter::{Counter, Histogram};

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
}

impl Default for Health {
    fn default() -> Self {
        Self {
            commits: Histogram::of_times(),
            batches: Histogram::of_numbers(),
            failures: Counter::default(),
            failing: AtomicBool::new(false),
        }
    }
}

impl Health {
    /// Tells whether the last transaction could not be written.
    #[must_use]
    pub fn is_failing(&self) -> bool {
        self.failing.load(Ordering::Relaxed)
    }

    /// Counts a transaction of `commits` that took `time`.
    pub(super) fn committed(&self, commits: usize, time: Duration) {
        self.commits.took(time);
        self.batches.number(commits as u64);
        self.failing.store(false, Ordering::Relaxed);
    }

    /// Counts a transaction that could not be written, and tells whether it is the first after one
    /// that could.
    pub(super) fn failed(&self) -> bool {
        self.failures.one();
        !self.failing.swap(true, Ordering::Relaxed)
    }
}
