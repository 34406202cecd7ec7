//! JSON in which no name is given twice.
//!
//! Of two members of one name only one would count, and of two conditions that would be one less
//! than whoever wrote them meant.

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// Any JSON, read for its names alone.
struct Once;

/// Checks that no object in `text` has two members of one name.
///
/// # Errors
///
/// An error with the place of the second, or of what is no JSON.
pub fn check(text: &str) -> serde_json::Result<()> {
    serde_json::from_str::<Once>(text).map(drop)
}

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for Once {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self, A::Error> {
        while items.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self, A::Error> {
        let mut names = HashSet::new();
        while let Some(name) = members.next_key::<String>()? {
            if names.contains(&name) {
                return Err(A::Error::custom(format!("`{name}` is given twice")));
            }
            names.insert(name);
            members.next_value::<Self>()?;
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_given_once_in_each_object() {
        let cases = [
            (r#"{"a": 1, "b": {"a": [true, null, -1, 1.5, "a", {"a": 1}]}}"#, None),
            (r#"{"a": 1, "a": 2}"#, Some("`a` is given twice at line 1 column 12")),
            (
                r#"[{"x": {"b": {}, "a": 1, "b": 2}}]"#,
                Some("`b` is given twice at line 1 column 28"),
            ),
            (r#"{"a": 1, "\u0061": 2}"#, Some("`a` is given twice at line 1 column 17")),
            ("{", Some("EOF while parsing an object at line 1 column 1")),
        ];
        for (text, want) in cases {
            let found = check(text).err().map(|error| error.to_string());
            assert_eq!(found.as_deref(), want, "case: {text}");
        }
    }
}
