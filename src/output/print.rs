//! Writes to stdout.

use std::io;
use std::os::unix::fs::MetadataExt as _;

use rustix::fs::FileType;

use crate::error::{ErrorKind, Explain};

/// Whether the reader of the output still reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputStatus {
    /// Everything was written.
    Open,
    /// The other end of the pipe is closed (`… | head -1`). The command should stop without an
    /// error.
    Closed,
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

/// Writes `text` to stdout and flushes.
///
/// # Errors
///
/// [`PrintError`] if stdout cannot be written; a closed pipe is [`OutputStatus::Closed`].
pub fn stdout(text: &str) -> Result<OutputStatus, PrintError> {
    write(&mut io::stdout().lock(), text)
}

/// Returns whether stdout is `/dev/null`, which also replaces a stdout that is closed at start.
#[must_use]
pub fn stdout_is_discarded() -> bool {
    let Ok(null) = std::fs::metadata("/dev/null") else { return false };
    rustix::fs::fstat(io::stdout()).is_ok_and(|stdout| {
        FileType::from_raw_mode(stdout.st_mode).is_char_device() && stdout.st_rdev == null.rdev()
    })
}

/// Writes `text` to `stream` and flushes.
pub(crate) fn write(stream: &mut impl io::Write, text: &str) -> Result<OutputStatus, PrintError> {
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Ok(()) => Ok(OutputStatus::Open),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(OutputStatus::Closed),
        Err(error) => Err(PrintError(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_pipe_is_not_an_error() {
        let (reader, mut writer) = io::pipe().unwrap();
        assert_eq!(write(&mut writer, "one\n").unwrap(), OutputStatus::Open);
        drop(reader);
        assert_eq!(write(&mut writer, "two\n").unwrap(), OutputStatus::Closed);
    }

    #[test]
    fn a_full_disk_is_an_error() {
        let mut none = io::Cursor::new([0_u8; 0]);
        let error = write(&mut none.get_mut().as_mut_slice(), "x").unwrap_err();
        assert_eq!(error.to_string(), "stdout cannot be written");
    }
}
