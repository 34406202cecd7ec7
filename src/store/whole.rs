//! Writing a file whole or not at all, whatever happens on the way.

use std::fs::{File, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

/// Who may read a file that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// Its owner alone.
    Owner,
    /// Whom the user's own settings allow it.
    Anyone,
}

/// Writes `bytes` beside `path` and renames that, so that whoever reads `path` sees it as it was or
/// as it is to be. What a link leads to is written in its place; a pipe or a device, which cannot
/// be replaced, is written to.
///
/// # Errors
///
/// What the system says; `path` is as it was then, and nothing is left beside it.
pub fn write(path: &Path, bytes: &[u8], readers: Readers) -> io::Result<()> {
    let found = std::fs::canonicalize(path);
    let path = found.as_deref().unwrap_or(path);
    if std::fs::metadata(path).is_ok_and(|it| !it.is_file() && !it.is_dir()) {
        return OpenOptions::new().write(true).open(path)?.write_all(bytes);
    }
    let mut name = path.file_name().ok_or(io::ErrorKind::IsADirectory)?.to_owned();
    name.push(".new");
    let new = path.with_file_name(name);
    if let Err(error) = fill(&new, bytes, readers).and_then(|()| std::fs::rename(&new, path)) {
        // What is half there is of no use to anyone.
        drop(std::fs::remove_file(&new));
        return Err(error);
    }
    // The new name is on the disk only when the folder is.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

fn fill(new: &Path, bytes: &[u8], readers: Readers) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.create(true).write(true).truncate(true);
    let mut file = match readers {
        Readers::Anyone => options.open(new)?,
        Readers::Owner => {
            let file = options.mode(0o600).open(new)?;
            // One that was left behind may have been made by somebody less careful.
            file.set_permissions(Permissions::from_mode(0o600))?;
            file
        }
    };
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
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
        let error = write(&taken, b"x", Readers::Anyone).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::IsADirectory);
        assert_eq!(names(), ["folder"]);
    }

    #[test]
    fn a_link_stays_a_link_and_a_device_a_device() {
        let folder = tempfile::tempdir().unwrap();
        let [file, link] = ["file", "link"].map(|name| folder.path().join(name));
        std::fs::write(&file, "old").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        write(&link, b"new", Readers::Owner).unwrap();
        assert!(link.is_symlink());
        assert_eq!(std::fs::read(&file).unwrap(), b"new");
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::remove_file(&link).unwrap();
        std::os::unix::fs::symlink("/dev/null", &link).unwrap();
        write(&link, b"new", Readers::Owner).unwrap();
        assert!(!std::fs::metadata("/dev/null").unwrap().is_file());
    }
}
