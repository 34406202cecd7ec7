//! From a mesh to Envoy's configuration.
//!
//! The way of a change: [`view`] works out what one virtual node sees of the mesh, [`translate`](mod@translate)
//! says it in Envoy's words, [`snapshot`] gives the result names and versions. All three are pure:
//! the same mesh, node and [`Site`] give the same bytes. What the translation is based on stands
//! in `envoy-mapping`; its paragraphs are cited where a field would surprise.

mod hash;
pub mod names;
mod proto;
pub mod site;
pub mod snapshot;
pub mod translate;
pub mod view;

pub use site::{Mode, Overrides, Site};
pub use snapshot::{Resource, ResourceType, Snapshot};
pub use translate::translate;
pub use view::{NoView, Problem, View};
