//! Timestamps: epoch seconds in the API, ISO 8601 in the local time zone on output
//! (`docs/behaviour/aws-cli.md#timestamps`).

use std::fmt::Write as _;
use std::str::FromStr;

use jiff::civil::DateTime;
use jiff::fmt::rfc2822;
use jiff::fmt::temporal::{DateTimePrinter, Pieces};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::aws_cli::python;
use crate::error::{ErrorKind, Explain};

/// How timestamps are printed: the setting `cli_timestamp_format`.
#[derive(Debug, Clone, PartialEq)]
pub enum TimestampFormat {
    /// ISO 8601 in this time zone.
    Iso(TimeZone),
    /// Unchanged.
    Wire,
}

/// The setting is neither `wire` nor `iso8601`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Unknown cli_timestamp_format value: {0}, valid values are \"wire\" or \"iso8601\"")]
pub struct UnknownTimestampFormat(pub String);

impl Explain for UnknownTimestampFormat {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Configuration
    }
}

/// Why a timestamp of the service is invalid.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimestampError {
    /// A string in an unknown format.
    #[error(
        "Invalid timestamp \"{text}\": {}: {text}",
        if text.trim().is_empty() { "String does not contain a date" } else { "Unknown string format" }
    )]
    UnknownFormat {
        /// The string.
        text: String,
    },
    /// Neither a number nor a string.
    #[error(
        "Invalid timestamp \"{text}\": Parser must be a string or character stream, not {kind}"
    )]
    NotString {
        /// The value, as Python prints it.
        text: String,
        /// Python's name for its type.
        kind: &'static str,
    },
    /// A timestamp before year 1 or after year 9999.
    #[error("year must be in 1..9999, not {year}")]
    Range {
        /// The year.
        year: i32,
    },
    /// A timestamp beyond the range of the calendar.
    #[error("Unable to calculate correct timezone offset for \"{text}\"")]
    OutOfCalendar {
        /// The value.
        text: String,
    },
}

impl Explain for TimestampError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Other
    }
}

impl FromStr for TimestampFormat {
    type Err = UnknownTimestampFormat;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "wire" => Ok(Self::Wire),
            "iso8601" => Ok(Self::local()),
            other => Err(UnknownTimestampFormat(other.to_owned())),
        }
    }
}

impl Default for TimestampFormat {
    fn default() -> Self {
        Self::local()
    }
}

impl TimestampFormat {
    /// Returns ISO 8601 in the local time zone: `TZ` if it is set.
    #[must_use]
    pub fn local() -> Self {
        Self::Iso(local_zone())
    }

    /// Formats `value`, a timestamp of the API.
    ///
    /// Numbers, also in strings, are seconds since 1970; they are printed in the time zone, rounded
    /// to microseconds. Other strings keep their offset, or have none.
    ///
    /// # Errors
    ///
    /// [`TimestampError`] for an invalid timestamp.
    pub fn format(&self, value: &Value) -> Result<Value, TimestampError> {
        let Self::Iso(zone) = self else { return Ok(value.clone()) };
        let seconds = match value {
            Value::Number(number) => number.as_f64(),
            Value::Bool(truth) => Some(f64::from(u8::from(*truth))),
            Value::String(text) => python::float(text),
            _ => None,
        };
        let text = || python::text(value);
        match seconds {
            Some(seconds) => epoch(seconds, zone).map_err(|year| match year {
                Some(year) => TimestampError::Range { year },
                None => TimestampError::OutOfCalendar { text: text() },
            }),
            None if value.is_string() => value
                .as_str()
                .and_then(parse_string)
                .ok_or_else(|| TimestampError::UnknownFormat { text: text() }),
            None => Err(TimestampError::NotString { text: text(), kind: python::type_name(value) }),
        }
        .map(|(time, offset)| iso(time, offset).into())
    }
}

