//! Meshes as they change: each is read once per change, for all proxies in it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::proxy_env::ProxyEnv;
use super::snapshot::Snapshot;
use super::translate;
use crate::mesh::Mesh;
use crate::mesh::topology::{NoWorkload, Workload};
use crate::model::arn::AccountId;
use crate::model::extension::Revision;
use crate::model::{InvalidSpec, Key, Name};
use crate::store::{AccountStore, Range, Resource, Store};

/// A mesh as of one revision; no mesh if there is none of that name.
#[derive(Debug, Clone)]
pub struct MeshSnapshot {
    /// The revision.
    pub revision: Revision,
    /// The mesh.
    pub mesh: Option<Arc<Mesh>>,
    /// What of it could not be read, in sentences.
    pub unreadable: Vec<String>,
    snapshots: Arc<Snapshots>,
}

/// What was translated of one sight of a mesh. The replicas of a node are to have the same, so it
/// is made once and shared.
type Snapshots = Mutex<HashMap<(Key, ProxyEnv), Arc<Snapshot>>>;

impl MeshSnapshot {
    fn new(revision: Revision, mesh: Option<Mesh>, unreadable: Vec<String>) -> Self {
        Self { revision, mesh: mesh.map(Arc::new), unreadable, snapshots: Arc::default() }
    }

    /// Returns the configuration of a proxy that serves `resource` in the environment `env`.
    ///
    /// # Errors
    ///
    /// [`NoConfiguration`].
    pub fn translated(
        &self,
        resource: &Key,
        env: &ProxyEnv,
    ) -> Result<Arc<Snapshot>, NoConfiguration> {
        let mesh = self.mesh.as_ref();
        let mesh = mesh.ok_or_else(|| NoConfiguration::Mesh(resource.mesh.clone()))?;
        let cache = || self.snapshots.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (resource.clone(), env.clone());
        let found = cache().get(&key).cloned();
        if let Some(found) = found {
            return Ok(found);
        }
        // Translated without the lock: two streams that miss at the same time both translate.
        let snapshot = Arc::new(translate(&Workload::of(mesh, resource)?, env));
        Ok(Arc::clone(cache().entry(key).or_insert(snapshot)))
    }
}

/// Why there is no configuration for a resource.
#[derive(Debug, thiserror::Error)]
pub enum NoConfiguration {
    /// The mesh does not exist.
    #[error("mesh `{0}` not found")]
    Mesh(Name),
    /// The mesh does not have the resource, or does not serve it.
    #[error(transparent)]
    Workload(#[from] NoWorkload),
}

/// How long changes are gathered before the mesh is read again.
const BATCH_WINDOW: Duration = Duration::from_millis(50);

/// How long to wait after the store could not be read.
const READ_RETRY_DELAY: Duration = Duration::from_secs(1);

/// A mesh, and its owner where that is not the server's own account.
type MeshId = (Option<AccountId>, Name);

type Sender = watch::Sender<Option<MeshSnapshot>>;

/// Reads meshes for whoever follows them.
#[derive(Clone)]
pub struct MeshWatcher(Arc<Inner>);

struct Inner {
    store: Arc<dyn Store>,
    stop: CancellationToken,
    watched: Mutex<HashMap<MeshId, Arc<Sender>>>,
    tasks: tokio_util::task::TaskTracker,
}

/// Keeps a mesh watched as long as it lives.
#[derive(Debug, Clone)]
pub struct Subscription(watch::Receiver<Option<MeshSnapshot>>);

impl Subscription {
    /// Waits for the first sight of the mesh, or the next after the last that was returned.
    /// Nothing when there will be no more.
    pub async fn next(&mut self) -> Option<MeshSnapshot> {
        loop {
            self.0.changed().await.ok()?;
            if let Some(seen) = self.0.borrow_and_update().clone() {
                return Some(seen);
            }
        }
    }
}

impl MeshWatcher {
    /// Makes a watcher of `store` that ends when `stop` is cancelled.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, stop: CancellationToken) -> Self {
        let (watched, tasks) = (Mutex::default(), tokio_util::task::TaskTracker::new());
        Self(Arc::new(Inner { store, stop, watched, tasks }))
    }

