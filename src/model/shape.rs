//! Shapes: the types of the service model, with their constraints.

use indexmap::IndexMap;
use serde::Deserialize;

/// One type of the service model.
#[derive(Debug, Deserialize)]
pub struct Shape {
    /// JSON type of its values.
    #[serde(rename = "type")]
    pub form: Form,
    /// Members of a structure, in model order, which is also the output order.
    #[serde(default, borrow)]
    pub members: IndexMap<&'static str, Member>,
    /// Whether the structure is a union: exactly one member must be set.
    #[serde(default)]
    pub union: bool,
    /// Shape of the elements of a list.
    #[serde(default, borrow, rename = "member")]
    pub element: Option<&'static str>,
    /// Minimum length of a string or list, or minimum number.
    #[serde(default)]
    pub min: Option<i64>,
    /// Maximum length of a string or list, or maximum number.
    #[serde(default)]
    pub max: Option<i64>,
    /// Regular expression that must match the whole string.
    #[serde(default, borrow)]
    pub pattern: Option<&'static str>,
    /// Allowed values of a string; empty if any value is allowed.
    #[serde(default, borrow, rename = "enum")]
    pub values: Vec<&'static str>,
}

/// The JSON type of a shape.
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
    /// Returns the type with its article: `an object`.
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
    /// Whether the member is required.
    #[serde(default)]
    pub required: bool,
    /// Location in a request; the body by default.
    #[serde(default)]
    pub location: Location,
    /// Whether clients set it to a random UUID if the caller omits it.
    #[serde(default)]
    pub token: bool,
}

/// Location of an input member in the HTTP request.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Location {
    /// The JSON body.
    #[default]
    Body,
    /// A segment of the path.
    Uri,
    /// A query parameter.
    QueryString,
}
