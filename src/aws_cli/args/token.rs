//! The token that says where in a list to go on: botocore's, to the byte.
//!
//! Tokens are passed between calls, maybe between this program and the AWS CLI.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Map, Value};

use super::json;
use super::paging::PagingError;
use crate::aws_cli::output::json::compact_ascii;
use crate::aws_cli::python;

/// Member of an input, and of a page, that leads to the next page.
pub(super) const TOKEN: &str = "nextToken";
const SKIP: &str = "boto_truncate_amount";

/// Where in the list to go on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Position {
    /// Members that lead to the page: its `nextToken`, which is `null` for the first page.
    pub(super) token: Map<String, Value>,
    /// How many of the page's items were shown before; below zero it counts from the end.
    pub(super) skip: i64,
}

impl Default for Position {
    fn default() -> Self {
        Self { token: Map::from_iter([(TOKEN.to_owned(), Value::Null)]), skip: 0 }
    }
}

impl Position {
    /// Reads a token. What is no token of ours is the service's own, perhaps with `___N` behind
    /// it for the items to skip, as very old versions of the AWS CLI wrote it.
    pub(super) fn of(token: &str) -> Result<Self, PagingError> {
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
        Ok(Self { token: Map::from_iter([(TOKEN.to_owned(), token.into())]), skip })
    }

    /// Writes it as botocore does: base64 of Python's `json.dumps`, blanks included.
    pub(super) fn encode(&self, skip: Option<i64>) -> Result<String, PagingError> {
        let mut members = self.token.clone();
        members.extend(skip.map(|skip| (SKIP.to_owned(), skip.into())));
        let whole = Value::Object(members);
        if self.token.len() != 1 || !self.token.contains_key(TOKEN) {
            return Err(PagingError::BadToken(python::repr(&whole)));
        }
        Ok(BASE64.encode(compact_ascii(&whole)))
    }

    /// Puts it into an input.
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
    // Python's decoder passes over characters that are not of the alphabet.
    let known = |c: &char| c.is_ascii_alphanumeric() || "+/=".contains(*c);
    let bytes = BASE64.decode(token.chars().filter(known).collect::<String>()).ok()?;
    json::parse(&String::from_utf8(bytes).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn tokens_are_the_bytes_of_pythons_json() {
        let position =
            Position::of(&BASE64.encode(r#"{"nextToken": "a\"\u00e9\ud83d\ude00\u007f"}"#))
                .unwrap();
        assert_eq!(position.token[TOKEN], json!("a\"é😀\u{7f}"));
        let token = BASE64.decode(position.encode(Some(2)).unwrap()).unwrap();
        let want = r#"{"nextToken": "a\"\u00e9\ud83d\ude00\u007f", "boto_truncate_amount": 2}"#;
        assert_eq!(String::from_utf8(token).unwrap(), want);
    }
    #[test]
    fn a_token_that_leads_nowhere_is_refused() {
        let of = |text: &str| Position::of(&BASE64.encode(text));
        assert!(Position::of("a___b___c").is_err());
        assert!(of("5").is_err());
        let nowhere = of(r#"{"boto_truncate_amount": 1}"#).unwrap();
        assert_eq!(
            nowhere.encode(Some(2)).unwrap_err().to_string(),
            "Bad starting token: {'boto_truncate_amount': 2}"
        );
    }
}
