//! The schema of the file and its migrations.
//!
//! Its version is in `user_version`. A file is migrated in one transaction together with its
//! version, so a process that dies during the migration leaves the file as it was.

use std::path::Path as FilePath;

use rusqlite::{Connection, TransactionBehavior};

use super::super::StoreError;
use super::file;

/// The migration to each schema version from the one before it; the first starts with an empty
/// file. A released migration never changes.
const MIGRATIONS: [&str; 2] = [
    "CREATE TABLE entry (path TEXT PRIMARY KEY, revision INTEGER NOT NULL, \
                         value TEXT NOT NULL) WITHOUT ROWID;
     CREATE TABLE revision (newest INTEGER NOT NULL);
     INSERT INTO revision VALUES (0);",
    // `mesh` in ASCII: identifies the file as meshctl's.
    "PRAGMA application_id = 0x6d657368;",
];

/// The newest schema version that this program supports.
const NEWEST_VERSION: u32 = MIGRATIONS.len() as u32;

/// Returns the schema version of the file; 0 if the file is empty. All supported versions can be
/// read without a migration.
///
/// # Errors
///
/// [`StoreError::Newer`], or [`StoreError::Damaged`] if the file belongs to another program.
pub(super) fn supported_version(
    connection: &Connection,
    path: &FilePath,
) -> Result<u32, StoreError> {
    let unopened = |error| file::unopened(path, &error);
    let found = version(connection).map_err(unopened)?;
    if found > NEWEST_VERSION {
        return Err(StoreError::Newer { path: path.to_owned(), found, known: NEWEST_VERSION });
    }
    let tables = "SELECT count(*) FROM sqlite_master";
    let tables: u32 = connection.query_row(tables, [], |row| row.get(0)).map_err(unopened)?;
    if found == 0 && tables > 0 {
        let source = anyhow::anyhow!("the file is the database of another program");
        return Err(StoreError::Damaged { path: path.to_owned(), source });
    }
    Ok(found)
}

/// Migrates the file to the newest schema version; returns the version that it had.
pub(super) fn migrate(connection: &mut Connection) -> rusqlite::Result<u32> {
    if version(connection)? >= NEWEST_VERSION {
        return Ok(NEWEST_VERSION);
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have migrated it: check again under the lock.
    let found = version(&transaction)?;
    for migration in MIGRATIONS.iter().skip(found as usize) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", NEWEST_VERSION.max(found))?;
    // Fail, and so roll back, if the file cannot be read.
    file::newest(&transaction)?;
    transaction.commit()?;
    Ok(found)
}

fn version(connection: &Connection) -> rusqlite::Result<u32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}
