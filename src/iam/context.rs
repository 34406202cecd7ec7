//! The condition keys of a request: which have a value, which have none, which nobody knows.

use std::collections::BTreeMap;

/// What is known about the condition keys of a request.
///
/// A key that was not mentioned is unknown, which is not the same as absent. Names of keys are
/// case-insensitive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequestContext {
    /// Values by lower-case key; an absent key has none.
    values: BTreeMap<String, Vec<String>>,
    /// Lower-case prefixes, `aws:requesttag/`, under which all keys not mentioned are absent.
    families: Vec<String>,
}

/// What is known about one key.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Lookup<'a> {
    Present(&'a [String]),
    Absent,
    Unknown,
}

impl RequestContext {
    /// Adds a key that has one value.
    #[must_use]
    pub fn with(self, key: &str, value: impl Into<String>) -> Self {
        self.with_all(key, [value])
    }

    /// Adds a key that has any number of values; with none it is absent.
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

    /// Takes what `other` says of a key instead.
    #[must_use]
    pub fn but(mut self, other: &Self) -> Self {
        self.values.extend(other.values.clone());
        self.families.extend(other.families.iter().cloned());
        self
    }

    /// Says that the request lacks `key`. A key that ends in `/` stands for all that begin with
    /// it and were not given a value: `aws:RequestTag/`.
    #[must_use]
    pub fn without(mut self, key: &str) -> Self {
        let key = key.to_lowercase();
        if key.ends_with('/') {
            self.families.push(key);
        } else {
            self.values.insert(key, Vec::new());
        }
        self
    }

    /// Says that the request lacks every key that was not given a value: whoever guards a door
    /// knows the whole request.
    #[must_use]
    pub fn complete(mut self) -> Self {
        self.families.push(String::new());
        self
    }

    pub(super) fn lookup(&self, key: &str) -> Lookup<'_> {
        let key = key.to_lowercase();
        match self.values.get(&key) {
            Some(values) if values.is_empty() => Lookup::Absent,
            Some(values) => Lookup::Present(values),
            None if self.families.iter().any(|family| key.starts_with(family)) => Lookup::Absent,
            None => Lookup::Unknown,
        }
    }
}
