//! The whole content of a store as of one revision.

use std::fmt;

use futures_util::stream::{self, BoxStream, StreamExt as _};

use super::{Revision, StoreError, Stored};

/// The whole content of a store as of one revision.
pub struct Snapshot {
    /// The newest commit in the snapshot.
    pub revision: Revision,
    /// The entries in the order of their paths, in chunks. The stream ends after the last entry or
    /// with the first error. A slow reader does not block other callers, but entries that are
    /// replaced meanwhile occupy disk space until the stream ends.
    pub chunks: BoxStream<'static, Result<Vec<Stored>, StoreError>>,
}

impl Snapshot {
    /// Returns a snapshot of entries that are already in memory.
    pub(super) fn of(revision: Revision, entries: Vec<Stored>) -> Self {
        Self { revision, chunks: stream::iter([Ok(entries)]).boxed() }
    }
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Snapshot").field("revision", &self.revision).finish_non_exhaustive()
    }
}
