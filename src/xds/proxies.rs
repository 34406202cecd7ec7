//! What is known of the connected proxies, for whoever asks.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::watch;

use super::snapshot::ResourceType;
use crate::metrics::{Counter, MetricsPage};
use crate::model::extension::Proxy;
use crate::model::quotas::{Quota, Quotas, limit_message};
use crate::model::{Key, Kind};

/// The connected proxies, as they are now.
#[derive(Debug, Clone)]
pub struct ConnectedProxies(watch::Receiver<Arc<Vec<Proxy>>>);

impl ConnectedProxies {
    /// Returns the view of a process that serves no proxies.
    #[must_use]
    pub fn none() -> Self {
        Self(watch::channel(Arc::default()).1)
    }

    /// Returns the proxies, in the order of their streams.
    #[must_use]
    pub fn list(&self) -> Arc<Vec<Proxy>> {
        self.0.borrow().clone()
    }
}

/// Where streams enter themselves.
#[derive(Debug, Clone)]
pub struct ProxyRegistry {
    all: watch::Sender<Arc<Vec<Proxy>>>,
    next: Arc<AtomicU64>,
    quotas: Quotas,
    counters: Arc<PushCounters>,
}

/// What was sent to proxies and what they made of it, type by type in the order of
/// [`ResourceType::ALL`].
#[derive(Debug, Default)]
struct PushCounters {
    pushes: [Counter; ResourceType::ALL.len()],
    rejections: [Counter; ResourceType::ALL.len()],
}

/// The quota of connected proxies of a resource is reached.
#[derive(Debug, thiserror::Error)]
#[error("{}", limit_message("connected Envoys", *.limit, &noun(resource)))]
pub struct RegistryFull {
    /// The virtual node or virtual gateway.
    pub resource: Key,
    /// Its quota.
    pub limit: usize,
}

fn noun(resource: &Key) -> String {
    match resource.kind {
        Kind::VirtualGateway => format!("virtual gateway {}", resource.name),
        _ => format!("virtual node {}", resource.name),
    }
}

impl ProxyRegistry {
    /// Returns an empty registry that enforces the quotas of connected Envoys per virtual node and
    /// per virtual gateway.
    #[must_use]
    pub fn new(quotas: Quotas) -> Self {
        let all = watch::channel(Arc::default()).0;
        Self { all, next: Arc::default(), quotas, counters: Arc::default() }
    }

    /// Returns a view on the registry.
    #[must_use]
    pub fn proxies(&self) -> ConnectedProxies {
        ConnectedProxies(self.all.subscribe())
    }

    /// Writes down what there is.
    pub fn write(&self, page: &mut MetricsPage) {
        let proxies = self.all.borrow().clone();
        let rejecting = proxies
            .iter()
            .filter(|proxy| proxy.types.values().any(|status| status.rejected.is_some()))
            .count();
        page.single("meshctl_proxies", "gauge", "Connected proxies.", proxies.len());
        let help = "Connected proxies that reject what they were sent last.";
        page.single("meshctl_proxies_rejecting", "gauge", help, rejecting);
        let families = [
            ("meshctl_xds_pushes_total", "Responses sent to proxies.", &self.counters.pushes),
            (
                "meshctl_xds_rejections_total",
                "Responses that proxies rejected.",
                &self.counters.rejections,
            ),
        ];
        for (name, help, counters) in families {
            page.family(name, "counter", help);
            for (kind, count) in ResourceType::ALL.iter().zip(counters) {
                page.sample(name, &[("type", kind.short_name())], count.value());
            }
        }
    }

    /// Enters a proxy under a number of its own, until the entry is dropped.
    ///
    /// # Errors
    ///
    /// [`RegistryFull`].
    pub fn register(&self, mut proxy: Proxy) -> Result<RegistryEntry, RegistryFull> {
        proxy.stream = self.next.fetch_add(1, Ordering::Relaxed) + 1;
        let (stream, resource) = (proxy.stream, proxy.resource.clone());
        let owner = proxy.mesh_owner.clone();
        let quota = match resource.kind {
            Kind::VirtualGateway => Quota::ConnectedEnvoysPerVirtualGateway,
            _ => Quota::ConnectedEnvoysPerVirtualNode,
        };
        let limit = self.quotas.limit(quota);
        let mut full = None;
        self.all.send_if_modified(|all| {
            let same = |one: &&Proxy| one.mesh_owner == owner && one.resource == resource;
            full = limit.filter(|limit| all.iter().filter(same).count() >= *limit);
            if full.is_none() {
                Arc::make_mut(all).push(proxy);
            }
            full.is_none()
        });
        match full {
            Some(limit) => Err(RegistryFull { resource, limit }),
            None => Ok(RegistryEntry { registry: self.clone(), stream }),
        }
    }
}

/// A proxy's place in the registry.
#[derive(Debug)]
pub struct RegistryEntry {
    registry: ProxyRegistry,
    stream: u64,
}

impl RegistryEntry {
    /// Counts a response that is sent to the proxy.
    pub fn count_push(&self, kind: ResourceType) {
        self.count(&self.registry.counters.pushes, kind);
    }

    /// Counts a response that the proxy has rejected.
    pub fn count_rejection(&self, kind: ResourceType) {
        self.count(&self.registry.counters.rejections, kind);
    }

    fn count(&self, counters: &[Counter], kind: ResourceType) {
        let of_kind = ResourceType::ALL.iter().zip(counters).find(|(known, _)| **known == kind);
        if let Some((_, count)) = of_kind {
            count.increment();
        }
    }

    /// Changes what is said of the proxy.
    pub fn update(&self, change: impl FnOnce(&mut Proxy)) {
        self.registry.all.send_modify(|all| {
            let all = Arc::make_mut(all);
            if let Some(proxy) = all.iter_mut().find(|proxy| proxy.stream == self.stream) {
                change(proxy);
            }
        });
    }
}

impl Drop for RegistryEntry {
    fn drop(&mut self) {
        self.registry.all.send_modify(|all| {
            Arc::make_mut(all).retain(|proxy| proxy.stream != self.stream);
        });
    }
}
