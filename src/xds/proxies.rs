//! The registry of connected proxies, with a slot per stream.
//!
//! A stream updates its own slot. The registry as a whole is locked only while a stream comes or
//! goes, or while the slots are listed.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::snapshot::ResourceType;
use crate::metrics::{Counter, MetricsPage};
use crate::model::arn::AccountId;
use crate::model::extension::{Proxy, Revision};
use crate::model::quotas::{Quota, Quotas, limit_message};
use crate::model::{Key, Kind};

/// The connected proxies, to read.
#[derive(Debug, Clone)]
pub struct ConnectedProxies(Arc<Inner>);

impl ConnectedProxies {
    /// Returns the view of a process that does not serve proxies.
    #[must_use]
    pub fn none() -> Self {
        ProxyRegistry::new(Quotas::default(), CancellationToken::new()).proxies()
    }

    /// Returns the proxies, ordered by stream number. They are shared, not copied.
    #[must_use]
    pub fn list(&self) -> Vec<Arc<Proxy>> {
        let slots: Vec<_> = self.0.streams().slots.values().cloned().collect();
        slots.iter().map(|slot| Arc::clone(&lock(slot))).collect()
    }

    /// Returns a receiver that is notified when a proxy comes or goes, or makes [`Progress`].
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<()> {
        self.0.changed.subscribe()
    }

    /// Completes when the server shuts down, after which proxies only disconnect.
    pub async fn closed(&self) {
        self.0.stop.cancelled().await;
    }
}

/// The registry of connected proxies.
#[derive(Debug, Clone)]
pub struct ProxyRegistry(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    streams: Mutex<Streams>,
    next_stream: AtomicU64,
    changed: watch::Sender<()>,
    stop: CancellationToken,
    quotas: Quotas,
    counters: PushCounters,
}

/// The state of one proxy. Readers share it; an update copies it only while a reader has it.
type ProxySlot = Mutex<Arc<Proxy>>;

#[derive(Debug, Default)]
struct Streams {
    /// The slots by stream number.
    slots: BTreeMap<u64, Arc<ProxySlot>>,
    /// Number of streams per resource, for the quota.
    counts: HashMap<ResourceId, usize>,
}

/// Identifies a resource across accounts: the owner of its mesh, if it is not the server's own
/// account, and its key.
type ResourceId = (Option<AccountId>, Key);

/// The part of a proxy's state that others wait for: the revisions that it has acknowledged and that
/// were translated for it, and whether it rejects any resource.
type Progress = (Revision, Revision, bool);

/// Responses that were sent and rejected, by type in the order of [`ResourceType::ALL`].
#[derive(Debug, Default)]
struct PushCounters {
    pushes: [Counter; ResourceType::ALL.len()],
    rejections: [Counter; ResourceType::ALL.len()],
}

/// The quota of connected proxies of a resource is reached.
#[derive(Debug, thiserror::Error)]
#[error("{}", limit_message("connected Envoys", *.limit, &scope(resource)))]
pub struct RegistryFull {
    /// The virtual node or virtual gateway.
    pub resource: Key,
    /// Its quota.
    pub limit: usize,
}

fn scope(resource: &Key) -> String {
    match resource.kind {
        Kind::VirtualGateway => format!("virtual gateway {}", resource.name),
        _ => format!("virtual node {}", resource.name),
    }
}

impl ProxyRegistry {
    /// Returns an empty registry that enforces the quotas of connected Envoys per virtual node and
    /// per virtual gateway. `stop` is cancelled when the server shuts down.
    #[must_use]
    pub fn new(quotas: Quotas, stop: CancellationToken) -> Self {
        Self(Arc::new(Inner {
            streams: Mutex::default(),
            next_stream: AtomicU64::new(1),
            changed: watch::channel(()).0,
            stop,
            quotas,
            counters: PushCounters::default(),
        }))
    }

    /// Returns a view to read from.
    #[must_use]
    pub fn proxies(&self) -> ConnectedProxies {
        ConnectedProxies(Arc::clone(&self.0))
    }

