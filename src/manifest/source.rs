//! The files of `-f FILE|DIR|-`: which they are, and their text.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::error::{ErrorKind, Explain};

/// The text of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The file's path; `standard input` for `-`.
    pub file: String,
    /// What is in it.
    pub text: String,
}

/// Why the files cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// There is no such file, or it may not be read.
    #[error("`{file}` cannot be read")]
    Unreadable {
        /// Which.
        file: String,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The file is not UTF-8.
    #[error("`{file}` is not text: it breaks UTF-8 at byte {at}")]
    NotText {
        /// Which.
        file: String,
        /// Offset of the first byte that does not fit, from 0.
        at: usize,
    },
    /// The file is larger than any manifest is.
    #[error("`{file}` is larger than {} MiB", LIMIT_BYTES >> 20)]
    TooLarge {
        /// Which.
        file: String,
    },
    /// The directory has no manifests.
    #[error("`{directory}` has no files that end in .yaml, .yml or .json")]
    NoFiles {
        /// Which.
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
                Some("`-f` takes a file, a directory, or `-` for standard input".to_owned())
            }
            Self::TooLarge { .. } => {
                Some("split it; `-f` can be given several times, or a directory".to_owned())
            }
            Self::Unreadable { .. } | Self::NotText { .. } | Self::NoFiles { .. } => None,
        }
    }
}

/// Kubernetes takes objects of some 1.5 MB; this is room for many of them in one file.
const LIMIT_BYTES: u64 = 16 << 20;

const STANDARD_INPUT: &str = "standard input";

/// Reads the texts of all `given`, in that order: a file, a directory, or `-` for standard input.
///
/// Of a directory and the directories in it, all files that end in `.yaml`, `.yml` or `.json` are
/// read, sorted by path; hidden ones and directories behind symbolic links are left out.
///
/// # Errors
///
/// [`SourceError`] for the first that cannot be read.
pub fn texts(given: &[PathBuf]) -> Result<Vec<Text>, SourceError> {
    let mut texts = Vec::new();
    for path in given {
        if path.as_os_str() == "-" {
            texts.push(text(STANDARD_INPUT.to_owned(), io::stdin().lock())?);
        } else if path.is_dir() {
            let files = manifests(path)?;
            if files.is_empty() {
                return Err(SourceError::NoFiles { directory: shown(path) });
            }
            for file in files {
                texts.push(open(&file)?);
            }
        } else {
            texts.push(open(path)?);
        }
    }
    Ok(texts)
}

fn open(path: &Path) -> Result<Text, SourceError> {
    let file = fs::File::open(path).map_err(|source| unreadable(path, source))?;
    text(shown(path), file)
}

fn text(file: String, reader: impl Read) -> Result<Text, SourceError> {
    let mut bytes = Vec::new();
    // One byte more than the limit distinguishes a file of that size from a longer one.
    if let Err(source) = reader.take(LIMIT_BYTES + 1).read_to_end(&mut bytes) {
        return Err(SourceError::Unreadable { file, source });
    }
    if bytes.len() as u64 > LIMIT_BYTES {
        return Err(SourceError::TooLarge { file });
    }
    match String::from_utf8(bytes) {
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
            Ok(Text { file, text })
        }
        Err(error) => Err(SourceError::NotText { file, at: error.utf8_error().valid_up_to() }),
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
        // The type of the entry itself: following links to a parent directory would never end.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            files.extend(manifests(&path)?);
        } else if is_manifest(&path) && (path.is_file() || !path.exists()) {
            // A dangling link is reported when it is read.
            files.push(path);
        }
    }
    Ok(files)
}

fn is_manifest(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ["yaml", "yml", "json"].contains(&ending))
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
    fn a_directory_gives_its_manifests_in_path_order() {
        let home = tempfile::tempdir().unwrap();
        let names = ["b.yml", "a/z.yaml", "a/a.json", ".hidden.yaml", ".git/x.yaml", "notes.md"];
        files(home.path(), &names);
        let given = [home.path().to_owned()];
        let read: Vec<String> = texts(&given).unwrap().into_iter().map(|text| text.text).collect();
        assert_eq!(read, ["a/a.json", "a/z.yaml", "b.yml"]);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let home = tempfile::tempdir().unwrap();
        let path = |name: &str| home.path().join(name);
        fs::write(path("bytes.yaml"), b"kind: \xff").unwrap();
        fs::File::create(path("huge.yaml")).unwrap().set_len(LIMIT_BYTES + 1).unwrap();
        fs::create_dir(path("empty")).unwrap();
        let cases = [
            ("missing.yaml", "cannot be read"),
            ("bytes.yaml", "is not text: it breaks UTF-8 at byte 6"),
            ("huge.yaml", "is larger than 16 MiB"),
            ("empty", "has no files that end in .yaml, .yml or .json"),
        ];
        for (name, want) in cases {
            let error = texts(&[path(name)]).unwrap_err();
            assert_eq!(error.to_string(), format!("`{}` {want}", path(name).display()));
            let hints = ["missing.yaml", "huge.yaml", "dangling"].contains(&name);
            assert_eq!(error.hint().is_some(), hints, "{name}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        let read = text("f".into(), "\u{feff}kind: Mesh".as_bytes()).unwrap();
        assert_eq!(read.text, "kind: Mesh");
    }
}
