//! meshctl
pub mod error;
pub mod mesh;
pub mod model;
pub mod store;
pub mod xds;
