//! Detection of changed files.

use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

/// The state of some files at one time, to find out later whether one of them has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileStamp(Vec<(PathBuf, Option<FileMetadata>)>);

/// What identifies a version of a file without reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FileMetadata {
    size_bytes: u64,
    inode: u64,
    /// When its content or its permissions were last changed, in seconds and nanoseconds: unlike
    /// the modification time, a program cannot set it.
    ctime: (i64, i64),
}

impl FileMetadata {
    fn read(path: &Path) -> Option<Self> {
        let metadata = std::fs::metadata(path).ok()?;
        let ctime = (metadata.ctime(), metadata.ctime_nsec());
        Some(Self { size_bytes: metadata.size(), inode: metadata.ino(), ctime })
    }
}

impl FileStamp {
    /// Records the current state of `paths`. A file that does not exist is a state, too.
    #[must_use]
    pub fn of(paths: impl IntoIterator<Item = PathBuf>) -> Self {
        let mut stamp = Self(Vec::new());
        paths.into_iter().for_each(|path| stamp.add(path));
        stamp
    }

    /// Records the current state of `path` as well.
    pub fn add(&mut self, path: PathBuf) {
        let metadata = FileMetadata::read(&path);
        self.0.push((path, metadata));
    }

    /// Records the current state of the same files.
    #[must_use]
    pub fn now(&self) -> Self {
        Self::of(self.0.iter().map(|(path, _)| path.clone()))
    }

    /// Returns whether one of the files has changed since it was recorded.
    #[must_use]
    pub fn has_changed(&self) -> bool {
        self.now() != *self
    }
}
