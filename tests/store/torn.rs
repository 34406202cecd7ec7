//! Power loss: the end of SQLite's log is torn or garbled, and what is left is a state that was.

use std::path::Path as FilePath;

use meshctl::store::{Path, Range, Revision, Sqlite, Store as _, Write};

use super::{mesh, node, open, route};
use crate::support::random::Random;

/// Each commit writes its own number to three places.
const COMMITS: u64 = 60;

fn places() -> [Path; 3] {
    [mesh("m"), node("m", "n"), route("m", "r", "x")]
}

/// Makes a store whose log holds all commits, and returns its file and the log.
async fn written(folder: &FilePath) -> (Vec<u8>, Vec<u8>) {
    let file = folder.join("store.db");
    let store = open(&file).unwrap();
    for number in 1..=COMMITS {
        let put = |path| Write::Put { path, value: number.to_string() };
        let revision = store.commit(vec![], places().map(put).to_vec()).await.unwrap();
        assert_eq!(revision, Revision(number));
    }
    // Copied while it is open: closing it would empty the log.
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
    (read("store.db"), read("store.db-wal"))
}

/// The commit that a store with this log stands at. Fails if it is half of one.
async fn stands_at(database: &[u8], log: &[u8]) -> u64 {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("store.db");
    std::fs::write(&file, database).unwrap();
    std::fs::write(folder.path().join("store.db-wal"), log).unwrap();
    let (found, revision) = Sqlite::new(&file).read(&[Range::everything()]).await.unwrap();
    let values: Vec<&str> = found.iter().map(|one| one.value.as_str()).collect();
    match revision.0 {
        0 => assert_eq!(values, [""; 0]),
        number => assert_eq!(values, [number.to_string().as_str(); 3]),
    }
    revision.0
}

#[tokio::test]
async fn a_log_that_ends_anywhere_leaves_all_commits_before_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let (database, log) = written(folder.path()).await;
    assert_eq!(stands_at(&database, &log).await, COMMITS);
    let mut random = Random(1);
    let mut ends: Vec<usize> = (0..150).map(|_| random.below(log.len())).collect();
    ends.sort_unstable();
    let mut before = 0;
    for end in ends {
        let now = stands_at(&database, &log[..end]).await;
        assert!(now >= before, "{end} bytes of the log hold {now} commits, less held {before}");
        before = now;
    }
    assert!(before > COMMITS / 2, "the cuts lie everywhere: {before}");
}

#[tokio::test]
async fn a_log_that_is_garbled_anywhere_leaves_all_commits_before_that() {
    let folder = tempfile::tempdir().unwrap();
    let (database, log) = written(folder.path()).await;
    let mut spoilt = 0;
    let mut random = Random(2);
    for at in (0..100).map(|_| random.below(log.len())) {
        let mut garbled = log.clone();
        for byte in garbled.iter_mut().skip(at).take(64) {
            *byte = !*byte;
        }
        // Everything that a cut there leaves is left; and nothing of what was garbled is.
        let cut = stands_at(&database, &log[..at]).await;
        let now = stands_at(&database, &garbled).await;
        assert!((cut..=COMMITS).contains(&now), "{at}: {cut} commits lie before, {now} are left");
        spoilt += usize::from(now < COMMITS);
    }
    assert!(spoilt > 80, "{spoilt}");
}
