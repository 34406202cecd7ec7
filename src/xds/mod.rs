//! From a mesh to Envoy.
//!
//! The path of a change: [`watcher`] merges the [`sources`](crate::sources) of a
//! mesh once, [`topology`](crate::mesh::topology)
//! resolves what one workload sees of it, [`translate()`] turns that into Envoy resources,
//! [`snapshot`] versions them, [`session`] decides what to send to the proxy and when, [`ads`] is
//! the gRPC stream around it, and [`proxies`] is what the API reports. Everything from the topology
//! to [`session`] is pure: the same mesh, endpoints, workload and [`ProxyEnv`] give the same bytes. Names of
//! Envoy resources are made in [`names`] only. `docs/behaviour/envoy.md` holds the facts behind the
//! translation.

pub mod ads;
pub mod bootstrap;
pub mod identity;
pub mod names;
mod proto;
mod protocol;
pub mod proxies;
pub mod proxy_env;
mod proxy_stream;
pub mod session;
pub mod snapshot;
pub mod stream_auth;
pub mod translate;
pub mod watcher;

pub use proxy_env::{Interception, ProxyEnv};
pub use snapshot::{EncodedResource, ResourceType, Snapshot};
pub use translate::translate;