    /// Registers a proxy under a new stream number until the entry is dropped.
    ///
    /// # Errors
    ///
    /// [`RegistryFull`].
    pub fn register(&self, mut proxy: Proxy) -> Result<RegistryEntry, RegistryFull> {
        let resource = (proxy.mesh_owner.clone(), proxy.resource.clone());
        let quota = match resource.1.kind {
            Kind::VirtualGateway => Quota::ConnectedEnvoysPerVirtualGateway,
            _ => Quota::ConnectedEnvoysPerVirtualNode,
        };
        let mut streams = self.0.streams();
        let count = streams.counts.get(&resource).copied().unwrap_or_default();
        if let Some(limit) = self.0.quotas.limit(quota).filter(|limit| count >= *limit) {
            return Err(RegistryFull { resource: resource.1, limit });
        }
        let stream = self.0.next_stream.fetch_add(1, Ordering::Relaxed);
        proxy.stream = stream;
        let slot = Arc::new(Mutex::new(Arc::new(proxy)));
        streams.slots.insert(stream, Arc::clone(&slot));
        streams.counts.insert(resource.clone(), count + 1);
        drop(streams);
        self.0.changed.send_replace(());
        Ok(RegistryEntry { registry: Arc::clone(&self.0), stream, resource, slot })
    }

    /// Writes the metrics of the proxies.
    pub fn write(&self, page: &mut MetricsPage) {
        let proxies = self.proxies().list();
        let rejecting = proxies.iter().filter(|proxy| proxy.is_rejecting()).count();
        page.single("meshctl_proxies", "gauge", "Connected proxies.", proxies.len());
        let help = "Connected proxies that reject the last response sent to them.";
        page.single("meshctl_proxies_rejecting", "gauge", help, rejecting);
        let PushCounters { pushes, rejections } = &self.0.counters;
        for (name, help, counters) in [
            ("meshctl_xds_pushes_total", "Responses sent to proxies.", pushes),
            ("meshctl_xds_rejections_total", "Responses rejected by proxies.", rejections),
        ] {
            page.family(name, "counter", help);
            for (kind, count) in ResourceType::ALL.iter().zip(counters) {
                page.sample(name, &[("type", kind.short_name())], count.value());
            }
        }
    }
}

impl Inner {
    fn streams(&self) -> MutexGuard<'_, Streams> {
        lock(&self.streams)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The registration of one proxy, which ends when this is dropped.
#[derive(Debug)]
pub struct RegistryEntry {
    registry: Arc<Inner>,
    stream: u64,
    resource: ResourceId,
    slot: Arc<ProxySlot>,
}

impl RegistryEntry {
    /// Counts a response sent to the proxy.
    pub fn count_push(&self, kind: ResourceType) {
        increment(&self.registry.counters.pushes, kind);
    }

    /// Counts a response that the proxy has rejected.
    pub fn count_rejection(&self, kind: ResourceType) {
        increment(&self.registry.counters.rejections, kind);
    }

