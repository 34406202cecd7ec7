//! Atomic writes of files, and detection of changed files.

mod stamp;

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

pub use stamp::FileStamp;

/// Permissions of a written file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// Readable and writable for its owner only.
    OwnerOnly,
    /// The default of the user's umask.
    Default,
}

/// Writes `bytes` to a file next to `path` and renames it to `path`, so that a reader sees either
/// the old or the new content. If `path` is a symbolic link, its target is replaced. A pipe or a
/// device, which cannot be replaced, is written to directly.
///
/// # Errors
///
/// The system's error; `path` is unchanged then, and no other file remains.
pub fn write_atomically(path: &Path, bytes: &[u8], visibility: Visibility) -> io::Result<()> {
    stage(path, bytes, visibility)?.commit()
}

/// A written file that does not have its final name yet. It is removed if it is dropped before.
#[derive(Debug)]
pub struct StagedFile {
    path: PathBuf,
    content: StagedContent,
}

#[derive(Debug)]
enum StagedContent {
    /// In a new file of this name.
    NewFile(PathBuf),
    /// To be written directly to `path`, which cannot be replaced.
    Direct(Vec<u8>),
    /// Already at `path`.
    Committed,
}

/// Does everything of [`write_atomically`] that is likely to fail.
///
/// # Errors
///
/// The system's error; no other file remains then.
pub fn stage(path: &Path, bytes: &[u8], visibility: Visibility) -> io::Result<StagedFile> {
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if std::fs::metadata(&path).is_ok_and(|it| !it.is_file() && !it.is_dir()) {
        return Ok(StagedFile { path, content: StagedContent::Direct(bytes.to_owned()) });
    }
    let mut name = path.file_name().ok_or(io::ErrorKind::IsADirectory)?.to_owned();
    name.push(".new");
    let new = path.with_file_name(name);
    let staged = StagedFile { path, content: StagedContent::NewFile(new.clone()) };
    write_new(&new, bytes, visibility)?;
    Ok(staged)
}

impl StagedFile {
    /// Gives the file its final name.
    ///
    /// # Errors
    ///
    /// The system's error; the previous content of `path` remains then.
    pub fn commit(mut self) -> io::Result<()> {
        match &self.content {
            StagedContent::NewFile(new) => {
                std::fs::rename(new, &self.path)?;
                self.content = StagedContent::Committed;
                // The new name is durable only after a sync of the directory.
                let directory =
                    self.path.parent().filter(|directory| !directory.as_os_str().is_empty());
                File::open(directory.unwrap_or(Path::new(".")))?.sync_all()
            }
            StagedContent::Direct(bytes) => {
                OpenOptions::new().write(true).open(&self.path)?.write_all(bytes)
            }
            StagedContent::Committed => Ok(()),
        }
    }
}

impl Drop for StagedFile {
    fn drop(&mut self) {
        if let StagedContent::NewFile(new) = &self.content {
            // An incomplete or unwanted file is of no use.
            drop(std::fs::remove_file(new));
        }
    }
}

fn write_new(new: &Path, bytes: &[u8], visibility: Visibility) -> io::Result<()> {
    let mut options = OpenOptions::new();
    let mut file = match visibility {
        Visibility::Default => options.create(true).write(true).truncate(true).open(new)?,
        Visibility::OwnerOnly => {
            // A file that an earlier run left behind may have other permissions, and a process that
            // has it open could read the new content.
            match std::fs::remove_file(new) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            options.create_new(true).write(true).mode(0o600).open(new)?
        }
    };
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;
    use std::io::Read as _;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn failed_write_changes_nothing_and_leaves_no_file() {
        let directory = tempfile::tempdir().unwrap();
        let names = || {
            let found = std::fs::read_dir(directory.path()).unwrap();
            let mut names: Vec<_> = found.map(|it| it.unwrap().file_name()).collect();
            names.sort();
            names
        };
        let taken = directory.path().join("taken");
        std::fs::create_dir(&taken).unwrap();
        std::fs::write(taken.join("inside"), "").unwrap();
        let error = write_atomically(&taken, b"x", Visibility::Default).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::IsADirectory);
        assert_eq!(names(), ["taken"]);
    }

    #[test]
    fn write_follows_links_and_does_not_replace_devices() {
        let directory = tempfile::tempdir().unwrap();
        let [file, link] = ["file", "link"].map(|name| directory.path().join(name));
        std::fs::write(&file, "old").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        write_atomically(&link, b"new", Visibility::OwnerOnly).unwrap();
        assert!(link.is_symlink());
        assert_eq!(std::fs::read(&file).unwrap(), b"new");
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::remove_file(&link).unwrap();
        std::os::unix::fs::symlink("/dev/null", &link).unwrap();
        write_atomically(&link, b"new", Visibility::OwnerOnly).unwrap();
        assert!(!std::fs::metadata("/dev/null").unwrap().is_file());
    }
    #[test]
    fn process_with_the_old_file_open_cannot_read_the_new_content() {
        let directory = tempfile::tempdir().unwrap();
        let (path, left) = (directory.path().join("key"), directory.path().join("key.new"));
        for file in [&path, &left] {
            std::fs::write(file, "old").unwrap();
            std::fs::set_permissions(file, Permissions::from_mode(0o644)).unwrap();
        }
        let mut open = [&path, &left].map(|file| File::open(file).unwrap());
        write_atomically(&path, b"secret", Visibility::OwnerOnly).unwrap();
        for file in &mut open {
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            assert_eq!(text, "old");
        }
        assert_eq!(std::fs::read(&path).unwrap(), b"secret");
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(!left.exists());
    }
}
