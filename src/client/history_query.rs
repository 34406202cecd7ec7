//! Filters for the change history.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::model::extension;
use crate::model::{Name, ResourceRef};

/// A query for changes; a filter that is `None` matches all of them.
#[derive(Debug, Clone, Copy, Default)]
pub struct HistoryQuery<'a> {
    /// Changes of this resource.
    pub resource: Option<&'a ResourceRef>,
    /// Changes in this mesh.
    pub mesh: Option<&'a Name>,
    /// Earliest time, in milliseconds since 1970.
    pub since_ms: Option<i64>,
    /// Latest time, in milliseconds since 1970.
    pub until_ms: Option<i64>,
    /// The `next` of the previous page.
    pub after: Option<&'a str>,
    /// Maximum number of changes, 1 to 1000; 100 by default.
    pub limit: Option<usize>,
}

impl HistoryQuery<'_> {
    /// Returns the path below [`extension::ROOT`] with its query.
    pub(super) fn target(&self) -> String {
        let parameters = [
            ("resource", self.resource.map(ToString::to_string)),
            ("mesh", self.mesh.map(ToString::to_string)),
            ("since", self.since_ms.map(|since| since.to_string())),
            ("until", self.until_ms.map(|until| until.to_string())),
            ("after", self.after.map(str::to_owned)),
            ("limit", self.limit.map(|limit| limit.to_string())),
        ];
        let given = parameters.into_iter().filter_map(|(name, value)| {
            Some(format!("{name}={}", utf8_percent_encode(&value?, NON_ALPHANUMERIC)))
        });
        let query: Vec<String> = given.collect();
        if query.is_empty() {
            return extension::HISTORY.to_owned();
        }
        format!("{}?{}", extension::HISTORY, query.join("&"))
    }
}
