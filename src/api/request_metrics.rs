//! What the API counts of its requests.

use std::sync::LazyLock;
use std::time::Duration;

use super::error;
use crate::metrics::{Counter, Gauge, Histogram, MetricsPage};
use crate::model::{Operation, model};

/// What the API counts of its requests. Operations and codes are known beforehand, so nothing is
/// ever added to it and nobody waits.
#[derive(Debug)]
pub struct RequestMetrics {
    /// One for each operation, in the order of the model, and one for all else.
    rows: Vec<OperationMetrics>,
    /// Requests that are not answered yet.
    pub(super) in_flight: Gauge,
}

#[derive(Debug)]
struct OperationMetrics {
    /// One for each of [`CODES`].
    codes: Vec<Counter>,
    times: Histogram,
}

/// What a request can come to; the first is that it went well, the last an error of another
/// service's.
static CODES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| ["OK"].into_iter().chain(error::codes()).chain([OTHERS]).collect());

/// What is called an operation although it is none: requests of our own and to other services, and
/// those that are for no operation.
const OTHERS: &str = "Other";

impl Default for RequestMetrics {
    fn default() -> Self {
        let row = || OperationMetrics {
            codes: CODES.iter().map(|_| Counter::default()).collect(),
            times: Histogram::durations(),
        };
        let rows = std::iter::repeat_with(row).take(model().operations.len() + 1).collect();
        Self { rows, in_flight: Gauge::default() }
    }
}

impl RequestMetrics {
    /// Counts an answer; `code` is that of an error.
    pub(super) fn answered(
        &self,
        operation: Option<&Operation>,
        code: Option<&str>,
        time: Duration,
    ) {
        let names = || model().operations.keys();
        let at = operation.and_then(|operation| names().position(|name| *name == operation.name));
        let row = &self.rows[at.unwrap_or(self.rows.len() - 1)];
        let code = code.unwrap_or(CODES[0]);
        let at = CODES.iter().position(|known| *known == code);
        row.codes[at.unwrap_or(CODES.len() - 1)].increment();
        row.times.observe_duration(time);
    }

    /// Writes them down. Operations that nobody has called are left out.
    pub fn write(&self, page: &mut MetricsPage) {
        let names = model().operations.keys().copied().chain([OTHERS]);
        let called: Vec<(&str, &OperationMetrics)> =
            names.zip(&self.rows).filter(|(_, row)| row.is_used()).collect();
        page.family("meshctl_requests_total", "counter", "Answered requests to the API.");
        for (operation, row) in &called {
            for (code, count) in CODES.iter().zip(&row.codes).filter(|(_, count)| count.value() > 0)
            {
                let labels = [("operation", *operation), ("code", code)];
                page.sample("meshctl_requests_total", &labels, count.value());
            }
        }
        let name = "meshctl_request_duration_seconds";
        page.family(name, "histogram", "Time from the head of a request to its answer.");
        for (operation, row) in &called {
            page.histogram(name, &[("operation", operation)], &row.times);
        }
        let help = "Requests that are not answered yet.";
        page.single("meshctl_requests_in_flight", "gauge", help, self.in_flight.value());
    }
}

impl OperationMetrics {
    fn is_used(&self) -> bool {
        self.codes.iter().any(|count| count.value() > 0)
    }
}
