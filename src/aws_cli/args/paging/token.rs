//! The token that identifies a position in a list: byte for byte botocore's.
//!
//! Users pass tokens from one call to the next, possibly between meshctl and the AWS CLI.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Map, Value};

use super::error::PagingError;
use crate::aws_cli::args::json;
use crate::aws_cli::output::json::compact_ascii;
use crate::aws_cli::python;

/// Member of an input, and of a page, with the token of the next page.
pub(in crate::aws_cli::args) const NEXT_TOKEN: &str = "nextToken";
const SKIP: &str = "boto_truncate_amount";

/// A position in a list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ListPosition {
    /// The input members that select the page: its `nextToken`, `null` for the first page.
    pub(super) token: Map<String, Value>,
    /// How many of the page's items were printed before; a negative number counts from the end.
    pub(super) skip: i64,
}

impl Default for ListPosition {
    fn default() -> Self {
        Self { token: Map::from_iter([(NEXT_TOKEN.to_owned(), Value::Null)]), skip: 0 }
    }
}

impl ListPosition {
    /// Parses a token. A token that botocore did not write is the service's own, optionally
    /// followed by `___N`, the number of items to skip, as very old versions of the AWS CLI wrote it.
    pub(super) fn parse(token: &str) -> Result<Self, PagingError> {
        let bad = || PagingError::BadToken(token.to_owned());
        match decoded(token) {
            Some(Value::Object(mut token)) => {
                let skip = token.shift_remove(SKIP).map_or(Some(0), |skip| skip.as_i64());
                return Ok(Self { token, skip: skip.ok_or_else(bad)? });
            }
            None | Some(Value::Array(_)) => {}
            Some(_) => return Err(bad()),
        }
        let (token, skip) = match token.split("___").collect::<Vec<_>>()[..] {
            [_, _, _, ..] => return Err(bad()),
            [before, skip] => python::int(skip).map_or((token, 0), |skip| (before, skip)),
            _ => (token, 0),
        };
        Ok(Self { token: Map::from_iter([(NEXT_TOKEN.to_owned(), token.into())]), skip })
    }

    /// Encodes it as botocore does: base64 of Python's `json.dumps`, spaces included.
    pub(super) fn encode(&self, skip: Option<i64>) -> Result<String, PagingError> {
        let mut members = self.token.clone();
        members.extend(skip.map(|skip| (SKIP.to_owned(), skip.into())));
        let whole = Value::Object(members);
        if self.token.len() != 1 || !self.token.contains_key(NEXT_TOKEN) {
            return Err(PagingError::BadToken(python::repr(&whole)));
        }
        Ok(BASE64.encode(compact_ascii(&whole)))
    }

    /// Sets the token members of `input`.
    pub(super) fn apply(&self, input: &mut Map<String, Value>) {
        for (name, token) in &self.token {
            if token.is_null() || token == "None" {
                input.shift_remove(name);
            } else {
                input.insert(name.clone(), token.clone());
            }
        }
    }
}

fn decoded(token: &str) -> Option<Value> {
    // Python's decoder skips characters outside the base64 alphabet.
    let known = |c: &char| c.is_ascii_alphanumeric() || "+/=".contains(*c);
    let bytes = BASE64.decode(token.chars().filter(known).collect::<String>()).ok()?;
    json::parse(&String::from_utf8(bytes).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn tokens_are_encoded_as_by_python() {
        let position =
            ListPosition::parse(&BASE64.encode(r#"{"nextToken": "a\"\u00e9\ud83d\ude00\u007f"}"#))
                .unwrap();
        assert_eq!(position.token[NEXT_TOKEN], json!("a\"é😀\u{7f}"));
        let token = BASE64.decode(position.encode(Some(2)).unwrap()).unwrap();
        let want = r#"{"nextToken": "a\"\u00e9\ud83d\ude00\u007f", "boto_truncate_amount": 2}"#;
        assert_eq!(String::from_utf8(token).unwrap(), want);
    }

    #[test]
    fn invalid_tokens_are_rejected() {
        let of = |text: &str| ListPosition::parse(&BASE64.encode(text));
        assert!(ListPosition::parse("a___b___c").is_err());
        assert!(of("5").is_err());
        let without_token = of(r#"{"boto_truncate_amount": 1}"#).unwrap();
        assert_eq!(
            without_token.encode(Some(2)).unwrap_err().to_string(),
            "Bad starting token: {'boto_truncate_amount': 2}"
        );
    }
}
