//! Dates in YAML. The AWS CLI parses an unquoted scalar that looks like a date as a Python date,
//! which no parameter accepts.

use std::collections::HashMap;
use std::sync::LazyLock;

use granit_parser::{Event, Parser, ScalarStyle};
use regex::{Captures, Regex};
use serde_json::Value;

use super::error::UsageError;
use super::value::PythonValue;

/// A step on the path from a value to one inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum PathStep {
    Member(String),
    Item(usize),
}

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let date = "(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})";
    let time = r"(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})(?:\.(?<part>[0-9]*))?";
    let zone = r"(?:Z|(?<sign>[-+])(?<hours>[0-9]{1,2})(?::(?<minutes>[0-9]{2}))?)";
    let time = format!(r"(?<time>(?:[Tt]|[ \t]+){time}(?:[ \t]*(?<zone>{zone}))?)");
    Regex::new(&format!("^(?:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|{date}{time})$"))
        .expect("the expression is valid")
});

/// Replaces the dates in `value`, which was parsed from `text`, with `null`, and returns them by
/// path: `tags[0].value`, or the empty path for the value itself.
///
/// # Errors
///
/// [`UsageError::InvalidDate`] for a date that does not exist.
pub(super) fn extract(
    text: &str,
    value: &mut Value,
) -> Result<HashMap<String, PythonValue>, UsageError> {
    let mut dates = HashMap::new();
    for (steps, date) in find(text)? {
        let found = steps.iter().try_fold(&mut *value, |value, step| match step {
            PathStep::Member(name) => value.get_mut(name),
            PathStep::Item(at) => value.get_mut(at),
        });
        if let Some(found) = found.filter(|found| found.is_string()) {
            *found = Value::Null;
            dates.insert(path(&steps), date);
        }
    }
    Ok(dates)
}

fn path(steps: &[PathStep]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            PathStep::Member(name) if path.is_empty() => path.push_str(name),
            PathStep::Member(name) => path.push_str(&format!(".{name}")),
            PathStep::Item(at) => path.push_str(&format!("[{at}]")),
        }
    }
    path
}

/// A sequence or mapping whose end has not been reached.
enum OpenCollection {
    List(usize),
    /// The key whose value comes next.
    Mapping(Option<String>),
}

/// Finds the dates in YAML, and the path of each.
fn find(text: &str) -> Result<Vec<(Vec<PathStep>, PythonValue)>, UsageError> {
    let (mut open, mut dates, mut named) = (Vec::new(), Vec::new(), HashMap::new());
    let mut parser = Parser::new_from_str(text);
    // Syntax errors have been reported before.
    while let Some(Ok((event, _))) = parser.next_event() {
        let (date, name) = match event {
            Event::SequenceStart(..) => {
                open.push(OpenCollection::List(0));
                continue;
            }
            Event::MappingStart(..) => {
                open.push(OpenCollection::Mapping(None));
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
        if let Some(OpenCollection::Mapping(key @ None)) = open.last_mut() {
            *key = Some(name.unwrap_or_default());
            continue;
        }
        dates.extend(date.map(|date| (path_to(&open), date)));
        match open.last_mut() {
            Some(OpenCollection::List(at)) => *at += 1,
            Some(OpenCollection::Mapping(key)) => *key = None,
            None => {}
        }
    }
    Ok(dates)
}

fn path_to(open: &[OpenCollection]) -> Vec<PathStep> {
    let step = |open: &OpenCollection| match open {
        OpenCollection::List(at) => PathStep::Item(*at),
        OpenCollection::Mapping(name) => PathStep::Member(name.clone().unwrap_or_default()),
    };
    open.iter().map(step).collect()
}

fn date(text: &str) -> Result<Option<PythonValue>, UsageError> {
    // Most strings are not dates; for those the expression is not even compiled.
    let may_match = text.as_bytes().get(4) == Some(&b'-');
    let Some(found) = may_match.then(|| DATE.captures(text)).flatten() else { return Ok(None) };
    if found.name("time").is_none() {
        let number = |range: std::ops::Range<usize>| text[range].parse().unwrap_or_default();
        check(number(0..4), number(5..7), number(8..10))?;
        return Ok(Some(PythonValue { text: text.to_owned(), class: "datetime.date" }));
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
    Ok(Some(PythonValue { text, class: "datetime.datetime" }))
}

fn number(found: &Captures<'_>, name: &str) -> i64 {
    found.name(name).and_then(|digits| digits.as_str().parse().ok()).unwrap_or_default()
}

/// Returns the microseconds of a fraction; `None` for zero.
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
    Err(UsageError::InvalidDate(format!(
        "day {day} must be in range 1..{days} for month {month} in year {year}"
    )))
}

fn within(name: &str, value: i64, least: i64, most: i64) -> Result<(), UsageError> {
    if (least..=most).contains(&value) {
        return Ok(());
    }
    Err(UsageError::InvalidDate(format!("{name} must be in {least}..{most}, not {value}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the paths and dates in YAML.
    fn dates(text: &str) -> String {
        let mut value = serde_saphyr::from_str(text).unwrap();
        match extract(text, &mut value) {
            Ok(dates) => {
                let mut all: Vec<String> = dates
                    .iter()
                    .map(|(path, PythonValue { text, class })| format!("{path}: {class} {text}"))
                    .collect();
                all.sort();
                all.join(", ")
            }
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn dates_are_found_and_printed_as_by_python() {
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
            assert_eq!(dates(text), want, "case: {text}");
        }
    }
}
