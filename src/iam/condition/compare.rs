//! Comparison of a request value with a policy value.

use std::cmp::Ordering;
use std::net::IpAddr;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::iam::pattern::Pattern;
use crate::iam::truth::Truth;

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Comparison {
    /// Equal strings; `*` is a literal character.
    String,
    /// Equal strings, ignoring case.
    StringIgnoreCase,
    /// A wildcard pattern.
    Like,
    /// A wildcard pattern for each of the six parts of an ARN.
    Arn,
    /// Numbers whose order, request value to policy value, is one of these.
    Number(&'static [Ordering]),
    /// Dates whose order is one of these.
    Date(&'static [Ordering]),
    Bool,
    /// An IP address in a range.
    Address,
}

impl Comparison {
    /// Compares `actual`, from the request, with `pattern`, from the policy, where it is written as
    /// `text`. A value that cannot be parsed makes the result unknown.
    pub(super) fn holds(self, pattern: Pattern, text: &str, actual: &str) -> Truth {
        let result = match self {
            Self::String => Some(pattern.literal() == actual),
            Self::StringIgnoreCase => {
                Some(pattern.literal().to_lowercase() == actual.to_lowercase())
            }
            Self::Like => Some(pattern.matches(actual)),
            Self::Arn => pattern.matches_arn(actual),
            Self::Number(orders) => {
                let number = |text: &str| text.trim().parse::<f64>().ok();
                order(number(actual), number(&pattern.literal()), orders)
            }
            Self::Date(orders) => order(instant(actual), instant(&pattern.literal()), orders),
            Self::Bool => match (truth(actual), truth(&pattern.literal())) {
                (Some(actual), Some(wanted)) => Some(actual == wanted),
                _ => None,
            },
            Self::Address => within(actual, &pattern.literal()),
        };
        result.map_or_else(
            || Truth::unknown(format!("`{actual}` cannot be compared with `{text}`")),
            Truth::from,
        )
    }
}

fn order<T: PartialOrd>(actual: Option<T>, wanted: Option<T>, orders: &[Ordering]) -> Option<bool> {
    let found = actual?.partial_cmp(&wanted?)?;
    Some(orders.contains(&found))
}

fn truth(text: &str) -> Option<bool> {
    text.to_lowercase().parse().ok()
}

/// Parses an ISO 8601 time, a date (midnight UTC), or seconds since 1970.
fn instant(text: &str) -> Option<Timestamp> {
    if let Ok(time) = text.parse::<Timestamp>() {
        return Some(time);
    }
    if let Ok(seconds) = text.parse::<i64>() {
        return Timestamp::from_second(seconds).ok();
    }
    let utc = jiff::tz::TimeZone::UTC;
    Some(text.parse::<Date>().ok()?.to_zoned(utc).ok()?.timestamp())
}

/// Returns whether an address is in a range such as `203.0.113.0/24`; a single address is a range of
/// one.
fn within(address: &str, range: &str) -> Option<bool> {
    let address: IpAddr = address.parse().ok()?;
    let (base, length) = range.split_once('/').map_or((range, None), |(b, l)| (b, Some(l)));
    let base: IpAddr = base.parse().ok()?;
    let (address, base, width) = match (address, base) {
        (IpAddr::V4(address), IpAddr::V4(base)) => {
            (u128::from(address.to_bits()), u128::from(base.to_bits()), 32)
        }
        (IpAddr::V6(address), IpAddr::V6(base)) => (address.to_bits(), base.to_bits(), 128),
        _ => return Some(false),
    };
    let length = length.map_or(Some(width), |text| text.parse::<u32>().ok())?;
    let free = width.checked_sub(length)?;
    let prefix = |bits: u128| bits.checked_shr(free).unwrap_or(0);
    Some(prefix(address) == prefix(base))
}
