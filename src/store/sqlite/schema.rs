//! The schema of the file, and how an older one becomes the newest.
//!
//! Its number is kept in `user_version`. A file is brought up to date in one transaction, with its
//! number, so that whatever ends the process on the way leaves it as it was.

use std::path::Path as FilePath;

use rusqlite::{Connection, TransactionBehavior};

use super::super::StoreError;
use super::file;

/// What makes each schema of the one before it; the first is made of nothing. A step that was
/// released is never changed.
const STEPS: [&str; 2] = [
    "CREATE TABLE entry (path TEXT PRIMARY KEY, revision INTEGER NOT NULL, \
                         value TEXT NOT NULL) WITHOUT ROWID;
     CREATE TABLE revision (newest INTEGER NOT NULL);
     INSERT INTO revision VALUES (0);",
    // `mesh` in ASCII: tells the file apart from those of other programs.
    "PRAGMA application_id = 0x6d657368;",
];

/// The newest schema that this program knows.
const NEWEST: u32 = STEPS.len() as u32;

/// Returns the schema of the file; 0 if there is nothing in it. Visibility can read all of them.
///
/// # Errors
///
/// [`StoreError::Newer`], or [`StoreError::Damaged`] if it is no file of ours.
pub(super) fn known(connection: &Connection, path: &FilePath) -> Result<u32, StoreError> {
    let unopened = |error| file::unopened(path, &error);
    let found = version(connection).map_err(unopened)?;
    if found > NEWEST {
        return Err(StoreError::Newer { path: path.to_owned(), found, known: NEWEST });
    }
    let tables = "SELECT count(*) FROM sqlite_master";
    let tables: u32 = connection.query_row(tables, [], |row| row.get(0)).map_err(unopened)?;
    if found == 0 && tables > 0 {
        let source = anyhow::anyhow!("it is the database of another program");
        return Err(StoreError::Damaged { path: path.to_owned(), source });
    }
    Ok(found)
}

/// Makes the newest schema of the one that the file has; returns which that was.
pub(super) fn upgrade(connection: &mut Connection) -> rusqlite::Result<u32> {
    if version(connection)? >= NEWEST {
        return Ok(NEWEST);
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have done it: the look is repeated under the lock.
    let found = version(&transaction)?;
    for step in STEPS.iter().skip(found as usize) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", NEWEST.max(found))?;
    // What cannot be read is not ours to change.
    file::newest(&transaction)?;
    transaction.commit()?;
    Ok(found)
}

fn version(connection: &Connection) -> rusqlite::Result<u32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}
