//! The cases for all implementations.

use std::sync::Arc;

use meshctl::model::{Key, Kind, Name};
use meshctl::store::{Guard, Memory, Path, Range, Revision, Store, StoreError, Write};

use super::{at, delete, every, listed, mesh, node, nodes, put, route};

#[tokio::test]
async fn empty_store_is_at_revision_0() {
    for (case, store, _folder) in every() {
        let got = store.read(&[Range::meshes(), nodes("m")]).await.unwrap();
        assert_eq!(got, (vec![], Revision(0)), "{case}");
    }
}

#[tokio::test]
async fn read_returns_values_with_their_revisions() {
    for (case, store, _folder) in every() {
        let first = store.commit(vec![], vec![put(&mesh("m"))]).await.unwrap();
        let second = store.commit(vec![], vec![put(&node("m", "n"))]).await.unwrap();
        assert_eq!((first, second), (Revision(1), Revision(2)), "{case}");
        let (found, revision) = store.read(&[Range::meshes(), nodes("m")]).await.unwrap();
        assert_eq!(revision, second, "{case}");
        let found: Vec<_> =
            found.iter().map(|one| (one.path.as_str(), one.revision, one.value.as_str())).collect();
        let want =
            [("mesh/m", first, "\"mesh/m\""), ("virtualNode/m/n", second, "\"virtualNode/m/n\"")];
        assert_eq!(found, want, "{case}");
    }
}

#[tokio::test]
async fn read_returns_ranges_in_order_and_paths_in_byte_order() {
    for (case, store, _folder) in every() {
        let names = ["b", "a.b", "a_b", "a-b", "a", "B", "é", "1", "a b"];
        let writes = names.iter().map(|name| put(&node("m", name)));
        let writes = writes.chain([put(&mesh("z")), put(&mesh("m"))]).collect();
        store.commit(vec![], writes).await.unwrap();
        let (found, _) = store.read(&[nodes("m"), Range::meshes()]).await.unwrap();
        let want = ["1", "B", "a", "a b", "a-b", "a.b", "a_b", "b", "é", "m", "z"];
        assert_eq!(super::names(&found), want, "{case}");
    }
}

#[tokio::test]
async fn page_starts_after_a_path_and_ends_at_its_limit() {
    for (case, store, _folder) in every() {
        let writes = ["a", "b", "c", "d"].map(|name| put(&node("m", name)));
        store.commit(vec![], [writes.to_vec(), vec![put(&node("n", "z"))]].concat()).await.unwrap();
        let page = |after: Option<&str>, limit: usize| {
            let range = match after {
                Some(after) => nodes("m").after(&node("m", after)),
                None => nodes("m"),
            };
            listed(&*store, range.limit(limit))
        };
        assert_eq!(page(None, 2).await, ["a", "b"], "{case}");
        assert_eq!(page(Some("b"), 2).await, ["c", "d"], "{case}");
        assert_eq!(page(Some("bb"), 9).await, ["c", "d"], "{case}: a path that does not exist");
        assert_eq!(page(Some("d"), 2).await, Vec::<String>::new(), "{case}");
        assert_eq!(page(None, 0).await, Vec::<String>::new(), "{case}");
    }
}

#[tokio::test]
async fn page_after_a_path_outside_the_range_stays_in_the_range() {
    for (case, store, _folder) in every() {
        let writes = ["l", "m", "n"].map(|of| put(&node(of, of)));
        store.commit(vec![], writes.to_vec()).await.unwrap();
        assert_eq!(listed(&*store, nodes("m").after(&node("l", "z"))).await, ["m"], "{case}");
        let beyond = nodes("m").after(&node("n", "a"));
        assert_eq!(listed(&*store, beyond).await, Vec::<String>::new(), "{case}");
    }
}

#[tokio::test]
async fn limit_of_one_returns_one_entry() {
    for (case, store, _folder) in every() {
        store.commit(vec![], vec![put(&node("m", "a")), put(&node("m", "b"))]).await.unwrap();
        assert_eq!(listed(&*store, nodes("m").limit(1)).await, ["a"], "{case}");
        let after = nodes("m").after(&node("m", "a")).limit(1);
        assert_eq!(listed(&*store, after).await, ["b"], "{case}");
    }
}

