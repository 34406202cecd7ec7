//! Backups: the whole content of a store as lines of JSON.
//!
//! The first line is the header. One line per stored entry follows. The last line has the number of
//! entries and a SHA-256 digest of all lines before it, which detects truncation and corruption.
//! The format does not depend on the kind of store, so a backup of one store can be restored in
//! another. This module does no I/O: it maps bytes to writes and back.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{Change, HISTORY, Path, Resource, Stored, TOKEN, Write};
use crate::digest::hex;
use crate::error::{ErrorKind, Explain};
use crate::model::extension::Revision;

/// The newest backup format that this program supports.
const FORMAT: u32 = 1;

/// The first line of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Header {
    /// Always `backup`; identifies the file.
    meshctl: String,
    /// Version of the backup format.
    form: u32,
    /// Version of the meshctl that wrote the backup.
    pub version: String,
    /// When the backup was taken, in milliseconds since the Unix epoch.
    pub taken_ms: i64,
    /// Account of the server.
    pub account: String,
    /// Region of the server.
    pub region: String,
    /// The newest commit in the backup.
    pub revision: Revision,
}

impl Header {
    /// Returns the header of a backup that this program writes at `taken_ms`.
    #[must_use]
    pub fn new(account: String, region: String, taken_ms: i64, revision: Revision) -> Self {
        let version = env!("CARGO_PKG_VERSION").to_owned();
        let meshctl = "backup".to_owned();
        Self { meshctl, form: FORMAT, version, taken_ms, account, region, revision }
    }
}

/// The line of one stored entry.
#[derive(Debug, Serialize, Deserialize)]
struct EntryLine {
    path: String,
    value: String,
}

/// The last line.
#[derive(Debug, Serialize, Deserialize)]
struct Footer {
    end: Checksum,
}

/// The number of entries and the digest of all lines before the last one, in hexadecimal.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Checksum {
    entries: u64,
    sha256: String,
}

/// Formats the lines of a backup.
#[derive(Debug, Default)]
pub struct BackupWriter {
    digest: Sha256,
    entries: u64,
}

impl BackupWriter {
    /// Returns the header line.
    pub fn header(&mut self, header: &Header) -> String {
        self.line(header)
    }

    /// Returns the lines of `stored`.
    pub fn entries(&mut self, stored: Vec<Stored>) -> String {
        let mut lines = String::new();
        for Stored { path: Path(path), value, .. } in stored {
            self.entries += 1;
            lines.push_str(&self.line(&EntryLine { path, value }));
        }
        lines
    }

    /// Returns the last line.
    #[must_use]
    pub fn footer(mut self) -> String {
        let sha256 = hex(&self.digest.clone().finalize());
        let end = Checksum { entries: self.entries, sha256 };
        self.line(&Footer { end })
    }

    fn line(&mut self, value: &impl Serialize) -> String {
        let line = serde_json::to_string(value).expect("a backup line is plain data") + "\n";
        self.digest.update(&line);
        line
    }
}

/// A complete backup.
#[derive(Debug, PartialEq)]
pub struct Backup {
    /// Its header.
    pub header: Header,
    /// Its entries in the order of their paths: resources, changes, results of client tokens.
    pub writes: Vec<Write>,
}

/// Why a backup cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// The file is not a backup, or its header is invalid.
    #[error("not a meshctl backup")]
    NotABackup,
    /// A newer meshctl wrote the backup.
    #[error("the backup has format {found}; this meshctl supports up to {FORMAT}")]
    NewerFormat {
        /// The format of the backup.
        found: u32,
    },
    /// The last line is missing.
    #[error("the backup is truncated: its last line is missing")]
    Truncated,
    /// The digest does not match.
    #[error("the backup is corrupted: its digest does not match")]
    Corrupted,
    /// A line is invalid.
    #[error("line {line}: {why}")]
    InvalidLine {
        /// Its number, from 1.
        line: usize,
        /// Why it is invalid.
        why: String,
    },
}

impl Explain for BackupError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Failed
    }

    fn hint(&self) -> Option<String> {
        Some(match self {
            Self::NewerFormat { .. } => {
                "use the version of meshctl that wrote the backup, or a newer one".to_owned()
            }
            _ => "nothing was changed; use another backup".to_owned(),
        })
    }
}

impl Backup {
    /// Parses a backup and verifies all of it.
    ///
    /// # Errors
    ///
    /// [`BackupError`].
    pub fn read(text: &str) -> Result<Self, BackupError> {
        let mut lines = text.split_inclusive('\n').enumerate();
        let (_, first) = lines.next().ok_or(BackupError::NotABackup)?;
        let header = header(first)?;
        let mut digest = Sha256::default();
        digest.update(first);
        let mut writes: Vec<Write> = Vec::new();
        for (at, line) in lines.by_ref() {
            let wrong = |why: &dyn fmt::Display| BackupError::InvalidLine {
                line: at + 1,
                why: why.to_string(),
            };
            if let Ok(Footer { end }) = serde_json::from_str(line) {
                let entries = writes.len() as u64;
                let sum = Checksum { entries, sha256: hex(&digest.finalize()) };
                return match lines.next() {
                    Some(_) => Err(wrong(&"unexpected data after the last line")),
                    None if end != sum => Err(BackupError::Corrupted),
                    None => Ok(Self { header, writes }),
                };
            }
            if !line.ends_with('\n') {
                return Err(BackupError::Truncated);
            }
            digest.update(line);
            let EntryLine { path, value } =
                serde_json::from_str(line).map_err(|error| wrong(&error))?;
            let stored = Stored { path: Path(path), revision: header.revision, value };
            check(&stored).map_err(|why| wrong(&why))?;
            let Stored { path, value, .. } = stored;
            if writes.last().is_some_and(|last| last.path() >= Some(&path)) {
                return Err(wrong(&"its path is out of order"));
            }
            writes.push(Write::Put { path, value });
        }
        Err(BackupError::Truncated)
    }
}

