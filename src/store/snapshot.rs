//! Everything in a store as of one revision.

use std::fmt;

use futures_util::stream::{self, BoxStream, StreamExt as _};

use super::{Revision, StoreError, Stored};

/// Everything in a store as of one revision.
pub struct Snapshot {
    /// The last commit that is in it.
    pub revision: Revision,
    /// What is stored, in the order of paths, some at a time; ends after the last ones, or with
    /// the first error. A slow reader holds up nobody, but what is replaced meanwhile stays on the
    /// disk until it has ended.
    pub chunks: BoxStream<'static, Result<Vec<Stored>, StoreError>>,
}

impl Snapshot {
    /// Returns one of texts that are in memory already.
    pub(super) fn of(revision: Revision, all: Vec<Stored>) -> Self {
        Self { revision, chunks: stream::iter([Ok(all)]).boxed() }
    }
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Snapshot").field("revision", &self.revision).finish_non_exhaustive()
    }
}
