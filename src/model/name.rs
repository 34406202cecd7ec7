//! Names: of resources, and of flags.

use std::borrow::Borrow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// The name of a resource: a mesh, a virtual node, a virtual service …
///
/// App Mesh allows 1 to 255 characters other than `/` (`docs/behaviour/api.md#names`).
/// [`super::check`] enforces this where names enter; this type does not.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Name(String);

impl Name {
    /// Returns the name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How many characters a name can have.
pub const LONGEST: usize = 255;

/// Tells whether `text` holds no character that names cannot have: `/`, and what cannot be printed.
#[must_use]
pub fn is_plain(text: &str) -> bool {
    !text.chars().any(|c| c == '/' || c.is_control())
}

/// Tells whether `text` can be a segment of an address: clients take `.` and `..` out of it before
/// they sign and send.
#[must_use]
pub fn is_segment(text: &str) -> bool {
    !matches!(text, "." | "..")
}

/// The text is no name of a resource.
#[derive(Debug, thiserror::Error)]
#[error("a name has 1 to 255 characters and no `/`, and is neither `.` nor `..`")]
pub struct BadName;

/// Reads a name that was typed.
///
/// # Errors
///
/// [`BadName`].
pub fn parse(text: &str) -> Result<Name, BadName> {
    let fits = (1..=LONGEST).contains(&text.chars().count()) && is_plain(text) && is_segment(text);
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

/// Turns a name of the model into its form on the command line: `CreateRoute` → `create-route`.
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