#[tokio::test]
async fn name_does_not_match_names_that_start_with_it() {
    for (case, store, _folder) in every() {
        let mut writes = Vec::new();
        for name in ["m", "m-x", "m.x", "m_x", "mm"] {
            writes.extend([put(&mesh(name)), put(&node(name, "n")), put(&node(name, "n-1"))]);
            writes.push(put(&route(name, "r", "in")));
            writes.push(put(&route(name, "r-1", "out")));
        }
        store.commit(vec![], writes).await.unwrap();
        let one = |key: Key| listed(&*store, Range::one(&key));
        assert_eq!(one(Key::mesh("m")).await, ["m"], "{case}");
        assert_eq!(one(Key::member(Kind::VirtualNode, "m", "n")).await, ["n"], "{case}");
        assert_eq!(one(Key::mesh("m-")).await, Vec::<String>::new(), "{case}");
        assert_eq!(listed(&*store, nodes("m")).await, ["n", "n-1"], "{case}");
        let router = Name::from("r");
        let routes = Range::members(Kind::Route, &Name::from("m"), Some(&router));
        assert_eq!(listed(&*store, routes).await, ["in"], "{case}");
        let (whole, _) = store.read(&Range::mesh(&Name::from("m"))).await.unwrap();
        let paths: Vec<_> = whole.iter().map(|one| one.path.as_str()).collect();
        let want =
            ["mesh/m", "virtualNode/m/n", "virtualNode/m/n-1", "route/m/r/in", "route/m/r-1/out"];
        let mut sorted = paths.clone();
        sorted.sort_unstable();
        assert_eq!(paths[0], want[0], "{case}: the mesh itself first");
        assert_eq!(sorted.len(), want.len(), "{case}: {sorted:?}");
        assert!(want.iter().all(|path| paths.contains(path)), "{case}: {paths:?}");
    }
}

#[tokio::test]
async fn tokens_are_separate_per_mesh() {
    for (case, store, _folder) in every() {
        let token = |mesh: &str, token: &str| Path::token(&Name::from(mesh), "Create", token);
        let writes = vec![put(&token("m", "t")), put(&token("m-x", "u"))];
        store.commit(vec![], writes).await.unwrap();
        let tokens = Range::tokens(&Name::from("m"));
        assert_eq!(listed(&*store, tokens).await, ["t"], "{case}");
        assert_eq!(listed(&*store, Range::path(&token("m", "t"))).await, ["t"], "{case}");
    }
}

#[tokio::test]
async fn changes_are_ordered_by_resource_and_newest_first() {
    for (case, store, _folder) in every() {
        let change = |key: &Key, change: u64| put(&Path::change(key, change));
        let (node, other) = (Key::member(Kind::VirtualNode, "m", "n"), Key::mesh("mm"));
        let numbers = [1, 2, 9, 10, 11, 1 << 40];
        let mut writes: Vec<Write> = numbers.map(|number| change(&node, number)).to_vec();
        let longer = Key::member(Kind::VirtualNode, "m", "n-1");
        writes.extend([change(&longer, 7), change(&other, 3), put(&Path::resource(&node))]);
        store.commit(vec![], writes).await.unwrap();
        let of = async |range: Range| {
            let (found, _) = store.read(&[range]).await.unwrap();
            let numbers = found.iter().map(|one| one.path.change_number().unwrap());
            numbers.collect::<Vec<u64>>()
        };
        assert_eq!(of(Range::changes(&node)).await, [1 << 40, 11, 10, 9, 2, 1], "{case}");
        let older = Range::changes(&node).after(&Path::change(&node, 10));
        assert_eq!(of(older).await, [9, 2, 1], "{case}");
        assert_eq!(of(Range::history(Some(&Name::from("mm")))).await, [3], "{case}");
        assert_eq!(of(Range::history(None)).await.len(), 8, "{case}");
        assert_eq!(Path::resource(&node).change_number(), None, "{case}");
    }
}

