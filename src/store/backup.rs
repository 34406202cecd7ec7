//! Backups: everything that a store holds, as lines of JSON.
//!
//! The first line says what it is and of when, then comes a line for each text that is stored, and
//! the last line has their number and a digest of all before it, by which a backup that is not
//! whole is known. Nothing in it depends on how a store keeps its texts, so a backup of one store
//! can be restored in another. Pure: bytes in, writes out, and the other way round.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{Change, HISTORY, Path, Resource, Stored, TOKEN, Write};
use crate::digest::hex;
use crate::error::{ErrorKind, Explain};
use crate::model::extension::Revision;

/// The newest form of backups that this program knows.
const FORM: u32 = 1;

/// The first line: what the backup is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Header {
    /// Always `backup`; also tells the file apart from others.
    meshctl: String,
    /// How the lines are to be read.
    form: u32,
    /// Version of the meshctl that wrote it.
    pub version: String,
    /// When, in milliseconds since 1970.
    pub taken_ms: i64,
    /// Account of the server.
    pub account: String,
    /// Region of the server.
    pub region: String,
    /// The last commit that is in it.
    pub revision: Revision,
}

impl Header {
    /// Returns the header of a backup that is written now by this program.
    #[must_use]
    pub fn new(account: String, region: String, taken_ms: i64, revision: Revision) -> Self {
        let version = env!("CARGO_PKG_VERSION").to_owned();
        let meshctl = "backup".to_owned();
        Self { meshctl, form: FORM, version, taken_ms, account, region, revision }
    }
}

/// A text that was stored.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    path: String,
    value: String,
}

/// The last line.
#[derive(Debug, Serialize, Deserialize)]
struct End {
    end: Sum,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Sum {
    entries: u64,
    sha256: String,
}

/// Writes the lines of a backup.
#[derive(Debug, Default)]
pub struct BackupWriter {
    digest: Sha256,
    entries: u64,
}

impl BackupWriter {
    /// Returns the first line.
    pub fn begin(&mut self, header: &Header) -> String {
        self.line(header)
    }

    /// Returns the lines of some texts.
    pub fn entries(&mut self, stored: Vec<Stored>) -> String {
        let mut lines = String::new();
        for Stored { path: Path(path), value, .. } in stored {
            self.entries += 1;
            lines.push_str(&self.line(&Entry { path, value }));
        }
        lines
    }

    /// Returns the last line.
    #[must_use]
    pub fn end(mut self) -> String {
        let sha256 = hex(&self.digest.clone().finalize());
        let end = Sum { entries: self.entries, sha256 };
        self.line(&End { end })
    }

    fn line(&mut self, value: &impl Serialize) -> String {
        let line = serde_json::to_string(value).expect("a line is plain data") + "\n";
        self.digest.update(&line);
        line
    }
}

/// A backup that is whole.
#[derive(Debug, PartialEq)]
pub struct Backup {
    /// What it is of.
    pub header: Header,
    /// What it holds, in the order of paths: resources, changes, answers to tokens.
    pub writes: Vec<Write>,
}

/// Why a backup cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// It does not begin as one.
    #[error("it is no backup of meshctl's")]
    Alien,
    /// A newer meshctl wrote it.
    #[error("it has form {found}, this meshctl knows up to {FORM}")]
    Newer {
        /// Its form.
        found: u32,
    },
    /// It ends too soon.
    #[error("it is not whole: its last line is missing")]
    Cut,
    /// Something in it was changed.
    #[error("it was changed after it was written: its digest is another")]
    Changed,
    /// A line cannot be read.
    #[error("line {line}: {why}")]
    Line {
        /// Which, from 1.
        line: usize,
        /// What is wrong with it.
        why: String,
    },
}

impl Explain for BackupError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Failed
    }

    fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Newer { .. } => "use the meshctl that wrote it, or a newer one".to_owned(),
            _ => "nothing was changed; use another backup".to_owned(),
        })
    }
}

