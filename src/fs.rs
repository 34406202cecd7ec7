//! Writing a file whole or not at all, whatever happens on the way.

mod stamp;

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

pub use stamp::FileStamp;

/// Who may read a file that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// Its owner alone.
    OwnerOnly,
    /// Whom the user's own settings allow it.
    Default,
}

/// Writes `bytes` beside `path` and renames that, so that whoever reads `path` sees it as it was or
/// as it is to be. What a link leads to is written in its place; a pipe or a device, which cannot
/// be replaced, is written to.
///
/// # Errors
///
/// What the system says; `path` is as it was then, and nothing is left beside it.
pub fn write_atomically(path: &Path, bytes: &[u8], visibility: Visibility) -> io::Result<()> {
    stage(path, bytes, visibility)?.commit()
}

/// A file that is on the disk and has yet to be put in its place. It is gone if that never happens.
#[derive(Debug)]
pub struct Staged {
    path: PathBuf,
    content: Content,
}

#[derive(Debug)]
enum Content {
    /// In a file of this name.
    Beside(PathBuf),
    /// To be written into what cannot be replaced.
    Straight(Vec<u8>),
    /// No more.
    Gone,
}

/// Does all of [`write_atomically`] that is likely to fail.
///
/// # Errors
///
/// What the system says; nothing is left beside `path` then.
pub fn stage(path: &Path, bytes: &[u8], visibility: Visibility) -> io::Result<Staged> {
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if std::fs::metadata(&path).is_ok_and(|it| !it.is_file() && !it.is_dir()) {
        return Ok(Staged { path, content: Content::Straight(bytes.to_owned()) });
    }
    let mut name = path.file_name().ok_or(io::ErrorKind::IsADirectory)?.to_owned();
    name.push(".new");
    let new = path.with_file_name(name);
    let staged = Staged { path, content: Content::Beside(new.clone()) };
    fill(&new, bytes, visibility)?;
    Ok(staged)
}

impl Staged {
    /// Puts it in its place.
    ///
    /// # Errors
    ///
    /// What the system says; what was there before is as it was then.
    pub fn commit(mut self) -> io::Result<()> {
        match &self.content {
            Content::Beside(new) => {
                std::fs::rename(new, &self.path)?;
                self.content = Content::Gone;
                // The new name is on the disk only when the folder is.
                let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
                File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
            }
            Content::Straight(bytes) => {
                OpenOptions::new().write(true).open(&self.path)?.write_all(bytes)
            }
            Content::Gone => Ok(()),
        }
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if let Content::Beside(new) = &self.content {
            // What is half there, or not wanted, is of no use to anyone.
            drop(std::fs::remove_file(new));
        }
    }
}

fn fill(new: &Path, bytes: &[u8], visibility: Visibility) -> io::Result<()> {
    let mut options = OpenOptions::new();
    let mut file = match visibility {
        Visibility::Default => options.create(true).write(true).truncate(true).open(new)?,
        Visibility::OwnerOnly => {
            // One that was left behind may have been made by somebody less careful, and whoever has
            // it open could read this.
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
    fn what_cannot_be_written_stays_as_it_was_and_leaves_nothing_beside() {
        let folder = tempfile::tempdir().unwrap();
        let names = || {
            let found = std::fs::read_dir(folder.path()).unwrap();
            let mut names: Vec<_> = found.map(|it| it.unwrap().file_name()).collect();
            names.sort();
            names
        };
        let taken = folder.path().join("folder");
        std::fs::create_dir(&taken).unwrap();
        std::fs::write(taken.join("inside"), "").unwrap();
        let error = write_atomically(&taken, b"x", Visibility::Default).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::IsADirectory);
        assert_eq!(names(), ["folder"]);
    }

    #[test]
    fn a_link_stays_a_link_and_a_device_a_device() {
        let folder = tempfile::tempdir().unwrap();
        let [file, link] = ["file", "link"].map(|name| folder.path().join(name));
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
    fn whoever_has_an_old_file_open_reads_no_new_secret() {
        let folder = tempfile::tempdir().unwrap();
        let (path, left) = (folder.path().join("key"), folder.path().join("key.new"));
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