/// Commits with `guard` only and returns whether it held.
async fn holds(store: &dyn Store, guard: Guard) -> bool {
    match store.commit(vec![guard], vec![put(&mesh("else"))]).await {
        Ok(_) => true,
        Err(StoreError::Guard { index: 0 }) => false,
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn guards_hold_exactly_under_their_condition() {
    for (case, store, _folder) in every() {
        let old = store.commit(vec![], vec![put(&node("m", "a"))]).await.unwrap();
        let new = store.commit(vec![], vec![put(&node("m", "a"))]).await.unwrap();
        let exists = |path: Path| Guard::Exists { path };
        let quiet = |range: Range, since: Revision| Guard::Quiet { range, since };
        let cases = [
            ("at its revision", at(&node("m", "a"), Some(new)), true),
            ("at an older one", at(&node("m", "a"), Some(old)), false),
            ("at none, but there", at(&node("m", "a"), None), false),
            ("at none, and not there", at(&node("m", "b"), None), true),
            ("at a revision, and not there", at(&node("m", "b"), Some(new)), false),
            ("exists", exists(node("m", "a")), true),
            ("does not exist", exists(node("m", "b")), false),
            ("its name begins another", exists(node("m", "")), false),
            ("quiet since the last write", quiet(nodes("m"), new), true),
            ("not quiet since an older", quiet(nodes("m"), old), false),
            ("another mesh is quiet", quiet(nodes("n"), Revision(0)), true),
            ("one path is quiet", quiet(Range::path(&node("m", "b")), old), true),
            ("one path is not", quiet(Range::path(&node("m", "a")), old), false),
        ];
        for (guard_case, guard, want) in cases {
            assert_eq!(holds(&*store, guard).await, want, "{case}: {guard_case}");
        }
    }
}

#[tokio::test]
async fn guard_quiet_ignores_deletions_and_other_guards_do_not() {
    for (case, store, _folder) in every() {
        let path = node("m", "a");
        let written = store.commit(vec![], vec![put(&path)]).await.unwrap();
        store.commit(vec![], vec![delete(&path)]).await.unwrap();
        assert!(!holds(&*store, at(&path, Some(written))).await, "{case}");
        assert!(!holds(&*store, Guard::Exists { path: path.clone() }).await, "{case}");
        assert!(holds(&*store, at(&path, None)).await, "{case}");
        let quiet = Guard::Quiet { range: nodes("m"), since: written };
        assert!(holds(&*store, quiet).await, "{case}");
        store.commit(vec![], vec![delete(&path)]).await.unwrap();
    }
}

#[tokio::test]
async fn commit_is_atomic_and_reports_the_first_failed_guard() {
    for (case, store, _folder) in every() {
        let revision = store.commit(vec![], vec![put(&mesh("m"))]).await.unwrap();
        let guards = vec![
            Guard::Exists { path: mesh("m") },
            Guard::Exists { path: mesh("x") },
            Guard::Exists { path: mesh("y") },
        ];
        let writes = vec![put(&mesh("n")), delete(&mesh("m"))];
        let error = store.commit(guards, writes).await.unwrap_err();
        assert!(matches!(error, StoreError::Guard { index: 1 }), "{case}: {error}");
        let (found, now) = store.read(&[Range::meshes()]).await.unwrap();
        assert_eq!((super::names(&found), now), (vec!["m"], revision), "{case}");
    }
}

#[tokio::test]
async fn writes_of_one_commit_apply_in_order() {
    for (case, store, _folder) in every() {
        let (kept, gone) = (node("m", "kept"), node("m", "gone"));
        let writes = vec![delete(&kept), put(&kept), put(&gone), delete(&gone)];
        store.commit(vec![], writes).await.unwrap();
        assert_eq!(listed(&*store, nodes("m")).await, ["kept"], "{case}");
    }
}

#[tokio::test]
async fn clear_removes_a_range_and_notifies_all_watches() {
    for (case, store, _folder) in every() {
        let mut watch = store.watch(&Name::from("m"));
        store.commit(vec![], vec![put(&mesh("m")), put(&node("m", "n"))]).await.unwrap();
        watch.mark_unchanged();
        let writes = vec![Write::Clear { range: nodes("m") }, put(&node("m", "new"))];
        let revision = store.commit(vec![], writes).await.unwrap();
        assert_eq!(listed(&*store, nodes("m")).await, ["new"], "{case}");
        assert_eq!(listed(&*store, Range::meshes()).await, ["m"], "{case}");
        assert_eq!(*watch.borrow_and_update(), revision, "{case}");
        let clear = Write::Clear { range: Range::everything() };
        store.commit(vec![], vec![clear]).await.unwrap();
        assert_eq!(listed(&*store, Range::everything()).await, Vec::<String>::new(), "{case}");
        assert!(watch.has_changed().unwrap(), "{case}");
    }
}

#[tokio::test]
async fn snapshot_is_isolated_from_later_commits() {
    use futures_util::StreamExt as _;
    for (case, store, _folder) in every() {
        let names: Vec<Path> = (0..600).map(|at| node("m", &format!("n{at:03}"))).collect();
        let revision = store.commit(vec![], names.iter().map(put).collect()).await.unwrap();
        let mut snapshot = store.snapshot().await.unwrap();
        store.commit(vec![], vec![Write::Clear { range: Range::everything() }]).await.unwrap();
        store.commit(vec![], vec![put(&mesh("later"))]).await.unwrap();
        let mut paths = Vec::new();
        while let Some(chunk) = snapshot.chunks.next().await {
            paths.extend(chunk.unwrap().into_iter().map(|stored| stored.path));
        }
        assert_eq!((snapshot.revision, paths), (revision, names), "{case}");
    }
    let empty = Memory::default().snapshot().await.unwrap();
    assert_eq!(empty.revision, Revision(0));
}

#[tokio::test]
async fn watch_observes_commits_of_its_mesh_and_skips_to_the_newest() {
    for (case, store, _folder) in every() {
        let mut watch = store.watch(&Name::from("m"));
        watch.mark_unchanged();
        store.commit(vec![], vec![put(&mesh("m-x")), put(&node("mm", "n"))]).await.unwrap();
        let failed = store.commit(vec![at(&mesh("m-x"), None)], vec![put(&mesh("m"))]).await;
        assert!(failed.is_err());
        assert!(!watch.has_changed().unwrap(), "{case}: others' commits, and failed ones");
        store.commit(vec![], vec![put(&node("m", "a"))]).await.unwrap();
        let newest = store.commit(vec![], vec![delete(&node("m", "a"))]).await.unwrap();
        watch.changed().await.unwrap();
        assert_eq!(*watch.borrow_and_update(), newest, "{case}");
        assert!(!watch.has_changed().unwrap(), "{case}");
    }
}

async fn concurrent(case: &str, store: Arc<dyn Store>) {
    const WRITERS: usize = 32;
    let counter = node("m", "counter");
    let mut tasks = tokio::task::JoinSet::new();
    for writer in 0..WRITERS {
        let (store, counter) = (Arc::clone(&store), counter.clone());
        tasks.spawn(async move {
            loop {
                let (found, _) = store.read(&[Range::path(&counter)]).await.unwrap();
                let count: usize = found.first().map_or(0, |one| one.value.parse().unwrap());
                let guard = at(&counter, found.first().map(|one| one.revision));
                let next = Write::Put { path: counter.clone(), value: (count + 1).to_string() };
                let own = put(&node("m", &format!("writer-{writer}")));
                match store.commit(vec![guard], vec![next, own]).await {
                    Ok(revision) => return revision,
                    Err(StoreError::Guard { .. }) => {}
                    Err(error) => panic!("{error}"),
                }
            }
        });
    }
    let mut revisions = tasks.join_all().await;
    revisions.sort_unstable();
    let want: Vec<Revision> = (1..=WRITERS as u64).map(Revision).collect();
    assert_eq!(revisions, want, "{case}: each commit has a revision");
    let (found, _) = store.read(&[Range::path(&counter)]).await.unwrap();
    assert_eq!(found[0].value, WRITERS.to_string(), "{case}: none was lost");
    let own = nodes("m").after(&counter);
    assert_eq!(listed(&*store, own).await.len(), WRITERS, "{case}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn concurrent_commits_lose_nothing() {
    let directory = tempfile::tempdir().unwrap();
    concurrent("memory", Arc::new(Memory::default())).await;
    let store = super::open(&directory.path().join("store.db")).unwrap();
    concurrent("sqlite", Arc::new(store)).await;
}
