//! The SQLite file: opening it, and the statements that read and write it.

use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path as FilePath, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, Error, ErrorCode, OptionalExtension as _, Transaction, params};

use super::super::{Guard, Path, Range, Revision, StoreError, Stored, Write};
use super::{cause, schema};
use crate::model::Kind;

/// How long to wait for another process that commits to the same file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Returns the path of the write-ahead log of `path`.
pub(super) fn wal_file(path: &FilePath) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// Opens the file for writing; creates or migrates it if necessary.
pub(super) fn open(path: &FilePath) -> Result<Connection, StoreError> {
    let failed = |source: anyhow::Error| StoreError::Open { path: path.to_owned(), source };
    // SQLite would create a file that others can read. Its log gets the permissions of the file.
    let mut own = std::fs::File::options();
    own.create(true).append(true).mode(0o600);
    own.open(path).map_err(|error| failed(error.into()))?;
    let unopened = |error| unopened(path, &error);
    let mut connection = connect(path).map_err(unopened)?;
    let found = schema::supported_version(&connection, path)?;
    connection.pragma_update(None, "journal_mode", "WAL").map_err(unopened)?;
    // Sync with every commit, not only with the next checkpoint.
    connection.pragma_update(None, "synchronous", "FULL").map_err(unopened)?;
    schema::migrate(&mut connection).map_err(unopened)?;
    if found > 0 {
        tracing::debug!(path = %path.display(), schema = found, "opened");
    }
    Ok(connection)
}

/// Page cache of each connection, in KiB. It holds the specs of 10,000 resources; further pages
/// come from the system's cache.
const CACHE_KIB: i64 = 8 << 10;

/// Page cache of the integrity check, in KiB.
const CHECK_CACHE_KIB: i64 = 1 << 10;

fn connect(path: &FilePath) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    // A negative value is a size in KiB.
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    // Without it SQLite prepares a new plan whenever a statement has other values, which takes
    // longer than to execute the plan.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(connection)
}

/// Opens the file for reading; returns nothing if another process is still creating it.
pub(super) fn open_reader(path: &FilePath) -> Result<Option<Connection>, StoreError> {
    let failed = |error| unopened(path, &error);
    let connection = connect(path).map_err(failed)?;
    let found = schema::supported_version(&connection, path)?;
    Ok((found > 0).then_some(connection))
}

/// Checks that all resources can be read, for a server that will rely on them. The duration does
/// not depend on the size of the history.
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

/// Checks the whole file. Each page is read once, so a large cache would be useless.
pub(super) fn check_integrity(connection: &Connection, path: &FilePath) -> Result<(), StoreError> {
    connection
        .pragma_update(None, "cache_size", -CHECK_CACHE_KIB)
        .map_err(|error| unopened(path, &error))?;
    let result = connection.pragma_query_value(None, "quick_check", |row| row.get::<_, String>(0));
    match result.map_err(|error| unopened(path, &error))?.as_str() {
        "ok" => Ok(()),
        problem => {
            Err(StoreError::Damaged { path: path.to_owned(), source: anyhow::anyhow!("{problem}") })
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
        // A column holds a value that meshctl never writes.
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

/// SQLite's integers are signed. Revisions start at 0 and increase by one, so they always fit.
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

/// Reads `ranges` as of one revision. After an error the connection must not be used again: its
/// transaction may still be open.
pub(super) fn read(
    connection: &Connection,
    ranges: &[Range],
) -> rusqlite::Result<(Vec<Stored>, Revision)> {
    // The transactions of rusqlite parse their statements each time, which takes as long as reading
    // a resource.
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

/// Calls `each` for the entries of `range` in order, until it returns false.
pub(super) fn scan(
    connection: &Connection,
    range: &Range,
    mut each: impl FnMut(Stored) -> bool,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT path, revision, value FROM entry \
         WHERE path >= ?1 AND path < ?2 ORDER BY path LIMIT ?3",
    )?;
    // For SQLite a negative limit means no limit.
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
    fn commit_syncs_the_log_before_it_returns() {
        let directory = tempfile::tempdir().unwrap();
        let connection = open(&directory.path().join("store.db")).unwrap();
        let pragma = |name: &str| {
            let read = |row: &rusqlite::Row<'_>| row.get::<_, rusqlite::types::Value>(0);
            connection.pragma_query_value(None, name, read).unwrap()
        };
        assert_eq!(pragma("journal_mode"), "wal".to_owned().into());
        // 2 is FULL: the log is synced before the commit returns.
        assert_eq!(pragma("synchronous"), 2.into());
    }
}