/// Returns the local time zone: `TZ` if it is set, else `/etc/localtime`.
///
/// jiff would determine the name of the zone by comparing it with all zones of the system, which
/// took two fifths of the time of a short command.
fn local_zone() -> TimeZone {
    if std::env::var_os("TZ").is_some() {
        return TimeZone::system();
    }
    let file = std::fs::read("/etc/localtime").ok();
    let read = file.and_then(|bytes| TimeZone::tzif("local", &bytes).ok());
    read.unwrap_or_else(TimeZone::system)
}

/// Converts seconds since 1970 to a local time. The fraction is rounded separately, half to even,
/// as in Python: the double nearest to `.282` is slightly less or more.
///
/// # Errors
///
/// The year if it is outside the calendar; `None` if only the local time is, or if the year cannot
/// be computed.
#[allow(clippy::cast_possible_truncation)]
fn epoch(seconds: f64, zone: &TimeZone) -> Result<(DateTime, Option<Offset>), Option<i32>> {
    const START: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
    let in_calendar = |time: &DateTime| time.year() >= 1;
    let micros = ((seconds - seconds.trunc()) * 1e6).round_ties_even();
    // The cast saturates; values out of its range are out of the calendar's range, too.
    let since = SignedDuration::from_secs(seconds.trunc() as i64)
        .checked_add(SignedDuration::from_micros(micros as i64));
    let utc = since.and_then(|since| START.checked_add(since).ok()).filter(in_calendar);
    let (Some(since), Some(utc)) = (since, utc) else { return Err(year(seconds)) };
    // Time zones end one day before the calendar.
    let offset = zone.to_offset(Timestamp::from_duration(since).unwrap_or(Timestamp::MAX));
    let local = utc.checked_add(SignedDuration::from_secs(offset.seconds().into()));
    let local = local.ok().filter(in_calendar).ok_or(None)?;
    Ok((local, Some(offset)))
}

/// Returns the year of a time outside the calendar, for Python's error message.
#[allow(clippy::cast_possible_truncation)]
fn year(seconds: f64) -> Option<i32> {
    /// Days in 400 years, after which the calendar repeats.
    const CYCLE: i64 = 146_097;
    /// Days from 1 March of year 0 to 1970.
    const EPOCH: i64 = 719_468;
    let days = (seconds / 86_400.0).floor() as i64;
    let days = days.checked_add(EPOCH)?;
    let day = days.rem_euclid(CYCLE);
    let years = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    // Years start in March here: January and February belong to the next one.
    let day_of_year = day - (365 * years + years / 4 - years / 100);
    let year = days.div_euclid(CYCLE) * 400 + years + i64::from(day_of_year >= 306);
    i32::try_from(year).ok()
}

/// Parses a timestamp string: ISO 8601, an HTTP date, or the `22/11/2026, 23:15:24` of the mock
/// server moto.
fn parse_string(text: &str) -> Option<(DateTime, Option<Offset>)> {
    let text = text.trim();
    if let Ok(pieces) = Pieces::parse(text) {
        let time = pieces.date().to_datetime(pieces.time().unwrap_or_default());
        return Some((time, pieces.to_numeric_offset()));
    }
    if let Ok(zoned) = rfc2822::parse(text) {
        return Some((zoned.datetime(), Some(zoned.offset())));
    }
    parse_slashed(text).map(|time| (time, None))
}

/// Parses a date with slashes: the month is first, unless that is not a month.
fn parse_slashed(text: &str) -> Option<DateTime> {
    ["%m/%d/%Y, %H:%M:%S", "%d/%m/%Y, %H:%M:%S"]
        .into_iter()
        .find_map(|format| DateTime::strptime(format, text).ok())
}

