//! Every test that is not beside the code it tests: one binary, so that it links once.

mod api;
mod cli;
mod demo;
mod generated;
mod layering;
mod manifest;
mod output;
mod store;
#[allow(clippy::unwrap_used, reason = "a test that cannot go on is to stop")]
mod support;
mod verbs;
mod xds;
