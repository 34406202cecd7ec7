//! Authentication and authorization.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to stop")]

mod accounts;
mod auth_bypass;
mod clients;
mod envoy;
mod file;
mod history;
mod mesh;
mod policies;
mod signatures;
mod tls;
mod unauthenticated;

use serde_json::{Value, json};

/// A user with full access to App Mesh and the access key `id` of [`crate::support::Signer`].
fn user(id: &str) -> Value {
    json!({"keys": [key(id)], "policies": ["AWSAppMeshFullAccess"]})
}

fn key(id: &str) -> Value {
    json!({"id": id, "secret": format!("secret of {id}")})
}