fn iso(time: DateTime, offset: Option<Offset>) -> String {
    let digits = if time.subsec_nanosecond() < 1000 { 0 } else { 6 };
    let mut text = DateTimePrinter::new().precision(Some(digits)).datetime_to_string(&time);
    if let Some(offset) = offset {
        let (sign, seconds) =
            (if offset.is_negative() { '-' } else { '+' }, offset.seconds().abs());
        let _ = write!(text, "{sign}{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
        if seconds % 60 > 0 {
            let _ = write!(text, ":{:02}", seconds % 60);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn format(zone: &str, value: Value) -> String {
        let zone = TimeZone::get(zone).unwrap();
        TimestampFormat::Iso(zone).format(&value).unwrap().as_str().unwrap().to_owned()
    }

    #[test]
    fn seconds_are_printed_in_the_local_zone() {
        let cases = [
            ("UTC", json!(1563809909.282), "2019-07-22T15:38:29.282000+00:00"),
            ("UTC", json!(1563809909), "2019-07-22T15:38:29+00:00"),
            ("UTC", json!(1563809909.1234567), "2019-07-22T15:38:29.123457+00:00"),
            ("UTC", json!(0), "1970-01-01T00:00:00+00:00"),
            ("UTC", json!(-1.5), "1969-12-31T23:59:58.500000+00:00"),
            ("UTC", json!("1563809909.5"), "2019-07-22T15:38:29.500000+00:00"),
            ("UTC", json!(1e11), "5138-11-16T09:46:40+00:00"),
            ("UTC", json!(0.9999999), "1970-01-01T00:00:01+00:00"),
            ("America/New_York", json!(1563809909.282), "2019-07-22T11:38:29.282000-04:00"),
            ("America/New_York", json!(0), "1969-12-31T19:00:00-05:00"),
            ("Asia/Kolkata", json!(0), "1970-01-01T05:30:00+05:30"),
        ];
        for (zone, value, want) in cases {
            assert_eq!(format(zone, value.clone()), want, "{value} in {zone}");
        }
    }

    #[test]
    fn strings_keep_their_offset() {
        let cases = [
            ("2019-07-22T15:38:29Z", "2019-07-22T15:38:29+00:00"),
            ("2019-07-22T15:38:29", "2019-07-22T15:38:29"),
            ("2019-07-22T15:38:29.123456789+02:00", "2019-07-22T15:38:29.123456+02:00"),
            ("2019-07-22T15:38:29-0330", "2019-07-22T15:38:29-03:30"),
            ("2019-07-22 15:38", "2019-07-22T15:38:00"),
            ("2019-07-22", "2019-07-22T00:00:00"),
            ("Mon, 22 Jul 2019 15:38:29 GMT", "2019-07-22T15:38:29+00:00"),
            ("22/11/2026, 23:15:24", "2026-11-22T23:15:24"),
            ("05/11/2026, 23:15:24", "2026-05-11T23:15:24"),
        ];
        for (text, want) in cases {
            assert_eq!(format("America/New_York", json!(text)), want, "text: {text}");
        }
    }

    #[test]
    fn wire_prints_timestamps_unchanged() {
        for value in [json!(1563809909.1234567), json!("2019-07-22T15:38:29Z"), json!(0)] {
            assert_eq!(TimestampFormat::Wire.format(&value), Ok(value));
        }
    }

    #[test]
    fn invalid_timestamps_are_errors() {
        let zone = TimestampFormat::Iso(TimeZone::UTC);
        assert_eq!(
            zone.format(&json!("garbage")).unwrap_err().to_string(),
            "Invalid timestamp \"garbage\": Unknown string format: garbage"
        );
        let cases = [
            (json!(1e14), "year must be in 1..9999, not 3170843"),
            (
                json!(i64::MAX),
                "Unable to calculate correct timezone offset for \"9223372036854775807\"",
            ),
            (json!(""), "Invalid timestamp \"\": String does not contain a date: "),
        ];
        for (value, want) in cases {
            assert_eq!(zone.format(&value).unwrap_err().to_string(), want);
        }
    }

    #[test]
    fn the_setting_is_wire_or_iso8601() {
        assert_eq!("wire".parse(), Ok(TimestampFormat::Wire));
        assert!(matches!("iso8601".parse(), Ok(TimestampFormat::Iso(_))));
        assert_eq!(
            "bogus".parse::<TimestampFormat>().unwrap_err().to_string(),
            "Unknown cli_timestamp_format value: bogus, valid values are \"wire\" or \"iso8601\""
        );
    }
}
