//! Metrics of API requests.

use std::sync::LazyLock;
use std::time::Duration;

use super::error;
use crate::metrics::{Counter, Gauge, Histogram, MetricsPage};
use crate::model::{Operation, model};

/// Metrics of API requests. All operations and error codes are known in advance, so counting never
/// allocates or locks.
#[derive(Debug)]
pub struct RequestMetrics {
    /// One item per operation in the order of the model, and a last one for all other requests.
    operations: Vec<OperationMetrics>,
    /// Requests that have not been answered yet.
    pub(super) in_flight: Gauge,
}

#[derive(Debug)]
struct OperationMetrics {
    /// One counter for each of [`CODES`].
    codes: Vec<Counter>,
    times: Histogram,
}

/// The `code` labels: success first, then all error codes of the API, and last the errors of the
/// STS and IAM endpoints.
static CODES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| ["OK"].into_iter().chain(error::codes()).chain([OTHER]).collect());

/// Label of requests that are not App Mesh operations: the extension API, STS and IAM, and unknown
/// paths. Also the label of error codes that App Mesh does not have.
const OTHER: &str = "Other";

impl Default for RequestMetrics {
    fn default() -> Self {
        let metrics = || OperationMetrics {
            codes: CODES.iter().map(|_| Counter::default()).collect(),
            times: Histogram::durations(),
        };
        let operations =
            std::iter::repeat_with(metrics).take(model().operations.len() + 1).collect();
        Self { operations, in_flight: Gauge::default() }
    }
}

impl RequestMetrics {
    /// Records a response; `code` is the error code, if it is an error.
    pub(super) fn record(&self, operation: Option<&Operation>, code: Option<&str>, time: Duration) {
        let names = || model().operations.keys();
        let at = operation.and_then(|operation| names().position(|name| *name == operation.name));
        let metrics = &self.operations[at.unwrap_or(self.operations.len() - 1)];
        let code = code.unwrap_or(CODES[0]);
        let at = CODES.iter().position(|known| *known == code);
        metrics.codes[at.unwrap_or(CODES.len() - 1)].increment();
        metrics.times.observe_duration(time);
    }

    /// Writes the metrics to `page`. Operations without requests are omitted.
    pub fn write(&self, page: &mut MetricsPage) {
        let names = model().operations.keys().copied().chain([OTHER]);
        let called: Vec<(&str, &OperationMetrics)> =
            names.zip(&self.operations).filter(|(_, metrics)| metrics.is_used()).collect();
        page.family("meshctl_requests_total", "counter", "API requests, by operation and result.");
        for (operation, metrics) in &called {
            for (code, count) in
                CODES.iter().zip(&metrics.codes).filter(|(_, count)| count.value() > 0)
            {
                let labels = [("operation", *operation), ("code", code)];
                page.sample("meshctl_requests_total", &labels, count.value());
            }
        }
        let name = "meshctl_request_duration_seconds";
        page.family(name, "histogram", "Time from the request headers to the response.");
        for (operation, metrics) in &called {
            page.histogram(name, &[("operation", operation)], &metrics.times);
        }
        let help = "API requests in progress.";
        page.single("meshctl_requests_in_flight", "gauge", help, self.in_flight.value());
    }
}

impl OperationMetrics {
    fn is_used(&self) -> bool {
        self.codes.iter().any(|count| count.value() > 0)
    }
}
