//! The file of `--auth` on disk: read, changed as a whole, and watched.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;

use super::accounts::Accounts;
use super::error::AuthError;
use super::file::AccountsFile;
use crate::fs::{self, FileStamp, Visibility};
use crate::model::unique_keys;

/// What was read, and all files that it was read from.
#[derive(Debug)]
pub struct LoadedAccounts {
    /// Everybody who is known, or what is wrong.
    pub accounts: Result<Accounts, AuthError>,
    /// How each of the files looked before it was read, the one that is wrong among them: once it
    /// is old, there is something new to read.
    pub stamp: FileStamp,
}

/// Reads a file of accounts and the policies that it names; `region` says which partition it is.
/// Files that others can read, or policies that others can change, are wrong.
#[must_use]
pub fn load(path: &Path, region: &str) -> LoadedAccounts {
    // Each before it is read: a change meanwhile makes the stamp old.
    let mut stamp = FileStamp::of([path.to_owned()]);
    let folder = path.parent().unwrap_or(Path::new("."));
    let accounts = read(path).and_then(|file| {
        Accounts::new(&file, region, |name| {
            let path = folder.join(name);
            stamp.add(path.clone());
            text(&path)
        })
    });
    LoadedAccounts { accounts, stamp }
}

/// Reads a file that a policy is in.
///
/// # Errors
///
/// [`AuthError::NoPolicy`], and [`AuthError::Changeable`] where others could write into it what they
/// would like to be allowed.
pub fn text(path: &Path) -> Result<String, AuthError> {
    let unread = |source| AuthError::NoPolicy { path: path.to_owned(), source };
    let (handle, mode) = open(path).map_err(unread)?;
    if mode & 0o022 != 0 {
        return Err(AuthError::Changeable { path: path.to_owned(), mode });
    }
    all(handle).map_err(unread)
}

/// Opens a file, and returns who may do what with it. What is no file says so itself when it is
/// read.
fn open(path: &Path) -> io::Result<(File, u32)> {
    let handle = File::open(path)?;
    let seen = handle.metadata()?;
    let mode = if seen.is_file() { seen.mode() & 0o7777 } else { 0 };
    Ok((handle, mode))
}

/// Far more than accounts and policies come to, and little enough for the memory.
const LARGEST_BYTES: u64 = 64 << 20;

/// Reads a file to its end, which a device may not have.
fn all(handle: File) -> io::Result<String> {
    let mut text = String::new();
    let count = handle.take(LARGEST_BYTES + 1).read_to_string(&mut text)?;
    if u64::try_from(count).is_ok_and(|count| count <= LARGEST_BYTES) {
        return Ok(text);
    }
    Err(io::ErrorKind::FileTooLarge.into())
}

/// Reads a file of accounts.
///
/// # Errors
///
/// [`AuthError`].
pub fn read(path: &Path) -> Result<AccountsFile, AuthError> {
    let unread = |source| unusable(path, "read", source);
    let (handle, mode) = open(path).map_err(unread)?;
    if mode & 0o077 != 0 {
        return Err(AuthError::Exposed { path: path.to_owned(), mode });
    }
    let text = all(handle).map_err(unread)?;
    // It shows names alone, and where.
    unique_keys::check(&text)
        .map_err(|source| AuthError::Malformed { path: path.to_owned(), source })?;
    serde_json::from_str(&text)
        .map_err(|source| AuthError::Malformed { path: path.to_owned(), source: bare(&source) })
}

/// Keeps of an error only where it is: its text may show a value.
fn bare(error: &serde_json::Error) -> serde_json::Error {
    let text = error.to_string();
    let shown =
        ["unknown field", "missing field", "duplicate field", "expected", "EOF", "trailing"];
    let harmless = shown.iter().any(|start| text.starts_with(start));
    if harmless {
        return serde::de::Error::custom(text);
    }
    serde::de::Error::custom(format!("line {} column {}", error.line(), error.column()))
}

/// Changes a file of accounts, alone and as a whole: whoever reads it sees it before or after.
/// One that is not there is made, for its owner alone.
///
/// # Errors
///
/// [`AuthError`], those of `change` among them; the file is as it was then.
pub fn change<T>(
    path: &Path,
    change: impl FnOnce(&mut AccountsFile) -> Result<T, AuthError>,
) -> Result<T, AuthError> {
    change_if(path, change, |_| Ok(()))
}

/// As [`change`], if `agreed` says yes to what came of it. It is asked when nothing else can fail any
/// more.
///
/// # Errors
///
/// [`AuthError`], or what `agreed` says; the file is as it was then.
pub fn change_if<T, E: From<AuthError>>(
    path: &Path,
    change: impl FnOnce(&mut AccountsFile) -> Result<T, AuthError>,
    agreed: impl FnOnce(&T) -> Result<(), E>,
) -> Result<T, E> {
    let unwritten = |source| unusable(path, "written", source);
    let mut own = OpenOptions::new();
    own.create(true).write(true).mode(0o600);
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".lock");
    let lock = own.open(path.with_file_name(name)).map_err(unwritten)?;
    lock.lock().map_err(unwritten)?;
    let mut file = if path.exists() { read(path)? } else { AccountsFile::default() };
    let done = change(&mut file)?;
    let text = serde_json::to_string_pretty(&file).expect("a file of accounts is plain data");
    let text = format!("{text}\n");
    let staged = fs::stage(path, text.as_bytes(), Visibility::OwnerOnly).map_err(unwritten)?;
    agreed(&done)?;
    staged.commit().map_err(unwritten)?;
    Ok(done)
}

fn unusable(path: &Path, doing: &'static str, source: io::Error) -> AuthError {
    AuthError::Io { path: path.to_owned(), doing, source }
}
