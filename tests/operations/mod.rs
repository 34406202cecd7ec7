//! Operation of a server: limits, graceful shutdown, metrics, the log and durability.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to stop")]

mod crash;
mod disk;
mod drain;
mod limits;
mod metrics;
mod proxies;
pub(crate) mod wire;
