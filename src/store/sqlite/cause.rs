//! What lies behind an error of SQLite: once, and in the system's words where SQLite has none.

use std::fs::File;
use std::io;
use std::path::Path as FilePath;

use rusqlite::{Error, ErrorCode};
use rustix::fs::{Access, access};
use rustix::io::Errno;
use rustix::process::{Resource, getrlimit};

use super::file;

/// Says why SQLite could not do something with the file at `path`.
pub(super) fn of(path: &FilePath, error: &Error) -> anyhow::Error {
    match of_the_system(path, error) {
        Some(cause) => cause.into(),
        // Its number and its message say the same.
        None => match error {
            Error::SqliteFailure(_, Some(message)) => anyhow::anyhow!("{message}"),
            other => anyhow::anyhow!("{other}"),
        },
    }
}

/// SQLite keeps the system's error to itself, so what it was about to do is looked at again.
fn of_the_system(path: &FilePath, error: &Error) -> Option<io::Error> {
    match error.sqlite_error_code()? {
        ErrorCode::CannotOpen => File::options().read(true).append(true).open(path).err(),
        ErrorCode::ReadOnly => {
            let folder = path.parent().unwrap_or(FilePath::new("."));
            let refused = |path: &FilePath| access(path, Access::WRITE_OK).err();
            Some(refused(path).or_else(|| refused(folder))?.into())
        }
        ErrorCode::SystemIoFailure => too_large(path),
        _ => None,
    }
}

/// The most that SQLite adds to one of its files at a time, in bytes: its shared memory grows by
/// 32 KiB, and a log by a transaction.
const STEP_BYTES: u64 = 64 << 10;

/// A file of the store that is as large as files can be here (`ulimit -f`).
fn too_large(path: &FilePath) -> Option<io::Error> {
    let most = getrlimit(Resource::Fsize).current?;
    let size = |path: &FilePath| std::fs::metadata(path).map_or(0, |file| file.len());
    let largest = size(path).max(size(&file::log(path)));
    (largest + STEP_BYTES > most).then(|| Errno::FBIG.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::ffi;

    #[test]
    fn the_system_s_words_go_before_sqlite_s_which_come_once() {
        let failure = |code, message: &str| {
            Error::SqliteFailure(ffi::Error::new(code), Some(message.to_owned()))
        };
        let folder = tempfile::tempdir().unwrap();
        let none = folder.path().join("none");
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
