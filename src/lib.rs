//! meshctl
pub mod client;
pub mod error;
pub mod mesh;
pub mod model;
pub mod server;
pub mod store;
pub mod xds;
