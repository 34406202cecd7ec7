//! Names of resources, and conversion of member names to flags.

use std::borrow::Borrow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// The name of a resource.
///
/// App Mesh allows 1 to 255 characters other than `/` (`docs/behaviour/api.md#names`).
/// [`super::check`] enforces this for API input; this type does not.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Name(String);

impl Name {
    /// Returns the name as a string slice.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Maximum length of a name, in characters.
pub const MAX_LENGTH: usize = 255;

/// Returns whether `name` is free of characters that names cannot contain: `/` and control
/// characters.
#[must_use]
pub fn has_valid_characters(name: &str) -> bool {
    !name.chars().any(|c| c == '/' || c.is_control())
}

/// Returns whether `name` can be a URL path segment: clients normalize `.` and `..` away before they
/// sign and send a request.
#[must_use]
pub fn is_path_segment(name: &str) -> bool {
    !matches!(name, "." | "..")
}

/// The string is not a valid resource name.
#[derive(Debug, thiserror::Error)]
#[error("a name has 1 to 255 characters, does not contain `/`, and is not `.` or `..`")]
pub struct BadName;

/// Parses a name given on the command line.
///
/// # Errors
///
/// [`BadName`] if the service would reject it.
pub fn parse(text: &str) -> Result<Name, BadName> {
    let fits = (1..=MAX_LENGTH).contains(&text.chars().count())
        && has_valid_characters(text)
        && is_path_segment(text);
    if fits { Ok(Name(text.to_owned())) } else { Err(BadName) }
}

impl<T: Into<String>> From<T> for Name {
    fn from(text: T) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Name {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

/// Converts a name of the model to kebab case, as on the command line: `CreateRoute` →
/// `create-route`.
#[must_use]
pub fn kebab(camel: &str) -> String {
    let mut out = String::with_capacity(camel.len() + 4);
    for (at, c) in camel.char_indices() {
        if c.is_ascii_uppercase() && at > 0 {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::kebab;

    #[test]
    fn kebab_splits_at_capitals() {
        for (camel, want) in [
            ("ListTagsForResource", "list-tags-for-resource"),
            ("meshName", "mesh-name"),
            ("spec", "spec"),
        ] {
            assert_eq!(kebab(camel), want);
        }
    }
}
