//! Request rate limits per caller.
//!
//! Off by default. AWS has not published its limits; `aws` means those that the App Mesh controller
//! for Kubernetes keeps to (`docs/behaviour/api.md#quotas`).

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::time::Instant;

use super::error::ApiError;

/// Requests per second of one caller, and the burst after a pause.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateLimit {
    reads: f64,
    writes: f64,
    burst: f64,
}

/// The value is not a rate limit.
#[derive(Debug, thiserror::Error)]
#[error("expected `aws` or READS,WRITES[,BURST], each a number of 1 or more")]
pub struct InvalidRateLimit;

/// The client-side limits of App Mesh's controller.
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

/// Enforces a rate limit for each caller.
#[derive(Debug)]
pub struct RateLimiter {
    rate: RateLimit,
    /// The read and the write bucket of each caller. Callers are principals of this server, so
    /// their number is bounded.
    buckets: Mutex<HashMap<Arc<str>, [TokenBucket; 2]>>,
}

/// A token bucket.
#[derive(Debug, Clone, Copy)]
struct TokenBucket {
    tokens: f64,
    updated: Instant,
}

impl TokenBucket {
    fn take(&mut self, rate: f64, burst: f64, now: Instant) -> bool {
        let gained = now.saturating_duration_since(self.updated).as_secs_f64() * rate;
        (self.tokens, self.updated) = ((self.tokens + gained).min(burst), now);
        let enough = self.tokens >= 1.0;
        if enough {
            self.tokens -= 1.0;
        }
        enough
    }
}

impl RateLimiter {
    /// Limits each caller to `rate`.
    #[must_use]
    pub fn new(rate: RateLimit) -> Self {
        Self { rate, buckets: Mutex::default() }
    }

    /// Takes a token for a request of `caller`.
    ///
    /// # Errors
    ///
    /// `TooManyRequestsException` if there is none left.
    pub(super) fn admit(&self, caller: &str, writes: bool, now: Instant) -> Result<(), ApiError> {
        let RateLimit { reads, writes: write_rate, burst } = self.rate;
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if !buckets.contains_key(caller) {
            buckets.insert(caller.into(), [TokenBucket { tokens: burst, updated: now }; 2]);
        }
        let both = buckets.get_mut(caller).expect("inserted above if missing");
        let rate = if writes { write_rate } else { reads };
        let admitted = both[usize::from(writes)].take(rate, burst, now);
        if admitted { Ok(()) } else { Err(ApiError::too_many_requests()) }
    }

    /// Charges `caller` for `more` writes of a request that was admitted. The bucket can become
    /// negative: a request larger than the burst could otherwise never be made.
    pub(super) fn charge(&self, caller: &str, more: usize) {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some([_, writes]) = buckets.get_mut(caller) {
            writes.tokens -= u32::try_from(more).map_or(f64::INFINITY, f64::from);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn rate_limit_parses_aws_and_numbers() {
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
    fn charge_delays_later_requests() {
        let limiter = RateLimiter::new("10,2,3".parse().unwrap());
        let start = Instant::now();
        let admitted =
            |ms: u64| limiter.admit("a", true, start + Duration::from_millis(ms)).is_ok();
        assert!(admitted(0));
        limiter.charge("a", 7);
        // The balance is -5; a request needs 1.
        for (ms, want) in [(0, false), (2_900, false), (3_100, true), (3_200, false)] {
            assert_eq!(admitted(ms), want, "{ms}");
        }
    }

    #[test]
    fn limiter_admits_a_burst_and_then_the_rate_of_each_caller() {
        let limiter = RateLimiter::new("10,2,3".parse().unwrap());
        let start = Instant::now();
        let at = |ms: u64| start + Duration::from_millis(ms);
        let granted = |caller: &str, writes: bool, ms: u64, requests: usize| {
            (0..requests).filter(|_| limiter.admit(caller, writes, at(ms)).is_ok()).count()
        };
        assert_eq!(granted("a", false, 0, 10), 3, "the burst");
        assert_eq!(granted("b", false, 0, 10), 3, "another caller has another bucket");
        assert_eq!(granted("a", true, 0, 10), 3, "writes have another bucket");
        assert_eq!(granted("a", false, 100, 10), 1, "10 per second");
        assert_eq!(granted("a", true, 100, 10), 0, "2 per second");
        assert_eq!(granted("a", true, 500, 10), 1);
        assert_eq!(granted("a", false, 60_000, 10), 3, "the burst is the maximum after a pause");
        let refused = limiter.admit("a", false, at(60_000)).unwrap_err();
        assert_eq!((refused.code, refused.status().as_u16()), ("TooManyRequestsException", 429));
    }
}
