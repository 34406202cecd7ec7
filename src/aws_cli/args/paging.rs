//! Pagination: which request comes next, which items of a page are printed, and where a later call
//! resumes.
//!
//! [`PageIterator`] follows the options in [`PagingOptions`]; it sends nothing, but returns the next
//! request and takes its response (`docs/behaviour/aws-cli.md#pagination`).

mod error;
mod token;

use serde_json::{Map, Value, json};

use self::token::ListPosition;
use crate::aws_cli::python::{self, repr};

pub use self::error::PagingError;
pub(super) use self::token::NEXT_TOKEN;

/// Input member that limits the number of items in a page.
pub(super) const LIMIT: &str = "limit";
/// Key of the starting token for the next call in the output; the service's own is `nextToken`.
pub const RESUME: &str = "NextToken";

/// The pagination options of a list operation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PagingOptions {
    /// Whether to read all pages. If not, one request is sent and its response printed unchanged;
    /// the other fields are then `None`.
    pub auto: bool,
    /// `--page-size`: items per request. Sent, and therefore checked, as `limit`.
    pub page_size: Option<i64>,
    /// `--max-items`: maximum number of items in total. Zero and negative numbers truncate the
    /// first page like the bound of a Python slice.
    pub max_items: Option<i64>,
    /// `--starting-token`: the value of [`RESUME`] in a truncated result.
    pub starting_token: Option<String>,
}

/// Iterates over the pages of a list.
#[derive(Debug, Clone)]
pub struct PageIterator {
    /// Member of a page that holds its items.
    key: &'static str,
    max_items: Option<i64>,
    input: Map<String, Value>,
    /// The next page to request, and the first item of it to print.
    position: ListPosition,
    /// Number of items printed so far.
    printed: i64,
    /// Whether the next page is the first one and was requested with `--starting-token`.
    resuming: bool,
    /// The token of the previous page.
    previous: Option<Map<String, Value>>,
    done: bool,
    resume: Option<String>,
    /// Why iteration ended early.
    failure: Option<PagingError>,
}

impl PageIterator {
    /// Starts before the first page. `key` is the page member that holds the items, `input` the
    /// input of the call.
    ///
    /// # Errors
    ///
    /// [`PagingError::BadToken`].
    pub fn new(
        key: &'static str,
        paging: &PagingOptions,
        input: &Map<String, Value>,
    ) -> Result<Self, PagingError> {
        let token = paging.starting_token.as_deref();
        let position = token.map(ListPosition::parse).transpose()?.unwrap_or_default();
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
            printed: 0,
            resuming: paging.starting_token.is_some(),
            previous: None,
            done: false,
            resume: None,
            failure: None,
        })
    }

    /// Returns the input of the next request; `None` after the last page.
    #[must_use]
    pub fn request(&self) -> Option<&Map<String, Value>> {
        (!self.done).then_some(&self.input)
    }

    /// Returns what [`Self::request`] will return after [`Self::take`], if `token`, the `nextToken`
    /// of the current response, is enough to know that. It allows the caller to request the next
    /// page before it has parsed the current one.
    #[must_use]
    pub fn ahead(&self, token: Option<String>) -> Option<Map<String, Value>> {
        let token = token.filter(|token| !token.is_empty() && self.max_items.is_none())?;
        let token = Map::from_iter([(NEXT_TOKEN.to_owned(), token.into())]);
        let mut input = self.input.clone();
        (self.previous.as_ref() != Some(&token)).then(|| {
            ListPosition { token, skip: 0 }.apply(&mut input);
            input
        })
    }

    /// Takes the response to [`Self::request`] and returns the page to print: without the items
    /// before the starting token and after `--max-items`. Other members of the page are kept.
    ///
    /// # Errors
    ///
    /// [`PagingError::BadToken`] if the position cannot be expressed as a token.
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
            // botocore sets the key to null if there are no items to truncate.
            page.insert(self.key.to_owned(), Value::Null);
        }
        self.resuming = false;
        let keep = self.max_items.map(|most| most.saturating_sub(self.printed));
        if let Some(keep) = keep.filter(|keep| count > *keep) {
            match page.get_mut(self.key) {
                Some(Value::Array(items)) => items.truncate(bound(keep, items.len())),
                // botocore truncates a missing list to an empty one.
                _ => drop(page.insert(self.key.to_owned(), json!([]))),
            }
            self.resume = Some(self.position.encode(Some(keep.saturating_add(skip)))?);
            self.done = true;
            return Ok(page);
        }
        self.printed += count;
        let Some(token) = page.get(NEXT_TOKEN).filter(|token| python::truth(token)) else {
            self.done = true;
            return Ok(page);
        };
        let token = Map::from_iter([(NEXT_TOKEN.to_owned(), token.clone())]);
        self.position = ListPosition { token, skip: 0 };
        if self.max_items == Some(self.printed) {
            self.resume = Some(self.position.encode(None)?);
            self.done = true;
            return Ok(page);
        }
        if self.previous.as_ref() == Some(&self.position.token) {
            let token = self.position.token.get(NEXT_TOKEN).map(repr).unwrap_or_default();
            self.failure = Some(PagingError::RepeatedToken(format!("{{'{NEXT_TOKEN}': {token}}}")));
            self.done = true;
            return Ok(page);
        }
        self.position.apply(&mut self.input);
        self.previous = Some(self.position.token.clone());
        Ok(page)
    }

    /// Returns the `--starting-token` of the next call, if the result was truncated.
    ///
    /// # Errors
    ///
    /// [`PagingError::RepeatedToken`] if iteration ended because the service returned the same
    /// token twice in a row.
    pub fn resume(&self) -> Result<Option<&str>, PagingError> {
        match &self.failure {
            Some(failure) => Err(failure.clone()),
            None => Ok(self.resume.as_deref()),
        }
    }

    /// Merges pages, as returned by [`Self::take`], into one result: the items, and the token to
    /// resume with. The result has no items member if no page has one.
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

/// Returns the index of a Python slice bound: a negative one counts from the end.
fn bound(at: i64, length: usize) -> usize {
    let distance = usize::try_from(at.unsigned_abs()).unwrap_or(usize::MAX);
    if at < 0 { length.saturating_sub(distance) } else { distance.min(length) }
}

#[cfg(test)]
mod tests;
