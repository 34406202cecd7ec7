//! All tests that are not next to the code under test, in one binary so that it links once.

// Outside functions marked as tests the lint does not see that this is one.
#![allow(clippy::unwrap_used)]

mod api;
mod auth;
mod citations;
mod cli;
mod commands;
mod demo;
mod generated;
mod language;
mod layering;
mod manifest;
mod operations;
mod output;
mod parity;
mod source_map;
mod standalone;
mod store;
mod support;
mod xds;