fn header(line: &str) -> Result<Header, BackupError> {
    // Check the format before the rest: another format can have another header.
    let found: serde_json::Value =
        serde_json::from_str(line).map_err(|_| BackupError::NotABackup)?;
    if found["meshctl"] != "backup" {
        return Err(BackupError::NotABackup);
    }
    match found["form"].as_u64().and_then(|form| u32::try_from(form).ok()) {
        Some(FORMAT) => serde_json::from_value(found).map_err(|_| BackupError::NotABackup),
        Some(found) if found > FORMAT => Err(BackupError::NewerFormat { found }),
        _ => Err(BackupError::NotABackup),
    }
}

/// Checks that an entry has the type that its path requires.
fn check(stored: &Stored) -> Result<(), String> {
    let Path(path) = &stored.path;
    let own = Path(stored.path.within_account().to_owned());
    let section = own.0.split('/').next().unwrap_or_default();
    let unread = |error: super::Unreadable| error.source.to_string();
    let fits = if own.is_resource() {
        Path::resource(&Resource::read(stored).map_err(unread)?.key) == own
    } else if section == HISTORY {
        let change = Change::read(stored).map_err(unread)?;
        Path::change(&change.resource, change.change) == own
    } else {
        serde_json::from_str::<serde_json::Value>(&stored.value).map_err(|e| e.to_string())?;
        section == TOKEN
    };
    if fits { Ok(()) } else { Err(format!("unexpected content at `{path}`")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Key;
    use serde_json::json;

    fn mesh(name: &str) -> Stored {
        let resource = Resource {
            key: Key::mesh(name),
            uid: "u".to_owned(),
            version: 1,
            created_ms: 1,
            updated_ms: 1,
            spec: json!({}),
            tags: Vec::new(),
            owner: None,
        };
        let Write::Put { path, value } = resource.put() else { unreachable!() };
        Stored { path, revision: Revision(1), value }
    }

    fn text(stored: Vec<Stored>) -> String {
        let mut writer = BackupWriter::default();
        let header = Header::new("1".to_owned(), "r".to_owned(), 5, Revision(9));
        let begin = writer.header(&header);
        let entries = writer.entries(stored);
        begin + &entries + &writer.footer()
    }

    #[test]
    fn backup_round_trips() {
        let token = Stored {
            path: Path("token/m/Create/x".to_owned()),
            revision: Revision(2),
            value: "{}".to_owned(),
        };
        let stored = vec![mesh("a"), mesh("m"), token];
        let backup = Backup::read(&text(stored.clone())).unwrap();
        let want = stored.into_iter().map(|Stored { path, value, .. }| Write::Put { path, value });
        assert_eq!(backup.writes, want.collect::<Vec<_>>());
        assert_eq!(backup.header.revision, Revision(9));
        assert_eq!(Backup::read(&text(Vec::new())).unwrap().writes, []);
    }

    #[test]
    fn read_rejects_incomplete_and_corrupted_backups() {
        let whole = text(vec![mesh("a"), mesh("b")]);
        for end in 0..whole.len() - 1 {
            assert!(Backup::read(&whole[..end]).is_err(), "{end}");
        }
        let lines: Vec<&str> = whole.split_inclusive('\n').collect();
        let without = |at: usize| {
            let kept = lines.iter().enumerate().filter(|(line, _)| *line != at);
            kept.map(|(_, line)| *line).collect::<String>()
        };
        let misplaced = mesh("a");
        let misplaced = Stored { path: Path("mesh/b".to_owned()), ..misplaced };
        let unknown = Stored { path: Path("other/b".to_owned()), ..mesh("a") };
        let line = |line: usize, why: &str| BackupError::InvalidLine { line, why: why.to_owned() };
        let newer = BackupError::NewerFormat { found: 2 };
        let cases = [
            ("empty", String::new(), BackupError::NotABackup),
            ("notes", "my notes\n".to_owned(), BackupError::NotABackup),
            ("newer", whole.replace("\"form\":1", "\"form\":2"), newer),
            ("a line lost", without(1), BackupError::Corrupted),
            (
                "a byte changed",
                whole.replace("\\\"version\\\":1", "\\\"version\\\":2"),
                BackupError::Corrupted,
            ),
            ("no last line", without(3), BackupError::Truncated),
            (
                "concatenated",
                whole.clone() + &whole,
                line(4, "unexpected data after the last line"),
            ),
            ("out of order", text(vec![mesh("b"), mesh("a")]), line(3, "its path is out of order")),
            ("misplaced", text(vec![misplaced]), line(2, "unexpected content at `mesh/b`")),
            ("unknown section", text(vec![unknown]), line(2, "unexpected content at `other/b`")),
        ];
        for (case, text, want) in cases {
            assert_eq!(Backup::read(&text).unwrap_err(), want, "{case}");
        }
    }
}
