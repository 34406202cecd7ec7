//! Values of flags that are no plain texts, read so that a wrong one is answered with what is needed
//! and an example, in place of the words of whatever reads it.

use std::net::{IpAddr, SocketAddr};
use std::ops::RangeInclusive;
use std::time::Duration;

use rustls::pki_types::DnsName;

/// Returns a reader of whole numbers of `range`; a range up to `u64::MAX` has no end to speak of.
/// `example` is one to show.
pub fn integer_in<T: TryFrom<u64>>(
    range: RangeInclusive<u64>,
    example: u64,
) -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync + 'static {
    move |text| {
        let number = text.parse().ok().filter(|number| range.contains(number));
        number.and_then(|number| T::try_from(number).ok()).ok_or_else(|| {
            let (low, high) = (range.start(), range.end());
            let bounds = match *high {
                u64::MAX => format!("of {low} or more"),
                _ => format!("from {low} to {high}"),
            };
            format!("a whole number {bounds} is needed, such as {example}")
        })
    }
}

/// Reads an address and a port.
///
/// # Errors
///
/// A sentence for clap to show.
pub fn socket_address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| {
        "an IP address and a port are needed, such as 127.0.0.1:9470 or [::1]:0".to_owned()
    })
}

/// Reads a name that a host can have, or its address.
///
/// # Errors
///
/// A sentence for clap to show.
pub fn host_or_ip(text: &str) -> Result<String, String> {
    let name = text.strip_prefix("*.").unwrap_or(text);
    let is_one = name.parse::<IpAddr>().is_ok() || DnsName::try_from(name).is_ok();
    let needed = "the name of a host or its address is needed, such as mesh.example or 10.0.0.7";
    if is_one { Ok(text.to_owned()) } else { Err(needed.to_owned()) }
}

/// Reads a time such as `500ms`, `30s`, `2m` or `1h`; a bare number is seconds.
///
/// # Errors
///
/// A sentence for clap to show.
pub fn duration(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit_ms = match &text[digits.len()..] {
        "ms" => Some(1),
        "" | "s" => Some(1000),
        "m" => Some(60_000),
        "h" => Some(3_600_000),
        _ => None,
    };
    // A sign is no digit here, though Rust reads `+5`.
    let number = Some(digits).filter(|it| it.bytes().all(|byte| byte.is_ascii_digit()));
    let (Some(unit_ms), Some(number)) = (unit_ms, number.filter(|it| !it.is_empty())) else {
        return Err("a time such as 500ms, 30s, 2m or 1h is needed".to_owned());
    };
    let number = number.parse::<u64>().ok().filter(|number| *number <= LONGEST_MS / unit_ms);
    number.map(|number| Duration::from_millis(number * unit_ms)).ok_or_else(|| {
        format!("that is too long: it can be {} hours at most", LONGEST_MS / 3_600_000)
    })
}

/// The longest time, in milliseconds: ten years of 365 days. Nobody waits for longer, and every
/// clock can count that far.
const LONGEST_MS: u64 = 10 * 365 * 24 * 3_600_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_a_range_that_is_told() {
        let percent = integer_in::<u8>(0..=100, 10);
        for (text, want) in [("0", 0), ("100", 100), ("007", 7)] {
            assert_eq!(percent(text), Ok(want));
        }
        let needed = "a whole number from 0 to 100 is needed, such as 10";
        for text in ["", "101", "-1", "1.5", "abc", "10%", "99999999999999999999999", "１"] {
            assert_eq!(percent(text), Err(needed.to_owned()), "{text}");
        }
        let version = integer_in::<u64>(1..=u64::MAX, 3);
        assert_eq!(version(&u64::MAX.to_string()), Ok(u64::MAX));
        let needed = "a whole number of 1 or more is needed, such as 3";
        assert_eq!(version("0"), Err(needed.to_owned()));
    }

    #[test]
    fn addresses_are_of_numbers_with_a_port() {
        assert_eq!(socket_address("[::1]:0").map(|it| it.port()), Ok(0));
        for text in ["", "junk", "9470", ":9470", "localhost:9470", "127.0.0.1", "1.2.3.4:70000"] {
            assert!(
                socket_address(text).unwrap_err().starts_with("an IP address and a port"),
                "{text}"
            );
        }
    }

    #[test]
    fn hosts_have_names_or_addresses() {
        for text in ["mesh.example", "*.mesh.example", "localhost", "10.0.0.7", "::1", "a_b.c"] {
            assert_eq!(host_or_ip(text).as_deref(), Ok(text));
        }
        for text in ["", ",", "é", "a b", "https://x", "x:1", "a/b", "a..b"] {
            assert!(host_or_ip(text).unwrap_err().starts_with("the name of a host"), "{text}");
        }
    }

    #[test]
    fn times_have_units() {
        let needed = "a time such as 500ms, 30s, 2m or 1h is needed";
        let long = "that is too long: it can be 87600 hours at most";
        for (text, want) in [
            ("30", Ok(30_000)),
            ("30s", Ok(30_000)),
            ("250ms", Ok(250)),
            ("2m", Ok(120_000)),
            ("1h", Ok(3_600_000)),
            ("87600h", Ok(315_360_000_000)),
            ("", Err(needed)),
            ("s", Err(needed)),
            ("1x", Err(needed)),
            ("-1s", Err(needed)),
            ("+1s", Err(needed)),
            ("1.5h", Err(needed)),
            ("5 s", Err(needed)),
            ("é", Err(needed)),
            ("87601h", Err(long)),
            ("99999999999999999999s", Err(long)),
        ] {
            let read = duration(text).map(|time| time.as_millis());
            assert_eq!(read, want.map_err(str::to_owned), "{text}");
        }
    }
}
