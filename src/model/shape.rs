//! Shapes: the types of the service model, with their constraints.

use indexmap::IndexMap;
use serde::Deserialize;

/// One type of the service model.
#[derive(Debug, Deserialize)]
pub struct Shape {
    /// What JSON value it is.
    #[serde(rename = "type")]
    pub form: Form,
    /// Members of a structure, in the model's order, which is the order of output.
    #[serde(default, borrow)]
    pub members: IndexMap<&'static str, Member>,
    /// Whether exactly one member must be set.
    #[serde(default)]
    pub union: bool,
    /// Shape of a list's elements.
    #[serde(default, borrow, rename = "member")]
    pub element: Option<&'static str>,
    /// Least length of a string or list, or least number.
    #[serde(default)]
    pub min: Option<i64>,
    /// Greatest length of a string or list, or greatest number.
    #[serde(default)]
    pub max: Option<i64>,
    /// Regular expression that a whole string must match.
    #[serde(default, borrow)]
    pub pattern: Option<&'static str>,
    /// The values a string may have; empty for any.
    #[serde(default, borrow, rename = "enum")]
    pub values: Vec<&'static str>,
}

/// The JSON form of a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// An object with known members.
    Structure,
    /// An array.
    List,
    /// A string.
    String,
    /// A 32-bit integer.
    Integer,
    /// A 64-bit integer.
    Long,
    /// `true` or `false`.
    Boolean,
    /// Seconds since 1970, as a JSON number with up to three decimals
    /// (`docs/behaviour/api.md#resource-bodies`).
    Timestamp,
}

impl Form {
    /// Returns its name with its article: `an object`.
    #[must_use]
    pub fn article(self) -> &'static str {
        match self {
            Self::Structure => "an object",
            Self::List => "an array",
            Self::String => "a string",
            Self::Integer | Self::Long => "an integer",
            Self::Boolean => "a boolean",
            Self::Timestamp => "a timestamp",
        }
    }
}

/// One member of a structure.
#[derive(Debug, Deserialize)]
pub struct Member {
    /// Name of its shape.
    pub shape: &'static str,
    /// Whether it must be given.
    #[serde(default)]
    pub required: bool,
    /// Where it travels in a request; the body unless said.
    #[serde(default)]
    pub location: Location,
    /// Whether a client fills it with a fresh UUID when the caller does not.
    #[serde(default)]
    pub token: bool,
}

/// Where a member of an input travels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Location {
    /// In the JSON body.
    #[default]
    Body,
    /// As a segment of the path.
    Uri,
    /// As a query parameter.
    QueryString,
}
