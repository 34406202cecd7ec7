//! Whether a disk that was full has room again.
//!
//! The smallest transaction fits where no other does. One that goes through would say that all is
//! well, so more than that is asked for.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path as FilePath;

use rustix::fs::{FallocateFlags, fallocate};
use rustix::io::Errno;

/// What must be free before writing goes on: a batch of writes, and the log that they make.
const ROOM_BYTES: u64 = 1 << 20;

/// Looks whether there is room beside the store at `path`.
pub(super) fn probe(path: &FilePath) -> Result<(), Errno> {
    let scratch = path.with_extension("room");
    let mut own = OpenOptions::new();
    let own = own.create(true).write(true).truncate(true).mode(0o600);
    let of_io = |error: std::io::Error| Errno::from_io_error(&error).unwrap_or(Errno::IO);
    let file = own.open(&scratch).map_err(of_io)?;
    let found = fallocate(&file, FallocateFlags::empty(), 0, ROOM_BYTES);
    // One that stays is in nobody's way: the next look begins with it.
    drop(std::fs::remove_file(&scratch));
    match found {
        // Such a disk cannot tell; the transaction will.
        Err(Errno::OPNOTSUPP) => Ok(()),
        found => found,
    }
}
