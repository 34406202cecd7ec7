//! Request rate limits per caller.
//!
//! Off by default. AWS has not published its limits; `aws` means those that the App Mesh controller
//! for Kubernetes keeps to (`docs/behaviour/api.md#quotas`).

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::time::Instant;

use super::error::ApiError;

/// How many requests a second one caller may make, and how many at once after a pause.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateLimit {
    reads: f64,
    writes: f64,
    burst: f64,
}

/// The text says no rate.
#[derive(Debug, thiserror::Error)]
#[error("`aws` or READS,WRITES[,BURST] is needed, each a number of 1 or more")]
pub struct InvalidRateLimit;

/// What App Mesh's controller keeps to.
const AWS: RateLimit = RateLimit { reads: 40.0, writes: 8.0, burst: 5.0 };

impl FromStr for RateLimit {
    type Err = InvalidRateLimit;

    fn from_str(text: &str) -> Result<Self, InvalidRateLimit> {
        if text == "aws" {
            return Ok(AWS);
        }
        let number =
            |text: &str| text.parse::<u32>().ok().filter(|number| *number > 0).map(f64::from);
        let numbers: Option<Vec<f64>> = text.split(',').map(number).collect();
        match numbers.as_deref() {
            Some([reads, writes]) => Ok(Self { reads: *reads, writes: *writes, ..AWS }),
            Some([reads, writes, burst]) => {
                Ok(Self { reads: *reads, writes: *writes, burst: *burst })
            }
            _ => Err(InvalidRateLimit),
        }
    }
}

/// Holds callers to a rate.
#[derive(Debug)]
pub struct RateLimiter {
    rate: RateLimit,
    /// Of each caller its reads and its writes. Callers are the principals of this server, so
    /// there are as many as it knows.
    buckets: Mutex<HashMap<Arc<str>, [Bucket; 2]>>,
}

/// What a caller may still ask for.
#[derive(Debug, Clone, Copy)]
struct Bucket {
    left: f64,
    at: Instant,
}

impl Bucket {
    fn take(&mut self, rate: f64, burst: f64, now: Instant) -> bool {
        let gained = now.saturating_duration_since(self.at).as_secs_f64() * rate;
        (self.left, self.at) = ((self.left + gained).min(burst), now);
        let enough = self.left >= 1.0;
        if enough {
            self.left -= 1.0;
        }
        enough
    }
}

impl RateLimiter {
    /// Holds each caller to `rate`.
    #[must_use]
    pub fn new(rate: RateLimit) -> Self {
        Self { rate, buckets: Mutex::default() }
    }

    /// Counts a request of `caller`.
    ///
    /// # Errors
    ///
    /// `TooManyRequestsException` if it is one too many.
    pub(super) fn admit(&self, caller: &str, writes: bool, now: Instant) -> Result<(), ApiError> {
        let RateLimit { reads, writes: write_rate, burst } = self.rate;
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if !buckets.contains_key(caller) {
            buckets.insert(caller.into(), [Bucket { left: burst, at: now }; 2]);
        }
        let both = buckets.get_mut(caller).expect("it is there or was put there");
        let rate = if writes { write_rate } else { reads };
        let admitted = both[usize::from(writes)].take(rate, burst, now);
        if admitted { Ok(()) } else { Err(ApiError::too_many_requests()) }
    }

    /// Counts so many `more` writes of one request that `caller` was admitted with. It goes into
    /// debt rather than being refused, as one that is larger than the burst never could be done.
    pub(super) fn charge(&self, caller: &str, more: usize) {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some([_, writes]) = buckets.get_mut(caller) {
            writes.left -= u32::try_from(more).map_or(f64::INFINITY, f64::from);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn rates_are_read() {
        let rate = |reads, writes, burst| Some(RateLimit { reads, writes, burst });
        for (text, want) in [
            ("aws", rate(40.0, 8.0, 5.0)),
            ("100,20", rate(100.0, 20.0, 5.0)),
            ("100,20,50", rate(100.0, 20.0, 50.0)),
            ("", None),
            ("off", None),
            ("100", None),
            ("0,1", None),
            ("1,2,3,4", None),
            ("-1,2", None),
        ] {
            assert_eq!(text.parse().ok(), want, "{text}");
        }
    }

    #[test]
    fn what_one_request_does_besides_is_counted_too() {
        let limiter = RateLimiter::new("10,2,3".parse().unwrap());
        let start = Instant::now();
        let ask = |ms: u64| limiter.admit("a", true, start + Duration::from_millis(ms)).is_ok();
        assert!(ask(0));
        limiter.charge("a", 7);
        // Five are owed; one must be there.
        for (ms, want) in [(0, false), (2_900, false), (3_100, true), (3_200, false)] {
            assert_eq!(ask(ms), want, "{ms}");
        }
    }

    #[test]
    fn a_caller_gets_its_burst_and_then_its_rate_and_none_of_anothers() {
        let limiter = RateLimiter::new("10,2,3".parse().unwrap());
        let start = Instant::now();
        let at = |ms: u64| start + Duration::from_millis(ms);
        let granted = |caller: &str, writes: bool, ms: u64, asked: usize| {
            (0..asked).filter(|_| limiter.admit(caller, writes, at(ms)).is_ok()).count()
        };
        assert_eq!(granted("a", false, 0, 10), 3, "the burst");
        assert_eq!(granted("b", false, 0, 10), 3, "another caller has its own");
        assert_eq!(granted("a", true, 0, 10), 3, "so have writes");
        assert_eq!(granted("a", false, 100, 10), 1, "ten a second");
        assert_eq!(granted("a", true, 100, 10), 0, "two a second");
        assert_eq!(granted("a", true, 500, 10), 1);
        assert_eq!(granted("a", false, 60_000, 10), 3, "a pause gives no more than the burst");
        let refused = limiter.admit("a", false, at(60_000)).unwrap_err();
        assert_eq!((refused.code, refused.status().as_u16()), ("TooManyRequestsException", 429));
    }
}
