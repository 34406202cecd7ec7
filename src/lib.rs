//! meshctl
pub mod cli;
pub mod error;
pub mod model;
pub mod store;
