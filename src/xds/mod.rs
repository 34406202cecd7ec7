//! From a mesh to Envoy.
//!
//! The path of a change: [`feed`] reads the mesh once, [`view`] determines what one virtual node
//! sees of it, [`translate()`] turns that into Envoy resources, [`snapshot`] names and versions
//! them, [`session`] decides what to send to the proxy and when, [`server`] is the gRPC stream
//! around it, and [`status`] is what the API reports. Everything from [`view`] to [`session`] is
//! pure: the same mesh, node and [`Site`] give the same bytes. `docs/behaviour/envoy.md` holds the
//! facts behind the translation.

pub mod admission;
pub mod bootstrap;
pub mod feed;
mod hash;
pub mod identity;
pub mod names;
mod proto;
pub mod server;
pub mod session;
pub mod site;
pub mod snapshot;
pub mod status;
pub mod translate;
pub mod view;
mod wire;

pub use site::{Mode, Overrides, Site};
pub use snapshot::{Resource, ResourceType, Snapshot};
pub use translate::translate;
pub use view::{NoView, Problem, View};
