//! Counters, gauges and histograms that threads update without locks, and their exposition in
//! Prometheus' text format. What is counted is up to the other modules.

use std::fmt::{Display, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A number that only increases.
#[derive(Debug, Default)]
pub struct Counter(AtomicU64);

impl Counter {
    /// Adds one.
    pub fn increment(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// Returns the current value.
    #[must_use]
    pub fn value(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A current number.
#[derive(Debug, Default)]
pub struct Gauge(AtomicU64);

impl Gauge {
    /// Adds one until the returned guard is dropped.
    #[must_use]
    pub fn track(&self) -> GaugeGuard<'_> {
        self.0.fetch_add(1, Ordering::Relaxed);
        GaugeGuard(self)
    }

    /// Returns the current value.
    #[must_use]
    pub fn value(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// One unit of a [`Gauge`].
#[derive(Debug)]
pub struct GaugeGuard<'a>(&'a Gauge);

impl Drop for GaugeGuard<'_> {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Bucket bounds of durations, in microseconds: 100 µs to 30 s.
const TIMES_US: &[u64] = &[
    100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000,
    1_000_000, 2_500_000, 5_000_000, 10_000_000, 30_000_000,
];

/// Bucket bounds of small numbers.
const NUMBERS: &[u64] = &[1, 2, 4, 8, 16, 32, 64, 128];

/// A distribution of values over fixed buckets.
#[derive(Debug)]
pub struct Histogram {
    bounds: &'static [u64],
    /// One per bound, and one for larger values.
    counts: Vec<Counter>,
    sum: AtomicU64,
    /// Recorded units per exposed unit.
    per_unit: u32,
}

impl Histogram {
    /// Returns a histogram of durations, exposed in seconds.
    #[must_use]
    pub fn durations() -> Self {
        Self::new(TIMES_US, 1_000_000)
    }

    /// Returns a histogram of small numbers.
    #[must_use]
    pub fn counts() -> Self {
        Self::new(NUMBERS, 1)
    }

    fn new(bounds: &'static [u64], per_unit: u32) -> Self {
        let counts = std::iter::repeat_with(Counter::default).take(bounds.len() + 1).collect();
        Self { bounds, counts, sum: AtomicU64::new(0), per_unit }
    }

    /// Records a duration.
    pub fn observe_duration(&self, time: Duration) {
        self.observe(u64::try_from(time.as_micros()).unwrap_or(u64::MAX));
    }

    /// Records a value.
    pub fn observe(&self, number: u64) {
        let at = self.bounds.iter().position(|bound| number <= *bound);
        self.counts[at.unwrap_or(self.bounds.len())].increment();
        self.sum.fetch_add(number, Ordering::Relaxed);
    }

    #[allow(clippy::cast_precision_loss, reason = "a sum of 2^53 µs is 285 years")]
    fn exposed(&self, number: u64) -> f64 {
        number as f64 / f64::from(self.per_unit)
    }
}

/// A page of metrics in Prometheus' text format, version 0.0.4.
#[derive(Debug, Default)]
pub struct MetricsPage(String);

impl MetricsPage {
    /// Starts a metric family: the following lines belong to it.
    pub fn family(&mut self, name: &str, kind: &str, help: &str) {
        self.line(format_args!("# HELP {name} {help}\n# TYPE {name} {kind}"));
    }

    /// Adds a sample.
    pub fn sample(&mut self, name: &str, labels: &[(&str, &str)], value: impl Display) {
        self.line(format_args!("{name}{} {value}", braces(labels)));
    }

    /// Adds a family with one sample without labels.
    pub fn single(&mut self, name: &str, kind: &str, help: &str, value: impl Display) {
        self.family(name, kind, help);
        self.sample(name, &[], value);
    }

    /// Adds a histogram to the current family.
    pub fn histogram(&mut self, name: &str, labels: &[(&str, &str)], of: &Histogram) {
        let bounds = of.bounds.iter().map(|bound| of.exposed(*bound).to_string());
        let mut below = 0;
        for (bound, count) in bounds.chain(["+Inf".to_owned()]).zip(&of.counts) {
            below += count.value();
            let labels = [labels, &[("le", bound.as_str())]].concat();
            self.sample(&format!("{name}_bucket"), &labels, below);
        }
        self.sample(&format!("{name}_sum"), labels, of.exposed(of.sum.load(Ordering::Relaxed)));
        self.sample(&format!("{name}_count"), labels, below);
    }

    /// Returns the page as a string.
    #[must_use]
    pub fn text(self) -> String {
        self.0
    }

    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        writeln!(self.0, "{line}").expect("writing to a string cannot fail");
    }
}

fn braces(labels: &[(&str, &str)]) -> String {
    let escaped =
        |value: &str| value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    let pairs = labels.iter().map(|(name, value)| format!("{name}=\"{}\"", escaped(value)));
    match pairs.collect::<Vec<_>>().join(",") {
        pairs if pairs.is_empty() => pairs,
        pairs => format!("{{{pairs}}}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_is_in_prometheus_text_format() {
        let histogram = Histogram::new(&[1, 10], 1);
        for number in [1, 2, 10, 11] {
            histogram.observe(number);
        }
        let gauge = Gauge::default();
        let guards = (gauge.track(), gauge.track());
        drop(guards.0);
        let mut page = MetricsPage::default();
        page.single("now", "gauge", "How many.", gauge.value());
        page.family("sizes", "histogram", "How large.");
        page.histogram("sizes", &[("of", "a\"b\\\n")], &histogram);
        let want = r#"# HELP now How many.
# TYPE now gauge
now 1
# HELP sizes How large.
# TYPE sizes histogram
sizes_bucket{of="a\"b\\\n",le="1"} 1
sizes_bucket{of="a\"b\\\n",le="10"} 3
sizes_bucket{of="a\"b\\\n",le="+Inf"} 4
sizes_sum{of="a\"b\\\n"} 24
sizes_count{of="a\"b\\\n"} 4
"#;
        assert_eq!(page.text(), want);
    }

    #[test]
    fn durations_are_exposed_in_seconds() {
        let times = Histogram::durations();
        times.observe_duration(Duration::from_micros(1500));
        let mut page = MetricsPage::default();
        page.histogram("t", &[], &times);
        let text = page.text();
        assert!(text.contains("t_bucket{le=\"0.001\"} 0\nt_bucket{le=\"0.0025\"} 1\n"), "{text}");
        assert!(text.ends_with("t_sum 0.0015\nt_count 1\n"), "{text}");
    }
}
