//! The parts of a store that belong to accounts.

use std::sync::Arc;

use meshctl::store::{AccountStore, Memory, Range, Store};

use super::{at, listed, mesh, node, nodes, put};

#[tokio::test]
async fn account_stores_are_isolated_and_share_revisions() {
    let whole: Arc<dyn Store> = Arc::new(Memory::default());
    let part = |account: &str| AccountStore::new(&account.parse().unwrap(), Arc::clone(&whole));
    let (one, other) = (part("111122223333"), part("444455556666"));
    let mut watches = [whole.watch(&"m".into()), one.watch(&"m".into()), other.watch(&"m".into())];
    watches.iter_mut().for_each(|watch| watch.mark_unchanged());

    let first = one.commit(vec![], vec![put(&mesh("m")), put(&node("m", "n"))]).await.unwrap();
    let changed = watches.each_ref().map(|watch| watch.has_changed().unwrap());
    assert_eq!(changed, [false, true, false]);
    // The same path is still free for the other account, and guards apply per account.
    let guards = vec![at(&mesh("m"), None)];
    let second = other.commit(guards.clone(), vec![put(&mesh("m"))]).await.unwrap();
    assert!(second > first, "there is one count of commits");
    assert!(other.commit(guards, vec![put(&mesh("m"))]).await.is_err());

    assert_eq!(listed(&one, nodes("m")).await, ["n"]);
    for part in [&other as &dyn Store, &*whole] {
        assert_eq!(listed(part, nodes("m")).await, [] as [&str; 0]);
    }
    assert_eq!(
        listed(&*whole, Range::meshes()).await,
        [] as [&str; 0],
        "it belongs to that account only"
    );
}
