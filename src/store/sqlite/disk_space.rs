//! Checks whether a full disk has free space again.
//!
//! A minimal transaction fits where no other does. If it succeeded, the store would look healthy,
//! so the check requires more space than that.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path as FilePath;

use rustix::fs::{FallocateFlags, fallocate};
use rustix::io::Errno;

/// Free space that is required before writes are tried again, in bytes: a batch of writes and their
/// log.
const REQUIRED_BYTES: u64 = 1 << 20;

/// Checks the free space on the disk of the store at `path`, with a temporary file.
pub(super) fn probe(path: &FilePath) -> Result<(), Errno> {
    let scratch = path.with_extension("room");
    let mut own = OpenOptions::new();
    let own = own.create(true).write(true).truncate(true).mode(0o600);
    let of_io = |error: std::io::Error| Errno::from_io_error(&error).unwrap_or(Errno::IO);
    let file = own.open(&scratch).map_err(of_io)?;
    let found = fallocate(&file, FallocateFlags::empty(), 0, REQUIRED_BYTES);
    // A file that cannot be removed does no harm: the next check truncates it.
    drop(std::fs::remove_file(&scratch));
    match found {
        // This file system does not support the check; the transaction decides.
        Err(Errno::OPNOTSUPP) => Ok(()),
        found => found,
    }
}
