//! The xDS server, tested with a real Envoy and with a client that controls every message.

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
mod wait;
