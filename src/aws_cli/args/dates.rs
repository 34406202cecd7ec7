//! Dates in YAML: what stands in an input without quotes and looks like one is one to the AWS CLI,
//! and no parameter takes it.

use std::collections::HashMap;
use std::sync::LazyLock;

use granit_parser::{Event, Parser, ScalarStyle};
use regex::{Captures, Regex};
use serde_json::Value;

use super::error::UsageError;
use super::value::Foreign;

/// A step from a value to one in it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Member(String),
    Item(usize),
}

static FORM: LazyLock<Regex> = LazyLock::new(|| {
    let date = "(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})";
    let time = r"(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})(?:\.(?<part>[0-9]*))?";
    let zone = r"(?:Z|(?<sign>[-+])(?<hours>[0-9]{1,2})(?::(?<minutes>[0-9]{2}))?)";
    let time = format!(r"(?<time>(?:[Tt]|[ \t]+){time}(?:[ \t]*(?<zone>{zone}))?)");
    Regex::new(&format!("^(?:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|{date}{time})$")).expect("it is one")
});

/// Puts `null` where `value`, which was read from `text`, has dates, and returns them by their
/// paths: `tags[0].value`, empty for the value itself.
///
/// # Errors
///
/// [`UsageError::NoDate`] for one that no calendar has.
pub(super) fn take(text: &str, value: &mut Value) -> Result<HashMap<String, Foreign>, UsageError> {
    let mut dates = HashMap::new();
    for (steps, date) in found(text)? {
        let place = steps.iter().try_fold(&mut *value, |value, step| match step {
            Step::Member(name) => value.get_mut(name),
            Step::Item(at) => value.get_mut(at),
        });
        if let Some(place) = place.filter(|place| place.is_string()) {
            *place = Value::Null;
            dates.insert(path(&steps), date);
        }
    }
    Ok(dates)
}

fn path(steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Member(name) if path.is_empty() => path.push_str(name),
            Step::Member(name) => path.push_str(&format!(".{name}")),
            Step::Item(at) => path.push_str(&format!("[{at}]")),
        }
    }
    path
}

/// A list or a mapping that has begun.
enum Open {
    List(usize),
    /// The name that a value is read for, once it is there.
    Mapping(Option<String>),
}

/// Finds the dates in a text, and the way to each.
fn found(text: &str) -> Result<Vec<(Vec<Step>, Foreign)>, UsageError> {
    let (mut open, mut dates, mut named) = (Vec::new(), Vec::new(), HashMap::new());
    let mut parser = Parser::new_from_str(text);
    // What cannot be read has been told before.
    while let Some(Ok((event, _))) = parser.next_event() {
        let (date, name) = match event {
            Event::SequenceStart(..) => {
                open.push(Open::List(0));
                continue;
            }
            Event::MappingStart(..) => {
                open.push(Open::Mapping(None));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                open.pop();
                (None, None)
            }
            Event::Scalar(text, style, anchor, tag) => {
                let is_plain = style == ScalarStyle::Plain && tag.is_none();
                let date = if is_plain { date(&text)? } else { None };
                named.extend(date.clone().filter(|_| anchor > 0).map(|date| (anchor, date)));
                (date, Some(text.into_owned()))
            }
            Event::Alias(anchor) => (named.get(&anchor).cloned(), None),
            _ => continue,
        };
        if let Some(Open::Mapping(waiting @ None)) = open.last_mut() {
            *waiting = Some(name.unwrap_or_default());
            continue;
        }
        dates.extend(date.map(|date| (way(&open), date)));
        match open.last_mut() {
            Some(Open::List(at)) => *at += 1,
            Some(Open::Mapping(name)) => *name = None,
            None => {}
        }
    }
    Ok(dates)
}

fn way(open: &[Open]) -> Vec<Step> {
    let step = |open: &Open| match open {
        Open::List(at) => Step::Item(*at),
        Open::Mapping(name) => Step::Member(name.clone().unwrap_or_default()),
    };
    open.iter().map(step).collect()
}

