//! Parsers for values of command-line flags. Their errors name the expected value with an example.

use std::net::{IpAddr, SocketAddr};
use std::ops::RangeInclusive;
use std::time::Duration;

use rustls::pki_types::DnsName;

/// Returns a parser of integers in `range`; a range up to `u64::MAX` is shown without an end.
/// `example` is shown in errors.
pub fn integer_in<T: TryFrom<u64>>(
    range: RangeInclusive<u64>,
    example: u64,
) -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync + 'static {
    move |text| {
        let number = text.parse().ok().filter(|number| range.contains(number));
        number.and_then(|number| T::try_from(number).ok()).ok_or_else(|| {
            let (low, high) = (range.start(), range.end());
            let bounds = match *high {
                u64::MAX => format!("of at least {low}"),
                _ => format!("from {low} to {high}"),
            };
            format!("expected an integer {bounds}, such as {example}")
        })
    }
}

/// Parses an IP address and a port.
///
/// # Errors
///
/// A message for clap.
pub fn socket_address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| {
        "expected an IP address and a port, such as 127.0.0.1:9470 or [::1]:0".to_owned()
    })
}

/// Parses a host name, which can start with `*.`, or an IP address.
///
/// # Errors
///
/// A message for clap.
pub fn host_or_ip(text: &str) -> Result<String, String> {
    let name = text.strip_prefix("*.").unwrap_or(text);
    let is_valid = name.parse::<IpAddr>().is_ok() || DnsName::try_from(name).is_ok();
    let expected = "expected a host name or an IP address, such as mesh.example or 10.0.0.7";
    if is_valid { Ok(text.to_owned()) } else { Err(expected.to_owned()) }
}

/// Parses a duration such as `500ms`, `30s`, `2m` or `1h`; a number without a unit is in seconds.
///
/// # Errors
///
/// A message for clap.
pub fn duration(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit_ms = match &text[digits.len()..] {
        "ms" => Some(1),
        "" | "s" => Some(1000),
        "m" => Some(60_000),
        "h" => Some(3_600_000),
        _ => None,
    };
    // Unlike `parse`, reject a sign.
    let number = Some(digits).filter(|it| it.bytes().all(|byte| byte.is_ascii_digit()));
    let (Some(unit_ms), Some(number)) = (unit_ms, number.filter(|it| !it.is_empty())) else {
        return Err("expected a duration such as 500ms, 30s, 2m or 1h".to_owned());
    };
    let number = number.parse::<u64>().ok().filter(|number| *number <= MAX_DURATION_MS / unit_ms);
    number
        .map(|number| Duration::from_millis(number * unit_ms))
        .ok_or_else(|| format!("the maximum is {} hours", MAX_DURATION_MS / 3_600_000))
}

/// The longest duration, in milliseconds: ten years of 365 days. Every clock can count that far.
const MAX_DURATION_MS: u64 = 10 * 365 * 24 * 3_600_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integer_errors_name_the_range() {
        let percent = integer_in::<u8>(0..=100, 10);
        for (text, want) in [("0", 0), ("100", 100), ("007", 7)] {
            assert_eq!(percent(text), Ok(want));
        }
        let expected = "expected an integer from 0 to 100, such as 10";
        for text in ["", "101", "-1", "1.5", "abc", "10%", "99999999999999999999999", "１"] {
            assert_eq!(percent(text), Err(expected.to_owned()), "{text}");
        }
        let version = integer_in::<u64>(1..=u64::MAX, 3);
        assert_eq!(version(&u64::MAX.to_string()), Ok(u64::MAX));
        let expected = "expected an integer of at least 1, such as 3";
        assert_eq!(version("0"), Err(expected.to_owned()));
    }

    #[test]
    fn socket_addresses_are_ip_addresses_with_a_port() {
        assert_eq!(socket_address("[::1]:0").map(|it| it.port()), Ok(0));
        for text in ["", "junk", "9470", ":9470", "localhost:9470", "127.0.0.1", "1.2.3.4:70000"] {
            assert!(
                socket_address(text).unwrap_err().starts_with("expected an IP address and a port"),
                "{text}"
            );
        }
    }

    #[test]
    fn hosts_are_names_or_ip_addresses() {
        for text in ["mesh.example", "*.mesh.example", "localhost", "10.0.0.7", "::1", "a_b.c"] {
            assert_eq!(host_or_ip(text).as_deref(), Ok(text));
        }
        for text in ["", ",", "é", "a b", "https://x", "x:1", "a/b", "a..b"] {
            assert!(host_or_ip(text).unwrap_err().starts_with("expected a host name"), "{text}");
        }
    }

    #[test]
    fn durations_have_units() {
        let expected = "expected a duration such as 500ms, 30s, 2m or 1h";
        let long = "the maximum is 87600 hours";
        for (text, want) in [
            ("30", Ok(30_000)),
            ("30s", Ok(30_000)),
            ("250ms", Ok(250)),
            ("2m", Ok(120_000)),
            ("1h", Ok(3_600_000)),
            ("87600h", Ok(315_360_000_000)),
            ("", Err(expected)),
            ("s", Err(expected)),
            ("1x", Err(expected)),
            ("-1s", Err(expected)),
            ("+1s", Err(expected)),
            ("1.5h", Err(expected)),
            ("5 s", Err(expected)),
            ("é", Err(expected)),
            ("87601h", Err(long)),
            ("99999999999999999999s", Err(long)),
        ] {
            let read = duration(text).map(|time| time.as_millis());
            assert_eq!(read, want.map_err(str::to_owned), "{text}");
        }
    }
}
