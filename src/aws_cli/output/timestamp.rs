//! TimestampFormat: epoch seconds on the wire, ISO 8601 in the local time zone on output
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

/// How timestamps are shown: the setting `cli_timestamp_format`.
#[derive(Debug, Clone, PartialEq)]
pub enum TimestampFormat {
    /// ISO 8601 in this zone.
    Iso(TimeZone),
    /// As the service sent them.
    Wire,
}

/// The setting has another value than `wire` and `iso8601`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Unknown cli_timestamp_format value: {0}, valid values are \"wire\" or \"iso8601\"")]
pub struct UnknownTimestampFormat(pub String);

impl Explain for UnknownTimestampFormat {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Configuration
    }
}

/// The service sent a timestamp that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimestampError {
    /// Its form is unknown.
    #[error(
        "Invalid timestamp \"{text}\": {}: {text}",
        if text.trim().is_empty() { "String does not contain a date" } else { "Unknown string format" }
    )]
    Form {
        /// What was sent.
        text: String,
    },
    /// It is neither number nor text.
    #[error(
        "Invalid timestamp \"{text}\": Parser must be a string or character stream, not {kind}"
    )]
    NoText {
        /// What was sent, as Python writes it.
        text: String,
        /// Python's name for what it is.
        kind: &'static str,
    },
    /// It is before year 1 or after year 9999.
    #[error("year must be in 1..9999, not {year}")]
    Range {
        /// The year that it is in.
        year: i32,
    },
    /// Its year is none that a calendar counts.
    #[error("Unable to calculate correct timezone offset for \"{text}\"")]
    Beyond {
        /// What was sent.
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
    /// Returns ISO 8601 in the zone of this machine: `TZ` if it is set.
    #[must_use]
    pub fn local() -> Self {
        Self::Iso(zone())
    }

    /// Returns `value`, a timestamp from the wire, as it is shown.
    ///
    /// Numbers (also those in a string) are seconds since 1970 and are shown in the zone, rounded
    /// to microseconds. Other strings keep their own offset, or their lack of one.
    ///
    /// # Errors
    ///
    /// [`TimestampError`] for what no one can read.
    pub fn show(&self, value: &Value) -> Result<Value, TimestampError> {
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
                None => TimestampError::Beyond { text: text() },
            }),
            None if value.is_string() => value
                .as_str()
                .and_then(written)
                .ok_or_else(|| TimestampError::Form { text: text() }),
            None => Err(TimestampError::NoText { text: text(), kind: python::type_name(value) }),
        }
        .map(|(time, offset)| iso(time, offset).into())
    }
}

/// Returns the zone of this machine: `TZ` if it is set, else what `/etc/localtime` says.
///
/// jiff would find the name of the zone, and look through all zones that the system knows for it.
/// That took two fifths of the time of a short command.
fn zone() -> TimeZone {
    if std::env::var_os("TZ").is_some() {
        return TimeZone::system();
    }
    let machines = std::fs::read("/etc/localtime").ok();
    let read = machines.and_then(|bytes| TimeZone::tzif("local", &bytes).ok());
    read.unwrap_or_else(TimeZone::system)
}

/// Seconds since 1970 as a local time. The fraction is rounded on its own, halves to even, as
/// Python does: the double nearest to `.282` is a little less or more.
///
/// # Errors
///
/// The year, if that is none of a calendar; nothing if it is one, but not in the zone, or if no one
/// can count so far.
#[allow(clippy::cast_possible_truncation)]
fn epoch(seconds: f64, zone: &TimeZone) -> Result<(DateTime, Option<Offset>), Option<i32>> {
    const START: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
    let of_calendar = |time: &DateTime| time.year() >= 1;
    let micros = ((seconds - seconds.trunc()) * 1e6).round_ties_even();
    // The cast saturates; what is out of range here is out of the calendar's range, too.
    let since = SignedDuration::from_secs(seconds.trunc() as i64)
        .checked_add(SignedDuration::from_micros(micros as i64));
    let utc = since.and_then(|since| START.checked_add(since).ok()).filter(of_calendar);
    let (Some(since), Some(utc)) = (since, utc) else { return Err(year(seconds)) };
    // Zones end a day before the calendar does.
    let offset = zone.to_offset(Timestamp::from_duration(since).unwrap_or(Timestamp::MAX));
    let local = utc.checked_add(SignedDuration::from_secs(offset.seconds().into()));
    let local = local.ok().filter(of_calendar).ok_or(None)?;
    Ok((local, Some(offset)))
}

/// The year of a time that no calendar here goes to, for what Python says of it.
#[allow(clippy::cast_possible_truncation)]
fn year(seconds: f64) -> Option<i32> {
    /// Days of 400 years, after which the calendar begins anew.
    const CYCLE: i64 = 146_097;
    /// Days from the first of March of the year 0 to 1970.
    const EPOCH: i64 = 719_468;
    let days = (seconds / 86_400.0).floor() as i64;
    let days = days.checked_add(EPOCH)?;
    let day = days.rem_euclid(CYCLE);
    let years = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    // Years here begin in March: January and February belong to the next.
    let day_of_year = day - (365 * years + years / 4 - years / 100);
    let year = days.div_euclid(CYCLE) * 400 + years + i64::from(day_of_year >= 306);
    i32::try_from(year).ok()
}

/// Reads a timestamp that is a text: ISO 8601, an HTTP date, or the `22/11/2026, 23:15:24` of
/// moto, the mock server.
fn written(text: &str) -> Option<(DateTime, Option<Offset>)> {
    let text = text.trim();
    if let Ok(pieces) = Pieces::parse(text) {
        let time = pieces.date().to_datetime(pieces.time().unwrap_or_default());
        return Some((time, pieces.to_numeric_offset()));
    }
    if let Ok(zoned) = rfc2822::parse(text) {
        return Some((zoned.datetime(), Some(zoned.offset())));
    }
    slashed(text).map(|time| (time, None))
}

/// A date with slashes is month first, unless that cannot be a month.
fn slashed(text: &str) -> Option<DateTime> {
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

    fn show(zone: &str, value: Value) -> String {
        let zone = TimeZone::get(zone).unwrap();
        TimestampFormat::Iso(zone).show(&value).unwrap().as_str().unwrap().to_owned()
    }

    #[test]
    fn seconds_are_shown_in_the_local_zone() {
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
            assert_eq!(show(zone, value.clone()), want, "{value} in {zone}");
        }
    }

    #[test]
    fn texts_keep_their_own_offset() {
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
            assert_eq!(show("America/New_York", json!(text)), want, "text: {text}");
        }
    }

    #[test]
    fn wire_shows_what_was_sent() {
        for value in [json!(1563809909.1234567), json!("2019-07-22T15:38:29Z"), json!(0)] {
            assert_eq!(TimestampFormat::Wire.show(&value), Ok(value));
        }
    }

    #[test]
    fn what_is_no_timestamp_is_refused() {
        let zone = TimestampFormat::Iso(TimeZone::UTC);
        assert_eq!(
            zone.show(&json!("garbage")).unwrap_err().to_string(),
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
            assert_eq!(zone.show(&value).unwrap_err().to_string(), want);
        }
    }

    #[test]
    fn the_setting_has_two_values() {
        assert_eq!("wire".parse(), Ok(TimestampFormat::Wire));
        assert!(matches!("iso8601".parse(), Ok(TimestampFormat::Iso(_))));
        assert_eq!(
            "bogus".parse::<TimestampFormat>().unwrap_err().to_string(),
            "Unknown cli_timestamp_format value: bogus, valid values are \"wire\" or \"iso8601\""
        );
    }
}
