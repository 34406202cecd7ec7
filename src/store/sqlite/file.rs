//! The SQLite file: how it is opened, and the statements that read and write it.

use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path as FilePath, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, Error, ErrorCode, OptionalExtension as _, Transaction, params};

use super::super::{Guard, Path, Range, Revision, StoreError, Stored, Write};
use super::{cause, schema};
use crate::model::Kind;

/// How long to wait for another process that is committing to the same file.
const BUSY: Duration = Duration::from_secs(5);

/// Returns the file in which SQLite keeps what is not in `path` yet.
pub(super) fn log(path: &FilePath) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// Opens the file for writing; makes it, or brings it up to date, if need be.
pub(super) fn open(path: &FilePath) -> Result<Connection, StoreError> {
    let failed = |source: anyhow::Error| StoreError::Open { path: path.to_owned(), source };
    // SQLite would let others read it, and gives its log the permissions of the file.
    let mut own = std::fs::File::options();
    own.create(true).append(true).mode(0o600);
    own.open(path).map_err(|error| failed(error.into()))?;
    let unopened = |error| unopened(path, &error);
    let mut connection = connect(path).map_err(unopened)?;
    let found = schema::known(&connection, path)?;
    connection.pragma_update(None, "journal_mode", "WAL").map_err(unopened)?;
    // A commit is on the disk when it returns, not only with the next checkpoint.
    connection.pragma_update(None, "synchronous", "FULL").map_err(unopened)?;
    schema::upgrade(&mut connection).map_err(unopened)?;
    if found > 0 {
        tracing::debug!(path = %path.display(), schema = found, "opened");
    }
    Ok(connection)
}

/// Memory for pages of the file that each connection keeps, in KiB. Enough for the specs of 10,000
/// resources; beyond it pages come from the system's own cache.
const CACHE_KIB: i64 = 8 << 10;

/// The same for the look through the whole file, in KiB.
const EXAMINING_KIB: i64 = 1 << 10;

fn connect(path: &FilePath) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    // A negative size is one in KiB.
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    // Without it SQLite makes a new plan whenever a statement is used with other values, which takes
    // longer than to do what the plan says.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(connection)
}

/// Opens the file for reading; nothing if another process is only just making it.
pub(super) fn open_reader(path: &FilePath) -> Result<Option<Connection>, StoreError> {
    let failed = |error| unopened(path, &error);
    let connection = connect(path).map_err(failed)?;
    let found = schema::known(&connection, path)?;
    Ok((found > 0).then_some(connection))
}

/// Looks whether all resources can be read, for a server that is going to rely on them. How long
/// that takes does not depend on the history.
pub(super) fn read_resources(connection: &Connection, path: &FilePath) -> Result<(), StoreError> {
    let read = || {
        newest(connection)?;
        for kind in Kind::ALL {
            scan(connection, &Range::under(kind.segment()), |_| true)?;
        }
        Ok(())
    };
    read().map_err(|error| unopened(path, &error))
}

/// Looks through the whole file, each page once: none is worth keeping in memory.
pub(super) fn examine(connection: &Connection, path: &FilePath) -> Result<(), StoreError> {
    connection
        .pragma_update(None, "cache_size", -EXAMINING_KIB)
        .map_err(|error| unopened(path, &error))?;
    let said = connection.pragma_query_value(None, "quick_check", |row| row.get::<_, String>(0));
    match said.map_err(|error| unopened(path, &error))?.as_str() {
        "ok" => Ok(()),
        what => {
            Err(StoreError::Damaged { path: path.to_owned(), source: anyhow::anyhow!("{what}") })
        }
    }
}

pub(super) fn unopened(path: &FilePath, error: &rusqlite::Error) -> StoreError {
    match broken(path, "read", error) {
        StoreError::Broken { path, source, .. } => StoreError::Open { path, source },
        damaged => damaged,
    }
}

pub(super) fn broken(path: &FilePath, doing: &'static str, error: &rusqlite::Error) -> StoreError {
    let (source, path) = (cause::of(path, error), path.to_owned());
    let is_damaged = match error {
        // What is in a column is none of what we write there.
        Error::FromSqlConversionFailure(..)
        | Error::IntegralValueOutOfRange(..)
        | Error::InvalidColumnType(..)
        | Error::Utf8Error(..) => true,
        _ => matches!(
            error.sqlite_error_code(),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
        ),
    };
    if is_damaged {
        StoreError::Damaged { path, source }
    } else {
        StoreError::Broken { path, doing, source }
    }
}

