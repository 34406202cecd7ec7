//! The limit of open files.

use rustix::process::{Resource, getrlimit, setrlimit};

/// Raises the process's limit of open files to the maximum that the system permits: each
/// connection is one open file.
pub(super) fn raise_limit() {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if let Err(error) = setrlimit(Resource::Nofile, limit) {
        tracing::warn!(%error, "cannot raise the limit of open files");
    }
}
