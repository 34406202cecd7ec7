//! What those who run a server rely on: limits, an orderly end, numbers, a log, and that nothing
//! is lost.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to stop")]

mod crash;
mod disk;
mod drain;
mod limits;
mod metrics;
mod wire;

/// Numbers that look random and are the same every time.
pub(crate) fn scattered(seed: u64) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(seed), |last| {
        Some(last.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407))
    })
    .skip(1)
    .map(|number| usize::try_from(number >> 33).unwrap())
}
