//! From a mesh to Envoy.
pub mod status;
