//! What is known of the connected proxies, for whoever asks.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::watch;

use crate::model::own::Proxy;

/// The connected proxies, as they are now.
#[derive(Debug, Clone)]
pub struct Proxies(watch::Receiver<Arc<Vec<Proxy>>>);

impl Proxies {
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
pub struct Registry {
    all: watch::Sender<Arc<Vec<Proxy>>>,
    next: Arc<AtomicU64>,
}

impl Default for Registry {
    fn default() -> Self {
        Self { all: watch::channel(Arc::default()).0, next: Arc::default() }
    }
}

impl Registry {
    /// Returns a view on the registry.
    #[must_use]
    pub fn proxies(&self) -> Proxies {
        Proxies(self.all.subscribe())
    }

    /// Enters a proxy under a number of its own, until the entry is dropped.
    #[must_use]
    pub fn enter(&self, mut proxy: Proxy) -> Entry {
        proxy.stream = self.next.fetch_add(1, Ordering::Relaxed) + 1;
        let stream = proxy.stream;
        self.all.send_modify(|all| Arc::make_mut(all).push(proxy));
        Entry { registry: self.clone(), stream }
    }
}

/// A proxy's place in the registry.
#[derive(Debug)]
pub struct Entry {
    registry: Registry,
    stream: u64,
}

impl Entry {
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

impl Drop for Entry {
    fn drop(&mut self) {
        self.registry.all.send_modify(|all| {
            Arc::make_mut(all).retain(|proxy| proxy.stream != self.stream);
        });
    }
}
