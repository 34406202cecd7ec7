//! What the Envoy room makes, given to a real Envoy.

mod bootstrap;
mod meshes;
mod validate;
