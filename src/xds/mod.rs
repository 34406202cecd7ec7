//! From a mesh to Envoy.
//!
//! The way of a change: [`feed`] reads the mesh once, [`view`] works out what one virtual node
//! sees of it, [`translate()`] says it in Envoy's words, [`snapshot`] gives the result names and
//! versions, [`session`] decides what the proxy is sent when, [`server`] is the gRPC stream around
//! it, and [`status`] is what others may know. From [`view`] to [`session`] all is pure: the same
//! mesh, node and [`Site`] give the same bytes. What the translation is based on stands in
//! `envoy-mapping`; its paragraphs are cited where a field would surprise.

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
