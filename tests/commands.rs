//! Verbs against the real things, or what stands in for them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to stop")]

mod apply;
mod backup;
mod canary;
mod cleanup;
mod context;
mod envoy;
mod flags;
mod history;
mod iam;
mod interrupted;
mod serve;
