//! Cases for the SQLite store only.

use std::error::Error as _;
use std::path::Path as FilePath;

use meshctl::error::Explain as _;
use meshctl::store::{Range, Revision, Sqlite, Store as _, StoreError};

use super::{at, listed, mesh, put};

#[tokio::test]
async fn file_is_created_by_the_first_commit() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("deep/store.db");
    let store = Sqlite::new(&file);
    assert_eq!(store.read(&[Range::meshes()]).await.unwrap(), (vec![], Revision(0)));
    assert!(!file.parent().unwrap().exists());
    store.commit(vec![], vec![put(&mesh("m"))]).await.unwrap();
    assert!(file.exists());
}

#[tokio::test]
async fn second_store_on_a_file_reads_everything_and_continues_revisions() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("store.db");
    let first = Sqlite::new(&file);
    first.commit(vec![], vec![put(&mesh("a"))]).await.unwrap();
    let second = super::open(&file).unwrap();
    assert_eq!(listed(&second, Range::meshes()).await, ["a"]);
    let revision = second.commit(vec![], vec![put(&mesh("b"))]).await.unwrap();
    assert_eq!(revision, Revision(2));
    assert_eq!(listed(&first, Range::meshes()).await, ["a", "b"], "while both are open");
    let stale = first.commit(vec![at(&mesh("b"), None)], vec![put(&mesh("c"))]).await;
    assert!(matches!(stale, Err(StoreError::Guard { index: 0 })), "{stale:?}");
    drop((first, second));
    let (found, revision) = Sqlite::new(&file).read(&[Range::meshes()]).await.unwrap();
    assert_eq!((super::names(&found), revision), (vec!["a", "b"], Revision(2)));
}

/// Opens the file in every way, and returns the errors.
async fn refusals(file: &FilePath) -> Vec<StoreError> {
    let opened = super::open(file).map(drop).unwrap_err();
    let commit = Sqlite::new(file).commit(vec![], vec![put(&mesh("m"))]).await.unwrap_err();
    let read = Sqlite::new(file).read(&[Range::meshes()]).await.unwrap_err();
    vec![opened, commit, read]
}

#[tokio::test]
async fn newer_schema_is_rejected_and_the_file_is_unchanged() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("store.db");
    let newer = rusqlite::Connection::open(&file).unwrap();
    newer.execute_batch("CREATE TABLE later (x); PRAGMA user_version = 7").unwrap();
    drop(newer);
    for error in refusals(&file).await {
        assert!(matches!(error, StoreError::Newer { found: 7, known: 2, .. }), "{error}");
        assert_eq!(
            error.hint().as_deref(),
            Some("use the version of meshctl that wrote the store, or a newer one")
        );
    }
    let after = rusqlite::Connection::open(&file).unwrap();
    let tables = "SELECT group_concat(name) FROM sqlite_master";
    let tables: String = after.query_row(tables, [], |row| row.get(0)).unwrap();
    let version: u32 = after.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    assert_eq!((tables.as_str(), version), ("later", 7));
}

#[tokio::test]
async fn file_that_is_not_a_database_is_rejected_and_unchanged() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("store.db");
    let text = "these are my notes, not a database\n".repeat(100);
    std::fs::write(&file, &text).unwrap();
    for error in refusals(&file).await {
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
        assert_eq!(error.source().unwrap().to_string(), "file is not a database");
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
}

#[tokio::test]
async fn path_that_cannot_be_created_is_rejected() {
    // A file has the path of the directory, which stops even root.
    let directory = tempfile::tempdir().unwrap();
    let in_the_way = directory.path().join("file");
    std::fs::write(&in_the_way, "").unwrap();
    let file = in_the_way.join("store.db");
    let error = super::open(&file).map(drop).unwrap_err();
    assert!(matches!(error, StoreError::Open { .. }), "{error}");
    let commit = Sqlite::new(&file).commit(vec![], vec![put(&mesh("m"))]).await.unwrap_err();
    assert!(matches!(commit, StoreError::Open { .. }), "{commit}");
    let read = Sqlite::new(&file).read(&[Range::meshes()]).await.unwrap();
    assert_eq!(read, (vec![], Revision(0)), "a missing store reads as empty");
}
