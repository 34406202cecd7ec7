//! Durations as whole milliseconds, for members of JSON with names that end in `Ms`.

use std::time::Duration;

use serde::Serializer;

pub(super) fn required<S: Serializer>(time: &Duration, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_u128(time.as_millis())
}

pub(super) fn optional<S: Serializer>(time: &Option<Duration>, to: S) -> Result<S::Ok, S::Error> {
    match time {
        Some(time) => required(time, to),
        None => to.serialize_none(),
    }
}
