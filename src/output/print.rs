//! Bytes to stdout.

use std::io;
use std::os::unix::fs::MetadataExt as _;

use rustix::fs::FileType;

use crate::error::{ErrorKind, Explain};

/// Whether anyone still reads what is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// All was written.
    Listening,
    /// The other end of the pipe is closed (`… | head -1`): enough was printed, stop quietly.
    Gone,
}

/// Stdout cannot be written, for another reason than a closed pipe.
#[derive(Debug, thiserror::Error)]
#[error("stdout cannot be written")]
pub struct PrintError(#[source] io::Error);

impl Explain for PrintError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Other
    }

    fn is_meshctl_error(&self) -> bool {
        true
    }
}

/// Writes `text` to stdout as it is and flushes.
///
/// # Errors
///
/// [`PrintError`] if stdout cannot be written; a closed pipe is no error but [`Reader::Gone`].
pub fn stdout(text: &str) -> Result<Reader, PrintError> {
    to(&mut io::stdout().lock(), text)
}

/// Tells whether what is printed goes nowhere: stdout is `/dev/null`, which is also what a program
/// finds in the place of a stdout that is closed.
#[must_use]
pub fn is_nowhere() -> bool {
    let Ok(null) = std::fs::metadata("/dev/null") else { return false };
    rustix::fs::fstat(io::stdout()).is_ok_and(|stdout| {
        FileType::from_raw_mode(stdout.st_mode).is_char_device() && stdout.st_rdev == null.rdev()
    })
}

pub(crate) fn to(stream: &mut impl io::Write, text: &str) -> Result<Reader, PrintError> {
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Ok(()) => Ok(Reader::Listening),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Reader::Gone),
        Err(error) => Err(PrintError(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_pipe_is_no_error() {
        let (reader, mut writer) = io::pipe().unwrap();
        assert_eq!(to(&mut writer, "one\n").unwrap(), Reader::Listening);
        drop(reader);
        assert_eq!(to(&mut writer, "two\n").unwrap(), Reader::Gone);
    }

    #[test]
    fn a_full_disk_is_an_error() {
        let mut none = io::Cursor::new([0_u8; 0]);
        let error = to(&mut none.get_mut().as_mut_slice(), "x").unwrap_err();
        assert_eq!(error.to_string(), "stdout cannot be written");
    }
}
