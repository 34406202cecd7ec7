//! Watches meshes: merges the sources of a mesh once per change, for all of its proxies.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::proxy_env::ProxyEnv;
use super::snapshot::Snapshot;
use super::translate;
use crate::mesh::topology::{NoWorkload, Workload};
use crate::model::{Key, Name};
use crate::sources::{Endpoints, MeshId, Sources, World};

/// A [`World`], with what was translated of it.
#[derive(Debug, Clone)]
pub struct MeshSnapshot {
    /// The mesh and its endpoints.
    pub world: Arc<World>,
    translations: Arc<Translations>,
}

/// Configurations by resource and environment: the replicas of a workload share one.
type Translations = Mutex<HashMap<(Key, ProxyEnv), Arc<Snapshot>>>;

impl MeshSnapshot {
    /// Returns a snapshot of `world`.
    #[must_use]
    pub fn new(world: World) -> Self {
        Self { world: Arc::new(world), translations: Arc::default() }
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
        let World { mesh, endpoints } = &*self.world;
        let mesh = mesh.mesh.as_ref();
        let mesh = mesh.ok_or_else(|| NoConfiguration::MeshNotFound(resource.mesh.clone()))?;
        let translations = || self.translations.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (resource.clone(), env.clone());
        let found = translations().get(&key).cloned();
        if let Some(found) = found {
            return Ok(found);
        }
        // Translated without the lock: two streams that miss at the same time both translate.
        let snapshot = Arc::new(translate(&Workload::of(mesh, resource)?, endpoints, env));
        Ok(Arc::clone(translations().entry(key).or_insert(snapshot)))
    }
}

/// Why there is no configuration for a resource.
#[derive(Debug, thiserror::Error)]
pub enum NoConfiguration {
    /// The mesh does not exist.
    #[error("mesh `{0}` not found")]
    MeshNotFound(Name),
    /// The mesh does not have the resource, or does not serve it.
    #[error(transparent)]
    Workload(#[from] NoWorkload),
}

type Sender = watch::Sender<Option<MeshSnapshot>>;

/// Watches the meshes that have subscriptions, each in one task.
#[derive(Clone)]
pub struct MeshWatcher(Arc<Inner>);

struct Inner {
    sources: Sources,
    stop: CancellationToken,
    watched: Mutex<HashMap<MeshId, Arc<Sender>>>,
    tasks: TaskTracker,
}

/// A subscription to a mesh, which is watched until all subscriptions are dropped.
#[derive(Debug, Clone)]
pub struct Subscription(watch::Receiver<Option<MeshSnapshot>>);

impl Subscription {
    /// Waits for the first snapshot, then for newer ones; intermediate snapshots are skipped. None
    /// when the watcher has stopped. Cancel safe.
    pub async fn next(&mut self) -> Option<MeshSnapshot> {
        loop {
            self.0.changed().await.ok()?;
            if let Some(snapshot) = self.0.borrow_and_update().clone() {
                return Some(snapshot);
            }
        }
    }
}

impl MeshWatcher {
    /// Returns a watcher that merges `sources` until `stop` is cancelled.
    #[must_use]
    pub fn new(sources: Sources, stop: CancellationToken) -> Self {
        let (watched, tasks) = (Mutex::default(), TaskTracker::new());
        Self(Arc::new(Inner { sources, stop, watched, tasks }))
    }

    /// Subscribes to a mesh, which need not exist.
    #[must_use]
    pub fn subscribe(&self, mesh: &MeshId) -> Subscription {
        let mut watched = self.0.watched();
        let sender = watched.entry(mesh.clone()).or_insert_with(|| {
            let sender = Arc::new(watch::channel(None).0);
            let (inner, mesh) = (Arc::clone(&self.0), mesh.clone());
            let task_sender = Arc::clone(&sender);
            self.0.tasks.spawn(async move { inner.watch_mesh(&mesh, &task_sender).await });
            sender
        });
        let mut receiver = sender.subscribe();
        receiver.mark_changed();
        Subscription(receiver)
    }

    /// Waits until all tasks have ended. Call it after `stop` was cancelled.
    pub async fn ended(&self) {
        self.0.tasks.close();
        self.0.tasks.wait().await;
    }
}

/// Removes the entry of a task that panics, and with it the sender. The streams of the mesh end,
/// and their proxies reconnect to a new task.
struct RemoveOnPanic<'a>(&'a Inner, &'a MeshId);

impl Drop for RemoveOnPanic<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            tracing::error!(mesh = %self.1.name, "the task that watches the mesh panicked");
            self.0.watched().remove(self.1);
        }
    }
}