    /// Updates the state of the proxy.
    pub fn update(&self, change: impl FnOnce(&mut Proxy)) {
        let mut slot = lock(&self.slot);
        let before = progress(&slot);
        change(Arc::make_mut(&mut slot));
        let has_progressed = progress(&slot) != before;
        drop(slot);
        if has_progressed {
            self.registry.changed.send_replace(());
        }
    }
}

fn progress(proxy: &Proxy) -> Progress {
    (proxy.acknowledged, proxy.translated, proxy.is_rejecting())
}

fn increment(counters: &[Counter], kind: ResourceType) {
    let of_kind = ResourceType::ALL.iter().zip(counters).find(|(known, _)| **known == kind);
    if let Some((_, counter)) = of_kind {
        counter.increment();
    }
}

impl Drop for RegistryEntry {
    fn drop(&mut self) {
        let mut streams = self.registry.streams();
        streams.slots.remove(&self.stream);
        if let Some(count) = streams.counts.get_mut(&self.resource) {
            *count -= 1;
            if *count == 0 {
                streams.counts.remove(&self.resource);
            }
        }
        drop(streams);
        self.registry.changed.send_replace(());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxy(resource: &str) -> Proxy {
        Proxy {
            stream: 0,
            node_id: resource.to_owned(),
            mesh_owner: None,
            resource: Key::from_path(resource).unwrap(),
            envoy_version: String::new(),
            address: String::new(),
            connected_ms: 0,
            acknowledged: Revision(0),
            translated: Revision(1),
            sources: BTreeMap::new(),
            types: BTreeMap::new(),
            problems: Vec::new(),
        }
    }

    fn registry(quotas: &str) -> ProxyRegistry {
        ProxyRegistry::new(Quotas::read(quotas).unwrap(), CancellationToken::new())
    }

    #[test]
    fn proxies_are_listed_by_stream_until_their_entries_are_dropped() {
        let registry = registry("{}");
        let entries = ["mesh/m/virtualNode/b", "mesh/m/virtualNode/a", "mesh/m/virtualGateway/g"]
            .map(|resource| registry.register(proxy(resource)).unwrap());
        let listed = || -> Vec<(u64, String)> {
            let proxies = registry.proxies().list();
            proxies.iter().map(|proxy| (proxy.stream, proxy.resource.name.to_string())).collect()
        };
        let row = |stream, name: &str| (stream, name.to_owned());
        assert_eq!(listed(), [row(1, "b"), row(2, "a"), row(3, "g")]);
        let [_first, second, _third] = entries;
        drop(second);
        assert_eq!(listed(), [row(1, "b"), row(3, "g")]);
    }

    #[test]
    fn the_quota_counts_the_streams_of_one_resource() {
        let quotas =
            r#"{"connectedEnvoysPerVirtualNode": 1, "connectedEnvoysPerVirtualGateway": 2}"#;
        let registry = registry(quotas);
        let register = |resource: &str| registry.register(proxy(resource));
        let node = register("mesh/m/virtualNode/n").unwrap();
        let full = register("mesh/m/virtualNode/n").unwrap_err().to_string();
        let want =
            "You've reached the limit on number of connected Envoys(1) for the virtual node n.";
        assert_eq!(full, want);
        let _others = ["mesh/m/virtualNode/other", "mesh/other/virtualNode/n"]
            .map(|resource| register(resource).unwrap());
        let mut shared = proxy("mesh/m/virtualNode/n");
        shared.mesh_owner = Some("444455556666".parse().unwrap());
        let _shared = registry.register(shared).unwrap();
        let _gateways = [(); 2].map(|()| register("mesh/m/virtualGateway/n").unwrap());
        let full = register("mesh/m/virtualGateway/n").unwrap_err();
        assert!(full.to_string().ends_with("(2) for the virtual gateway n."), "{full}");
        drop(node);
        register("mesh/m/virtualNode/n").unwrap();
    }

    #[test]
    fn changes_are_notified_when_a_proxy_makes_progress() {
        let registry = registry("{}");
        let mut changes = registry.proxies().changes();
        let mut is_notified = || {
            let is_notified = changes.has_changed().unwrap();
            changes.mark_unchanged();
            is_notified
        };
        let entry = registry.register(proxy("mesh/m/virtualNode/n")).unwrap();
        assert!(is_notified(), "it connects");
        entry.update(|proxy| proxy.problems.push("p".to_owned()));
        assert!(!is_notified(), "a problem is not progress");
        entry.update(|proxy| proxy.acknowledged = Revision(1));
        assert!(is_notified(), "it acknowledges");
        drop(entry);
        assert!(is_notified(), "it disconnects");
    }

    #[test]
    fn an_update_does_not_change_what_a_reader_has() {
        let registry = registry("{}");
        let entry = registry.register(proxy("mesh/m/virtualNode/n")).unwrap();
        let before = registry.proxies().list();
        entry.update(|proxy| proxy.acknowledged = Revision(1));
        let after = registry.proxies().list();
        assert_eq!((before[0].acknowledged, after[0].acknowledged), (Revision(0), Revision(1)));
    }
}
