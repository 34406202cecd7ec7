//! Pagination: which request comes next, which items of a page are printed, and where a later call
//! resumes.
//!
//! [`Paging`] holds the options. [`Pages`] iterates accordingly; it sends nothing, but returns the
//! next request and takes its response (`docs/behaviour/aws-cli.md#pagination`).

use serde_json::{Map, Value, json};

use super::token::{Position, TOKEN};
use crate::aws_cli::python::{self, repr};
use crate::error::{ErrorKind, Explain};

/// Member of the input that limits a page.
pub(super) const LIMIT: &str = "limit";
/// Key of a page's continuation in what is printed, as opposed to the service's own `nextToken`.
pub const RESUME: &str = "NextToken";

/// What the options of a list operation say about pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paging {
    /// Whether to follow pages. If not, one request is made and its answer shown as it is; the
    /// other fields are then empty.
    pub auto: bool,
    /// `--page-size`: items per request. Goes out as `limit`, so it is checked as such.
    pub page_size: Option<i64>,
    /// `--max-items`: items in all. Zero and less cut the first page as a slice in Python does.
    pub max_items: Option<i64>,
    /// `--starting-token`: what a cut result said under [`RESUME`].
    pub starting_token: Option<String>,
}

/// Why a walk over pages cannot go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PagingError {
    /// The service would send the same page for ever.
    #[error("Error during pagination: The same next token was received twice: {0}")]
    Stuck(String),
    /// A starting token that leads nowhere.
    #[error("Bad starting token: {0}")]
    BadToken(String),
}

impl Explain for PagingError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Other
    }
}

/// A walk over the pages of a list.
#[derive(Debug, Clone)]
pub struct Pages {
    /// Member of a page that holds its items.
    key: &'static str,
    max_items: Option<i64>,
    input: Map<String, Value>,
    /// Which page is asked for next, and where in it to begin.
    position: Position,
    /// Items shown so far.
    shown: i64,
    /// Whether the next page is the first, and was asked for with a token of the caller's.
    resuming: bool,
    /// The token that led to the page before.
    previous: Option<Map<String, Value>>,
    done: bool,
    resume: Option<String>,
    /// Why it ended too early.
    stuck: Option<PagingError>,
}

impl Pages {
    /// Begins a walk: `key` is the member that holds a page's items, `input` the call's input.
    ///
    /// # Errors
    ///
    /// [`PagingError::BadToken`].
    pub fn new(
        key: &'static str,
        paging: &Paging,
        input: &Map<String, Value>,
    ) -> Result<Self, PagingError> {
        let token = paging.starting_token.as_deref();
        let position = token.map(Position::of).transpose()?.unwrap_or_default();
        let mut input = input.clone();
        position.apply(&mut input);
        if let Some(size) = paging.page_size {
            input.insert(LIMIT.to_owned(), size.into());
        }
        Ok(Self {
            key,
            max_items: paging.max_items,
            input,
            position,
            shown: 0,
            resuming: paging.starting_token.is_some(),
            previous: None,
            done: false,
            resume: None,
            stuck: None,
        })
    }

    /// Returns the input of the next request; nothing when the walk is over.
    #[must_use]
    pub fn request(&self) -> Option<&Map<String, Value>> {
        (!self.done).then_some(&self.input)
    }

    /// Returns what [`Self::request`] will be once the answer to it was taken, where the answer's
    /// `token` alone decides it. It lets the next page be asked for before this one was looked at.
    #[must_use]
    pub fn ahead(&self, token: Option<String>) -> Option<Map<String, Value>> {
        let token = token.filter(|token| !token.is_empty() && self.max_items.is_none())?;
        let token = Map::from_iter([(TOKEN.to_owned(), token.into())]);
        let mut input = self.input.clone();
        (self.previous.as_ref() != Some(&token)).then(|| {
            Position { token, skip: 0 }.apply(&mut input);
            input
        })
    }

    /// Takes the answer to [`Self::request`] and returns what of it to show: without the items
    /// before the starting token and after the last one wanted. Everything else of the page is
    /// left in it.
    ///
    /// # Errors
    ///
    /// [`PagingError::BadToken`] if no token can say where to go on.
    pub fn take(
        &mut self,
        mut page: Map<String, Value>,
    ) -> Result<Map<String, Value>, PagingError> {
        let skip = std::mem::take(&mut self.position.skip);
        let mut count = 0;
        if let Some(Value::Array(items)) = page.get_mut(self.key) {
            items.drain(..bound(skip, items.len()));
            count = i64::try_from(items.len()).unwrap_or(i64::MAX);
        } else if self.resuming {
            // botocore has no items to cut, and says so.
            page.insert(self.key.to_owned(), Value::Null);
        }
        self.resuming = false;
        let keep = self.max_items.map(|most| most.saturating_sub(self.shown));
        if let Some(keep) = keep.filter(|keep| count > *keep) {
            match page.get_mut(self.key) {
                Some(Value::Array(items)) => items.truncate(bound(keep, items.len())),
                // Cut is then what is not there.
                _ => drop(page.insert(self.key.to_owned(), json!([]))),
            }
            self.resume = Some(self.position.encode(Some(keep.saturating_add(skip)))?);
            self.done = true;
            return Ok(page);
        }
        self.shown += count;
        let Some(token) = page.get(TOKEN).filter(|token| python::truth(token)) else {
            self.done = true;
            return Ok(page);
        };
        let token = Map::from_iter([(TOKEN.to_owned(), token.clone())]);
        self.position = Position { token, skip: 0 };
        if self.max_items == Some(self.shown) {
            self.resume = Some(self.position.encode(None)?);
            self.done = true;
            return Ok(page);
        }
        if self.previous.as_ref() == Some(&self.position.token) {
            let token = self.position.token.get(TOKEN).map(repr).unwrap_or_default();
            self.stuck = Some(PagingError::Stuck(format!("{{'{TOKEN}': {token}}}")));
            self.done = true;
            return Ok(page);
        }
        self.position.apply(&mut self.input);
        self.previous = Some(self.position.token.clone());
        Ok(page)
    }

    /// Returns what `--starting-token` needs to go on, if the result was cut.
    ///
    /// # Errors
    ///
    /// [`PagingError::Stuck`] if the walk ended because the same token came twice in a row.
    pub fn resume(&self) -> Result<Option<&str>, PagingError> {
        match &self.stuck {
            Some(stuck) => Err(stuck.clone()),
            None => Ok(self.resume.as_deref()),
        }
    }

    /// Merges pages, cut as [`Self::take`] returned them, into what is printed as one: the items,
    /// and where to go on. No page has the key if no page of the service had it.
    #[must_use]
    pub fn merge(&self, pages: impl IntoIterator<Item = Map<String, Value>>) -> Map<String, Value> {
        let mut merged = Map::new();
        for mut page in pages {
            let Some(Value::Array(items)) = page.remove(self.key) else { continue };
            match merged.entry(self.key).or_insert_with(|| json!([])) {
                Value::Array(all) => all.extend(items),
                other => *other = Value::Array(items),
            }
        }
        if let Some(resume) = &self.resume {
            merged.insert(RESUME.to_owned(), resume.as_str().into());
        }
        merged
    }
}

/// Where a bound of a slice in Python is: one below zero counts from the end.
fn bound(at: i64, length: usize) -> usize {
    let distance = usize::try_from(at.unsigned_abs()).unwrap_or(usize::MAX);
    if at < 0 { length.saturating_sub(distance) } else { distance.min(length) }
}

#[cfg(test)]
mod tests;
