//! The token that says where in a list to go on: botocore's, to the byte.
//!
//! Tokens are passed between calls, maybe between this program and the AWS CLI.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Map, Value};

use super::json;

/// Member of an input, and of a page, that leads to the next page.
pub(super) const TOKEN: &str = "nextToken";
const SKIP: &str = "boto_truncate_amount";

/// Where in the list to go on.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Position {
    /// Members that lead to the page: its `nextToken`, or none for the first page.
    pub(super) token: Map<String, Value>,
    /// How many of the page's items were shown before.
    pub(super) skip: usize,
}

impl Position {
    /// Reads a token. What is no token of ours is the service's own, perhaps with `___N` behind
    /// it for the items to skip, as very old versions of the AWS CLI wrote it.
    pub(super) fn of(token: &str) -> Self {
        if let Some(Value::Object(mut token)) = decoded(token) {
            let skip = token.shift_remove(SKIP).and_then(|skip| skip.as_u64()).unwrap_or(0);
            return Self { token, skip: usize::try_from(skip).unwrap_or(usize::MAX) };
        }
        let (token, skip) = match token.split_once("___") {
            Some((token, skip)) if skip.parse::<usize>().is_ok() => {
                (token, skip.parse().unwrap_or(0))
            }
            _ => (token, 0),
        };
        Self { token: Map::from_iter([(TOKEN.to_owned(), token.into())]), skip }
    }

    /// Writes it as botocore does: base64 of Python's `json.dumps`, blanks included.
    pub(super) fn encode(&self, skip: Option<usize>) -> String {
        let mut members: Vec<String> = self
            .token
            .iter()
            .map(|(name, value)| format!("{}: {}", ascii(&name.as_str().into()), ascii(value)))
            .collect();
        if self.token.is_empty() {
            members.push(format!("\"{TOKEN}\": null"));
        }
        members.extend(skip.map(|skip| format!("\"{SKIP}\": {skip}")));
        BASE64.encode(format!("{{{}}}", members.join(", ")))
    }

    /// Puts it into an input.
    pub(super) fn apply(&self, input: &mut Map<String, Value>) {
        if self.token.is_empty() {
            input.shift_remove(TOKEN);
        }
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

/// JSON as Python writes it: all but ASCII as `\uXXXX`.
fn ascii(value: &Value) -> String {
    let mut out = String::new();
    for c in value.to_string().chars() {
        if c.is_ascii() && c != '\u{7f}' {
            out.push(c);
        } else {
            let mut units = [0; 2];
            c.encode_utf16(&mut units)
                .iter()
                .for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn tokens_are_the_bytes_of_pythons_json() {
        let position =
            Position::of(&BASE64.encode(r#"{"nextToken": "a\"\u00e9\ud83d\ude00\u007f"}"#));
        assert_eq!(position.token[TOKEN], json!("a\"é😀\u{7f}"));
        let token = BASE64.decode(position.encode(Some(2))).unwrap();
        let want = r#"{"nextToken": "a\"\u00e9\ud83d\ude00\u007f", "boto_truncate_amount": 2}"#;
        assert_eq!(String::from_utf8(token).unwrap(), want);
    }
}
