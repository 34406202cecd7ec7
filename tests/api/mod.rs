//! The App Mesh API, called by AWS clients and over HTTP.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod aws_cli;
mod aws_cli_examples;
mod boto3;
mod concurrent_writes;
pub(crate) mod conformance;
mod cross_resource;
mod error_precedence;
mod fuzz;
mod kubernetes_controller;
mod oracle;
mod pagination;
mod quotas;
mod reads;
mod rust_sdk;