impl Backup {
    /// Reads a backup and checks all of it.
    ///
    /// # Errors
    ///
    /// [`BackupError`].
    pub fn read(text: &str) -> Result<Self, BackupError> {
        let mut lines = text.split_inclusive('\n').enumerate();
        let (_, first) = lines.next().ok_or(BackupError::Alien)?;
        let header = header(first)?;
        let mut digest = Sha256::default();
        digest.update(first);
        let mut writes: Vec<Write> = Vec::new();
        for (at, line) in lines.by_ref() {
            let wrong =
                |why: &dyn fmt::Display| BackupError::Line { line: at + 1, why: why.to_string() };
            if let Ok(End { end }) = serde_json::from_str(line) {
                let entries = writes.len() as u64;
                let sum = Sum { entries, sha256: hex(&digest.finalize()) };
                return match lines.next() {
                    Some(_) => Err(wrong(&"something comes after the last line")),
                    None if end != sum => Err(BackupError::Changed),
                    None => Ok(Self { header, writes }),
                };
            }
            if !line.ends_with('\n') {
                return Err(BackupError::Cut);
            }
            digest.update(line);
            let Entry { path, value } =
                serde_json::from_str(line).map_err(|error| wrong(&error))?;
            let stored = Stored { path: Path(path), revision: header.revision, value };
            check(&stored).map_err(|why| wrong(&why))?;
            let Stored { path, value, .. } = stored;
            if writes.last().is_some_and(|last| last.path() >= Some(&path)) {
                return Err(wrong(&"its path is not in order"));
            }
            writes.push(Write::Put { path, value });
        }
        Err(BackupError::Cut)
    }
}

fn header(line: &str) -> Result<Header, BackupError> {
    // The form is looked at first: another form may have another header.
    let found: serde_json::Value = serde_json::from_str(line).map_err(|_| BackupError::Alien)?;
    if found["meshctl"] != "backup" {
        return Err(BackupError::Alien);
    }
    match found["form"].as_u64().and_then(|form| u32::try_from(form).ok()) {
        Some(FORM) => serde_json::from_value(found).map_err(|_| BackupError::Alien),
        Some(found) if found > FORM => Err(BackupError::Newer { found }),
        _ => Err(BackupError::Alien),
    }
}

/// Checks that a text can be read as what its path says it is.
fn check(stored: &Stored) -> Result<(), String> {
    let Path(path) = &stored.path;
    let own = Path(stored.path.own().to_owned());
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
    if fits { Ok(()) } else { Err(format!("`{path}` is no place for it")) }
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
        let begin = writer.begin(&header);
        let entries = writer.entries(stored);
        begin + &entries + &writer.end()
    }

    #[test]
    fn what_is_written_is_read() {
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
    fn what_is_not_whole_is_refused() {
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
        let alien = Stored { path: Path("other/b".to_owned()), ..mesh("a") };
        let line = |line: usize, why: &str| BackupError::Line { line, why: why.to_owned() };
        let newer = BackupError::Newer { found: 2 };
        let cases = [
            ("nothing", String::new(), BackupError::Alien),
            ("notes", "my notes\n".to_owned(), BackupError::Alien),
            ("newer", whole.replace("\"form\":1", "\"form\":2"), newer),
            ("a line lost", without(1), BackupError::Changed),
            (
                "a byte changed",
                whole.replace("\\\"version\\\":1", "\\\"version\\\":2"),
                BackupError::Changed,
            ),
            ("no last line", without(3), BackupError::Cut),
            ("twice", whole.clone() + &whole, line(4, "something comes after the last line")),
            ("in disorder", text(vec![mesh("b"), mesh("a")]), line(3, "its path is not in order")),
            ("misplaced", text(vec![misplaced]), line(2, "`mesh/b` is no place for it")),
            ("unknown", text(vec![alien]), line(2, "`other/b` is no place for it")),
        ];
        for (case, text, want) in cases {
            assert_eq!(Backup::read(&text).unwrap_err(), want, "{case}");
        }
    }
}
