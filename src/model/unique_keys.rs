//! JSON parsing that rejects duplicate keys.
//!
//! serde_json keeps the last of several members with the same key. A policy condition or a route
//! target would be dropped silently. YAML is checked in the same way.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// A JSON value whose objects have unique keys.
#[derive(Debug)]
pub struct UniqueKeys(pub Value);

/// Checks that no object in `json` has a duplicate key.
///
/// # Errors
///
/// An error with the position of the duplicate key or of the syntax error.
pub fn check(json: &str) -> serde_json::Result<()> {
    serde_json::from_str::<UniqueKeys>(json).map(drop)
}

impl<'de> Deserialize<'de> for UniqueKeys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(UniqueKeysVisitor).map(Self)
    }
}

struct UniqueKeysVisitor;

impl<'de> Visitor<'de> for UniqueKeysVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(UniqueKeys(value)) = list.next_element()? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = object.next_key::<String>()? {
            if members.contains_key(&name) {
                return Err(A::Error::custom(format_args!("duplicate key `{name}`")));
            }
            members.insert(name, object.next_value::<UniqueKeys>()?.0);
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duplicate_keys_are_rejected_with_their_position() {
        let cases = [
            (r#"{"a": 1, "b": {"a": [true, null, -1, 1.5, "a", {"a": 1}]}}"#, None),
            (r#"{"a": 1, "a": 2}"#, Some("duplicate key `a` at line 1 column 12")),
            (
                r#"[{"x": {"b": {}, "a": 1, "b": 2}}]"#,
                Some("duplicate key `b` at line 1 column 28"),
            ),
            (r#"{"a": 1, "\u0061": 2}"#, Some("duplicate key `a` at line 1 column 17")),
            ("{", Some("EOF while parsing an object at line 1 column 1")),
        ];
        for (text, want) in cases {
            let found = check(text).err().map(|error| error.to_string());
            assert_eq!(found.as_deref(), want, "case: {text}");
        }
    }

    #[test]
    fn values_are_read_as_by_serde_json() {
        let text = r#"{"a": [null, true, -1, 18446744073709551615, 1.5, "x\n"], "b": {"a": {}}}"#;
        let UniqueKeys(value) = serde_json::from_str(text).unwrap();
        assert_eq!(value, serde_json::from_str::<Value>(text).unwrap());
    }
}
