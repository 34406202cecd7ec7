//! Output as AWS CLI v2 prints it, byte for byte (`docs/behaviour/aws-cli.md#output`).
//!
//! [`response`] converts a response of the service to the value that the CLI prints, [`query`]
//! selects from it, and [`json`], [`text`](text()), [`yaml`] and [`table`] format it. These are
//! pure; [`printer`] combines them and writes the result to stdout or a [`pager`]. Errors are
//! printed by [`crate::error`].

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
    /// Tab-separated fields.
    Text,
    /// Tables with borders.
    Table,
    /// Nothing.
    Off,
}

impl Format {
    /// All formats, in the order of the help.
    pub const ALL: [Self; 6] =
        [Self::Json, Self::Text, Self::Table, Self::Yaml, Self::YamlStream, Self::Off];

    /// The names of [`Format::ALL`], in the same order.
    pub const NAMES: [&'static str; 6] = ["json", "text", "table", "yaml", "yaml-stream", "off"];

    /// Returns the name on the command line.
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

    /// Formats `value` as the AWS CLI prints it, including the final newline. `value` is a whole
    /// response, or one page for `text` and `yaml-stream`; `title` is the API name of the operation
    /// (`ListMeshes`). A response without members (`{}`) prints nothing.
    ///
    /// # Errors
    ///
    /// [`FormatError`] for the result of a query that `text` or `table` cannot print.
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

/// The name of a format that does not exist. Flags are checked earlier, so the name comes from the
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

/// Why a value cannot be formatted. Only queries return such values; JSON and YAML can print all
/// values.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// A list of objects and other values.
    #[error("the result is a list of objects and other values, which has no columns")]
    Mixed,
    /// The rows of a table have different lengths.
    #[error("Row should have {wanted} elements, instead it has {found}")]
    RowLengths {
        /// Number of elements in the first row.
        wanted: usize,
        /// Number of elements in this row.
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
    fn formats_are_parsed_by_name() {
        for format in Format::ALL {
            assert_eq!(format.name().parse(), Ok(format));
        }
        assert_eq!(Format::ALL.map(Format::name), Format::NAMES);
        let error = "bogus".parse::<Format>().unwrap_err();
        assert_eq!(error.to_string(), "Unknown output type: bogus");
    }
}
