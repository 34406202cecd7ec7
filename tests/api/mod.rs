//! The API as the clients of AWS see it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to stop")]

mod aws;
mod boto3;
pub(crate) mod conformance;
mod controller;
mod examples;
mod fuzz;
mod neighbours;
mod oracle;
mod order;
mod pages;
mod quotas;
mod races;
mod reads;
mod typed;
