//! Condition keys of a request: present, absent or unknown.

use std::collections::BTreeMap;

/// The known condition keys of a request.
///
/// A key that was not set is unknown, which differs from absent. Keys are case-insensitive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequestContext {
    /// Values by lowercase key; empty for an absent key.
    values: BTreeMap<String, Vec<String>>,
    /// Lowercase prefixes such as `aws:requesttag/`; keys with these prefixes that were not set are
    /// absent.
    absent_prefixes: Vec<String>,
}

/// The state of one key.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Lookup<'a> {
    Present(&'a [String]),
    Absent,
    Unknown,
}

impl RequestContext {
    /// Sets a key to one value.
    #[must_use]
    pub fn with(self, key: &str, value: impl Into<String>) -> Self {
        self.with_all(key, [value])
    }

    /// Sets a key to any number of values; without values it is absent.
    #[must_use]
    pub fn with_all(
        mut self,
        key: &str,
        values: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        let values = values.into_iter().map(Into::into).collect();
        self.values.insert(key.to_lowercase(), values);
        self
    }

    /// Overrides keys with those of `other`.
    #[must_use]
    pub fn overridden_by(mut self, other: &Self) -> Self {
        self.values.extend(other.values.clone());
        self.absent_prefixes.extend(other.absent_prefixes.iter().cloned());
        self
    }

    /// Marks `key` as absent. A key that ends in `/`, such as `aws:RequestTag/`, stands for all keys
    /// with this prefix that were not set.
    #[must_use]
    pub fn without(mut self, key: &str) -> Self {
        let key = key.to_lowercase();
        if key.ends_with('/') {
            self.absent_prefixes.push(key);
        } else {
            self.values.insert(key, Vec::new());
        }
        self
    }

    /// Marks all keys that were not set as absent, for callers that know the whole request.
    #[must_use]
    pub fn complete(mut self) -> Self {
        self.absent_prefixes.push(String::new());
        self
    }

    pub(super) fn lookup(&self, key: &str) -> Lookup<'_> {
        let key = key.to_lowercase();
        match self.values.get(&key) {
            Some(values) if values.is_empty() => Lookup::Absent,
            Some(values) => Lookup::Present(values),
            None if self.absent_prefixes.iter().any(|prefix| key.starts_with(prefix)) => {
                Lookup::Absent
            }
            None => Lookup::Unknown,
        }
    }
}
