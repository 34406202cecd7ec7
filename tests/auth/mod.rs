//! Who calls, and what they may do.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to stop")]

mod accounts;
mod clients;
mod envoy;
mod evasions;
mod file;
mod history;
mod mesh;
mod policies;
mod signatures;
mod strangers;
mod tls;

use serde_json::{Value, json};

/// A user who may do everything in App Mesh, with a key `id` as [`crate::support::Signer`] has it.
fn user(id: &str) -> Value {
    json!({"keys": [key(id)], "policies": ["AWSAppMeshFullAccess"]})
}

fn key(id: &str) -> Value {
    json!({"id": id, "secret": format!("secret of {id}")})
}
