//! The store as a source: one mesh, read again after each commit that changes it.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::MeshId;
use crate::mesh::Mesh;
use crate::model::extension::Revision;
use crate::model::{InvalidSpec, Key, Name};
use crate::store::{AccountStore, Range, Resource, Store};

/// How long commits are batched before the mesh is read.
const BATCH_WINDOW: Duration = Duration::from_millis(50);

/// Delay before the next attempt after the store could not be read.
const RETRY_DELAY: Duration = Duration::from_secs(1);

/// Source of the meshes.
#[derive(Clone)]
pub struct StoreSource(Arc<dyn Store>);

/// A mesh as of one revision.
#[derive(Debug, Clone, Default)]
pub struct StoredMesh {
    /// The revision of the store.
    pub revision: Revision,
    /// The mesh; none if it does not exist.
    pub mesh: Option<Arc<Mesh>>,
    /// Error messages for resources that could not be read; `mesh` does not contain them.
    pub unreadable: Vec<String>,
}

impl StoreSource {
    /// Returns a source that reads from `store`.
    #[must_use]
    pub fn new(store: Arc<dyn Store>) -> Self {
        Self(store)
    }

    /// Returns a subscription to a mesh, which need not exist.
    #[must_use]
    pub fn subscribe(&self, mesh: &MeshId) -> StoreSubscription {
        let store: Arc<dyn Store> = match &mesh.owner {
            Some(owner) => Arc::new(AccountStore::new(owner, Arc::clone(&self.0))),
            None => Arc::clone(&self.0),
        };
        let changes = store.watch(&mesh.name);
        StoreSubscription { store, name: mesh.name.clone(), changes, due: Some(Instant::now()) }
    }
}

/// A subscription to one mesh.
pub struct StoreSubscription {
    store: Arc<dyn Store>,
    name: Name,
    changes: watch::Receiver<Revision>,
    /// When to read the mesh; none if it has not changed since it was read.
    due: Option<Instant>,
}

impl StoreSubscription {
    /// Returns the mesh at the first call, then waits for changes. While the store cannot be read,
    /// it retries. Cancel safe.
    pub async fn next(&mut self) -> StoredMesh {
        loop {
            if self.due.is_none() {
                if self.changes.changed().await.is_err() {
                    std::future::pending::<()>().await;
                }
                self.due = Some(Instant::now() + BATCH_WINDOW);
            }
            tokio::time::sleep_until(self.due.unwrap_or_else(Instant::now)).await;
            self.changes.mark_unchanged();
            match read(&*self.store, &self.name).await {
                Ok(mesh) => {
                    self.due = None;
                    return mesh;
                }
                Err(error) => {
                    let mesh = self.name.as_str();
                    tracing::error!(mesh, %error, "cannot read the mesh; proxies keep their configuration");
                    self.due = Some(Instant::now() + RETRY_DELAY);
                }
            }
        }
    }
}

async fn read(store: &dyn Store, name: &Name) -> anyhow::Result<StoredMesh> {
    let (found, revision) = store.read(&Range::mesh(name)).await?;
    let resources: Vec<Resource> = found.iter().map(Resource::read).collect::<Result<_, _>>()?;
    if !resources.iter().any(|resource| resource.key == Key::mesh(name.clone())) {
        return Ok(StoredMesh { revision, ..StoredMesh::default() });
    }
    let specs = resources.iter().map(|resource| (&resource.key, &resource.spec));
    let (mesh, invalid) = Mesh::gather(name.clone(), specs);
    let message = |invalid: &InvalidSpec| format!("{invalid}: {}", invalid.source);
    let unreadable = invalid.iter().map(message).collect();
    Ok(StoredMesh { revision, mesh: Some(Arc::new(mesh)), unreadable })
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;
    use serde_json::json;

    use super::*;
    use crate::store::Memory;

    async fn put_mesh(store: &dyn Store, name: &str) -> Revision {
        let mesh = Resource {
            key: Key::mesh(name),
            uid: "u".to_owned(),
            version: 1,
            created_ms: 0,
            updated_ms: 0,
            owner: None,
            spec: json!({}),
            tags: Vec::new(),
        };
        store.commit(Vec::new(), vec![mesh.put()]).await.unwrap()
    }

    fn subscribe(store: &Arc<dyn Store>, name: &str) -> StoreSubscription {
        let mesh = MeshId { owner: None, name: Name::from(name) };
        StoreSource::new(Arc::clone(store)).subscribe(&mesh)
    }

    #[tokio::test]
    async fn a_subscription_yields_the_mesh_then_batches_of_changes() {
        let store: Arc<dyn Store> = Arc::new(Memory::default());
        let mut subscription = subscribe(&store, "m");
        assert!(subscription.next().await.mesh.is_none(), "the mesh does not exist yet");
        put_mesh(&*store, "other").await;
        assert!(subscription.next().now_or_never().is_none(), "no commit changed the mesh");
        let begun = Instant::now();
        put_mesh(&*store, "m").await;
        let last = put_mesh(&*store, "m").await;
        let found = subscription.next().await;
        assert_eq!((found.revision, found.mesh.is_some()), (last, true));
        assert!(begun.elapsed() >= BATCH_WINDOW);
        assert!(subscription.next().now_or_never().is_none(), "both commits were in the batch");
    }

    #[tokio::test]
    async fn a_change_is_not_lost_when_the_wait_for_it_is_cancelled() {
        let store: Arc<dyn Store> = Arc::new(Memory::default());
        let mut subscription = subscribe(&store, "m");
        subscription.next().await;
        let revision = put_mesh(&*store, "m").await;
        assert!(subscription.next().now_or_never().is_none(), "dropped in the batch window");
        assert_eq!(subscription.next().await.revision, revision);
    }
}