impl Inner {
    fn watched(&self) -> MutexGuard<'_, HashMap<MeshId, Arc<Sender>>> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Publishes snapshots of the mesh until it has no subscriptions.
    async fn watch_mesh(&self, mesh: &MeshId, sender: &Sender) {
        let _guard = RemoveOnPanic(self, mesh);
        let mut publishing = std::pin::pin!(self.publish(mesh, sender));
        loop {
            tokio::select! {
                () = &mut publishing => {}
                () = sender.closed() => {
                    // Later subscriptions find no entry, and start a new task.
                    let mut watched = self.watched();
                    if sender.receiver_count() == 0 {
                        watched.remove(mesh);
                        return;
                    }
                }
                () = self.stop.cancelled() => {
                    self.watched().remove(mesh);
                    return;
                }
            }
        }
    }

    /// Merges the sources of the mesh and publishes each change; does not return.
    async fn publish(&self, mesh: &MeshId, sender: &Sender) {
        let mut store = self.sources.store.subscribe(mesh);
        let mut dns = self.sources.dns.subscribe();
        let (stored, dns_overrides) = (store.next().await, dns.next().await);
        let mut world = World { mesh: stored, endpoints: Endpoints { dns_overrides } };
        loop {
            sender.send_replace(Some(MeshSnapshot::new(world.clone())));
            tokio::select! {
                stored = store.next() => world.mesh = stored,
                overrides = dns.next() => world.endpoints.dns_overrides = overrides,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::mesh::Mesh;
    use crate::model::Kind;
    use crate::model::extension::Revision;
    use crate::sources::Versioned;
    use crate::sources::dns::{DnsOverrides, DnsSource};
    use crate::sources::store::{StoreSource, StoredMesh};
    use crate::store::{Memory, Resource, Store};
    use crate::xds::proxy_env::Interception;

    #[test]
    fn replicas_in_the_same_environment_share_one_translation() {
        let node = Key::member(Kind::VirtualNode, "m", "n");
        let specs = [(Key::mesh("m"), json!({})), (node.clone(), json!({}))];
        let specs = specs.iter().map(|(key, spec)| (key, spec));
        let (mesh, invalid) = Mesh::gather(Name::from("m"), specs);
        assert!(invalid.is_empty(), "{invalid:?}");
        let mesh = StoredMesh { mesh: Some(Arc::new(mesh)), ..StoredMesh::default() };
        let snapshot = MeshSnapshot::new(World { mesh, endpoints: Endpoints::default() });
        let translated = |env: &ProxyEnv| snapshot.translated(&node, env).unwrap();
        let interception = Interception::ExplicitProxy {
            egress: ([127, 0, 0, 1], 1).into(),
            ingress: None,
            application: None,
        };
        let (iptables, explicit) = (ProxyEnv::default(), ProxyEnv { interception });
        assert!(Arc::ptr_eq(&translated(&iptables), &translated(&iptables)));
        assert_ne!(translated(&iptables), translated(&explicit));
    }

    async fn put_mesh(store: &dyn Store) -> Revision {
        let mesh = Resource {
            key: Key::mesh("m"),
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

    #[tokio::test]
    async fn each_source_changes_only_its_own_version() {
        let store: Arc<dyn Store> = Arc::new(Memory::default());
        let created = put_mesh(&*store).await;
        let (dns, overrides) = watch::channel(Versioned::new(1, DnsOverrides::default()));
        let sources =
            Sources { store: StoreSource::new(Arc::clone(&store)), dns: DnsSource::new(overrides) };
        let stop = CancellationToken::new();
        let watcher = MeshWatcher::new(sources, stop.clone());
        let mut subscription = watcher.subscribe(&MeshId { owner: None, name: Name::from("m") });
        let mut versions = async || {
            let snapshot = subscription.next().await.unwrap();
            let versions = snapshot.world.versions();
            (versions.store, versions.dns_overrides)
        };
        assert_eq!(versions().await, (created, 1));
        dns.send_replace(Versioned::new(2, DnsOverrides::default()));
        assert_eq!(versions().await, (created, 2), "not a commit");
        let updated = put_mesh(&*store).await;
        assert_eq!(versions().await, (updated, 2));
        stop.cancel();
        watcher.ended().await;
        assert!(subscription.next().await.is_none());
    }

    #[tokio::test]
    async fn a_mesh_without_subscriptions_is_not_watched() {
        let sources = Sources {
            store: StoreSource::new(Arc::new(Memory::default())),
            dns: DnsSource::fixed(DnsOverrides::default()),
        };
        let watcher = MeshWatcher::new(sources, CancellationToken::new());
        let mesh = MeshId { owner: None, name: Name::from("m") };
        let mut subscription = watcher.subscribe(&mesh);
        subscription.next().await.unwrap();
        drop(subscription);
        watcher.ended().await;
        assert!(watcher.0.watched().is_empty());
        watcher.0.tasks.reopen();
        assert!(watcher.subscribe(&mesh).next().await.is_some(), "a later one starts again");
    }
}