fn date(text: &str) -> Result<Option<Foreign>, UsageError> {
    // Most texts are none, and then the pattern is not even made.
    let may_be = text.as_bytes().get(4) == Some(&b'-');
    let Some(found) = may_be.then(|| FORM.captures(text)).flatten() else { return Ok(None) };
    if found.name("time").is_none() {
        let number = |range: std::ops::Range<usize>| text[range].parse().unwrap_or_default();
        check(number(0..4), number(5..7), number(8..10))?;
        return Ok(Some(Foreign { text: text.to_owned(), class: "datetime.date" }));
    }
    let number = |name: &str| number(&found, name);
    let (year, month, day) = (number("year"), number("month"), number("day"));
    check(year, month, day)?;
    for (name, most) in [("hour", 23), ("minute", 59), ("second", 59)] {
        within(name, number(name), 0, most)?;
    }
    let (hour, minute, second) = (number("hour"), number("minute"), number("second"));
    let mut text = format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}");
    if let Some(micros) = found.name("part").and_then(|part| micros(part.as_str())) {
        text.push_str(&format!(".{micros:06}"));
    }
    if found.name("zone").is_some() {
        let sign = found.name("sign").map_or("+", |sign| sign.as_str());
        text.push_str(&format!("{sign}{:02}:{:02}", number("hours"), number("minutes")));
    }
    Ok(Some(Foreign { text, class: "datetime.datetime" }))
}

fn number(found: &Captures<'_>, name: &str) -> i64 {
    found.name(name).and_then(|digits| digits.as_str().parse().ok()).unwrap_or_default()
}

/// Microseconds of a fraction; nothing if there are none.
fn micros(part: &str) -> Option<i64> {
    let digits: String = part.chars().chain("000000".chars()).take(6).collect();
    let up = part.as_bytes().get(6).is_some_and(|digit| *digit > b'4');
    let micros: i64 = digits.parse().ok()?;
    Some(micros + i64::from(up)).filter(|micros| *micros > 0)
}

fn check(year: i64, month: i64, day: i64) -> Result<(), UsageError> {
    within("year", year, 1, 9999)?;
    within("month", month, 1, 12)?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if (1..=days).contains(&day) {
        return Ok(());
    }
    Err(UsageError::NoDate(format!(
        "day {day} must be in range 1..{days} for month {month} in year {year}"
    )))
}

fn within(name: &str, value: i64, least: i64, most: i64) -> Result<(), UsageError> {
    if (least..=most).contains(&value) {
        return Ok(());
    }
    Err(UsageError::NoDate(format!("{name} must be in {least}..{most}, not {value}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paths and dates in a text.
    fn shown(text: &str) -> String {
        let mut value = serde_saphyr::from_str(text).unwrap();
        match take(text, &mut value) {
            Ok(dates) => {
                let mut all: Vec<String> = dates
                    .iter()
                    .map(|(path, Foreign { text, class })| format!("{path}: {class} {text}"))
                    .collect();
                all.sort();
                all.join(", ")
            }
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn dates_are_found_where_they_are_and_shown_as_python_shows_them() {
        // From AWS CLI 2.38.5.
        let cases = [
            ("2019-01-01", ": datetime.date 2019-01-01"),
            ("a: 2019-01-01", "a: datetime.date 2019-01-01"),
            ("a: [x, {b: 2019-01-01}]", "a[1].b: datetime.date 2019-01-01"),
            ("a: {b: [1], c: {}}\nd: 2019-01-01", "d: datetime.date 2019-01-01"),
            ("a: &x 2019-01-01\nb: *x", "a: datetime.date 2019-01-01, b: datetime.date 2019-01-01"),
            ("a: '2019-01-01'\nb: !!str 2019-01-01\nc: 2019-1-1\n2019-01-01: d", ""),
            ("a: 2019-1-1 1:00:00", "a: datetime.datetime 2019-01-01 01:00:00"),
            ("a: 2019-01-01T10:00:00Z", "a: datetime.datetime 2019-01-01 10:00:00+00:00"),
            (
                "a: 2019-01-01t1:00:00.25 -5",
                "a: datetime.datetime 2019-01-01 01:00:00.250000-05:00",
            ),
            ("a: 2019-01-01 10:00:00.1234567", "a: datetime.datetime 2019-01-01 10:00:00.123457"),
            ("a: 2019-13-01", "month must be in 1..12, not 13"),
            ("a: 2019-02-30", "day 30 must be in range 1..28 for month 2 in year 2019"),
        ];
        for (text, want) in cases {
            assert_eq!(shown(text), want, "case: {text}");
        }
    }
}