    /// Follows the mesh `name`, which need not exist, of `owner`; of the server's own account if
    /// there is none.
    #[must_use]
    pub fn subscribe(&self, owner: Option<&AccountId>, name: &Name) -> Subscription {
        let mut watched = self.0.watched();
        let mesh = (owner.cloned(), name.clone());
        let sender = watched.entry(mesh.clone()).or_insert_with(|| {
            let sender = Arc::new(watch::channel(None).0);
            let (inner, own) = (Arc::clone(&self.0), Arc::clone(&sender));
            self.0.tasks.spawn(async move { inner.watch_mesh(&mesh, &own).await });
            sender
        });
        let mut seen = sender.subscribe();
        seen.mark_changed();
        Subscription(seen)
    }

    /// Waits until all reading has ended; call it after the watcher was stopped.
    pub async fn ended(&self) {
        self.0.tasks.close();
        self.0.tasks.wait().await;
    }
}

/// Takes a reader that panics out of the map, and its sender with it: its followers' streams end,
/// and their proxies come back to a new one.
struct ForgetOnPanic<'a>(&'a Inner, &'a MeshId);

impl Drop for ForgetOnPanic<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            tracing::error!(mesh = %self.1.1, "the reader of the mesh panicked");
            self.0.watched().remove(self.1);
        }
    }
}

impl Inner {
    fn watched(&self) -> MutexGuard<'_, HashMap<MeshId, Arc<Sender>>> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads the mesh again and again until nobody follows it any more.
    async fn watch_mesh(&self, mesh: &MeshId, sender: &Sender) {
        let _forget = ForgetOnPanic(self, mesh);
        let (owner, name) = mesh;
        let store = match owner {
            Some(owner) => Arc::new(AccountStore::new(owner, Arc::clone(&self.store))),
            None => Arc::clone(&self.store),
        };
        let mut changes = store.watch(name);
        loop {
            changes.mark_unchanged();
            let wait = match read(&*store, name).await {
                Ok(seen) => {
                    sender.send_replace(Some(seen));
                    None
                }
                Err(error) => {
                    tracing::error!(mesh = %name, %error, "unreadable; proxies keep what they have");
                    Some(READ_RETRY_DELAY)
                }
            };
            let next = async {
                if wait.is_none() && changes.changed().await.is_err() {
                    std::future::pending::<()>().await;
                }
                tokio::time::sleep(wait.unwrap_or(BATCH_WINDOW)).await;
            };
            tokio::select! {
                () = next => {}
                () = sender.closed() => {
                    // Whoever follows from now on finds no entry, and starts anew.
                    let mut watched = self.watched();
                    if sender.receiver_count() == 0 {
                        watched.remove(mesh);
                        return;
                    }
                }
                () = self.stop.cancelled() => return,
            }
        }
    }
}

async fn read(store: &dyn Store, name: &Name) -> anyhow::Result<MeshSnapshot> {
    let (found, revision) = store.read(&Range::mesh(name)).await?;
    let resources: Vec<Resource> = found.iter().map(Resource::read).collect::<Result<_, _>>()?;
    if !resources.iter().any(|resource| resource.key == Key::mesh(name.clone())) {
        return Ok(MeshSnapshot::new(revision, None, Vec::new()));
    }
    let specs = resources.iter().map(|resource| (&resource.key, &resource.spec));
    let (mesh, bad) = Mesh::gather(name.clone(), specs);
    let why = |bad: &InvalidSpec| format!("{bad}: {}", bad.source);
    let unreadable = bad.iter().map(why).collect();
    Ok(MeshSnapshot::new(revision, Some(mesh), unreadable))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use crate::xds::proxy_env::Interception;
    use serde_json::json;

    #[test]
    fn the_replicas_of_a_node_at_like_sites_share_one_translation() {
        let node = Key::member(Kind::VirtualNode, "m", "n");
        let specs = [(Key::mesh("m"), json!({})), (node.clone(), json!({}))];
        let specs = specs.iter().map(|(key, spec)| (key, spec));
        let (mesh, bad) = Mesh::gather(Name::from("m"), specs);
        assert!(bad.is_empty(), "{bad:?}");
        let seen = MeshSnapshot::new(Revision(1), Some(mesh), Vec::new());
        let at = |env: &ProxyEnv| seen.translated(&node, env).unwrap();
        let explicit = Interception::ExplicitProxy {
            egress: ([127, 0, 0, 1], 1).into(),
            ingress: None,
            application: None,
        };
        let (here, there) =
            (ProxyEnv::default(), ProxyEnv { interception: explicit, ..ProxyEnv::default() });
        assert!(Arc::ptr_eq(&at(&here), &at(&here)));
        assert_ne!(at(&here), at(&there));
    }
}
