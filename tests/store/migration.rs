//! Files of older schemas and of other programs.

use std::path::Path as FilePath;
use std::process::Stdio;
use std::time::Duration;

use meshctl::store::{Range, Sqlite, Store as _, Stored};
use serde_json::json;

use crate::support::{Sandbox, Server, in_project};

/// A store that the first schema's meshctl has written.
fn fixture() -> Vec<u8> {
    std::fs::read(in_project("tests/fixtures/stores/schema-1.db")).unwrap()
}

fn schema(file: &FilePath) -> u32 {
    let connection = rusqlite::Connection::open(file).unwrap();
    connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
}

async fn everything(file: &FilePath) -> Vec<Stored> {
    Sqlite::new(file).read(&[Range::everything()]).await.unwrap().0
}

#[tokio::test]
async fn first_schema_can_be_read_and_migrated_without_loss() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("store.db");
    std::fs::write(&file, fixture()).unwrap();
    let before = everything(&file).await;
    assert_eq!(before.len(), 17);
    assert_eq!(schema(&file), 1, "reading changes nothing");
    drop(super::open(&file).unwrap());
    assert_eq!(schema(&file), 2);
    assert_eq!(everything(&file).await, before);
    drop(super::open(&file).unwrap());
    assert_eq!(
        (schema(&file), everything(&file).await),
        (2, before),
        "a second migration changes nothing"
    );
}

#[test]
fn commands_and_servers_work_with_a_store_of_the_first_schema() {
    let home = Sandbox::new();
    std::fs::create_dir_all(home.data()).unwrap();
    std::fs::write(home.data().join("store.db"), fixture()).unwrap();
    let route = "--mesh-name m --virtual-router-name r --route-name x";
    let version = "--query route.metadata.version";
    assert_eq!(home.line(&format!("describe-route {route} {version}")).json(), json!(2));
    let server = Server::start(&home, &[]);
    home.line("rollback m/virtualRouter/r/route/x --to-version 1").ok();
    assert_eq!(home.line(&format!("describe-route {route} {version}")).json(), json!(3));
    drop(server);
    let history = home.line("history m/virtualRouter/r/route/x --output json").json();
    assert_eq!(history["changes"].as_array().unwrap().len(), 3);
}

/// Kills a process that migrates a store at different times, and checks what is left.
#[tokio::test]
async fn killed_migration_loses_nothing() {
    let home = Sandbox::new();
    let file = home.data().join("store.db");
    std::fs::create_dir_all(home.data()).unwrap();
    std::fs::write(&file, fixture()).unwrap();
    let before = everything(&file).await;
    let (mut old, mut new) = (0, 0);
    // Later each time, until it was too late ten times.
    for round in 0_u64.. {
        for name in ["store.db", "store.db-wal", "store.db-shm"] {
            drop(std::fs::remove_file(home.data().join(name)));
        }
        std::fs::write(&file, fixture()).unwrap();
        let mut command = home.meshctl();
        command.args(["serve", "--listen", "127.0.0.1:0", "--xds-listen", "127.0.0.1:0"]);
        command.args(["--admin-listen", "127.0.0.1:0"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::park_timeout(Duration::from_millis(round * 2));
        child.kill().unwrap();
        child.wait().unwrap();
        match schema(&file) {
            1 => old += 1,
            2 => new += 1,
            other => panic!("schema {other}"),
        }
        assert_eq!(everything(&file).await, before, "round {round}");
        if new == 10 {
            break;
        }
    }
    assert!(old > 0, "at least one kill preceded the migration");
}

#[tokio::test]
async fn database_of_another_program_is_rejected_and_unchanged() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("store.db");
    let other = rusqlite::Connection::open(&file).unwrap();
    other.execute_batch("CREATE TABLE notes (text)").unwrap();
    drop(other);
    let before = std::fs::read(&file).unwrap();
    let error = super::open(&file).map(drop).unwrap_err();
    assert_eq!(error.to_string(), format!("the store `{}` is damaged", file.display()));
    assert_eq!(std::fs::read(&file).unwrap(), before);
}
