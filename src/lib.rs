//! meshctl
pub mod error;
pub mod manifest;
pub mod mesh;
pub mod model;
pub mod store;
pub mod verbs;
