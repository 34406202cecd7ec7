//! The files of `-f FILE|DIR|-`: finds and reads them.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::error::{ErrorKind, Explain};

/// A file and its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The path as given or found; `standard input` for `-`.
    pub path: String,
    /// The content, without a byte order mark.
    pub content: String,
}

/// Why the files cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The file does not exist or cannot be read.
    #[error("`{file}` cannot be read")]
    Unreadable {
        /// The file.
        file: String,
        /// The cause.
        #[source]
        source: io::Error,
    },
    /// The file is not UTF-8.
    #[error("`{file}` is not valid UTF-8 at byte {at}")]
    NotUtf8 {
        /// The file.
        file: String,
        /// Offset of the first invalid byte, from 0.
        at: usize,
    },
    /// The file is larger than the limit.
    #[error("`{file}` is larger than {} MiB", LIMIT_BYTES >> 20)]
    TooLarge {
        /// The file.
        file: String,
    },
    /// The directory has no manifests.
    #[error("`{directory}` has no files that end in .yaml, .yml or .json")]
    NoFiles {
        /// The directory.
        directory: String,
    },
}

impl Explain for SourceError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Usage
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Unreadable { source, .. } if source.kind() == io::ErrorKind::NotFound => {
                Some("`-f` accepts a file, a directory, or `-` for standard input".to_owned())
            }
            Self::TooLarge { .. } => {
                Some("split it; `-f` accepts a directory and can be repeated".to_owned())
            }
            Self::Unreadable { .. } | Self::NotUtf8 { .. } | Self::NoFiles { .. } => None,
        }
    }
}

/// Maximum size of a file in bytes. Kubernetes accepts objects of about 1.5 MB; a file can have
/// many.
const LIMIT_BYTES: u64 = 16 << 20;

const STANDARD_INPUT: &str = "standard input";

/// Reads all `given` paths in order: a file, a directory, or `-` for standard input.
///
/// In a directory and its subdirectories, all files that end in `.yaml`, `.yml` or `.json` are
/// read, sorted by path. Hidden files and directories are skipped, and so are symbolic links to
/// directories.
///
/// # Errors
///
/// [`SourceError`] for the first path that cannot be read.
pub fn read_files(given: &[PathBuf]) -> Result<Vec<SourceFile>, SourceError> {
    let mut files_read = Vec::new();
    for path in given {
        if path.as_os_str() == "-" {
            files_read.push(read_all(STANDARD_INPUT.to_owned(), io::stdin().lock())?);
        } else if path.is_dir() {
            let files = manifests(path)?;
            if files.is_empty() {
                return Err(SourceError::NoFiles { directory: shown(path) });
            }
            for file in files {
                files_read.push(read_file(&file)?);
            }
        } else {
            files_read.push(read_file(path)?);
        }
    }
    Ok(files_read)
}

fn read_file(path: &Path) -> Result<SourceFile, SourceError> {
    let file = fs::File::open(path).map_err(|source| unreadable(path, source))?;
    read_all(shown(path), file)
}

fn read_all(file: String, reader: impl Read) -> Result<SourceFile, SourceError> {
    let mut bytes = Vec::new();
    // One byte more than the limit distinguishes a file of that size from an endless one, such as
    // /dev/zero.
    if let Err(source) = reader.take(LIMIT_BYTES + 1).read_to_end(&mut bytes) {
        return Err(SourceError::Unreadable { file, source });
    }
    if bytes.len() as u64 > LIMIT_BYTES {
        return Err(SourceError::TooLarge { file });
    }
    match String::from_utf8(bytes) {
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
            Ok(SourceFile { path: file, content: text })
        }
        Err(error) => Err(SourceError::NotUtf8 { file, at: error.utf8_error().valid_up_to() }),
    }
}

fn manifests(directory: &Path) -> Result<Vec<PathBuf>, SourceError> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(directory).map_err(|source| unreadable(directory, source))? {
        entries.push(entry.map_err(|source| unreadable(directory, source))?);
    }
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.path();
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        // The type of the entry itself: following a link to a parent directory would never end.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            files.extend(manifests(&path)?);
        } else if is_manifest(&path) && (path.is_file() || !path.exists()) {
            // A dangling link is reported when it is read: its author meant a file.
            files.push(path);
        }
    }
    Ok(files)
}

fn is_manifest(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| ["yaml", "yml", "json"].contains(&extension))
}

fn unreadable(path: &Path, source: io::Error) -> SourceError {
    SourceError::Unreadable { file: shown(path), source }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(directory: &Path, names: &[&str]) {
        for name in names {
            let path = directory.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, *name).unwrap();
        }
    }

    #[test]
    fn manifests_of_a_directory_are_read_in_path_order() {
        let home = tempfile::tempdir().unwrap();
        let names = ["b.yml", "a/z.yaml", "a/a.json", ".hidden.yaml", ".git/x.yaml", "notes.md"];
        files(home.path(), &names);
        let given = [home.path().to_owned()];
        let read: Vec<String> =
            read_files(&given).unwrap().into_iter().map(|file| file.content).collect();
        assert_eq!(read, ["a/a.json", "a/z.yaml", "b.yml"]);
    }

    #[test]
    fn errors_name_the_file() {
        let home = tempfile::tempdir().unwrap();
        let path = |name: &str| home.path().join(name);
        fs::write(path("bytes.yaml"), b"kind: \xff").unwrap();
        fs::File::create(path("huge.yaml")).unwrap().set_len(LIMIT_BYTES + 1).unwrap();
        fs::create_dir(path("empty")).unwrap();
        let cases = [
            ("missing.yaml", "cannot be read"),
            ("bytes.yaml", "is not valid UTF-8 at byte 6"),
            ("huge.yaml", "is larger than 16 MiB"),
            ("empty", "has no files that end in .yaml, .yml or .json"),
        ];
        for (name, want) in cases {
            let error = read_files(&[path(name)]).unwrap_err();
            assert_eq!(error.to_string(), format!("`{}` {want}", path(name).display()));
            let hints = ["missing.yaml", "huge.yaml", "dangling"].contains(&name);
            assert_eq!(error.hint().is_some(), hints, "{name}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_removed() {
        let read = read_all("f".into(), "\u{feff}kind: Mesh".as_bytes()).unwrap();
        assert_eq!(read.content, "kind: Mesh");
    }
}
