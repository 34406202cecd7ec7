//! Parameter values in files: `file://PATH`, which the AWS CLI calls a paramfile.

use std::path::{Path, PathBuf};

use crate::aws_cli::python::os_error;
use crate::aws_cli::python::path::expand;

/// How `file://` values are resolved.
pub struct ParamFiles<'a> {
    /// Returns an environment variable, for `~` and `$NAME` in a path.
    pub variable: &'a dyn Fn(&str) -> Option<String>,
    /// The directory that relative paths are relative to; empty for the working directory.
    pub directory: &'a Path,
}

/// Why a parameter file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ParamFileError {
    /// It cannot be read.
    #[error("Unable to load paramfile {url}: {}", os_error(source, path.display()))]
    Unreadable {
        /// The value as given.
        url: String,
        /// The path it expands to.
        path: PathBuf,
        /// The error of the operating system.
        source: std::io::Error,
    },
    /// It is not valid UTF-8.
    #[error(
        "Unable to load paramfile ({}), text contents could not be decoded.  If this is a binary \
         file, please use the fileb:// prefix instead of the file:// prefix.",
        .0.display()
    )]
    NotUtf8(PathBuf),
    /// `fileb://` for a parameter that is not bytes. App Mesh has no bytes parameter.
    #[error("{0} is read as bytes, and no parameter takes bytes; use the file:// prefix")]
    Bytes(String),
}

/// errno `ENOENT`.
const NO_SUCH_FILE: i32 = 2;

impl ParamFiles<'_> {
    /// Returns the contents of the file that `value` names; `None` if it does not name one.
    pub(super) fn content(&self, value: &str) -> Result<Option<String>, ParamFileError> {
        if let Some(path) = value.strip_prefix("fileb://") {
            self.bytes(value, path)?;
            return Err(ParamFileError::Bytes(value.to_owned()));
        }
        self.any_content(value)
    }

    /// Like [`Self::content`], but reads `fileb://` as a string, too.
    pub(super) fn any_content(&self, value: &str) -> Result<Option<String>, ParamFileError> {
        let path = value.strip_prefix("file://").or_else(|| value.strip_prefix("fileb://"));
        let Some(path) = path else { return Ok(None) };
        let (path, bytes) = self.bytes(value, path)?;
        let content = String::from_utf8(bytes).map_err(|_| ParamFileError::NotUtf8(path.into()))?;
        // Python reads text files with universal newlines.
        Ok(Some(content.replace("\r\n", "\n").replace('\r', "\n")))
    }

    /// Returns the path that `path` expands to and the contents of that file. `value` is the
    /// parameter value, for errors.
    pub(super) fn bytes(
        &self,
        value: &str,
        path: &str,
    ) -> Result<(String, Vec<u8>), ParamFileError> {
        let path = expand(path, self.variable);
        let bytes = if path.is_empty() {
            // Joined to the directory it would be the directory, which gives a different error.
            Err(std::io::Error::from_raw_os_error(NO_SUCH_FILE))
        } else {
            std::fs::read(self.directory.join(&path))
        };
        match bytes {
            Ok(bytes) => Ok((path, bytes)),
            Err(source) => {
                let (url, path) = (value.to_owned(), path.into());
                Err(ParamFileError::Unreadable { url, path, source })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_with_universal_newlines() {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("a"), "one\r\ntwo\rthree\n").unwrap();
        let variable = |name: &str| (name == "A").then(|| "a".to_owned());
        let files = ParamFiles { variable: &variable, directory: directory.path() };
        let absolute = format!("file://{}/a", directory.path().display());
        for url in ["file://a", "file://${A}", &absolute] {
            let content = files.content(url).unwrap();
            assert_eq!(content.as_deref(), Some("one\ntwo\nthree\n"), "case: {url}");
        }
        for value in ["a", "http://a", "FILE://a", " file://a"] {
            assert_eq!(files.content(value).unwrap(), None, "case: {value}");
        }
    }
}
