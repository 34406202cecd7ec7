//! Output as AWS CLI v2 prints it, byte for byte (`docs/behaviour/aws-cli.md#output`).
//!
//! [`response`] turns a response of the service into what the CLI prints, [`query`] selects from it,
//! and [`json`], [`text`](text()), [`yaml`] and [`table`] format it. These are pure; only [`pager`]
//! does I/O. Errors are printed by [`crate::error`].

pub mod json;
pub mod pager;
pub mod printer;
pub mod query;
pub mod response;
pub mod table;
mod text;
pub mod timestamp;
pub mod yaml;

use std::str::FromStr;

use serde_json::Value;

use crate::error::{ErrorKind, Explain};

pub use pager::PagedOutput;
pub use query::Expression;
pub use response::{ResponseError, parse_response};
pub use table::TableStyle;
pub use text::text;
pub use timestamp::TimestampFormat;

/// A format of `--output`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// Indented JSON.
    #[default]
    Json,
    /// One YAML document.
    Yaml,
    /// A YAML list of pages.
    YamlStream,
    /// Fields with tabs between them.
    Text,
    /// Boxes.
    Table,
    /// Nothing.
    Off,
}

impl Format {
    /// All formats, in the order in which help shows them.
    pub const ALL: [Self; 6] =
        [Self::Json, Self::Text, Self::Table, Self::Yaml, Self::YamlStream, Self::Off];

    /// The names of [`Format::ALL`], in its order.
    pub const NAMES: [&'static str; 6] = ["json", "text", "table", "yaml", "yaml-stream", "off"];

    /// Returns its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Yaml => "yaml",
            Self::YamlStream => "yaml-stream",
            Self::Text => "text",
            Self::Table => "table",
            Self::Off => "off",
        }
    }

    /// Lays `value` out as AWS CLI prints it, the newline at its end included: a whole response,
    /// or for `text` and `yaml-stream` one page of it. `title` is the operation's API name
    /// (`ListMeshes`). A response without members (`{}`) is nothing at all.
    ///
    /// # Errors
    ///
    /// [`FormatError`] for results of queries that `text` or `table` cannot show.
    pub fn render(
        self,
        title: &str,
        value: &Value,
        style: &TableStyle,
    ) -> Result<String, FormatError> {
        let nothing = value.as_object().is_some_and(serde_json::Map::is_empty);
        match self {
            Self::Json | Self::Yaml if nothing => Ok(String::new()),
            Self::Json => Ok(json::pretty(value) + "\n"),
            Self::Yaml => Ok(yaml::yaml(value)),
            Self::YamlStream => Ok(yaml::page(value)),
            Self::Text => text(value),
            Self::Table => table::table(title, value, style),
            Self::Off => Ok(String::new()),
        }
    }
}

/// No format has this name. A flag would have been checked before, so the name comes from the
/// environment or a configuration file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Unknown output type: {0}")]
pub struct UnknownFormat(pub String);

impl Explain for UnknownFormat {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Other
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|format| format.name() == name);
        found.ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

/// Why a value cannot be laid out. JSON and YAML take every value; only a query makes others.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// A list holds objects and other things.
    #[error("the result is a list of objects and other values, which has no columns")]
    Mixed,
    /// Rows of one table have different lengths.
    #[error("Row should have {wanted} elements, instead it has {found}")]
    Ragged {
        /// Elements of the first row.
        wanted: usize,
        /// Elements of this one.
        found: usize,
    },
}

impl Explain for FormatError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Other
    }

    fn hint(&self) -> Option<String> {
        Some("use --output json, or another --query".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_their_names() {
        for format in Format::ALL {
            assert_eq!(format.name().parse(), Ok(format));
        }
        assert_eq!(Format::ALL.map(Format::name), Format::NAMES);
        let error = "bogus".parse::<Format>().unwrap_err();
        assert_eq!(error.to_string(), "Unknown output type: bogus");
    }
}