/// SQLite's integers are signed; a revision starts at 0 and counts up by one.
fn number(revision: Revision) -> i64 {
    i64::try_from(revision.0).unwrap_or(i64::MAX)
}

fn revision_of(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Revision> {
    row.get::<_, i64>(column).map(|number| Revision(number.unsigned_abs()))
}

pub(super) fn newest(connection: &Connection) -> rusqlite::Result<Revision> {
    let mut statement = connection.prepare_cached("SELECT newest FROM revision")?;
    statement.query_row([], |row| revision_of(row, 0))
}

pub(super) fn set_newest(transaction: &Transaction<'_>, newest: Revision) -> rusqlite::Result<()> {
    transaction.prepare_cached("UPDATE revision SET newest = ?1")?.execute([number(newest)])?;
    Ok(())
}

/// Reads `ranges` as of one revision. The connection is not to be used again after an error: its
/// transaction may still be open.
pub(super) fn read(
    connection: &Connection,
    ranges: &[Range],
) -> rusqlite::Result<(Vec<Stored>, Revision)> {
    // rusqlite's own transactions have their statements parsed anew each time, which takes as long
    // as reading a resource.
    connection.prepare_cached("BEGIN")?.execute([])?;
    let mut found = Vec::new();
    for range in ranges {
        scan(connection, range, |item| {
            found.push(item);
            true
        })?;
    }
    let revision = newest(connection)?;
    connection.prepare_cached("COMMIT")?.execute([])?;
    Ok((found, revision))
}

/// Calls `each` for the texts of `range` in order, until it returns false.
pub(super) fn scan(
    connection: &Connection,
    range: &Range,
    mut each: impl FnMut(Stored) -> bool,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT path, revision, value FROM entry \
         WHERE path >= ?1 AND path < ?2 ORDER BY path LIMIT ?3",
    )?;
    // SQLite takes a negative limit for none.
    let limit = range.limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(-1));
    let mut rows = statement.query(params![range.start, range.end, limit])?;
    while let Some(row) = rows.next()? {
        let path: String = row.get(0)?;
        let stored = Stored {
            path: Path::from_stored(path),
            revision: revision_of(row, 1)?,
            value: row.get(2)?,
        };
        if !each(stored) {
            break;
        }
    }
    Ok(())
}

pub(super) fn holds(transaction: &Transaction<'_>, guard: &Guard) -> rusqlite::Result<bool> {
    let revision_at = |path: &Path| {
        transaction
            .prepare_cached("SELECT revision FROM entry WHERE path = ?1")?
            .query_row([path.as_str()], |row| revision_of(row, 0))
            .optional()
    };
    Ok(match guard {
        Guard::At { path, revision } => revision_at(path)? == *revision,
        Guard::Exists { path } => revision_at(path)?.is_some(),
        Guard::Quiet { range, since } => {
            let mut quiet = true;
            scan(transaction, range, |item| {
                quiet = item.revision <= *since;
                quiet
            })?;
            quiet
        }
    })
}

pub(super) fn apply(
    transaction: &Transaction<'_>,
    write: &Write,
    revision: Revision,
) -> rusqlite::Result<()> {
    match write {
        Write::Put { path, value } => transaction
            .prepare_cached("INSERT OR REPLACE INTO entry VALUES (?1, ?2, ?3)")?
            .execute(params![path.as_str(), number(revision), value])?,
        Write::Delete { path } => transaction
            .prepare_cached("DELETE FROM entry WHERE path = ?1")?
            .execute([path.as_str()])?,
        Write::Clear { range } => transaction
            .prepare_cached("DELETE FROM entry WHERE path >= ?1 AND path < ?2")?
            .execute([&range.start, &range.end])?,
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_is_on_the_disk_when_it_returns() {
        let folder = tempfile::tempdir().unwrap();
        let connection = open(&folder.path().join("store.db")).unwrap();
        let text = |name: &str| {
            let read = |row: &rusqlite::Row<'_>| row.get::<_, rusqlite::types::Value>(0);
            connection.pragma_query_value(None, name, read).unwrap()
        };
        assert_eq!(text("journal_mode"), "wal".to_owned().into());
        // 2 is FULL: the log is synced with each commit, before the commit returns.
        assert_eq!(text("synchronous"), 2.into());
    }
}
