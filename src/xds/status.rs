//! What is known of the connected proxies, for whoever asks.

use std::sync::Arc;

use tokio::sync::watch;

use crate::model::own::Proxy;

/// The connected proxies, as they are now.
#[derive(Debug, Clone)]
pub struct Proxies(watch::Receiver<Arc<Vec<Proxy>>>);

impl Proxies {
    /// Returns a view on what `sender` will tell.
    #[must_use]
    pub fn new(sender: &watch::Sender<Arc<Vec<Proxy>>>) -> Self {
        Self(sender.subscribe())
    }

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
