//! The cause of a SQLite error: the system's error where SQLite hides it, without duplicated text.

use std::fs::File;
use std::io;
use std::path::Path as FilePath;

use rusqlite::{Error, ErrorCode};
use rustix::fs::{Access, access};
use rustix::io::Errno;
use rustix::process::{Resource, getrlimit};

use super::file;

/// Returns why SQLite could not access the file at `path`.
pub(super) fn of(path: &FilePath, error: &Error) -> anyhow::Error {
    match system_error(path, error) {
        Some(cause) => cause.into(),
        // SQLite's code and its message contain the same information.
        None => match error {
            Error::SqliteFailure(_, Some(message)) => anyhow::anyhow!("{message}"),
            other => anyhow::anyhow!("{other}"),
        },
    }
}

/// Returns the system's error. SQLite does not expose it, so the access that failed is tried again.
fn system_error(path: &FilePath, error: &Error) -> Option<io::Error> {
    match error.sqlite_error_code()? {
        ErrorCode::CannotOpen => File::options().read(true).append(true).open(path).err(),
        ErrorCode::ReadOnly => {
            let directory = path.parent().unwrap_or(FilePath::new("."));
            let refused = |path: &FilePath| access(path, Access::WRITE_OK).err();
            Some(refused(path).or_else(|| refused(directory))?.into())
        }
        ErrorCode::SystemIoFailure => too_large(path),
        _ => None,
    }
}

/// Maximum growth of a file by one SQLite operation, in bytes: shared memory grows by 32 KiB, the
/// write-ahead log by one transaction.
const MAX_GROWTH_BYTES: u64 = 64 << 10;

/// Returns `EFBIG` if a file of the store has reached the limit on file sizes (`ulimit -f`).
fn too_large(path: &FilePath) -> Option<io::Error> {
    let limit = getrlimit(Resource::Fsize).current?;
    let size = |path: &FilePath| std::fs::metadata(path).map_or(0, |file| file.len());
    let largest = size(path).max(size(&file::wal_file(path)));
    (largest + MAX_GROWTH_BYTES > limit).then(|| Errno::FBIG.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::ffi;

    #[test]
    fn cause_prefers_the_system_error_and_has_no_duplicate_text() {
        let failure = |code, message: &str| {
            Error::SqliteFailure(ffi::Error::new(code), Some(message.to_owned()))
        };
        let directory = tempfile::tempdir().unwrap();
        let none = directory.path().join("none");
        let cases = [
            (failure(ffi::SQLITE_CANTOPEN, "unable"), "No such file or directory (os error 2)"),
            (failure(ffi::SQLITE_READONLY, "readonly"), "No such file or directory (os error 2)"),
            (failure(ffi::SQLITE_IOERR, "disk I/O error"), "disk I/O error"),
            (failure(ffi::SQLITE_FULL, "database or disk is full"), "database or disk is full"),
            (Error::InvalidQuery, "Query is not read-only"),
        ];
        for (error, want) in cases {
            assert_eq!(format!("{:#}", of(&none, &error)), want, "case: {error:?}");
        }
    }
}
