//! Power loss: with a truncated or corrupted log, the store is in a state that was committed.

use std::path::Path as FilePath;

use meshctl::store::{Path, Range, Revision, Sqlite, Store as _, Write};

use super::{mesh, node, open, route};
use crate::support::random::Random;

/// Each commit writes its number to three paths.
const COMMITS: u64 = 60;

fn paths() -> [Path; 3] {
    [mesh("m"), node("m", "n"), route("m", "r", "x")]
}

/// Creates a store whose log has all commits, and returns its file and the log.
async fn written(directory: &FilePath) -> (Vec<u8>, Vec<u8>) {
    let file = directory.join("store.db");
    let store = open(&file).unwrap();
    for number in 1..=COMMITS {
        let put = |path| Write::Put { path, value: number.to_string() };
        let revision = store.commit(vec![], paths().map(put).to_vec()).await.unwrap();
        assert_eq!(revision, Revision(number));
    }
    // Copied while it is open: closing it would empty the log.
    let read = |name: &str| std::fs::read(directory.join(name)).unwrap();
    (read("store.db"), read("store.db-wal"))
}

/// Returns the newest commit of a store with this log. Fails if the commit is incomplete.
async fn newest_commit(database: &[u8], log: &[u8]) -> u64 {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("store.db");
    std::fs::write(&file, database).unwrap();
    std::fs::write(directory.path().join("store.db-wal"), log).unwrap();
    let (found, revision) = Sqlite::new(&file).read(&[Range::everything()]).await.unwrap();
    let values: Vec<&str> = found.iter().map(|one| one.value.as_str()).collect();
    match revision.0 {
        0 => assert_eq!(values, [""; 0]),
        number => assert_eq!(values, [number.to_string().as_str(); 3]),
    }
    revision.0
}

#[tokio::test]
async fn truncated_log_keeps_all_commits_before_its_end() {
    let directory = tempfile::tempdir().unwrap();
    let (database, log) = written(directory.path()).await;
    assert_eq!(newest_commit(&database, &log).await, COMMITS);
    let mut random = Random(1);
    let mut ends: Vec<usize> = (0..150).map(|_| random.below(log.len())).collect();
    ends.sort_unstable();
    let mut before = 0;
    for end in ends {
        let now = newest_commit(&database, &log[..end]).await;
        assert!(now >= before, "{end} bytes of the log hold {now} commits, less held {before}");
        before = now;
    }
    assert!(before > COMMITS / 2, "the cuts are distributed: {before}");
}

#[tokio::test]
async fn corrupted_log_keeps_all_commits_before_the_corruption() {
    let directory = tempfile::tempdir().unwrap();
    let (database, log) = written(directory.path()).await;
    let mut affected = 0;
    let mut random = Random(2);
    for at in (0..100).map(|_| random.below(log.len())) {
        let mut corrupted = log.clone();
        for byte in corrupted.iter_mut().skip(at).take(64) {
            *byte = !*byte;
        }
        // All commits before that point remain; corrupted ones do not.
        let cut = newest_commit(&database, &log[..at]).await;
        let now = newest_commit(&database, &corrupted).await;
        assert!((cut..=COMMITS).contains(&now), "{at}: {cut} commits lie before, {now} are left");
        affected += usize::from(now < COMMITS);
    }
    assert!(affected > 80, "{affected}");
}
