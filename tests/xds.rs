//! What the Envoy room makes, given to a real Envoy and to a client that looks closely.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to stop")]

mod ads;
mod bootstrap;
mod delta;
mod meshes;
mod quota;
mod real_envoy;
mod sotw;
mod trouble;
mod validate;
