//! What those who run a server rely on: limits, an orderly end, numbers, a log, and that nothing
//! is lost.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to stop")]

mod crash;
mod disk;
mod drain;
mod limits;
mod metrics;
mod proxies;
pub(crate) mod wire;
