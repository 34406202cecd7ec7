//! What the Envoy room makes, given to a real Envoy.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to stop")]

mod bootstrap;
mod meshes;
mod validate;
