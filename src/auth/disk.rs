//! Reading and writing of the accounts file.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;

use super::accounts::Accounts;
use super::error::AuthError;
use super::file::AccountsFile;
use crate::fs::{self, FileStamp, Visibility};
use crate::model::unique_keys;

/// The result of loading an accounts file.
#[derive(Debug)]
pub struct LoadedAccounts {
    /// The accounts, or the error.
    pub accounts: Result<Accounts, AuthError>,
    /// The state of each file before it was read, including an invalid one: when it changes, there
    /// is something new to load.
    pub stamp: FileStamp,
}

/// Loads an accounts file and the policy files that it names. `region` determines the partition. It
/// is an error if other users can read the accounts file or write a policy file.
#[must_use]
pub fn load(path: &Path, region: &str) -> LoadedAccounts {
    // Recorded before each file is read, so that a change in between is detected.
    let mut stamp = FileStamp::of([path.to_owned()]);
    let directory = path.parent().unwrap_or(Path::new("."));
    let accounts = read(path).and_then(|file| {
        Accounts::new(&file, region, |name| {
            let path = directory.join(name);
            stamp.add(path.clone());
            read_policy(&path)
        })
    });
    LoadedAccounts { accounts, stamp }
}

/// Reads a policy file.
///
/// # Errors
///
/// [`AuthError::PolicyUnreadable`], or [`AuthError::PolicyWritable`] if other users can write the
/// file and so grant themselves permissions.
pub fn read_policy(path: &Path) -> Result<String, AuthError> {
    let unread = |source| AuthError::PolicyUnreadable { path: path.to_owned(), source };
    let (handle, mode) = open(path).map_err(unread)?;
    if mode & 0o022 != 0 {
        return Err(AuthError::PolicyWritable { path: path.to_owned(), mode });
    }
    read_to_end(handle).map_err(unread)
}

/// Opens a file and returns its permission bits. For anything but a regular file, reading reports
/// the error.
fn open(path: &Path) -> io::Result<(File, u32)> {
    let handle = File::open(path)?;
    let seen = handle.metadata()?;
    let mode = if seen.is_file() { seen.mode() & 0o7777 } else { 0 };
    Ok((handle, mode))
}

/// Maximum size of a file, in bytes: far more than any accounts file or policy needs.
const MAX_FILE_BYTES: u64 = 64 << 20;

/// Reads a file to its end. A device may not have one.
fn read_to_end(handle: File) -> io::Result<String> {
    let mut text = String::new();
    let count = handle.take(MAX_FILE_BYTES + 1).read_to_string(&mut text)?;
    if u64::try_from(count).is_ok_and(|count| count <= MAX_FILE_BYTES) {
        return Ok(text);
    }
    Err(io::ErrorKind::FileTooLarge.into())
}

/// Reads an accounts file.
///
/// # Errors
///
/// [`AuthError`].
pub fn read(path: &Path) -> Result<AccountsFile, AuthError> {
    let unread = |source| io_error(path, "read", source);
    let (handle, mode) = open(path).map_err(unread)?;
    if mode & 0o077 != 0 {
        return Err(AuthError::Exposed { path: path.to_owned(), mode });
    }
    let text = read_to_end(handle).map_err(unread)?;
    // The error contains names and positions only.
    unique_keys::check(&text)
        .map_err(|source| AuthError::Malformed { path: path.to_owned(), source })?;
    serde_json::from_str(&text).map_err(|source| AuthError::Malformed {
        path: path.to_owned(),
        source: without_values(&source),
    })
}

/// Removes values from a parse error: they can be secrets. Messages without values stay as they
/// are.
fn without_values(error: &serde_json::Error) -> serde_json::Error {
    let text = error.to_string();
    let prefixes =
        ["unknown field", "missing field", "duplicate field", "expected", "EOF", "trailing"];
    let harmless = prefixes.iter().any(|start| text.starts_with(start));
    if harmless {
        return serde::de::Error::custom(text);
    }
    serde::de::Error::custom(format!("line {} column {}", error.line(), error.column()))
}

/// Changes an accounts file atomically and exclusively: a reader sees the content before or after
/// the change. A missing file is created, readable for its owner only.
///
/// # Errors
///
/// [`AuthError`], including those of `change`; the file is unchanged then.
pub fn change<T>(
    path: &Path,
    change: impl FnOnce(&mut AccountsFile) -> Result<T, AuthError>,
) -> Result<T, AuthError> {
    change_if(path, change, |_| Ok(()))
}

/// As [`change`], but only if `confirm` succeeds with the result. It is called when nothing else
/// can fail anymore.
///
/// # Errors
///
/// [`AuthError`], or the error of `confirm`; the file is unchanged then.
pub fn change_if<T, E: From<AuthError>>(
    path: &Path,
    change: impl FnOnce(&mut AccountsFile) -> Result<T, AuthError>,
    confirm: impl FnOnce(&T) -> Result<(), E>,
) -> Result<T, E> {
    let unwritten = |source| io_error(path, "written", source);
    let mut options = OpenOptions::new();
    options.create(true).write(true).mode(0o600);
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".lock");
    let lock = options.open(path.with_file_name(name)).map_err(unwritten)?;
    lock.lock().map_err(unwritten)?;
    let mut file = if path.exists() { read(path)? } else { AccountsFile::default() };
    let result = change(&mut file)?;
    let text = serde_json::to_string_pretty(&file).expect("an accounts file is plain data");
    let text = format!("{text}\n");
    let staged = fs::stage(path, text.as_bytes(), Visibility::OwnerOnly).map_err(unwritten)?;
    confirm(&result)?;
    staged.commit().map_err(unwritten)?;
    Ok(result)
}

fn io_error(path: &Path, doing: &'static str, source: io::Error) -> AuthError {
    AuthError::Io { path: path.to_owned(), doing, source }
}
